"""Analyse raw text with a weights file, for a look at what the model does: CoNLL-U on standard output.

Sentences and tokens are the rough ones of `tokens.py`; the program has its own.
"""

import argparse
import json
import pathlib
import sys

import torch

import evaluate
from export import load_quantized
from tokens import chunks, split_sentences, tokenize


def analyze(documents, loaded):
    """CoNLL-U of (id, text) documents; TokenRange counts characters of the document's text."""
    model, encoder, labels, lexicon = loaded
    for name, text in documents:
        units, start = [], 0
        for line in text.splitlines(keepends=True):
            for s, e in split_sentences(line.rstrip("\r\n")):
                units.extend(chunks(encoder, text, tokenize(text[start + s: start + e], start + s)))
            start += len(line)
        sentences = [{"forms": [text[s:e] for s, e in unit]} for unit in units]
        out = [f"# newdoc id = {name}"]
        for number, (unit, r) in enumerate(zip(units, evaluate.predict(model, encoder, labels, sentences, lexicon)), 1):
            out += [f"# sent_id = {name}-{number}", f"# text = {text[unit[0][0]:unit[-1][1]]}"]
            for i, (s, e) in enumerate(unit):
                misc = [f"NER={r['names'][i]}"] if r["names"][i] != "O" else []
                if i + 1 < len(unit) and unit[i + 1][0] == e:
                    misc.append("SpaceAfter=No")
                misc.append(f"TokenRange={s}:{e}")
                out.append("\t".join([str(i + 1), r["forms"][i], r["lemmas"][i], r["upos"][i], r["xpos"][i], "_", str(r["heads"][i]),
                                      r["relations"][i], "_", "|".join(misc)]))
            out.append("")
        yield name, "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("inputs", type=pathlib.Path, nargs="+", help="text files, or JSON lines with id and text")
    parser.add_argument("--output", type=pathlib.Path, help="folder for one file a document")
    args = parser.parse_args()
    torch.set_num_threads(1)
    documents = []
    for path in args.inputs:
        if path.suffix == ".jsonl":
            documents += [(d["id"], d["text"]) for d in map(json.loads, open(path, encoding="utf-8"))]
        else:
            documents.append((path.stem, path.read_text(encoding="utf-8")))
    for name, conllu in analyze(documents, load_quantized(args.weights)):
        if args.output:
            args.output.mkdir(parents=True, exist_ok=True)
            (args.output / f"{name}.conllu").write_text(conllu, encoding="utf-8")
        else:
            sys.stdout.write(conllu + "\n")


if __name__ == "__main__":
    main()
