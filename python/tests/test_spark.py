"""A job on a standalone cluster of Spark whose worker is killed: the graph of one run, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from pyspark.sql import SparkSession

import newsgraph
import newsgraph.spark

from cluster import Cluster
from conftest import articles, assert_same, contents, extracted

# What executors run.
os.environ["PYSPARK_PYTHON"] = sys.executable

# `cargo xtask test --long` asks for the full size.
ARTICLES, PARTITIONS = (10_000, 48) if "NEWSGRAPH_LONG" in os.environ else (240, 12)
EXAMPLE = Path(__file__).parent.parent / "examples" / "spark_job.py"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path, workers=2) as cluster:
        yield cluster


def session(cluster: Cluster) -> SparkSession:
    builder = SparkSession.builder.master(cluster.url).appName("newsgraph")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "512m",
        "spark.ui.enabled": "false",
        "spark.ui.liveUpdate.period": "0",
        "spark.sql.shuffle.partitions": "4",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


class Killer(threading.Thread):
    """Kills a worker once some tasks are done and both workers have one."""

    def __init__(self, spark: SparkSession, cluster: Cluster) -> None:
        super().__init__(daemon=True)
        self.spark, self.cluster = spark, cluster
        self.stage = -1
        self.done = 0

    def run(self) -> None:
        tracker = self.spark.sparkContext.statusTracker()
        while self.stage < 0:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info and info.numTasks == PARTITIONS and info.numCompletedTasks >= 3 and info.numActiveTasks >= 2:
                    self.cluster.kill_worker()
                    self.stage, self.done = stage, info.numCompletedTasks
                    break
            time.sleep(0.02)


def test_a_worker_that_dies_changes_no_byte(cluster: Cluster, tmp_path: Path) -> None:
    records = articles(ARTICLES)
    folder = extracted(tmp_path, records)
    # Neither the order of the articles nor their partitions are those of the single run.
    shuffled = sorted(records, key=lambda record: str(record["id"])[::-1])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(shuffled), tmp_path / "articles.parquet")
    spark = session(cluster)
    try:
        killer = Killer(spark, cluster)
        killer.start()
        found = newsgraph.spark.extract(spark.read.parquet(str(tmp_path / "articles.parquet")), PARTITIONS)
        graph = newsgraph.spark.merge(found)
        killer.join(timeout=1)
        assert 0 < killer.done < PARTITIONS, "the worker was not killed in the midst"
        info = spark.sparkContext.statusTracker().getStageInfo(killer.stage)
        assert info is not None and info.numFailedTasks > 0, "the worker that was killed had no task"
    finally:
        spark.stop()
    assert_same(graph, folder, tmp_path / "united")


def test_the_example_goes_from_articles_to_tables_for_neo4j(tmp_path: Path) -> None:
    records = articles(24)
    one = contents(extracted(tmp_path, records, ["csv", "parquet"]))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), tmp_path / "articles.parquet")
    command = [sys.executable, str(EXAMPLE), "articles.parquet", "out", "--master", "local[2]", "--partitions", "4"]
    subprocess.run(command, cwd=tmp_path, check=True)
    found = contents(tmp_path / "out" / "graph")
    assert {"nodes.csv", "edges.csv", "nodes.parquet", "edges.parquet"} <= set(one)
    assert [name for name in one if found.get(name) != one[name]] == []
    edges = pyarrow.parquet.read_table(tmp_path / "out" / "graph" / "edges.parquet")
    assert edges.num_rows == one["edges.csv"].count(b"\n") - 1 > 10
