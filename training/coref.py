"""Fit the probability that a pronoun or a description means what was mentioned before, and show how reliable it is.

    cargo build --release --example antecedents
    python coref.py texts DATA WORK                 # the texts of GUM's train documents as a corpus in WORK
    antecedents < WORK/gum.jsonl > WORK/antecedents.jsonl
    python coref.py fit DATA WORK                   # writes models/antecedents.txt and models/antecedents-reliability.tsv

What a word may mean depends on what the words before it were taken for, so the last three steps, and the build, are repeated until
the table no longer changes much; three times are enough.

A choice is log-linear over the referents that number, gender and grammar allow, and none. It is right where the chain of the word has
a mention with the head of the referent's last one, or where the names of the two agree; if no referent is right, none is.
The probability from which on a reference is sure is the one with the precision below, cross-fitted over documents, of all that the
program takes for named, whatever the annotation names.
"""

import collections
import json
import pathlib
import sys

import numpy

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE / "../tests/eval"))
import coref_gum  # noqa: E402

KINDS = ("person", "it", "they", "description")
FOLDS = 8
PENALTY = 1.0
# How often what is as likely as the least likely that is sure must be right, and how many must be sure.
PRECISION = {"person": 0.86, "it": 0.86, "they": 0.86, "description": 0.8}
FEW = 20
# What a guess must be at least, so that most of what is named is found.
GUESS = {"person": 0.02, "it": 0.05, "they": 0.02, "description": 0.1}
# Above every probability.
NEVER = 2.0


def lines(path):
    with open(path, encoding="utf-8") as f:
        yield from map(json.loads, f)


def texts(data, work):
    work.mkdir(parents=True, exist_ok=True)
    with open(work / "gum.jsonl", "w", encoding="utf-8") as f:
        for document in coref_gum.read(data / "treebank/gum-train.conllu"):
            record = {"id": document.name, "text": document.text}
            if document.date:
                record["published"] = document.date
            f.write(json.dumps(record, ensure_ascii=False) + "\n")


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

    def right(self, chain, option):
        if chain is None:
            return False
        if chain in self.chains.get(option["head"], ()):
            return True
        return not option["group"] and bool(option["names"]) and all(self.is_called(chain, names) for names in option["names"])

    def is_called(self, chain, names):
        """Whether one of the names of an entity is the chain's."""
        mine = [coref_gum.content(name) for name in names]
        return any(coref_gum.same(a, b) for a in mine for b in self.names.get(chain, ()))


def load(data, work):
    gold = {document.name: Gold(document) for document in coref_gum.read(data / "treebank/gum-train.conllu")}
    choices = collections.defaultdict(list)
    for row in lines(work / "antecedents.jsonl"):
        document = gold[row["document"]]
        chain = document.first.get(row["at"])
        right = [document.right(chain, option) for option in row["options"]]
        choices[row["kind"]].append((row, right))
    return choices


def matrix(choices, names):
    """All options one below the other, none first in each choice; where each begins; what is right."""
    at = {name: number for number, name in enumerate(names)}
    rows, begins, right = [], [], []
    for row, marks in choices:
        begins.append(len(rows))
        for features, mark in zip([row["none"], *(option["features"] for option in row["options"])], [not any(marks), *marks]):
            line = numpy.zeros(len(names))
            for name, value in features.items():
                line[at[name]] = value
            rows.append(line)
            right.append(mark)
    return numpy.array(rows), numpy.array(begins), numpy.array(right, float)


def softmax(x, begins, w):
    scores = x @ w
    size = numpy.diff([*begins, len(x)])
    scores -= numpy.repeat(numpy.maximum.reduceat(scores, begins), size)
    odds = numpy.exp(scores)
    return odds / numpy.repeat(numpy.add.reduceat(odds, begins), size), size


def fit(x, begins, right):
    """Newton's method on the probability of what is right, all that are right of one choice together."""
    scale = numpy.maximum(x.std(0), 0.05)
    z = x / scale
    w = numpy.zeros(z.shape[1])
    for _ in range(80):
        p, size = softmax(z, begins, w)
        good = numpy.add.reduceat(p * right, begins)
        q = p * right / numpy.repeat(numpy.maximum(good, 1e-12), size)
        gradient = z.T @ (p - q) + PENALTY * w
        mean = numpy.add.reduceat(z * p[:, None], begins)
        hessian = (z * p[:, None]).T @ z - mean.T @ mean + PENALTY * numpy.eye(len(w))
        step = numpy.linalg.solve(hessian, gradient)
        w -= step
        if numpy.abs(step).max() < 1e-7:
            break
    return w / scale


def cross(choices, names):
    """For each choice its probabilities by weights that its document had no part in."""
    x, begins, right = matrix(choices, names)
    documents = sorted({row["document"] for row, _ in choices})
    fold = numpy.array([documents.index(row["document"]) % FOLDS for row, _ in choices])
    ends = [*begins[1:], len(x)]
    found = [None] * len(choices)
    for part in range(FOLDS):
        mask = numpy.repeat(fold != part, numpy.diff([*begins, len(x)]))
        kept = numpy.flatnonzero(fold != part)
        starts = numpy.cumsum([0, *(ends[k] - begins[k] for k in kept)])[:-1]
        w = fit(x[mask], starts, right[mask])
        p, _ = softmax(x, begins, w)
        for k in numpy.flatnonzero(fold == part):
            found[k] = p[begins[k] : ends[k]]
    return found


def outcomes(choices, found):
    """For each choice of which the likeliest is named: its probability and whether it is right. For each with a name: the same of the
    likeliest that is named."""
    sure, guess = [], []
    for (row, right), p in zip(choices, found):
        named = [n for n, option in enumerate(row["options"]) if option["names"] and not option["group"]]
        if named:
            best = max(named, key=lambda n: p[n + 1])
            guess.append((p[best + 1], right[best]))
            if p[best + 1] == max(p):
                sure.append((p[best + 1], right[best]))
    return sure, guess


def threshold(outcomes, precision):
    """The least probability whose like are right often enough: the rates of what is ordered by probability, made to rise (isotonic
    regression). One that a few alone reach tells nothing."""
    blocks = []
    for p, right in sorted(outcomes):
        blocks.append([p, int(right), 1])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            _, hits, count = blocks.pop()
            blocks[-1][1] += hits
            blocks[-1][2] += count
    enough = [block for block in blocks if block[1] >= precision * block[2]]
    return enough[0][0] if sum(count for _, _, count in enough) >= FEW else NEVER


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
        x, begins, right = matrix(choices[kind], names)
        weights.append(fit(x, begins, right))
        found = cross(choices[kind], names)
        likeliest, guesses = outcomes(choices[kind], found)
        sure.append(threshold(likeliest, PRECISION[kind]))
        above = [right for p, right in likeliest if p >= sure[-1]]
        shown = [right for p, right in guesses if p >= GUESS[kind]]
        print(f"{kind:12} {len(choices[kind]):5} choices, {sum(any(m) for _, m in choices[kind]):5} with an antecedent; sure from {sure[-1]:.3f}: "
              f"{len(above)} at {sum(above) / max(1, len(above)):.3f}; guesses {len(shown)} at {sum(shown) / max(1, len(shown)):.3f}")
        for low in numpy.arange(0.0, 1.0, 0.1):
            inside = [(p, right) for p, right in guesses if low <= p < low + 0.1 or low > 0.85 and p == 1]
            if inside:
                p, hits = numpy.mean([p for p, _ in inside]), sum(right for _, right in inside)
                reliability.append((kind, f"{low:.1f}", len(inside), f"{p:.3f}", f"{hits / len(inside):.3f}"))
    with open(table, "w", encoding="utf-8") as f:
        f.write("# Weights of the log odds that a word means a referent, for he and she, it, they, and descriptions; the probabilities from\n"
                "# which on that is sure (2: never) and shown. Written by training/coref.py.\n")
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
