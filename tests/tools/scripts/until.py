"""Waits until a server holds so many of what a pattern finds as x, and prints how many there are then.

Usage: until.py URI PATTERN COUNT
"""

import sys
import time

from neo4j import GraphDatabase

uri, pattern, count = sys.argv[1:]
end = time.monotonic() + 120
with GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF") as driver, driver.session() as session:
    while (found := session.run(f"MATCH {pattern} RETURN count(x)").single()[0]) < int(count):
        if time.monotonic() > end:
            sys.exit(f"only {found} after two minutes")
print(found)
