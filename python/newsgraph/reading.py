"""Texts to graphs, and parts of graphs to one."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterable

from . import _newsgraph
from .graph import Graph


class ReadingWarning(UserWarning):
    """What is doubtful of a text, or of how it was read."""


def extract(
    text: str,
    *,
    published: datetime.date | str | None = None,
    id: str = "text",
    title: str | None = None,
    url: str | None = None,
) -> Graph:
    """The graph of an article.

    `published` is the day of publication, by which “on Monday” is a date, as a date or as ISO 8601 writes it; `title` stands beside the text and is
    not read. What is doubtful of the text is a `ReadingWarning`; where there is nothing to read `newsgraph.Error` is raised.

    >>> graph = extract("Angela Merkel met Emmanuel Macron in Paris on Monday.", published="2019-05-06")
    >>> [event.date for event in graph.events]
    ['2019-05-06']
    """
    day = published.isoformat() if isinstance(published, datetime.date) else published
    core, messages = _newsgraph.extract(text, id, title, day, url)
    for message in messages:
        warnings.warn(message, ReadingWarning, stacklevel=2)
    return Graph(core)


def merge(parts: Iterable[bytes]) -> Graph:
    """The graph of parts, in any order: of the column `part` that `newsgraph.spark`, `newsgraph.frames` and
    `newsgraph.batches` give. It is that of `newsgraph extract` of the same articles, sorted by id."""
    merger = _newsgraph.Merger()
    for part in parts:
        merger.add(part)
    return finished(merger)


def finished(merger: _newsgraph.Merger) -> Graph:
    """The graph of what was added."""
    core, several = merger.finish()
    for id in several:
        message = f"{id!r} is the id of several texts; each has its checksum behind the id now"
        warnings.warn(message, ReadingWarning, stacklevel=3)
    return Graph(core)
