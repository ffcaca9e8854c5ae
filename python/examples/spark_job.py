"""Articles in Parquet in; their graph as Parquet and as CSV for Neo4j out, by Spark.

    spark-submit spark_job.py articles.parquet out
    neo4j-admin database import full neo4j --nodes=out/graph/nodes.csv --relationships=out/graph/edges.csv --id-type=string

The articles have the columns `id` and `text`, and may have `title`, `published` and `url`. What the documents say is kept in `out/parts`, so that
tomorrow's articles need not wait for today's to be read again: `merge` takes the union of several such tables. The graph is written by the driver, into `out/graph`.
"""

import argparse
from pathlib import Path

from pyspark.sql import SparkSession

import newsgraph.spark


def main() -> None:
    arguments = argparse.ArgumentParser(description="Articles in Parquet to a graph.")
    arguments.add_argument("articles", help="Parquet of articles, wherever Spark reads from")
    arguments.add_argument("out", type=Path, help="the folder to write to")
    arguments.add_argument("--master", help="the cluster, if spark-submit does not tell")
    arguments.add_argument("--partitions", type=int, default=64, help="into how many tasks reading is parted")
    given = arguments.parse_args()

    builder = SparkSession.builder.appName("newsgraph")
    spark = (builder.master(given.master) if given.master else builder).getOrCreate()
    parts = newsgraph.spark.extract(spark.read.parquet(given.articles), given.partitions)
    parts.write.mode("overwrite").parquet(str(given.out / "parts"))

    parts = spark.read.parquet(str(given.out / "parts"))
    for row in parts.where("message IS NOT NULL").select("id", "message").limit(20).collect():
        print(f"{row.id}: {row.message}")
    graph = newsgraph.spark.merge(parts)
    for path in graph.write(given.out / "graph", ["csv", "parquet"]):
        print(path)
    spark.stop()


if __name__ == "__main__":
    main()
