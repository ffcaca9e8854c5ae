"""Fit how far the model and the rules' stance are trusted on the truth of an event. Takes pairs CORPUS READINGS as calibrate.py does, writes
`models/truth.txt`, prints how often each is right alone and both together, by cross-fitting over documents."""

import argparse
import hashlib
import json
import pathlib

import numpy

from calibrate import FOLDS, fits
from reader_corpus import TRUTH_OF, TRUTHS

SAYERS = ["said", "said by source", "said by target"]
STANCES = len(TRUTHS) + len(SAYERS)


def load(pairs):
    log_model, stances, labels, documents = [], [], [], []
    for corpus, readings in pairs:
        items = {item["id"]: item for item in map(json.loads, open(corpus, encoding="utf-8"))}
        for reading in map(json.loads, open(readings, encoding="utf-8")):
            item, opinions = items.get(reading["document"]), reading["opinions"]
            if item is None or opinions is None:
                continue
            truths = {TRUTH_OF[e["polarity"], e["modality"]] for e in item["events"] if fits(reading, e, reading["symmetric"])}
            if len(truths) == 1:
                log_model.append(numpy.log(numpy.maximum(opinions["model"], 1e-4)))
                stances.append(opinions["stance"])
                labels.append(truths.pop())
                documents.append(reading["document"])
    return numpy.array(log_model), numpy.array(stances), numpy.array(labels), documents


def scores(log_model, stances, weights):
    return weights[0] * log_model + weights[1:].reshape(STANCES, -1)[stances]


def fit(log_model, stances, labels, penalty=2.0, steps=3000, rate=0.02):
    """Softmax regression by Adam: a weight for the model's log probabilities and a row for each stance, shrunk to nothing."""
    n = log_model.shape[1]
    weights = numpy.concatenate([[1.0], numpy.zeros(STANCES * n)])
    mean, square = numpy.zeros_like(weights), numpy.zeros_like(weights)
    target = numpy.eye(n)[labels]
    for step in range(1, steps + 1):
        s = scores(log_model, stances, weights)
        p = numpy.exp(s - s.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        error = p - target
        rows = numpy.zeros((STANCES, n))
        numpy.add.at(rows, stances, error)
        gradient = numpy.concatenate([[(error * log_model).sum()], rows.ravel() + penalty * weights[1:]]) / len(labels)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient ** 2
        weights -= rate * (mean / (1 - 0.9 ** step)) / (numpy.sqrt(square / (1 - 0.999 ** step)) + 1e-9)
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=pathlib.Path, nargs="+", help="CORPUS READINGS …")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../models/truth.txt")
    args = parser.parse_args()
    log_model, stances, labels, documents = load(list(zip(args.pairs[::2], args.pairs[1::2])))
    part = numpy.array([int.from_bytes(hashlib.sha256(d.encode()).digest()[:4], "big") % FOLDS for d in documents])
    both = numpy.zeros(len(labels), int)
    for k in range(FOLDS):
        kept = part != k
        both[~kept] = scores(log_model[~kept], stances[~kept], fit(log_model[kept], stances[kept], labels[kept])).argmax(1)
    alone = numpy.where(stances < len(TRUTHS), stances, 0)
    hard = labels != 0
    for name, guess in (("model", log_model.argmax(1)), ("rules", alone), ("both", both)):
        print(f"{name}: right {(guess == labels).mean():.3f}; of what is no plain fact {(guess == labels)[hard].mean():.3f}; "
              f"plain facts kept {(guess == labels)[~hard].mean():.3f}; {len(labels)} readings")
    weights = fit(log_model, stances, labels)
    lines = ["# How far model and rules are trusted on the truth of an event; written by training/truth.py.", f"model\t{weights[0]:.4f}"]
    for name, row in zip([*TRUTHS, *SAYERS], weights[1:].reshape(STANCES, -1)):
        lines.append("\t".join([name, *(f"{x:.4f}" for x in row)]))
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
