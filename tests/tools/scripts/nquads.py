"""Prints the N-Quads of a JSON-LD file, by PyLD.

Usage: nquads.py FILE
"""

import json
import sys

from pyld import jsonld


def refuse(url, _options):
    raise ValueError(f"asks for {url}")


with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
print(jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse}), end="")
