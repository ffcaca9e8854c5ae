"""A graph: its nodes and edges as objects, as files, and as graphs of other libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from . import _newsgraph
from .records import Edge, Event, Evidence, Mention, Node

if TYPE_CHECKING:
    import networkx
    import pandas
    import pyarrow
    import rdflib

R = TypeVar("R")

#: The formats that `newsgraph extract` writes.
USUAL_FORMATS = ("html", "dot", "csv", "jsonld", "events")

#: The tables that `Graph.to_pandas` gives.
DATA_FRAMES = ("nodes", "edges", "evidence", "mentions", "events")


class _Shown(NamedTuple):
    """What of a graph is shown."""

    all: bool = False
    statements: bool = False
    min_confidence: float | None = None


class Graph:
    """A knowledge graph, which does not change.

    It shows what is asserted and sure enough; `showing` gives the same graph with more or less of it.
    """

    def __init__(self, core: _newsgraph.Graph | None = None, shown: _Shown = _Shown()) -> None:
        """The graph without a node."""
        self._core = _newsgraph.Graph() if core is None else core
        self._shown = shown

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Graph:
        """The graph of a folder that newsgraph wrote, or of one of its files that are a graph by themselves.

        Raises `OSError` where there is none, `newsgraph.Error` where it is broken.
        """
        return cls(_newsgraph.Graph.read(path))

    def showing(
        self, *, all: bool = False, statements: bool = False, min_confidence: float | None = None
    ) -> Graph:
        """The graph with what is denied, planned, claimed or unsure (`all`), with quotations (`statements`), or without
        edges that are less sure than `min_confidence`, from 0 to 1."""
        return Graph(self._core, _Shown(all, statements, min_confidence))

    def union(self, *others: Graph) -> Graph:
        """The graph of the documents of all. Texts of one id in different graphs get their checksum behind the id."""
        return Graph(self._core.union([other._core for other in others]), self._shown)

    def __or__(self, other: Graph) -> Graph:
        return self.union(other)

    @property
    def documents(self) -> list[str]:
        """The ids of the documents, sorted."""
        return self._core.documents()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes, in the order of `nodes.csv`."""
        return self._rows("nodes", Node._make)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges, in the order of `edges.csv`."""
        return self._rows("edges", Edge._make)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every mention behind every edge."""
        return self._rows("evidence", Evidence._make)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Which document names whom."""
        return self._rows("mentions", Mention._make)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event mention, of whatever truth; the same whatever is shown, but for `plain`."""
        return self._rows("events", Event._make)

    def _rows(self, table: str, make: Callable[[Iterable[Any]], R]) -> tuple[R, ...]:
        return tuple(map(make, self._core.rows(table, *self._shown)))

    def write(self, folder: str | PathLike[str], formats: Iterable[str] = USUAL_FORMATS) -> list[Path]:
        """Writes the files of these formats (`newsgraph.FORMATS`) into a folder, all or none, as `newsgraph extract` does;
        returns their paths. The files of a graph that was there before are removed."""
        return list(self._core.write(folder, list(formats), *self._shown))

    def file(self, name: str) -> bytes:
        """What a file of that name holds: `graph.dot`, `edges.csv`, `graph.jsonld`."""
        return self._core.file(name, *self._shown)

    def to_arrow(self, table: str) -> pyarrow.Table:
        """A table (`newsgraph.TABLES`), without a copy."""
        return self._core.arrow(table, *self._shown)

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """The tables of nodes, edges, evidence, mentions and events as data frames."""
        return {table: self.to_arrow(table).to_pandas() for table in DATA_FRAMES}

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The graph of networkx: nodes by id, edges with their id as the key; fields that have a value are attributes."""
        import networkx

        graph = networkx.MultiDiGraph()
        graph.add_nodes_from((node.id, _attributes(node, "id")) for node in self.nodes)
        graph.add_edges_from(
            (edge.source, edge.target, edge.id, _attributes(edge, "source", "target", "id")) for edge in self.edges
        )
        return graph

    def to_rdflib(self) -> rdflib.Graph:
        """The triples of `graph.ttl` as a graph of rdflib."""
        import rdflib

        return rdflib.Graph().parse(data=self.file("graph.ttl"), format="turtle")

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (self._core.pack(), tuple(self._shown))

    def __repr__(self) -> str:
        return f"<newsgraph.Graph: documents {len(self.documents)}, nodes {len(self.nodes)}, edges {len(self.edges)}>"


def _unpacked(packed: bytes, shown: tuple[Any, ...]) -> Graph:
    return Graph(_newsgraph.Graph.unpack(packed), _Shown(*shown))


def _attributes(row: Node | Edge, *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name not in left_out and value not in (None, ())}
