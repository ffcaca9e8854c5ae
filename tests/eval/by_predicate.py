#!/usr/bin/env python3
"""How good each predicate is: by_predicate.py BIN EVAL CORPUS.jsonl...

EVAL is the folder of score_items.py, the corpora are in its format. Prints a row for each predicate: edges of the plain graph and
the share of them that is right, events annotated and the share of them that is found. What matches is told by score_items.py.
"""
import collections
import json
import sys


def main():
    binary, scorers, *corpora = sys.argv[1:]
    sys.path.insert(0, scorers)
    import score_items as scorer

    counts = collections.defaultdict(collections.Counter)
    for corpus in corpora:
        with open(corpus, encoding="utf-8") as lines:
            items = [json.loads(line) for line in lines]
        found = scorer.run(binary, items)
        for item in items:
            events = found[item["id"]]
            for event in events:
                event["text"] = item["text"].encode()
            asserted = [g for g in item["events"] if g["optional"] or (g["polarity"], g["modality"]) == ("positive", "asserted")]
            plain = {}
            for event in filter(scorer.is_plain, events):
                sides = [side.get("id") or side["name"] for side in (event["source"], event["target"])]
                plain.setdefault((sides[0], event["predicate"], sides[1]), event)
            for event in plain.values():
                counts[event["predicate"]]["edges"] += 1
                counts[event["predicate"]]["right"] += any(scorer.hit(event, gold, "events") for gold in asserted)
            for gold in item["events"]:
                if not gold["optional"]:
                    counts[gold["predicate"]]["events"] += 1
                    counts[gold["predicate"]]["found"] += any(scorer.hit(event, gold, "events") for event in events)
    share = lambda part, whole: f"{part / whole:.2f}" if whole else ""
    print("predicate\tedges\tright\tevents\tfound")
    for predicate, of in sorted(counts.items(), key=lambda row: (-row[1]["events"], row[0])):
        print(predicate, of["edges"], share(of["right"], of["edges"]), of["events"], share(of["found"], of["events"]), sep="\t")


if __name__ == "__main__":
    main()
