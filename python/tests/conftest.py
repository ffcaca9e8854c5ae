"""Articles of our own, and what the program itself makes of them: the measure of all other ways to their graph."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
from pathlib import Path

import pytest

import newsgraph

PEOPLE = ["Wang Yi", "Annalena Baerbock", "Sergey Lavrov", "Mayor Ada Moe", "Norwegian envoy Tor Lie", "Ada Moe", "Tor Lie"]
PLACES = ["Oslo", "Paris", "Lima", "Geneva", "Valletta"]
DEEDS = ["met", "criticized", "praised", "threatened", "called", "did not visit", "plans to visit"]
STATES = ["Peru", "Chile", "Malta", "Cyprus", "Norway", "Ghana", "Togo"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday"]


def text(number: int) -> str:
    """A short article, which is another for each number."""

    def pick(words: list[str], step: int) -> str:
        return words[(number * step + number // 7) % len(words)]

    return (
        f"{pick(PLACES, 1).upper()} - {pick(PEOPLE, 1)} {pick(DEEDS, 1)} {pick(PEOPLE, 3)} in {pick(PLACES, 2)} on {pick(DAYS, 1)}; "
        f"talks on trade = fish lasted {number + 2} hours.\n\n"
        f"“We want peace, not {number} more years of this,” {pick(PEOPLE, 2)} told reporters.\n\n"
        f"{pick(STATES, 1)} {pick(DEEDS, 2)} {pick(STATES, 3)} on {pick(DAYS, 3)}. {pick(STATES, 2)} and {pick(STATES, 5)} signed an agreement in 20{number % 20:02}."
    )


def articles(count: int) -> list[dict[str, object]]:
    """Articles, sorted by id; each tenth is a copy of the one before it, each eleventh has no day."""
    found: list[dict[str, object]] = []
    for number in range(count):
        same = number - 1 if number % 10 == 9 else number
        day = datetime.date(2024, 5, 1) + datetime.timedelta(days=number % 40)
        found.append(
            {
                "id": f"wire-{number:05}",
                "text": text(same),
                "title": f"No. {number}; \"a\\b\" <x>",
                "published": None if number % 11 == 10 else day,
                "url": f"https://news.example/{number}",
            }
        )
    return found


def extracted(folder: Path, records: list[dict[str, object]], formats: list[str] = newsgraph.FORMATS) -> Path:
    """The folder that `newsgraph extract` writes of the articles."""
    lines = [json.dumps(record, default=str, ensure_ascii=False) for record in records]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [os.environ["NEWSGRAPH_PROGRAM"], "extract", str(folder / "articles.jsonl"), "-o", str(folder / "graph")]
    command += ["--format", ",".join(formats)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "graph"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def assert_same(graph: newsgraph.Graph, folder: Path, other: Path) -> None:
    """That a graph is written as it stands in a folder, byte for byte."""
    graph.write(other, newsgraph.FORMATS)
    wanted, found = contents(folder), contents(other)
    assert sorted(found) == sorted(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    assert len(wanted) > 25


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, object]], Path]:
    """Articles and the graph of them by the program."""
    records = articles(44)
    return records, extracted(tmp_path_factory.mktemp("single"), records)
