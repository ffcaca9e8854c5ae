"""Annotated events and the program's own analysis of their texts in; sentences with what the event reader is to learn out.

A corpus is JSONL as in `data/events` of the folder given to `run.sh`; its analysis is what `newsgraph analyze --format json`
writes for it, so that words, trees and parts of speech are those that the reader will see.
"""

import collections
import hashlib
import json
import pathlib
import subprocess

NONE = "none"
TRUTHS = ["A", "N", "P", "NP", "H", "R", "NR"]
TRUTH_OF = {("positive", "asserted"): 0, ("negative", "asserted"): 1, ("positive", "planned"): 2, ("negative", "planned"): 3,
            ("positive", "hypothetical"): 4, ("negative", "hypothetical"): 4, ("positive", "reported-claim"): 5,
            ("negative", "reported-claim"): 6}
ROLES = ["source", "target", "claimant"]
KEPT_SUBTYPES = {"nsubj:pass", "obl:agent", "nmod:poss", "acl:relcl", "nsubj:outer"}
LONGEST_PATH = 3
FAR = "far"
DISTANCES = 20
BEFORE = 0  # the distance of a word of the sentence before
MOST_CONTEXT = 8


def part(name, of):
    """The part of `of` that a document belongs to, by its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % of


def read_jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def read_triggers(folder):
    """{lemma: set of predicates that a table of triggers lets it name}."""
    lexicon = collections.defaultdict(set)
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        predicate = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("= ") and "/" in line:
                predicate = line.split()[1]
            elif predicate and line[:2] in ("v ", "n ", "a "):
                head = line[2:].split(":")[0].split("{")[0].split(";")[0]
                for trigger in head.split(","):
                    lemma = trigger.strip().split("_")[0]
                    if lemma:
                        lexicon[lemma].add(predicate)
    return lexicon


def base(deprel):
    return deprel if deprel in KEPT_SUBTYPES else deprel.split(":")[0]


def distance(trigger, word):
    d = word - trigger
    m = abs(d)
    bucket = m if m <= 4 else 5 if m <= 6 else 6 if m <= 9 else 7 if m <= 14 else 8 if m <= 24 else 9
    return 10 + (bucket if d >= 0 else -bucket)


class Sentence:
    """A sentence of an analysis; everything by number of the word in it."""

    def __init__(self, document, sentence, first):
        tokens = sentence["tokens"]
        self.document = document["id"]
        self.line = sentence["line"]
        self.spans = [(t["begin"], t["end"]) for t in tokens]
        self.forms = [t["form"] for t in tokens]
        self.lemmas = [t["lemma"] for t in tokens]
        self.upos = [t["upos"] for t in tokens]
        self.deprels = [base(t["deprel"]) for t in tokens]
        self.heads = [None if t["head"] is None else t["head"] - first for t in tokens]
        self.cases = [""] * len(tokens)
        for i, t in enumerate(tokens):
            head = self.heads[i]
            if self.deprels[i] == "case" and head is not None and 0 <= head < len(tokens) and not self.cases[head]:
                self.cases[head] = t["form"].lower()
        self.chains = [self._chain(i) for i in range(len(tokens))]
        self.events, self.annotated, self.key = [], True, None
        self.before, self.context = None, []

    def follow(self, before):
        """Names and pronouns of the sentence before are read with this one; `context` are their words there."""
        self.before = before
        self.context = [w for w in range(len(before.forms)) if before.may_be_party(w)][:MOST_CONTEXT]

    def may_be_party(self, w):
        if self.upos[w] == "PRON":
            return self.deprels[w] in ("nsubj", "nsubj:pass", "obj")
        if self.upos[w] not in ("PROPN", "ADJ", "NOUN") or not self.forms[w][:1].isupper():
            return False
        head = self.heads[w]
        inside = self.deprels[w] in ("flat", "compound") and head is not None and 0 <= head < len(self.forms)
        return not (inside and self.upos[head] == "PROPN")

    def _chain(self, i):
        chain, seen = [i], {i}
        while self.heads[chain[-1]] is not None and self.heads[chain[-1]] not in seen and 0 <= self.heads[chain[-1]] < len(self.forms):
            chain.append(self.heads[chain[-1]])
            seen.add(chain[-1])
        return chain

    def path(self, trigger, word):
        """Relations from the word up to where the two meet, and from there down to the trigger."""
        up = self.chains[word]
        down = self.chains[trigger]
        inside = {t: k for k, t in enumerate(down)}
        for k, t in enumerate(up):
            if t in inside:
                if k > LONGEST_PATH or inside[t] > LONGEST_PATH:
                    return FAR
                return ">".join(self.deprels[w] for w in up[:k]) + "|" + "<".join(self.deprels[w] for w in down[:inside[t]])
        return FAR

    def head_of(self, span):
        """The word that a stretch of text hangs by: the first of its words whose head lies outside."""
        inside = [i for i, (b, e) in enumerate(self.spans) if b < span[1] and span[0] < e]
        for i in inside:
            if self.heads[i] is None or self.heads[i] not in inside:
                return i
        return inside[0] if inside else None


def analyze(program, corpus, folder):
    """The analysis of each document of a corpus by the program, kept in the folder."""
    path = folder / (pathlib.Path(corpus).stem + ".analysis.jsonl")
    if not path.exists():
        result = subprocess.run([program, "analyze", "--input-format", "jsonl", "--format", "json", str(corpus)], capture_output=True,
                                check=False)
        if result.returncode not in (0, 1):
            raise SystemExit(result.stderr.decode())
        partial = path.with_suffix(".partial")
        partial.write_bytes(result.stdout)
        partial.replace(path)
    documents = {}
    for line in open(path, encoding="utf-8"):
        document = json.loads(line)
        first, sentences = 0, []
        for sentence in document["sentences"]:
            sentences.append(Sentence(document, sentence, first))
            first += len(sentence["tokens"])
        for before, sentence in zip(sentences, sentences[1:]):
            sentence.follow(before)
        documents[document["id"]] = sentences
    return documents


def occurrences(text, name):
    """Byte spans of a name in a text."""
    raw, needle, found, at = text.encode(), name.encode(), [], 0
    while needle and (at := raw.find(needle, at)) >= 0:
        found.append((at, at + len(needle)))
        at += len(needle)
    return found


def attach(item, sentences):
    """Writes the events of an item to its sentences; counts what could not be placed."""
    lost = collections.Counter()
    mentions = {}
    for event in item["events"]:
        for side in ("source", "target"):
            mentions.setdefault(event[side]["name"], []).append(event[side]["span"])
    for event in item["events"]:
        at = next((s for s in sentences if any(b < event["trigger"]["span"][1] and event["trigger"]["span"][0] < e for b, e in s.spans)), None)
        if at is None:
            lost["trigger"] += 1
            continue
        trigger = at.head_of(event["trigger"]["span"])
        sides = {side: at.head_of(event[side]["span"]) for side in ("source", "target")}
        for side, word in sides.items():
            lost[side] += word is None
        masked = {"source": set(), "target": set()}
        for side, key in (("source", "or_sources"), ("target", "or_targets")):
            for name in event[key]:
                for span in occurrences(item["text"], name):
                    word = at.head_of(span)
                    if word is not None:
                        masked[side].add(word)
        def told_before(spans):
            """Which of the words of the sentence before name one of these."""
            words = enumerate(at.context)
            return {k for k, w in words if any(at.before.spans[w][0] < end and begin < at.before.spans[w][1] for begin, end in spans)}
        context = {side: told_before(mentions[event[side]["name"]] + occurrences(item["text"], event[side]["name"]))
                   for side in ("source", "target")}
        claimant, context["claimant"] = None, set()
        if event["attribution"] and "reported" in event["modality"]:
            spans = occurrences(item["text"], event["attribution"]) + mentions.get(event["attribution"], [])
            words = [w for w in (at.head_of(span) for span in spans) if w is not None]
            claimant = min(words, key=lambda w: abs(w - trigger)) if words else None
            context["claimant"] = told_before(spans)
            lost["claimant"] += claimant is None
        at.events.append({
            "trigger": trigger, "predicate": event["predicate"], "or": event["or_predicates"], **sides, "masked": masked, "context": context,
            "truth": TRUTH_OF[event["polarity"], event["modality"]], "claimant": claimant, "optional": event["optional"],
        })
        lost["all"] += 1
    return lost


def load(program, corpora, folder, without=None):
    """Sentences of the documents of the corpora with their events, where a corpus has any; all documents but those of part K of OF, where `without` is (K, OF)."""
    result, lost = [], collections.Counter()
    for corpus in corpora:
        items = {item["id"]: item for item in read_jsonl(corpus)}
        documents = analyze(program, corpus, folder)
        for key, item in items.items():
            if without and part(key, without[1]) == without[0]:
                continue
            sentences = [s for s in documents.get(key, []) if s.line not in ("byline", "dateline")]
            for number, s in enumerate(sentences):
                s.key, s.annotated = (key, number), "events" in item
            if "events" in item:
                lost.update(attach(item, sentences))
            result.extend(sentences)
    print("events placed:", dict(lost), flush=True)
    return result
