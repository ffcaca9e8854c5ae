"""Articles in; how long Spark with two workers takes to make a graph of them, beside one process on the same two cores.

    python xtask/bench/spark.py PROGRAM ARTICLES.jsonl FOLDER

Run it with a Python that has the wheel and PySpark, with a wheel and a program of one build. The program reads the JSONL, Spark the same articles as Parquet; both write CSV, and the
files must be the same. Of Spark the whole job is timed, and the part of it after its session is there.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pyarrow
import pyarrow.parquet
from pyspark.sql import SparkSession

import newsgraph.spark

sys.path.insert(0, str(Path(__file__).parents[2] / "python" / "tests"))
from cluster import Cluster  # noqa: E402

os.environ["PYSPARK_PYTHON"] = sys.executable


def spent() -> dict[str, float]:
    """The seconds of processor that this process and all below it have spent, by what they run."""
    spent = {"java": 0.0, "python": 0.0}
    own = psutil.Process()
    for process in [own, *own.children(recursive=True)]:
        times = process.cpu_times()
        is_java = "java" in process.name()
        spent["java" if is_java else "python"] += times.user + times.system
    return spent


def main() -> None:
    program, articles, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    records = [json.loads(line) for line in articles.open(encoding="utf-8")]
    records.sort(key=lambda record: record["id"].encode())
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)
    columns = ["id", "text", "title", "published", "url"]
    schema = pyarrow.schema([(name, pyarrow.string()) for name in columns])
    table = pyarrow.Table.from_pylist([{name: record.get(name) for name in columns} for record in records], schema)
    pyarrow.parquet.write_table(table, folder / "articles.parquet")

    start = time.perf_counter()
    command = [program, "extract", str(folder / "articles.jsonl"), "-o", str(folder / "one"), "--format", "csv,events", "--threads", "2"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    one = time.perf_counter() - start
    processor = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"one process, two threads: {one:.1f} s ({processor.ru_utime + processor.ru_stime:.1f} s of processor)", flush=True)

    with Cluster(Path(tempfile.mkdtemp(dir=folder)), workers=2) as cluster:
        start = time.perf_counter()
        builder = SparkSession.builder.master(cluster.url).config("spark.executor.memory", "900m")
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false")
        spark = builder.getOrCreate()
        there, before = time.perf_counter(), spent()
        parts = newsgraph.spark.extract(spark.read.parquet(str(folder / "articles.parquet")), 16)
        collected = parts.where("part IS NOT NULL").select("part").toArrow()
        read = time.perf_counter()
        graph = newsgraph.batches.merge(collected.to_batches())
        merged = time.perf_counter()
        graph.write(folder / "spark", ["csv", "events"])
        end, after = time.perf_counter(), spent()
        spark.stop()
    print(f"Spark, two workers of a core: {end - start:.1f} s; after its session {end - there:.1f} s")
    print(f"  reading {read - there:.1f} s, union {merged - read:.1f} s, writing {end - merged:.1f} s; parts {collected.nbytes / len(records) / 1000:.1f} kB an article")
    used = {name: after[name] - before[name] for name in after}
    print(f"  processor: {used['python']:.1f} s of Python, {used['java']:.1f} s of Java")
    print(f"  overhead {(end - there) / one - 1:+.0%}, with the session {(end - start) / one - 1:+.0%}")
    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "spark" / path.name).read_bytes(), path.name


if __name__ == "__main__":
    main()
