"""Make training sentences more like news: headlines, capitals, curly quotes, missing stops, offices, names from all over the world."""

import re

from prepare import to_spans

# Offices before a name: word, universal and Penn tag, relation, head within the office (None: the person), name tag.
# {people} and {place} are filled in.
OFFICES = {
    "Foreign Minister": [("Foreign", "ADJ", "NNP", "amod", 1), ("Minister", "PROPN", "NNP", "nmod:desc", None)],
    "Prime Minister": [("Prime", "ADJ", "NNP", "amod", 1), ("Minister", "PROPN", "NNP", "nmod:desc", None)],
    "Defense Minister": [("Defense", "PROPN", "NNP", "compound", 1), ("Minister", "PROPN", "NNP", "nmod:desc", None)],
    "Defense Secretary": [("Defense", "PROPN", "NNP", "compound", 1), ("Secretary", "PROPN", "NNP", "nmod:desc", None)],
    "Vice President": [("Vice", "ADJ", "NNP", "amod", 1), ("President", "PROPN", "NNP", "nmod:desc", None)],
    "President": [("President", "PROPN", "NNP", "nmod:desc", None)],
    "Chancellor": [("Chancellor", "PROPN", "NNP", "nmod:desc", None)],
    "Ambassador": [("Ambassador", "PROPN", "NNP", "nmod:desc", None)],
    "Secretary of State": [("Secretary", "PROPN", "NNP", "nmod:desc", None), ("of", "ADP", "IN", "case", 2), ("State", "PROPN", "NNP", "nmod", 0)],
    "Minister of Defense": [("Minister", "PROPN", "NNP", "nmod:desc", None), ("of", "ADP", "IN", "case", 2), ("Defense", "PROPN", "NNP", "nmod", 0)],
    "Secretary-General": [("Secretary", "PROPN", "NNP", "nmod:desc", 2), ("-", "PUNCT", "HYPH", "punct", 0), ("General", "PROPN", "NNP", "nmod:desc", None)],
    "foreign minister": [("foreign", "ADJ", "JJ", "amod", 1), ("minister", "NOUN", "NN", "nmod:desc", None)],
    "president": [("president", "NOUN", "NN", "nmod:desc", None)],
    "spokesman": [("spokesman", "NOUN", "NN", "nmod:desc", None)],
    "opposition leader": [("opposition", "NOUN", "NN", "compound", 1), ("leader", "NOUN", "NN", "nmod:desc", None)],
    "leader": [("leader", "NOUN", "NN", "nmod:desc", None)],
    "national security adviser": [("national", "ADJ", "JJ", "amod", 1), ("security", "NOUN", "NN", "compound", 2),
                                  ("adviser", "NOUN", "NN", "nmod:desc", None)],
}
BEFORE = [("former", "ADJ", "JJ", "amod", "O"), ("U.S.", "PROPN", "NNP", "compound", "B-LOC"), ("US", "PROPN", "NNP", "compound", "B-LOC"),
          ("UN", "PROPN", "NNP", "compound", "B-ORG"), ("NATO", "PROPN", "NNP", "compound", "B-ORG"), ("EU", "PROPN", "NNP", "compound", "B-ORG")]
LAYERS = ("forms", "lemmas", "upos", "xpos", "relations", "names")
PERSON_RELATIONS = {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "conj", "iobj"}
SMALL = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "as", "from", "'s", "n't", "’s", "n’t", "is"}
STOPS = {".", "!", "?"}


def drop_last(s):
    """Without the final stop."""
    if len(s["forms"]) < 4 or s["forms"][-1] not in STOPS or len(s["forms"]) in s.get("heads", []):
        return s
    return {k: v[:-1] if isinstance(v, list) else v for k, v in s.items()}


def title_case(s):
    forms = [f if f.lower() in SMALL and i else f[:1].upper() + f[1:] for i, f in enumerate(s["forms"])]
    return {**s, "forms": forms}


def all_caps(s):
    return {**s, "forms": [f.upper() for f in s["forms"]]}


def curly(s):
    forms, opened = [], {'"': False, "'": False}
    xpos = s.get("xpos") or [None] * len(s["forms"])
    for i, (form, tag) in enumerate(zip(s["forms"], xpos)):
        if form in ('"', "``", "''"):
            opened['"'] = tag == "``" or (tag != "''" and not opened['"'])
            form = "“" if opened['"'] else "”"
        elif form == "'":
            form = "‘" if tag == "``" else "’"
        else:
            form = form.replace("'", "’")
        forms.append(form)
    return {**s, "forms": forms}


class Names:
    """Swaps names for others of the gazetteer; a tree is kept where the new name's structure is certain."""

    def __init__(self, names):
        self.people = [list(map(tuple, people)) for people in names["people"].values() if people]
        self.places = names["places"]
        self.organizations = names["organizations"]
        self.peoples = names["peoples"]

    def person(self, rng):
        name, family = rng.choice(rng.choice(self.people))
        if family and rng.random() < 0.35:
            name = family
        return name

    def draw(self, kind, rng):
        if kind == "PER":
            name = self.person(rng)
        elif kind == "LOC":
            name = rng.choice(self.places)
        else:
            name = rng.choice(self.organizations)
        return [p for w in name.split() for p in (re.split(r"(-)", w) if "-" in w.strip("-") else [w]) if p]

    def swap(self, s, rng):
        spans = [p for p in to_spans(s["names"]) if p[2] != "NORP"]
        if not spans:
            return s
        for start, end, kind in reversed(spans):
            if rng.random() < 0.3:
                continue
            s = self.replace(s, start, end, kind, self.draw(kind, rng))
        return s

    def replace(self, s, start, end, kind, new):
        forms = s["forms"][:start] + new + s["forms"][end:]
        tags = s["names"][:start] + [f"B-{kind}"] + [f"I-{kind}"] * (len(new) - 1) + s["names"][end:]
        result = {**s, "forms": forms, "names": tags}
        if "heads" not in s:
            return result
        heads = s["heads"]
        outside = [i for i in range(start, end) if not start < heads[i] <= end]
        if len(outside) != 1 or (kind != "PER" and len(new) > 1) or s["upos"][outside[0]] != "PROPN":
            return {"source": s["source"], "forms": forms, "names": tags}  # names only
        head = outside[0]
        shift = len(new) - (end - start)

        def moved(h):
            return h if h <= start else (start + 1 if h <= end else h + shift)

        inner_heads, inner_relations, inner_upos, inner_xpos = [moved(heads[head])], [s["relations"][head]], ["PROPN"], ["NNP"]
        for k, form in enumerate(new[1:], 1):
            punct = form == "-"
            inner_heads.append(start + k + 2 if punct and k + 1 < len(new) else start + 1)
            inner_relations.append("punct" if punct else "flat")
            inner_upos.append("PUNCT" if punct else "PROPN")
            inner_xpos.append("HYPH" if punct else "NNP")
        result["heads"] = [moved(h) for h in heads[:start]] + inner_heads + [moved(h) for h in heads[end:]]
        for key, inner in (("relations", inner_relations), ("upos", inner_upos), ("xpos", inner_xpos), ("lemmas", new)):
            result[key] = s[key][:start] + inner + s[key][end:]
        return result


def insert(s, at, rows, heads):
    """Put words before position `at` (from 0); `heads` count in the new sentence, from 1."""
    n = len(rows)
    result = {**s, "heads": [h if h <= at else h + n for h in s["heads"]]}
    result["heads"][at:at] = heads
    for layer, values in zip(LAYERS, zip(*rows)):
        result[layer] = s[layer][:at] + list(values) + s[layer][at:]
    return result


def remove(s, at):
    """Without the word at `at`, which nothing depends on."""
    result = {**s, "heads": [h if h <= at else h - 1 for h in s["heads"][:at] + s["heads"][at + 1:]]}
    for layer in LAYERS:
        result[layer] = s[layer][:at] + s[layer][at + 1:]
    return result


def give_office(s, peoples, rng):
    """Put an office before a person's name, as news does ("Chinese Foreign Minister Wang Yi")."""
    if "heads" not in s:
        return s
    people = [(start, end) for start, end, kind in to_spans(s["names"]) if kind == "PER"]
    rng.shuffle(people)
    for start, end in people:
        inside = range(start + 1, end + 1)
        if s["heads"][start] in inside or s["relations"][start] not in PERSON_RELATIONS or s["upos"][start] != "PROPN":
            continue
        left = [i for i, h in enumerate(s["heads"][:start]) if h == start + 1 and s["relations"][i] not in ("case", "cc", "punct", "mark")]
        if left == [start - 1] and s["relations"][start - 1] == "nmod:desc" and start not in s["heads"]:
            s = remove(s, start - 1)
            start -= 1
        elif left:
            continue
        parts = OFFICES[rng.choice(sorted(OFFICES))]
        before = []
        if rng.random() < 0.6:
            people_word = rng.choice(peoples)
            before = [(people_word, "ADJ", "JJ", "amod", "B-NORP") if rng.random() < 0.7 else rng.choice(BEFORE)]
        if before and rng.random() < 0.15 and before[0][0] != "former":
            before.insert(0, BEFORE[0])
        top = next(i for i, part in enumerate(parts) if part[4] is None)
        rows = [(w, w, upos, xpos, relation, tag) for w, upos, xpos, relation, tag in before]
        rows += [(w, w, upos, xpos, relation, "O") for w, upos, xpos, relation, _ in parts]
        first = start + 1 + len(before)
        heads = [first + top] * len(before)
        heads += [start + 1 + len(rows) if head is None else first + head for *_, head in parts]
        if start == 0:
            rows[0] = (rows[0][0][:1].upper() + rows[0][0][1:], *rows[0][1:])
        return insert(s, start, rows, heads)
    return s


def augment(s, names, rng):
    original = s
    if s["names"] and rng.random() < 0.25:
        s = names.swap(s, rng)
    if s["names"] and "B-PER" in s["names"] and rng.random() < 0.15:
        s = give_office(s, names.peoples, rng)
    if s is not original:
        s = {k: v for k, v in s.items() if k != "id"}  # the teacher has not seen this one
    if rng.random() < 0.3:
        s = curly(s)
    draw = rng.random()
    if len(s["forms"]) <= 25 and draw < 0.09:
        s = drop_last(s)
        if draw < 0.04:
            s = title_case(s)
        elif draw < 0.055:
            s = all_caps(s)
    elif draw < 0.15:
        s = drop_last(s)
    return s
