"""Treebanks and name-tagged corpora in (their train parts); all their documents as JSONL without events, for teachers to read."""

import json
import pathlib
import sys

from passages import tagged, treebank

TREEBANKS = ("treebank/ewt-train.conllu", "treebank/gum-train.conllu")
TAGGED = ("ner/wikigold.conll", "ner/crossner-politics-train.tsv", "ner/wnut17-train.conll")
# Documents of a sentence or two go together.
TOGETHER = 5

folder = pathlib.Path(sys.argv[1])
for name in TREEBANKS:
    for key, text in treebank(folder / name).items():
        print(json.dumps({"id": f"{name}:{key}", "published": "2015-01-01", "text": text}, ensure_ascii=False))
for name in TAGGED:
    texts = list(tagged(folder / name).values())
    for k in range(0, len(texts), TOGETHER):
        text = "\n".join(texts[k: k + TOGETHER])
        print(json.dumps({"id": f"{name}:{k}", "published": "2015-01-01", "text": text}, ensure_ascii=False))
