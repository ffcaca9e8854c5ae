"""Prints what pandas reads in a CSV file, all columns as text, as JSON lines: the head, then a row each.

Usage: frame.py FILE
"""

import json
import sys

import pandas

frame = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
print(json.dumps(list(frame.columns)))
for row in frame.itertuples(index=False, name=None):
    print(json.dumps(row))
