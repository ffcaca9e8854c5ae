"""Prints a CSV file as JSON lines, one array of strings a row, by Python's csv module.

Usage: table.py FILE
"""

import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file, strict=True):
        print(json.dumps(row))
