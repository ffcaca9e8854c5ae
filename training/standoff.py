"""Annotations without their texts and the texts in; an annotated corpus out.

A table has an event a line: id of the text, the bytes of trigger, source and target, their usual names, and the rest as in the guide of
`data/events`. A text without an event has a line with its id alone. `corpus/portal.tsv` is of items of the folder `current-events`.
"""

import argparse
import json
import pathlib

TRUTHS = {"A": ("positive", "asserted"), "N": ("negative", "asserted"), "P": ("positive", "planned"), "NP": ("negative", "planned"),
          "H": ("positive", "hypothetical"), "R": ("positive", "reported-claim"), "NR": ("negative", "reported-claim")}
COLUMNS = ("id", "trigger", "predicate", "source", "source name", "target", "target name", "truth", "attribution", "alternatives")


def span(raw, text):
    begin, end = map(int, text.split("-"))
    return {"text": raw[begin:end].decode(), "span": [begin, end]}


def event(raw, row):
    alternatives = row["alternatives"].split("|") if row["alternatives"] else []
    polarity, modality = TRUTHS[row["truth"]]
    return {
        "trigger": span(raw, row["trigger"]), "predicate": row["predicate"],
        "source": {**span(raw, row["source"]), "name": row["source name"]}, "target": {**span(raw, row["target"]), "name": row["target name"]},
        "polarity": polarity, "modality": modality, "attribution": row["attribution"] or None,
        "or_predicates": [a for a in alternatives if a != "opt" and a[1:2] != ":"],
        "or_sources": [a[2:] for a in alternatives if a.startswith("s:")], "or_targets": [a[2:] for a in alternatives if a.startswith("o:")],
        "optional": "opt" in alternatives,
    }


def join(table, texts):
    """Items with their events, in the order of the table."""
    items, wanted = {}, {text["id"]: text for text in texts}
    lines = open(table, encoding="utf-8")
    next(lines)
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if cells[0] not in wanted:
            raise SystemExit(f"there is no text {cells[0]}")
        text = wanted[cells[0]]
        item = items.setdefault(cells[0], {"id": cells[0], "published": text["published"], "text": text["text"], "events": []})
        if len(cells) > 1:
            item["events"].append(event(text["text"].encode(), dict(zip(COLUMNS, cells))))
    return list(items.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=pathlib.Path)
    parser.add_argument("texts", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    args = parser.parse_args()
    with open(args.output, "w", encoding="utf-8") as file:
        for item in join(args.table, map(json.loads, open(args.texts, encoding="utf-8"))):
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
