"""Score a checkpoint and its weights file on the development sets, and write what comes out into the model card.

Reads the work folder of `prepare.py` and the file; replaces what stands between the two marks of the card.
"""

import argparse
import hashlib
import pathlib

import torch

import evaluate
from export import load_quantized
from model import load_checkpoint
from train import load_work

BEGIN, END = "<!-- written by training/card.py -->\n", "<!-- end -->\n"
COLUMNS = {"UPOS": "upos", "XPOS": "xpos", "lemma": "lemma", "UAS": "uas", "LAS": "las", "names": "names", "PER": "PER", "ORG": "ORG",
           "LOC": "LOC", "NORP": "NORP"}
SETS = {"ewt": "EWT dev", "gum": "GUM dev", "crossner": "CrossNER politics dev, a quarter"}


def row(cells):
    return "| " + " | ".join(cells) + " |\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("card", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--run", default="main")
    args = parser.parse_args()
    torch.set_num_threads(1)
    corpus, labels, vocab = load_work(args.work)
    model = load_checkpoint(args.work / f"{args.run}.pt", labels, vocab)
    quantized, encoder, labels, lexicon = load_quantized(args.weights)
    data = args.weights.read_bytes()
    text = BEGIN + f"\n{len(data):,} bytes, SHA-256 `{hashlib.sha256(data).hexdigest()}`.\n\n"
    text += row(["set", "arithmetic", *COLUMNS]) + "|" + "---|" * (2 + len(COLUMNS)) + "\n"
    for name, dev in corpus["dev"].items():
        for arithmetic, of in (("f32", model), ("int8", quantized)):
            scores = evaluate.score(of, encoder, labels, dev, lexicon)
            print(arithmetic, name, evaluate.format_scores(scores), flush=True)
            cells = [f"{scores[key]:.1f}" if key in scores else "–" for key in COLUMNS.values()]
            text += row([SETS[name], arithmetic, *cells])
    card = args.card.read_text(encoding="utf-8")
    if BEGIN not in card or END not in card:
        raise SystemExit(f"{args.card} has no marks to write between:\n{BEGIN}{END}")
    before, rest = card.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    args.card.write_text(before + text + "\n" + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
