"""Fit the probability that a name means an entry of the gazetteer, and show how reliable it is.

    cargo build --release --example links
    python links.py texts DATA WORK                 # the texts of DATA (portal, GUM, EWT, WikiGold, Wikinews) as corpora in WORK
    for corpus in portal gum ewt wikigold wikinews strangers matches: links < WORK/$corpus.jsonl > WORK/$corpus.links.jsonl
    python links.py fit DATA WORK                   # writes models/links.txt and models/links-reliability.tsv

What is right is known from the links of the portal's writers (before 2026-04-16), from those of GUM's annotators (train part), who also tell
what is only part of a longer name, from `corpus/links.tsv`, names of EWT, GUM, WikiGold and Wikinews that a reader looked up, and from the types of
the names in EWT and WikiGold: what is an organization is no country or town of that name, but a team. Strangers are people of EWT's mails,
answers and reviews to whom the names of people in the gazetteer were given: whoever they are, they are not those. Matches are reports written
for this project, of teams that are called after a place (`corpus/matches.txt`).

The gazetteer's counts are of the same portal. So for each of its items the counts are taken without what the portal linked in the month
before and after; what the program knows by these links alone is left out, or stands in the wide tables as it would.
"""

import argparse
import collections
import csv
import datetime
import hashlib
import math
import pathlib
import re
import sys
import urllib.parse

import numpy

HERE = pathlib.Path(__file__).parent
sys.path += [str(HERE / "../data/gazetteer"), str(HERE / "../tests/eval")]
from calibrate import FOLDS, probabilities  # noqa: E402
from fold import key  # noqa: E402
from link_texts import END, iob, lines, texts  # noqa: E402

WINDOW = datetime.timedelta(days=30)
TYPES = {"person", "organization", "place", "country"}
# How often the links must be right that are made, of the portal and of what a reader looked up.
PRECISION = 0.93
SOURCES = ("portal", "gum", "ewt", "wikigold", "wikinews")
# So that the portal, which is a hundred times larger, does not outweigh what other texts are like.
SHARE = {"portal": 1.0, "gum": 0.6, "read": 1.0, "typed": 0.6, "strangers": 0.1, "matches": 0.3}


def bare(title):
    return re.sub(r" \([^()]*\)$", "", title)


class Titles:
    """What titles of the encyclopedia mean, and how often the portal links to them."""

    def __init__(self, data):
        self.item, self.type = {}, {}
        for r in csv.DictReader(open(data / "kb/enwiki_titles.csv", encoding="utf-8")):
            self.item[r["title"]], self.type[r["title"]] = r["qid"], r["type_guess"]
        self.by_day = collections.defaultdict(list)
        for d in lines(data / "current-events/items.jsonl"):
            if d["published"] < END:
                text = d["text"].encode()
                for link in d["links"]:
                    form = re.sub(r"^the ", "", re.sub(r"['’]s?$", "", text[link["begin"]:link["end"]].decode(errors="ignore")), flags=re.I)
                    self.by_day[d["published"]].append((link["title"], key(form)))
        self.windows = {}

    def window(self, day):
        """How often each title, and each title by a name, is linked in the month before and after."""
        if day not in self.windows:
            titles, forms = collections.Counter(), collections.Counter()
            at = datetime.date.fromisoformat(day)
            for n in range(-WINDOW.days, WINDOW.days + 1):
                for title, form in self.by_day.get(str(at + datetime.timedelta(days=n)), ()):
                    titles[title] += 1
                    forms[title, form] += 1
            by_form = collections.defaultdict(dict)
            for (title, form), count in forms.items():
                by_form[form][title] = count
            self.windows[day] = titles, by_form
        return self.windows[day]


class Entries:
    """The entries of the gazetteer: their names, and which titles mean them."""

    def __init__(self, titles):
        self.titles = titles
        self.keys = collections.defaultdict(set)
        self.rows = [line.rstrip("\n").split("\t") for line in open(HERE / "../data/gazetteer/entities.tsv", encoding="utf-8")]
        self.near = set()
        for table in ("names", "wide"):
            for line in open(HERE / f"../data/gazetteer/{table}.tsv", encoding="utf-8"):
                folded, references = line.rstrip("\n").split("\t")
                for reference in references.split(" "):
                    self.keys[int(re.match(r"[a-z](\d+)", reference).group(1))].add(folded)
        # build.py enters what only the portal tells of behind all else that the news links to, and the wide tables, without links, last.
        linked = [bool(row[7:8] and row[7]) for row in self.rows]
        end = max(n for n, is_linked in enumerate(linked) if is_linked) + 1
        begin = max(n for n in range(end) if not linked[n]) + 1
        self.by_links = set(range(begin, end))
        self.of_item, self.of_title = collections.defaultdict(set), collections.defaultdict(set)
        for n, row in enumerate(self.rows):
            if row[0]:
                self.of_item[row[0]].add(n)
            if len(row) > 8 and row[8]:
                self.of_title[row[2] if row[8] == "=" else row[8]].add(n)
        self.titles_of = collections.defaultdict(set)
        for title, item in titles.item.items():
            for n in self.of_item.get(item, set()) | self.of_title.get(title, set()):
                self.titles_of[n].add(title)

    def means(self, title, entry):
        """1 if the title means the entry, 0 if it means something else, None where that is open."""
        row = self.rows[entry]
        item = self.titles.item.get(title, "")
        if title in self.titles_of[entry] or item and item == row[0] or (row[8] if len(row) > 8 else "") == title:
            return 1
        person = row[1] == "P"
        kind = self.titles.type.get(title, "")
        if item and row[0]:
            return 0
        # Redirects and other spellings, which the tables do not resolve.
        if key(bare(title)) in self.keys[entry] and (kind == "person") == person:
            return 1 if not (title.endswith(")") and not item) else None
        return 0 if kind in TYPES else None


def decided(rows):
    """Of all that was weighed for a name: what the rules chose, which comes last, and the bearers of the wide tables, among whom the
    probability itself chooses."""
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["document"], row["begin"], row["end"], row["letter"] == "P"].append(row)
    for group in groups.values():
        last, before = group[-1], {row["entry"] for row in group[:-1]}
        for row in group[:-1]:
            if row["letter"] == "P" or row["features"].get("wide"):
                yield row
        if last["letter"] == "P" or last["features"].get("wide") or last["entry"] not in before:
            yield last


def inside(row):
    """Whether the name is part of a longer one, which writers of links may link by itself, and which is none of its own here."""
    return any(row["features"].get(name) for name in ("begins_longer", "ends_longer", "owns_longer"))


def without(row, entries, day, known_items):
    """The features of a row without what the portal linked around the day; None if nothing would be known of the entry."""
    f = dict(row["features"])
    titles, by_form = entries.titles.window(day)
    mine = entries.titles_of[row["entry"]]
    count = lambda name: round(math.expm1(f.get(name, 0.0)))
    links = max(0, count("links") - sum(titles[t] for t in mine))
    name = re.sub(r"^the ", "", key(row["text"]))
    around = by_form.get(name, {})
    by_name = min(links, max(0, count("by_name") - sum(n for t, n in around.items() if t in mine)))
    others = max(0, count("others_by_name") - sum(n for t, n in around.items() if t not in mine))
    if count("links") and not links and row["entry"] in entries.by_links:
        if row["item"] not in known_items:
            return None
        f["wide"] = 1.0
    f["links"], f["by_name"], f["others_by_name"] = math.log1p(links), math.log1p(by_name), math.log1p(others)
    return f


def portal(data, work, entries, known_items):
    gold = {d["id"]: d for d in lines(data / "current-events/items.jsonl") if d["published"] < END}
    by_document = collections.defaultdict(list)
    for row in decided(lines(work / "portal.links.jsonl")):
        by_document[row["document"]].append(row)
    for name, rows in by_document.items():
        d = gold[name]
        text = d["text"].encode()
        told = {}
        for link in d["links"]:
            told.setdefault(text[link["begin"]:link["end"]], link["title"])
        for row in rows:
            a, e = row["begin"], row["end"]
            over = [k for k in d["links"] if k["begin"] < e and a < k["end"]]
            label = None
            if len(over) == 1:
                k = over[0]
                same = (min(e, k["end"]) - max(a, k["begin"])) / max(e - a, k["end"] - k["begin"])
                label = entries.means(k["title"], row["entry"])
                # “President of Ghana” is an office to its writer, and Ghana is Ghana; what is part of a name others tell.
                if same < 1:
                    label = label or None
            elif not over and text[a:e] in told:
                label = entries.means(told[text[a:e]], row["entry"])
            if label is not None and not (label and inside(row)):
                f = without(row, entries, d["published"], known_items)
                if f is not None:
                    yield "portal", name, row, f, label


def gum(data, work, entries):
    """GUM's annotators link whatever has an article, so that a name without link means nothing that has one."""
    import coref_gum
    documents = {d.name: d for d in coref_gum.read(data / "treebank/gum-train.conllu")}
    document = None
    identity = collections.defaultdict(dict)
    for line in open(data / "treebank/gum-train.conllu", encoding="utf-8"):
        if line.startswith("# newdoc id = "):
            document = line.strip().split(" = ", 1)[1]
        for opened in re.findall(r"\(([^()]+)(?=[()]|$)", (re.search(r"Entity=([^|\n]*)", line) or [""])[0]):
            title = re.search(r"^(?:Entity=)?(\d+)-.*-(?:coref|sgl|ana|appos|cata|disc|pred)-(.+)$", opened)
            if title:
                identity[document][title.group(1)] = urllib.parse.unquote(title.group(2)).replace("_", " ")
    by_document = collections.defaultdict(list)
    for row in decided(lines(work / "gum.links.jsonl")):
        by_document[row["document"]].append(row)
    for name, rows in by_document.items():
        d = documents[name]
        raw = d.text
        at = {len(raw[:w.begin].encode()): i for i, w in enumerate(d.words)}
        ends = {len(raw[:w.end].encode()): i for i, w in enumerate(d.words)}
        for row in rows:
            a, e = at.get(row["begin"]), ends.get(row["end"])
            if a is None or e is None:
                continue
            owner = e + 1 < len(d.words) and d.words[e + 1].form in ("'s", "’s", "'", "’")
            same = [m for m in d.mentions if m.end in (e + 1, e + 1 + owner) and m.begin <= a and all(
                d.words[i].upos in ("DET", "NOUN", "ADJ", "PROPN") and (d.words[i].upos == "DET" or row["letter"] == "P") for i in range(m.begin, a))]
            inner = any(m.begin <= a and m.end in (e + 1, e + 1 + owner) and m.end - m.begin <= e + 2 - a for m in d.mentions)
            around = [m for m in d.mentions if m.begin <= a and m.end >= e + 1 and d.kind(m) == "name"]
            label = None
            if same:
                titles = [identity[name][m.chain] for m in same if m.chain in identity[name]]
                if titles:
                    label = max(entries.means(t, row["entry"]) or int(bare(t) == bare(t).split(",")[0] and key(bare(t)) in entries.keys[row["entry"]]) for t in titles)
                    if not label and any("," in t and key(t.split(",")[0]) in entries.keys[row["entry"]] for t in titles):
                        # “Cambridge, Massachusetts” may be the one that the program has.
                        label = None
            elif around and min(m.end - m.begin for m in around) <= (e + 1 - a) + 3 and not inner:
                label = 0
            # “Danish” is a language or a people there, and its country here; and a name within a name counts there and not here.
            if label is not None and not row["features"].get("demonym") and not (label and inside(row)):
                yield "gum", name, row, row["features"], label


def read(work):
    """What a reader found that names mean: by corpus, document, first byte and text; `-` where it is none of the entries."""
    told = {}
    for line in open(HERE / "corpus/links.tsv", encoding="utf-8"):
        if not line.startswith("#"):
            corpus, document, text, meant = line.rstrip("\n").split("\t")
            told[corpus, document, text] = meant
    for corpus in SOURCES[1:]:
        for row in decided(lines(work / f"{corpus}.links.jsonl")):
            meant = told.get((corpus, row["document"], row["text"]))
            if meant is not None:
                mine = row["item"] or "enwiki-" + row["title"] if row["item"] or row["title"] else "local-" + row["name"]
                yield "read", corpus + row["document"], row, row["features"], int(mine == meant)


def typed(data, work):
    """What the types of names tell: a country or town that is an organization is a team or company; part of a name is nobody."""
    documents = {d["id"]: d for d in lines(work / "ewt.jsonl")}
    at, names = collections.Counter(), collections.defaultdict(list)
    for document, text, rows in iob(data):
        whole = documents.get(document, {"text": ""})["text"]
        begin = whole.find(text, at[document])
        if begin < 0:
            continue
        at[document] = place = begin
        open_name = None
        for word, tag in rows:
            found = whole.find(word, place, place + len(word) + 3)
            if found < 0:
                break
            place = found + len(word)
            if tag.startswith("B-"):
                open_name = [found, place, tag[2:]]
                names[document].append(open_name)
            elif tag.startswith("I-") and open_name:
                open_name[1] = place
            else:
                open_name = None
    corpora = {"ewt": {d: [[len(documents[d]["text"][:b].encode()), len(documents[d]["text"][:e].encode()), k] for b, e, k in n] for d, n in names.items()},
               "wikigold": {d["id"]: d["names"] for d in lines(work / "wikigold.jsonl")}}
    for corpus, names in corpora.items():
        for row in decided(lines(work / f"{corpus}.links.jsonl")):
            if row["letter"] == "P" or row["features"].get("demonym"):
                continue
            for begin, end, kind in names.get(row["document"], ()):
                same = (begin, end) == (row["begin"], row["end"])
                inside = begin <= row["begin"] and row["end"] <= end and not same and kind in ("ORG", "LOC", "PER", "MISC")
                label = 0 if inside else {"ORG": 0 if row["letter"] in "CRTS" else None, "LOC": 1 if row["letter"] in "CR" else 0 if row["letter"] == "O" else None}.get(kind) if same else None
                if label is not None:
                    yield "typed", corpus + row["document"], row, row["features"], label


def played(work):
    """A team is no place of its name, a place is one."""
    spans = {d["id"]: d["names"] for d in lines(work / "matches.jsonl")}
    for row in decided(lines(work / "matches.links.jsonl")):
        for begin, end, kind in spans[row["document"]]:
            if (begin, end) == (row["begin"], row["end"]) and row["letter"] != "P" and not (kind == "P" and row["features"].get("wide")):
                if kind == "P" or row["letter"] in "CRT" or row["class"] in ("university", "research"):
                    yield "matches", row["document"].rsplit("-", 1)[0], row, row["features"], int(kind == "P")


def private(work):
    """Nobody of the gazetteer."""
    spans = {d["id"]: d["names"][0] for d in lines(work / "strangers.jsonl")}
    for row in decided(lines(work / "strangers.links.jsonl")):
        begin, end, _ = spans[row["document"]]
        if row["begin"] < end and begin < row["end"] and row["letter"] == "P":
            yield "strangers", row["document"], row, row["features"], 0


def fit(x, y, weight, penalty):
    """Logistic regression by Newton's method, as in calibrate.py, with weights of the rows."""
    scale = numpy.maximum(numpy.sqrt((weight[:, None] * (x - (weight @ x) / weight.sum()) ** 2).sum(0) / weight.sum()), 0.1)
    z = numpy.hstack([x / scale, numpy.ones((len(x), 1))])
    w = numpy.zeros(z.shape[1])
    ridge = numpy.full(z.shape[1], penalty)
    ridge[-1] = 1e-6
    for _ in range(60):
        p = 1 / (1 + numpy.exp(-z @ w))
        gradient = z.T @ (weight * (p - y)) + ridge * w
        hessian = (z * (weight * p * (1 - p))[:, None]).T @ z + numpy.diag(ridge)
        step = numpy.linalg.solve(hessian, gradient)
        w -= step
        if numpy.abs(step).max() < 1e-8:
            break
    return w[:-1] / scale, w[-1]


def first(group, p):
    """Of the rows of one name the likeliest, by index."""
    best = {}
    for i, g in enumerate(group):
        if g not in best or p[i] > p[best[g]]:
            best[g] = i
    return sorted(best.values())


def run(data, work, penalty):
    names = re.findall(r"^    (\w+),$", (HERE / "../src/resolve/likelihood/features.rs").read_text().split("features! {")[1], re.M)
    titles = Titles(data)
    entries = Entries(titles)
    known_items = {r["qid"] for table in ("us_executive", "fb15k", "wikitrivia", "partyfacts", "opensanctions_cn", "ror", "geonames_join", "wof", "nsi")
                   for r in csv.DictReader(open(data / f"kb/{table}.csv", encoding="utf-8"))}
    # A capital that acts is its state here, and a town to the writers.
    rows = [*portal(data, work, entries, known_items), *gum(data, work, entries), *read(work), *typed(data, work), *private(work), *played(work)]
    rows = [r for r in rows if not r[3].get("seat")]
    report, weights, floors = [], {}, []
    for which in ("names", "people"):
        # GUM leaves well-known people unlinked in places; its people are among those that a reader looked up.
        mine = [r for r in rows if (r[2]["letter"] == "P") == (which == "people") and (r[0] != "gum" or which == "names")]
        x = numpy.array([[r[3].get(n, 0.0) for n in names] for r in mine])
        y = numpy.array([float(r[4]) for r in mine])
        source = numpy.array([r[0] for r in mine])
        weight = numpy.ones(len(mine))
        for s, share in SHARE.items():
            here = source == s
            if here.any():
                weight[here] = share * len(mine) / 4 / here.sum()
        weight = numpy.minimum(weight, 8.0)
        part = numpy.array([int.from_bytes(hashlib.sha256(r[1].encode()).digest()[:4], "big") % FOLDS for r in mine])
        held = numpy.zeros(len(mine))
        for k in range(FOLDS):
            held[part == k] = probabilities(x[part == k], *fit(x[part != k], y[part != k], weight[part != k], penalty))
        group = [(r[0], r[1], r[2]["begin"]) for r in mine]
        top = numpy.array(first(group, held))
        print(which, {s: (int((source == s).sum()), int(y[source == s].sum())) for s in SHARE})
        for s in SHARE:
            here = top[source[top] == s]
            if not len(here):
                continue
            p, right = held[here], y[here]
            line = [f"{s}: {len(here)} names, right {right.mean():.3f}"]
            if s in ("portal", "read"):
                kept = [n / 10 for n in range(3, 10) if right[p >= n / 10].mean() >= PRECISION]
                floors.append(min(kept, default=0.9))
            for floor in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
                kept = p >= floor
                line.append(f"at {floor} {right[kept].mean():.3f} of {kept.mean():.2f}, lost {right[~kept].sum() / max(1, right.sum()):.3f}")
            print("  ", "; ".join(line))
            for low in numpy.arange(0, 1, 0.1):
                inside = (p >= low) & (p < low + 0.1 + (low > 0.85))
                if inside.any():
                    report.append(f"{which}\t{s}\t{low:.1f}\t{inside.sum()}\t{p[inside].mean():.2f}\t{right[inside].mean():.2f}")
        w, bias = fit(x, y, weight, penalty)
        weights[which] = dict(zip(names, w), bias=bias)
        if "--show" in sys.argv:
            for i in top:
                if y[i] == 0 and held[i] > 0.5 or y[i] == 1 and held[i] < 0.4:
                    r = mine[i]
                    print(f"   {held[i]:.2f} {int(y[i])}", r[0], r[1], r[2]["text"], "|", r[2]["name"], r[2]["letter"], r[2]["class"], r[2]["country"])
    out = ["# Weights of the log odds that a name means an entry, for bodies and places and for people; written by training/links.py."]
    out += [f"{n}\t{weights['names'][n]:.4f}\t{weights['people'][n]:.4f}" for n in ("bias", *names)]
    (HERE / "../models/links.txt").write_text("\n".join(out) + "\n", encoding="utf-8")
    head = ["# How often the likeliest entry of a name is right, by its probability, cross-fitted over documents; written by training/links.py.",
            f"# floor\t{max(floors):.1f}\t{PRECISION}", "# kind\tsource\tfrom\tnames\tmean\tright"]
    (HERE / "../models/links-reliability.tsv").write_text("\n".join(head + report) + "\n", encoding="utf-8")
    print("\n".join(report))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("texts", "fit"))
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--penalty", type=float, default=4.0)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if args.step == "texts":
        texts(args.data, args.work)
    else:
        run(args.data, args.work, args.penalty)


if __name__ == "__main__":
    main()
