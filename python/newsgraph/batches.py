"""Record batches of articles to record batches of what their documents say, without a copy through objects of Python.

A batch of articles has the columns `id` and `text`, and if there are any `title`, `published` (a date, a time of which the day in UTC counts, or
a string as ISO 8601 has it) and `url`; others are left aside. What comes out has for each document a row: `id` of the article,
`document`, `part` (bytes for `newsgraph.merge`), and `message`, which tells what is doubtful. An article of which nothing was read has a
row without a `part`. An article is read by itself, so that it does not matter which others are in its batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow

from . import _newsgraph
from .graph import Graph
from .reading import finished

#: The columns of articles; those but `id` and `text` may be missing.
ARTICLE_COLUMNS = ("id", "text", "title", "published", "url")

#: What comes out.
SCHEMA = pyarrow.schema(
    [
        ("id", pyarrow.string()),
        ("document", pyarrow.string()),
        ("part", pyarrow.binary()),
        ("message", pyarrow.string()),
    ]
)


def extract(articles: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """For each batch of articles one of what their documents say."""
    return map(_newsgraph.extract_batch, articles)


def merge(parts: Iterable[pyarrow.RecordBatch]) -> Graph:
    """The graph of all parts, in whatever order they come."""
    merger = _newsgraph.Merger()
    for batch in parts:
        merger.add_batch(batch)
    return finished(merger)
