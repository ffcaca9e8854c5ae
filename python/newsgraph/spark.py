"""Data frames of Spark: articles in, on any cluster; what their documents say, and one graph, out.

    parts = newsgraph.spark.extract(spark.read.parquet("articles.parquet"))
    graph = newsgraph.spark.merge(parts)

`extract` does all of the reading, a task at a time in each core, and no task knows of another: a task that is run again, or
elsewhere, gives the same rows. `merge` collects the rows as Arrow to the driver, where the library unites them: who is one
person is decided from the whole graph, so that somebody must hold the whole. The graph is, byte for byte, that of
`newsgraph extract` of the same articles, sorted by id, however they were parted.

The limit is the driver, which needs the memory that `newsgraph extract` of all articles needs; the parts, a few kilobytes an
article, must be allowed to come there (`spark.driver.maxResultSize`). Spark 4.0 or later is needed, and the wheel on all machines in one version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import batches
from .graph import Graph

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: The columns of what `extract` gives, as Spark writes a schema.
SCHEMA = "id string, document string, part binary, message string"


def extract(articles: DataFrame, partitions: int | None = None) -> DataFrame:
    """What the documents of the articles say: a row each, with the columns of `newsgraph.batches`.

    Reading takes about a tenth of a second an article of six kilobytes, so that some hundred make a good partition; `partitions` parts the articles
    anew, by their ids.
    """
    columns = [name for name in batches.ARTICLE_COLUMNS if name in articles.columns]
    articles = articles.select(*columns).withColumn("id", articles["id"].cast("string"))
    if partitions is not None:
        articles = articles.repartition(partitions, "id")
    return articles.mapInArrow(batches.extract, SCHEMA)


def merge(parts: DataFrame) -> Graph:
    """The graph of all parts, on the driver. Keep `parts` (`parts.write.parquet`) where it is used again."""
    return batches.merge(parts.where("part IS NOT NULL").select("part").toArrow().to_batches())
