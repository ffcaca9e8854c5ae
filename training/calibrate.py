"""Fit the probability of a reading, show how reliable it is, and choose the threshold of the plain graph.

Takes pairs CORPUS READINGS: annotated items, and what `cargo run --release --example readings` made of them with weights that had not
seen them. Writes `models/calibration.txt`, and `models/reliability.tsv`: the reliability by cross-fitting over documents, and the threshold
of the plain graph for the precision that was asked for. Prints the curve of its precision and recall.
"""

import argparse
import hashlib
import json
import math
import pathlib
import re

import numpy

FOLDS = 5
COMMON = {"the", "of", "and", "for"}
PRONOUNS = {"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "i", "my", "we", "our", "you", "who", "both"}


def words(name):
    return set(re.findall(r"\w{2,}", (name or "").casefold())) - COMMON


def same(actor, side, others):
    """Whether an actor of a reading is the annotated one: the names agree, or its words overlap a mention that is a name. Where the
    mention is a pronoun or a description, it must also be told who is meant."""
    mine, names = words(actor["name"]), [words(name) for name in (side["name"], side["text"], *others)]
    if mine and any(mine == name for name in names):
        return True
    mark = actor["mark"]
    if not mark or not (mark[0] < side["span"][1] and side["span"][0] < mark[1]):
        return False
    return side["text"][:1].isupper() and side["text"].casefold() not in PRONOUNS or any(mine & name for name in names)


def fits(reading, event, symmetric):
    if reading["predicate"] not in (event["predicate"], *event["or_predicates"]):
        return False

    def ends(a, b):
        return same(reading["source"], event[a], event["or_" + a + "s"]) and same(reading["target"], event[b], event["or_" + b + "s"])
    return ends("source", "target") or symmetric and ends("target", "source")


def judge(reading, events):
    """1 right, 0 wrong, None where the annotation leaves it open."""
    fitting = [e for e in events if fits(reading, e, reading["symmetric"])]
    if not fitting:
        return 0
    true = [e for e in fitting if (e["polarity"], e["modality"]) == (reading["polarity"], reading["modality"])]
    if any(not e["optional"] for e in true):
        return 1
    return None if true or any(e["optional"] for e in fitting) else 0


def load(pairs):
    rows, labels, documents, plain, names, lost = [], [], [], [], None, 0
    for corpus, readings in pairs:
        items = {item["id"]: item for item in map(json.loads, open(corpus, encoding="utf-8"))}
        seen = set()
        for line in open(readings, encoding="utf-8"):
            reading = json.loads(line)
            item = items.get(reading["document"])
            if item is None:
                continue
            label = judge(reading, item["events"])
            if label is None:
                continue
            names = names or list(reading["features"])
            rows.append([reading["features"][n] for n in names] + [reading["predicate"]])
            labels.append(label)
            documents.append(reading["document"])
            plain.append((reading["polarity"], reading["modality"]) == ("positive", "asserted"))
            if label:
                seen.update((reading["document"], k) for k, e in enumerate(item["events"]) if fits(reading, e, reading["symmetric"]))
        lost += sum(not e["optional"] and (i, k) not in seen for i, item in items.items() for k, e in enumerate(item["events"])
                    if (e["polarity"], e["modality"]) == ("positive", "asserted"))
    return rows, numpy.array(labels, float), documents, numpy.array(plain), names, lost


def design(rows, names, predicates):
    x = numpy.array([r[:-1] for r in rows], float)
    hot = numpy.array([[float(r[-1] == p) for p in predicates] for r in rows])
    return numpy.hstack([x, hot]), [*names, *predicates]


def fit(x, y, penalty):
    """Logistic regression by Newton's method; every column but the bias is shrunk by its own scale."""
    scale = numpy.maximum(x.std(0), 1e-3)
    z = numpy.hstack([x / scale, numpy.ones((len(x), 1))])
    w = numpy.zeros(z.shape[1])
    ridge = numpy.full(z.shape[1], penalty)
    ridge[-1] = 1e-6
    for _ in range(40):
        p = 1 / (1 + numpy.exp(-z @ w))
        gradient = z.T @ (p - y) + ridge * w
        hessian = (z * (p * (1 - p))[:, None]).T @ z + numpy.diag(ridge)
        step = numpy.linalg.solve(hessian, gradient)
        w -= step
        if numpy.abs(step).max() < 1e-8:
            break
    return w[:-1] / scale, w[-1]


def probabilities(x, weights, bias):
    return 1 / (1 + numpy.exp(-(x @ weights + bias)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=pathlib.Path, nargs="+", help="CORPUS READINGS …")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../models/calibration.txt")
    parser.add_argument("--reliability", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../models/reliability.tsv")
    parser.add_argument("--precision", type=float, default=0.9,
                        help="of the plain graph; strict readers find a tenth more wrong: dates, places, levels of actors")
    parser.add_argument("--penalty", type=float, default=8.0)
    args = parser.parse_args()
    rows, y, documents, plain, names, lost = load(list(zip(args.pairs[::2], args.pairs[1::2])))
    predicates = sorted({r[-1] for r in rows})
    x, columns = design(rows, names, predicates)
    part = numpy.array([int.from_bytes(hashlib.sha256(d.encode()).digest()[:4], "big") % FOLDS for d in documents])
    held = numpy.zeros(len(y))
    for k in range(FOLDS):
        held[part == k] = probabilities(x[part == k], *fit(x[part != k], y[part != k], args.penalty))
    loss = -(y * numpy.log(held) + (1 - y) * numpy.log(1 - held)).mean()
    print(f"{len(y)} readings, {int(y.sum())} right; log loss {loss:.4f}")
    table = []
    for low in numpy.arange(0, 1, 0.1):
        inside = (held >= low) & (held < low + 0.1)
        if inside.any():
            table.append(f"{low:.1f}\t{inside.sum()}\t{held[inside].mean():.2f}\t{y[inside].mean():.2f}")
    print("from\treadings\tmean\tright", *table, sep="\n")
    order = numpy.argsort(-held[plain])
    right, p = y[plain][order].cumsum(), held[plain][order]
    precision = right / numpy.arange(1, len(right) + 1)
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        n = (p >= threshold).sum()
        print(f"plain at {threshold}: precision {precision[n - 1]:.3f} recall {right[n - 1] / (right[-1] + lost):.3f}")
    # Steps of .01, rounded up: a threshold that holds the precision.
    last = numpy.nonzero(precision >= args.precision)[0][-1]
    threshold = math.ceil(p[last] * 100) / 100
    print(f"precision {args.precision} down to {p[last]:.3f}, recall {right[last] / (right[-1] + lost):.3f}")
    lines = ["# How often readings are right, by probability, cross-fitted over documents; written by training/calibrate.py.",
             f"# plain\t{threshold:.2f}\t{args.precision}", "# from\treadings\tmean\tright", *table]
    args.reliability.write_text("\n".join(lines) + "\n", encoding="utf-8")
    weights, bias = fit(x, y, args.penalty)
    lines = ["# Weights of the log odds that a reading is right; written by training/calibrate.py.", f"bias\t{bias:.5f}"]
    lines += [f"{name}\t{weight:.5f}" for name, weight in zip(columns, weights)]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
