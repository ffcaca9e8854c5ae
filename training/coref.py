"""Fit the probability that a pronoun or a description means what was mentioned before, and show how reliable it is.

    cargo build --release --example antecedents
    python coref.py texts DATA WORK                 # the texts of GUM's train documents and of annotated events as a corpus in WORK
    antecedents < WORK/texts.jsonl > WORK/antecedents.jsonl
    python coref.py fit DATA WORK                   # writes models/antecedents.txt and models/antecedents-reliability.tsv

What a word may mean depends on what the words before it were taken for, so the last three steps, and the build, are repeated until
the table no longer changes much; three times are enough.

A choice is log-linear over the referents that number, gender and grammar allow, and none. It is right where the chain of the word has
a mention with the head of the referent's last one, or where the names of the two agree; if no referent is right, none is. Who takes
part in an event is named, so such a choice is fitted among the named alone.
From where on a reference is sure is told, cross-fitted over documents, by what reads like news: there as likely ones must be right as
often as PRECISION says. Counted is all that the program takes for named, whatever the annotation names; of
the parties of events too, which makes it somewhat bolder there than on GUM alone.
"""

import collections
import json
import math
import pathlib
import sys

import numpy

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE / "../tests/eval"))
import coref_gum  # noqa: E402

KINDS = ("person", "it", "they", "description")
# The genres of GUM that read like news.
WRITTEN = ("academic", "bio", "news", "textbook", "voyage")
NEWS = ("train.jsonl", "articles-train.jsonl", "written-train.jsonl")
FOLDS = 8
PENALTY = 10.0
PRECISION = 0.75
# What a guess must be at least, so that most of what is named is found.
GUESS = {"person": 0.02, "it": 0.05, "they": 0.02, "description": 0.1}


def lines(path):
    with open(path, encoding="utf-8") as f:
        yield from map(json.loads, f)


def news(data):
    for name in NEWS:
        yield from lines(data / "events" / name)


def texts(data, work):
    work.mkdir(parents=True, exist_ok=True)
    with open(work / "texts.jsonl", "w", encoding="utf-8") as f:
        for document in coref_gum.read(data / "treebank/gum-train.conllu"):
            record = {"id": document.name, "text": document.text, "published": document.date}
            f.write(json.dumps(record, ensure_ascii=False) + "\n")
        for item in news(data):
            f.write(json.dumps({key: item[key] for key in ("id", "text", "published")}, ensure_ascii=False) + "\n")


def called(names, gold):
    """Whether one of the names of an entity is one of a chain."""
    return any(coref_gum.same(coref_gum.content(name), other) for name in names for other in gold)


class Gold:
    """The chains of a document by the byte of their mentions' heads, and their names."""

    def __init__(self, document):
        self.chains, self.names = collections.defaultdict(set), document.names()
        offsets = numpy.cumsum([0, *(len(character.encode()) for character in document.text)])
        for mention in document.mentions:
            self.chains[int(offsets[document.words[mention.head].begin])].add(mention.chain)
        # What a description heads is one mention; of several with one head the longest comes first.
        self.first = {}
        for mention in document.mentions:
            self.first.setdefault(int(offsets[document.words[mention.head].begin]), mention.chain)
        # What a relative pronoun means is no mention of its own: it is the noun of its clause.
        for word in document.words:
            if "PronType=Rel" in word.feats:
                at = word
                while at.head >= 0 and not at.deprel.startswith("acl"):
                    at = document.words[at.head]
                if at.head >= 0:
                    noun = self.first.get(int(offsets[document.words[at.head].begin]))
                    self.first.setdefault(int(offsets[word.begin]), noun)

    def weigh(self, row):
        """What is right of the options of a choice, and whether it is among those with a name anyway."""
        chain = self.first.get(row["at"])
        return [chain is not None and self.right(chain, option) for option in row["options"]], False

    def right(self, chain, option):
        if chain in self.chains.get(option["head"], ()):
            return True
        return is_named(option) and all(called(names, self.names.get(chain, ())) for names in option["names"])


class Parties:
    """The names of those who take part in the events of an item, by the byte where their words begin."""

    def __init__(self, item):
        self.names = collections.defaultdict(list)
        for event in item["events"]:
            for side in ("source", "target"):
                names = [event[side]["name"], *event["or_" + side + "s"]]
                self.names[event[side]["span"][0]] += [coref_gum.content(name) for name in names]

    def weigh(self, row):
        gold = self.names.get(row["at"], ())
        right = [is_named(option) and all(called(names, gold) for names in option["names"]) for option in row["options"]]
        return (right, True) if any(right) else None


def is_named(option):
    return bool(option["names"]) and not option["group"]


def load(data, work):
    gold = {document.name: Gold(document) for document in coref_gum.read(data / "treebank/gum-train.conllu")}
    gold |= {item["id"]: Parties(item) for item in news(data)}
    choices = collections.defaultdict(list)
    for row in lines(work / "antecedents.jsonl"):
        weighed = gold[row["document"]].weigh(row)
        if weighed:
            choices[row["kind"]].append((row, *weighed))
    return choices


def matrix(choices, names):
    """All options one below the other, none first in each choice; where each begins; what is right; what is a choice at all."""
    at = {name: number for number, name in enumerate(names)}
    rows, begins, right, kept = [], [], [], []
    for row, marks, named in choices:
        begins.append(len(rows))
        for features, mark in zip([row["none"], *(option["features"] for option in row["options"])], [not any(marks), *marks]):
            line = numpy.zeros(len(names))
            for name, value in features.items():
                line[at[name]] = value
            rows.append(line)
            right.append(mark)
        kept += [not named, *(not named or is_named(option) for option in row["options"])]
    return numpy.array(rows), numpy.array(begins), numpy.array(right, float), numpy.array(kept)


def softmax(x, begins, w, kept=True):
    scores = numpy.where(kept, x @ w, -numpy.inf)
    size = numpy.diff([*begins, len(x)])
    scores -= numpy.repeat(numpy.maximum.reduceat(scores, begins), size)
    odds = numpy.exp(scores)
    return odds / numpy.repeat(numpy.add.reduceat(odds, begins), size), size


def fit(x, begins, right, kept):
    """Newton's method on the probability of what is right, all that are right of one choice together."""
    used = x.any(0)
    scale = numpy.maximum(x[:, used].std(0), 0.05)
    z = x[:, used] / scale
    w = numpy.zeros(len(scale))
    for _ in range(80):
        p, size = softmax(z, begins, w, kept)
        good = numpy.add.reduceat(p * right, begins)
        q = p * right / numpy.repeat(numpy.maximum(good, 1e-12), size)
        gradient = z.T @ (p - q) + PENALTY * w
        mean = numpy.add.reduceat(z * p[:, None], begins)
        hessian = (z * p[:, None]).T @ z - mean.T @ mean + PENALTY * numpy.eye(len(w))
        step = numpy.linalg.solve(hessian, gradient)
        w -= step
        if numpy.abs(step).max() < 1e-7:
            break
    weights = numpy.zeros(len(used))
    weights[used] = w / scale
    return weights


def cross(choices, names):
    """For each choice its probabilities by weights that its document had no part in."""
    x, begins, right, kept = matrix(choices, names)
    documents = {name: number for number, name in enumerate(sorted({row["document"] for row, _, _ in choices}))}
    fold = numpy.array([documents[row["document"]] % FOLDS for row, _, _ in choices])
    ends = [*begins[1:], len(x)]
    found = [None] * len(choices)
    for part in range(FOLDS):
        mask = numpy.repeat(fold != part, numpy.diff([*begins, len(x)]))
        others = numpy.flatnonzero(fold != part)
        starts = numpy.cumsum([0, *(ends[k] - begins[k] for k in others)])[:-1]
        w = fit(x[mask], starts, right[mask], kept[mask])
        p, _ = softmax(x, begins, w)
        for k in numpy.flatnonzero(fold == part):
            found[k] = p[begins[k] : ends[k]]
    return found


def is_written(name):
    return not name.startswith("GUM_") or name.split("_")[1] in WRITTEN


def outcomes(choices, found):
    """For each choice of which the likeliest is named: its probability and whether it is right. For each with a name: the same of the
    likeliest that is named."""
    sure, guess = [], []
    for (row, right, _), p in zip(choices, found):
        named = [n for n, option in enumerate(row["options"]) if is_named(option)]
        if named:
            best = max(named, key=lambda n: p[n + 1])
            guess.append((p[best + 1], right[best]))
            if p[best + 1] == max(p):
                sure.append((p[best + 1], right[best]))
    return sure, guess


def threshold(outcomes):
    """The probability from which on what is as likely is right often enough, by a logistic curve through the outcomes."""
    odds = numpy.array([math.log(p / max(1 - p, 1e-9)) for p, _ in outcomes])
    right = numpy.array([hit for _, hit in outcomes], float)
    z, w = numpy.stack([odds, numpy.ones(len(odds))], 1), numpy.array([1.0, 0.0])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-z @ w))
        w += numpy.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + 1e-6 * numpy.eye(2), z.T @ (right - p))
    return 1 / (1 + math.exp((w[1] - math.log(PRECISION / (1 - PRECISION))) / w[0]))


def main():
    command, data, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if command == "texts":
        texts(data, work)
        return
    choices = load(data, work)
    table = HERE / "../models/antecedents.txt"
    source = (HERE / "../src/resolve/antecedents/features.rs").read_text(encoding="utf-8")
    names = [line.strip().rstrip(",") for line in source.splitlines() if line.startswith("    ") and line.strip().rstrip(",").isidentifier()]
    weights, sure, reliability = [], [], []
    for kind in KINDS:
        weights.append(fit(*matrix(choices[kind], names)))
        found = cross(choices[kind], names)
        written = [k for k, (row, _, _) in enumerate(choices[kind]) if is_written(row["document"])]
        likeliest, _ = outcomes([choices[kind][k] for k in written], [found[k] for k in written])
        gum = [k for k, (_, _, named) in enumerate(choices[kind]) if not named]
        _, guesses = outcomes([choices[kind][k] for k in gum], [found[k] for k in gum])
        sure.append(threshold(likeliest))
        above = [right for p, right in likeliest if p >= sure[-1]]
        shown = [right for p, right in guesses if p >= GUESS[kind]]
        print(f"{kind:12} {len(choices[kind]):5} choices, {sum(any(m) for _, m, _ in choices[kind]):5} with an antecedent; sure from {sure[-1]:.3f}: "
              f"{len(above)} at {sum(above) / max(1, len(above)):.3f}; guesses {len(shown)} at {sum(shown) / max(1, len(shown)):.3f}")
        for low in numpy.arange(0.0, 1.0, 0.1):
            inside = [(p, right) for p, right in guesses if low <= p < low + 0.1 or low > 0.85 and p == 1]
            if inside:
                p, hits = numpy.mean([p for p, _ in inside]), sum(right for _, right in inside)
                reliability.append((kind, f"{low:.1f}", len(inside), f"{p:.3f}", f"{hits / len(inside):.3f}"))
    with open(table, "w", encoding="utf-8") as f:
        f.write("# Weights of the log odds that a word means a referent, for he and she, it, they, and descriptions; the probabilities from\n"
                "# which on that is sure and shown. Written by training/coref.py.\n")
        for name, row in zip(names, zip(*weights)):
            f.write(name + "".join(f"\t{w:.4f}" for w in row) + "\n")
        f.write("from sure" + "".join(f"\t{p:.3f}" for p in sure) + "\n")
        f.write("from guess" + "".join(f"\t{GUESS[kind]:.3f}" for kind in KINDS) + "\n")
    with open(HERE / "../models/antecedents-reliability.tsv", "w", encoding="utf-8") as f:
        f.write("# Of the likeliest named antecedents of GUM's train documents, cross-fitted: how many are right of those with a probability\n"
                "# from that number on. Written by training/coref.py.\nkind\tfrom\tcount\tprobability\tright\n")
        for row in reliability:
            f.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
