"""A text to a graph, its objects, and the graphs of other libraries."""

import datetime
import pickle
from pathlib import Path

import pytest

import newsgraph

TEXT = "Norwegian envoy Ada Moe met Wang Yi in Oslo on Monday. Peru did not visit Chile. “We want peace,” Ada Moe said."


@pytest.fixture(scope="module")
def graph() -> newsgraph.Graph:
    return newsgraph.extract(TEXT, published=datetime.date(2024, 5, 6), id="talks", url="https://news.example/talks")


def test_edges_are_objects(graph: newsgraph.Graph) -> None:
    (met,) = [edge for edge in graph.edges if edge.type == "MET_WITH"]
    names = {node.id: node.name for node in graph.nodes}
    assert {names[met.source], names[met.target]} == {"Ada Moe", "Wang Yi"}
    assert (met.date, met.negated, met.support, met.document) == ("2024-05-06", False, 1, "talks")
    assert met.evidence is not None and "met Wang Yi" in met.evidence
    assert all(isinstance(node.labels, tuple) and isinstance(node.name, str | None) for node in graph.nodes)
    (evidence,) = [one for one in graph.evidence if one.edge == met.id]
    assert evidence.trigger_begin is not None and TEXT.encode()[evidence.trigger_begin : evidence.trigger_end] == b"met"
    assert graph.documents == ["talks"]
    assert "documents 1" in repr(graph)


def test_what_is_denied_is_shown_where_it_is_asked_for(graph: newsgraph.Graph) -> None:
    assert not any(edge.negated for edge in graph.edges)
    assert any(edge.negated for edge in graph.showing(all=True).edges)
    assert any("Statement" in node.labels for node in graph.showing(statements=True).nodes)
    assert any(event.polarity == "negative" and not event.plain for event in graph.events)


def test_the_fields_of_objects_are_the_columns_of_the_tables(graph: newsgraph.Graph) -> None:
    kinds = {
        "nodes": newsgraph.Node,
        "edges": newsgraph.Edge,
        "evidence": newsgraph.Evidence,
        "mentions": newsgraph.Mention,
        "events": newsgraph.Event,
    }
    for table, kind in kinds.items():
        assert graph._core.columns(table) == list(kind._fields)
        assert graph.to_arrow(table).column_names == list(kind._fields)


def test_networkx_has_the_nodes_and_edges(graph: newsgraph.Graph) -> None:
    found = graph.to_networkx()
    assert set(found.nodes) == {node.id for node in graph.nodes}
    assert {key for _, _, key in found.edges(keys=True)} == {edge.id for edge in graph.edges}
    (met,) = [data for *_, data in found.edges(data=True) if data["type"] == "MET_WITH"]
    assert met["date"] == "2024-05-06" and "role" not in met


def test_pandas_has_the_tables(graph: newsgraph.Graph) -> None:
    frames = graph.to_pandas()
    assert list(frames["edges"]["id"]) == [edge.id for edge in graph.edges]
    assert frames["edges"]["support"].sum() == sum(edge.support or 0 for edge in graph.edges)
    assert [tuple(labels) for labels in frames["nodes"]["labels"]] == [node.labels for node in graph.nodes]
    assert len(frames["events"]) == len(graph.events) > 0


def test_rdflib_has_the_triples(graph: newsgraph.Graph) -> None:
    rows = graph.to_rdflib().query("SELECT ?node WHERE { ?node <https://schema.org/name> 'Wang Yi' }")
    assert len(rows) == 1


def test_a_graph_is_written_read_united_and_pickled(graph: newsgraph.Graph, tmp_path: Path) -> None:
    paths = graph.write(tmp_path / "graph", ["csv", "events"])
    assert (tmp_path / "graph" / "nodes.csv") in paths
    read = newsgraph.Graph.read(tmp_path / "graph")
    assert read.file("edges.csv") == graph.file("edges.csv")
    other = newsgraph.extract("Malta praised Cyprus.", id="praise")
    both = graph | other
    assert both.documents == ["praise", "talks"]
    assert {edge.id for edge in both.edges} == {edge.id for edge in (*graph.edges, *other.edges)}
    shown = graph.showing(all=True)
    assert pickle.loads(pickle.dumps(shown)).edges == shown.edges


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    with pytest.raises(newsgraph.Error, match="no text"):
        newsgraph.extract(" ")
    with pytest.raises(ValueError, match="no format"):
        newsgraph.Graph().write(tmp_path / "graph", ["word"])
    with pytest.raises(OSError, match="nowhere"):
        newsgraph.Graph.read(tmp_path / "nowhere")
    with pytest.raises(newsgraph.Error, match="no part"):
        newsgraph.merge([b"something else"])
    with pytest.warns(newsgraph.ReadingWarning, match="English"):
        newsgraph.extract("Der Minister hat am Montag in Berlin mit dem Botschafter über die Lage im Land und die Wahl gesprochen. " * 4)
