"""Data frames of pandas in and out, for pandas itself and for what calls a function on the parts of a larger frame.

With Dask:

    parts = articles.map_partitions(newsgraph.frames.extract, meta=newsgraph.frames.META)
    graph = newsgraph.merge(parts["part"].dropna().compute())

With Ray: `dataset.map_batches(newsgraph.frames.extract, batch_format="pandas")`. The columns are those of `newsgraph.batches`.
"""

from __future__ import annotations

import pandas
import pyarrow

from . import batches

#: A frame without a row, with the columns and types of what `extract` gives.
META = pandas.DataFrame({name: pandas.Series(dtype=object) for name in batches.SCHEMA.names})


def extract(articles: pandas.DataFrame) -> pandas.DataFrame:
    """What the documents of the articles say: a row each."""
    columns = [name for name in batches.ARTICLE_COLUMNS if name in articles.columns]
    table = pyarrow.Table.from_pandas(articles[columns], preserve_index=False)
    found = pyarrow.Table.from_batches(batches.extract(table.to_batches()), batches.SCHEMA)
    return found.to_pandas().astype(object)
