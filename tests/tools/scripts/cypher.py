"""Runs Cypher files against a server over Bolt and prints one JSON line for each statement that answers with columns.

Usage: cypher.py URI FILE...      A line ending in a semicolon ends a statement, as in cypher-shell. Lines that begin with
`:param NAME => ` set a parameter, as there and in the Neo4j Browser. A FILE that ends in .json is a list of files with other
parameters: [{"file": ..., "parameters": {...}}].
"""

import json
import re
import sys

from neo4j import GraphDatabase


def read(path):
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file if not line.lstrip().startswith("//")]
    parameters = dict(re.fullmatch(r":param (\w+) => (.*)\n", line).groups() for line in lines if line.startswith(":"))
    text = "".join(line for line in lines if not line.startswith(":"))
    return parameters, [statement for statement in re.split(r";[ \t]*(?:\n|$)", text) if statement.strip()]


def runs(paths):
    for path in paths:
        if path.endswith(".json"):
            with open(path, encoding="utf-8") as file:
                yield from ((run["file"], run["parameters"]) for run in json.load(file))
        else:
            yield path, {}


def main(uri, *paths):
    with GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF") as driver, driver.session() as session:
        for path, given in runs(paths):
            written, statements = read(path)
            parameters = {name: session.run(f"RETURN {value}").single().value() for name, value in written.items()}
            for statement in statements:
                result = session.run(statement, parameters | given)
                columns = result.keys()
                rows = [record.values() for record in result]
                if columns:
                    print(json.dumps({"file": path, "columns": columns, "rows": rows}, ensure_ascii=False))


main(*sys.argv[1:])
