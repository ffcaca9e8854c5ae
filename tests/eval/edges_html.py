#!/usr/bin/env python3
"""Count the event edges of web pages whose sentence is not in the article: edges_html.py BINARY FOLDER [--show]

FOLDER has pages/ID.html.gz and ground-truth.json ({ID: {"articleBody": text}}), as the article extraction benchmark of Scrapinghub has them
(https://github.com/scrapinghub/article-extraction-benchmark; its pages are their publishers', so none of them is here).

All pages are read into one plain graph. An edge counts once for each page that has evidence of it, if it is an event's and no standing
relation. It is from outside if none of its sentences of that page stands in the page's articleBody, letters and digits compared.
Printed are the edges, those from outside, and their share; `--show` lists the sentences.
"""
import collections
import csv
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

RELATIONS = {"HOLDS_OFFICE", "AFFILIATED_WITH", "PART_OF", "LOCATED_IN", "PARTICIPATED_IN", "HELD_AT", "REPORTED", "MENTIONS", "STATED", "ABOUT"}


def words(text):
    return "".join(re.findall(r"\w+", text.casefold()))


def main():
    binary, folder = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = pathlib.Path(folder)
    truth = {name: words(page["articleBody"]) for name, page in json.loads((folder / "ground-truth.json").read_text("utf-8")).items()}
    with tempfile.TemporaryDirectory() as temporary:
        pages, graph = pathlib.Path(temporary) / "pages", pathlib.Path(temporary) / "graph"
        pages.mkdir()
        for name in truth:
            (pages / f"{name}.html").write_bytes(gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()))
        subprocess.run([binary, "extract", pages, "-o", graph, "--format", "csv"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        csv.field_size_limit(1 << 24)
        rows = lambda name: csv.DictReader(open(graph / name, encoding="utf-8-sig", newline=""))
        events = {row["id"]: row[":TYPE"] for row in rows("edges.csv") if row[":TYPE"] not in RELATIONS}
        sentences = collections.defaultdict(list)
        for row in rows("evidence.csv"):
            if row["edge"] in events:
                sentences[row["edge"], pathlib.PurePath(row["document"]).name].append(row["sentence"])
    outside = [key for key, found in sorted(sentences.items()) if not any(words(one) in truth[key[1]] for one in found)]
    if "--show" in sys.argv:
        for edge, document in outside:
            print(document[:8], events[edge], sentences[edge, document][0])
    print(f"edges {len(sentences)} outside {len(outside)} share {len(outside) / max(1, len(sentences)):.3f}")


if __name__ == "__main__":
    main()
