"""Parts of graphs by Arrow, pandas and Dask: the graph of one run, however the articles were parted."""

import datetime
import random
from pathlib import Path

import dask.dataframe
import pandas
import pyarrow
import pytest

import newsgraph
import newsgraph.batches
import newsgraph.frames

from conftest import assert_same

Single = tuple[list[dict[str, object]], Path]


def test_record_batches_in_any_order_give_the_graph_of_one_run(single: Single, tmp_path: Path) -> None:
    records, folder = single
    shuffled = random.Random(7).sample(records, len(records))
    articles = pyarrow.Table.from_pylist(shuffled)
    parts = list(newsgraph.batches.extract(articles.to_batches(max_chunksize=5)))
    assert len(parts) == 9 and parts[0].schema == newsgraph.batches.SCHEMA
    assert_same(newsgraph.batches.merge(parts), folder, tmp_path / "graph")
    # A part that comes twice counts once.
    assert_same(newsgraph.batches.merge([*parts, parts[3]]), folder, tmp_path / "again")


def test_dask_gives_the_graph_of_one_run(single: Single, tmp_path: Path) -> None:
    records, folder = single
    articles = dask.dataframe.from_pandas(pandas.DataFrame(records), npartitions=4)
    parts = articles.map_partitions(newsgraph.frames.extract, meta=newsgraph.frames.META)
    graph = newsgraph.merge(parts["part"].dropna().compute())
    assert_same(graph, folder, tmp_path / "graph")


@pytest.mark.parametrize(
    "published",
    [
        pyarrow.array(["2024-05-06"]),
        pyarrow.array(["2024-05-06T08:00:00Z"], pyarrow.large_string()),
        pyarrow.array([datetime.date(2024, 5, 6)]),
        pyarrow.array([datetime.datetime(2024, 5, 6, 23, 59)], pyarrow.timestamp("us", "UTC")),
        pyarrow.array([datetime.datetime(2024, 5, 6)], pyarrow.timestamp("s")),
    ],
    ids=lambda array: str(array.type),
)
def test_days_have_many_types(published: pyarrow.Array) -> None:
    id, text = pyarrow.array(["a"]), pyarrow.array(["Peru praised Chile on Monday."], pyarrow.string_view())
    batch = pyarrow.RecordBatch.from_arrays([id, text, published], ["id", "text", "published"])
    graph = newsgraph.batches.merge(newsgraph.batches.extract([batch]))
    assert [event.date for event in graph.events] == ["2024-05-06"]


def test_what_cannot_be_read_has_a_message_and_costs_nothing_else() -> None:
    articles = {"id": ["a", "b", None, "d"], "text": ["Peru praised Chile.", " ", "Malta praised Cyprus.", None]}
    (found,) = newsgraph.batches.extract([pyarrow.RecordBatch.from_pydict(articles)])
    rows = found.to_pylist()
    assert [row["id"] for row in rows] == ["a", "b", None, "d"]
    assert [row["part"] is None for row in rows] == [False, True, True, True]
    assert rows[0]["message"] is None and "no text" in rows[1]["message"] and "without an id" in rows[3]["message"]
    with pytest.raises(ValueError, match="no column “text”"):
        list(newsgraph.batches.extract([pyarrow.RecordBatch.from_pydict({"id": ["a"]})]))
    with pytest.raises(TypeError, match="Int64"):
        list(newsgraph.batches.extract([pyarrow.RecordBatch.from_pydict({"id": [1], "text": ["a"]})]))


@pytest.mark.parametrize("type", [pyarrow.null(), pyarrow.int32()])
def test_a_column_without_a_value_may_have_any_type(type: pyarrow.DataType) -> None:
    columns = [pyarrow.array(["a"]), pyarrow.array(["Peru praised Chile."]), pyarrow.nulls(1, type)]
    batch = pyarrow.RecordBatch.from_arrays(columns, ["id", "text", "title"])
    assert len(newsgraph.batches.merge(newsgraph.batches.extract([batch])).edges) == 1


def test_several_texts_of_one_id_are_told_apart() -> None:
    articles = {"id": ["a", "a"], "text": ["Peru praised Chile.", "Malta praised Cyprus."]}
    with pytest.warns(newsgraph.ReadingWarning, match="'a' is the id of several texts"):
        graph = newsgraph.batches.merge(newsgraph.batches.extract([pyarrow.RecordBatch.from_pydict(articles)]))
    assert len(graph.documents) == 2
