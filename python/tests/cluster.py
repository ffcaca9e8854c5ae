"""A standalone cluster of Spark on this machine: a master and workers, each a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

import pyspark

#: How long a process may take to be there, in seconds.
PATIENCE = 120


class Cluster:
    """A master and workers with a core each."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            master = self._start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
            self.url = self._told(master, r"Starting Spark master at (spark://\S+)")
            logs = [
                self._start(
                    f"worker-{number}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", "0",
                    "--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}"), self.url,
                )
                for number in range(workers)
            ]  # fmt: skip
            for log in logs:
                self._told(log, r"(Successfully registered) with master")
        except BaseException:
            self.stop()
            raise

    def _start(self, name: str, *command: str) -> Path:
        home = Path(pyspark.__file__).parent
        log = self._folder / f"{name}.log"
        environment = {
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
        }
        with log.open("wb") as output:
            # A group of its own, which its executor is in, too: both die at once, as when a machine does.
            process = subprocess.Popen(
                [str(home / "bin" / "spark-class"), *command],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=True,
            )  # fmt: skip
        self._processes.append(process)
        return log

    def _told(self, log: Path, pattern: str) -> str:
        """What a process says in its log, once it does."""
        for _ in range(PATIENCE * 10):
            if found := re.search(pattern, log.read_text(errors="replace")):
                return found[1]
            time.sleep(0.1)
        raise TimeoutError(f"{log}:\n{log.read_text(errors='replace')}")

    def kill_worker(self) -> None:
        """Kills the worker that came last, with its executor."""
        self._kill(self._processes.pop())

    def stop(self) -> None:
        """Kills all that is left."""
        while self._processes:
            self._kill(self._processes.pop())

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
