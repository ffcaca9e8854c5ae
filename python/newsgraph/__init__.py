"""Reads English news and gives a knowledge graph: who met whom, who criticized whom, when, where, and which sentence says so.

>>> import newsgraph
>>> graph = newsgraph.extract("Peru praised Chile on Monday.", published="2024-05-06")
>>> [(edge.source, edge.type, edge.target, edge.date) for edge in graph.edges if edge.type == "PRAISED"]
[('Q419', 'PRAISED', 'Q298', '2024-05-06')]

`newsgraph.spark` reads many articles on a cluster, `newsgraph.frames` in data frames of pandas, Dask or Ray, and
`newsgraph.batches` in record batches of Arrow.
"""

from ._newsgraph import FORMATS, TABLES, VERSION, Error
from .graph import Graph
from .reading import ReadingWarning, extract, merge
from .records import Edge, Event, Evidence, Mention, Node

__version__ = VERSION
__all__ = [
    "FORMATS",
    "TABLES",
    "Edge",
    "Error",
    "Event",
    "Evidence",
    "Graph",
    "Mention",
    "Node",
    "ReadingWarning",
    "__version__",
    "extract",
    "merge",
]
