"""Prints what networkx reads in a GEXF file: a JSON line for the nodes by id with their labels, one for the sentences of
the edges by id.

Usage: gexf.py FILE
"""

import json
import sys

import networkx

graph = networkx.read_gexf(sys.argv[1])
print(json.dumps({node: data["label"] for node, data in graph.nodes(data=True)}))
print(json.dumps({data["id"]: data["sentence"] for _, _, data in graph.edges(data=True)}))
