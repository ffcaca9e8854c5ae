"""What KGX reads of the tables in a folder, and what its validator says of them and of broken ones, as JSON.

KGX fetches the Biolink model, the map of predicates and a context of prefixes when it is loaded. Here the model is that of the
package biolink-model, the map is empty and the prefixes are the two that the tables use: whether predicates of other vocabularies
map to Biolink, and whether a prefix is one that Biolink prefers, is not checked.
"""

import json
import logging
import pathlib
import sys

import biolink_model
import bmt.toolkit

schema = pathlib.Path(list(biolink_model.__path__)[0]) / "schema" / "biolink_model.yaml"
bmt.toolkit.Toolkit.__init__.__defaults__ = (str(schema), {"predicate mappings": []})

import kgx.config
import kgx.prefix_manager

prefixes = {
    "biolink": "https://w3id.org/biolink/vocab/",
    "WIKIDATA": "http://www.wikidata.org/entity/",
    "newsgraph": "https://w3id.org/newsgraph/node/",
}
kgx.config.get_jsonld_context = kgx.prefix_manager.get_jsonld_context = lambda name="biolink": prefixes

from kgx.transformer import Transformer
from kgx.validator import Validator

logging.disable(logging.CRITICAL)
folder = sys.argv[1]
transformer = Transformer(stream=False)
files = [f"{folder}/kgx_nodes.tsv", f"{folder}/kgx_edges.tsv"]
transformer.transform({"filename": files, "format": "tsv"})
graph = transformer.store.graph


def errors():
    validator = Validator()
    validator.validate(graph)
    return validator.get_errors()


nodes = {node: data["name"] for node, data in graph.nodes(data=True)}
edges = sorted(data["id"] for _, _, data in graph.edges(data=True))
first = errors()
source, target, key, data = next(iter(graph.edges(keys=True, data=True)))
data["predicate"] = "biolink:no_such_predicate"
del graph.nodes()[next(iter(nodes))]["category"]
print(json.dumps({"nodes": nodes, "edges": edges, "errors": first, "broken": sorted(errors())}, default=str, ensure_ascii=False))
