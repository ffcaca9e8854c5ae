"""Runs Cypher files against a server over Bolt and prints one JSON line for each statement that answers with columns.

Usage: cypher.py URI FILE...      A line ending in a semicolon ends a statement, as in cypher-shell.
"""

import json
import re
import sys

from neo4j import GraphDatabase


def statements(path):
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file if not line.lstrip().startswith("//")]
    for statement in re.split(r";[ \t]*(?:\n|$)", "".join(lines)):
        if statement.strip():
            yield statement


def main(uri, *paths):
    with GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF") as driver, driver.session() as session:
        for path in paths:
            for statement in statements(path):
                result = session.run(statement)
                columns = result.keys()
                rows = [record.values() for record in result]
                if columns:
                    print(json.dumps({"file": path, "columns": columns, "rows": rows}, ensure_ascii=False))


main(*sys.argv[1:])
