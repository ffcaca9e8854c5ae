"""Annotated sentences as numbers: batches of pieces and words, the tree beside each trigger, and what the events ask of a reader."""

import collections
import queue
import random
import threading

import numpy
import torch

import reader_corpus
from reader_corpus import BEFORE, ROLES
from textnorm import NO_LETTERS, WordPieces, shape

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
# Pieces of the sentences before that a teacher reads.
TEACHER_CONTEXT = 120
# Batches that are made ready ahead.
AHEAD = 6


class Data:
    """Sentences that fit; everything of a sentence by its number `k` here.

    A reader sees the embeddings of the analysis model (`embedded`, by `embed`) and a few words of the sentence before; a teacher, with
    embeddings of its own, sees the sentences before as they are.
    """

    def __init__(self, sentences, tables, vocab, device="cpu", teacher=False, max_pieces=256):
        self.tables, self.device, self.teacher = tables, device, teacher
        self.predicate = {p: i for i, p in enumerate(tables["predicates"])}
        self.path = {p: i + 1 for i, p in enumerate(tables["paths"])}
        self.case = {c: i + 2 for i, c in enumerate(tables["cases"])}
        upos = {u: i for i, u in enumerate(UPOS)}
        pieces, known = WordPieces(vocab), {}
        self.sentences, self.ids, self.shapes, self.first, self.last = [], [], [], [], []
        for s in sentences:
            ids, shapes, first, last = [pieces.start], [NO_LETTERS], [], []
            for form in s.forms:
                if form not in known:
                    known[form] = pieces.ids(form), shape(form)
                word, of = known[form]
                first.append(len(ids))
                ids.extend(word)
                shapes.extend([of] * len(word))
                last.append(len(ids) - 1)
            if len(ids) < max_pieces:
                self.sentences.append(s)
                self.ids.append(numpy.array([*ids, pieces.end]))
                self.shapes.append(numpy.array([*shapes, NO_LETTERS]))
                self.first.append(numpy.array(first))
                self.last.append(numpy.array(last))
        number = {id(s): k for k, s in enumerate(self.sentences)}
        self.before = [number.get(id(s.before)) for s in self.sentences]
        self.upos = [numpy.array([upos[u] for u in s.upos]) for s in self.sentences]
        self.cases = [numpy.array([self.case.get(c, 1) if c else 0 for c in s.cases]) for s in self.sentences]
        self.hints = [[(w, self.predicate[p]) for w, lemma in enumerate(s.lemmas) for p in tables["lexicon"].get(lemma.lower(), ())]
                      for s in self.sentences]
        self.told = [[] if b is None else s.context for s, b in zip(self.sentences, self.before)]
        self.offset = numpy.concatenate([[0], numpy.cumsum([len(ids) for ids in self.ids])]).astype(int)
        self.earlier = [self._earlier(k) if teacher else [] for k in range(len(self.sentences))]
        self.rows, self.embedded = {}, None

    def _earlier(self, k):
        found, b, pieces = [], self.before[k], 0
        while b is not None and pieces + len(self.ids[b]) - 1 <= TEACHER_CONTEXT:
            found.append(b)
            pieces += len(self.ids[b]) - 1
            b = self.before[b]
        return found

    def embed(self, analyzer):
        """Computes the embeddings of all pieces by the analysis model, once."""
        self.embedded = self.vectors(analyzer, 0)

    def vectors(self, analyzer, layers):
        """The vectors of all pieces after so many layers of the analysis model, and a row of zeros."""
        result = torch.zeros(int(self.offset[-1]) + 1, analyzer.config["hidden"], dtype=torch.half)
        for chosen in batches(self, 4000, random.Random(0), context=False):
            length = max(len(self.ids[k]) for k in chosen)
            pieces = numpy.zeros((len(chosen), length), int)
            shapes = numpy.full((len(chosen), length), NO_LETTERS)
            mask = torch.full((len(chosen), 1, 1, length), -1e4)
            for row, k in enumerate(chosen):
                n = len(self.ids[k])
                pieces[row, :n], shapes[row, :n] = self.ids[k], self.shapes[k]
                mask[row, :, :, :n] = 0
            with torch.no_grad():
                x = analyzer.piece(torch.from_numpy(pieces)) + analyzer.position.weight[:length] + analyzer.shape(torch.from_numpy(shapes))
                x = analyzer.embed_norm(x)
                for layer in analyzer.layer[:layers]:
                    x = layer(x, mask)
            for row, k in enumerate(chosen):
                result[self.offset[k]: self.offset[k + 1]] = x[row, : len(self.ids[k])].half()
        return result.to(self.device)

    def size(self, k):
        """Rows that a sentence takes with what is read before it."""
        return len(self.ids[k]) + (sum(len(self.ids[b]) - 1 for b in self.earlier[k]) if self.teacher else len(self.told[k]))

    def context(self, k):
        """The words of the sentence before that may be parties; a teacher knows them only where it reads that sentence."""
        return [] if self.teacher and not self.earlier[k] else self.told[k]

    def features(self, k, trigger):
        """Rows of path, distance, part of speech and preposition of each word beside a trigger."""
        if (k, trigger) not in self.rows:
            s, context = self.sentences[k], self.context(k)
            n, none = len(s.forms), [0] * len(context)
            self.rows[k, trigger] = numpy.array([
                [self.path.get(s.path(trigger, w), 0) for w in range(n)] + none,
                [reader_corpus.distance(trigger, w) for w in range(n)] + [BEFORE] * len(context),
                [*self.upos[k], *(self.upos[self.before[k]][w] for w in context)],
                [*self.cases[k], *none]], dtype=numpy.int16)
        return self.rows[k, trigger]

    def batch(self, chosen):
        context = [self.context(k) for k in chosen]
        rows, length = len(chosen), max(self.size(k) for k in chosen)
        width = max(len(self.sentences[k].forms) + len(c) for k, c in zip(chosen, context))
        first, last = numpy.zeros((rows, width), int), numpy.zeros((rows, width), int)
        lexicon = numpy.zeros((rows, width, len(self.predicate)), "f4")
        valid, party = numpy.zeros((rows, width), "f4"), numpy.zeros((rows, width), "f4")
        mask = numpy.full((rows, 1, 1, length), -1e4, "f4")
        pieces, shapes, kinds = numpy.zeros((rows, length), int), numpy.full((rows, length), NO_LETTERS), numpy.zeros((rows, length), int)
        # each row of a reader is the mean of two vectors: a piece's own, or the first and last of a word before
        one, two, before = numpy.full((rows, length), self.offset[-1]), numpy.full((rows, length), self.offset[-1]), numpy.zeros((rows, length), "f4")
        for row, k in enumerate(chosen):
            n, p, told, b = len(self.sentences[k].forms), len(self.ids[k]), context[row], self.before[k]
            first[row, :n], last[row, :n] = self.first[k], self.last[k]
            valid[row, :n] = 1
            party[row, : n + len(told)] = 1
            for w, predicate in self.hints[k]:
                lexicon[row, w, predicate] = 1
            at = p
            if self.teacher:
                pieces[row, :p], shapes[row, :p] = self.ids[k], self.shapes[k]
                for e in self.earlier[k]:
                    end = at + len(self.ids[e]) - 1
                    pieces[row, at:end], shapes[row, at:end], kinds[row, at:end] = self.ids[e][1:], self.shapes[e][1:], 1
                    if e == b:
                        for j, w in enumerate(told):
                            first[row, n + j], last[row, n + j] = at + self.first[e][w] - 1, at + self.last[e][w] - 1
                    at = end
            else:
                one[row, :p] = two[row, :p] = self.offset[k] + numpy.arange(p)
                for j, w in enumerate(told):
                    one[row, at], two[row, at] = self.offset[b] + self.first[b][w], self.offset[b] + self.last[b][w]
                    before[row, at] = 1
                    first[row, n + j] = last[row, n + j] = at
                    at += 1
            mask[row, :, :, :at] = 0
        arrays = {"mask": mask, "first": first, "last": last, "lexicon": lexicon, "valid": valid, "party": party}
        arrays |= {"pieces": pieces, "shapes": shapes, "kinds": kinds} if self.teacher else {"one": one, "two": two, "before": before}
        b = {name: self.move(array) for name, array in arrays.items()}
        if not self.teacher:
            b["x"] = (self.embedded[b.pop("one")].float() + self.embedded[b.pop("two")].float()) / 2
        return b | {"chosen": chosen, "words": party.sum(1).astype(int)}

    def move(self, array):
        return torch.from_numpy(numpy.asarray(array)).to(self.device, non_blocking=True)

    def pairs(self, b, at):
        """The features of each word of the sentence of each trigger; `at` lists (row, word, predicate)."""
        out = numpy.zeros((4, len(at), b["valid"].shape[1]), int)
        for i, (row, word, _) in enumerate(at):
            rows = self.features(b["chosen"][row], word)
            out[:, i, : rows.shape[1]] = rows
        return dict(zip(("path", "distance", "upos", "case"), self.move(out)))

    def gold(self, b):
        """What the events of the sentences ask of triggers, parties and truth."""
        chosen, width, predicates = b["chosen"], b["valid"].shape[1], len(self.predicate)
        target, accepted = numpy.zeros((len(chosen), width, predicates), "f4"), numpy.zeros((len(chosen), width, predicates), "f4")
        target[..., 0] = 1
        at, roles, known, truth = [], [], [], []
        for row, k in enumerate(chosen):
            s = self.sentences[k]
            by = collections.defaultdict(list)
            for event in s.events:
                by[event["trigger"], event["predicate"]].append(event)
            sure = collections.defaultdict(set)
            n, most = len(s.forms), len(self.context(k))
            for (word, predicate), events in by.items():
                index = self.predicate[predicate]
                if all(e["optional"] for e in events):
                    accepted[row, word, [0, index]] = 1
                else:
                    sure[word].add(index)
                accepted[row, word, [self.predicate[o] for e in events for o in e["or"]]] = 1
                at.append((row, word, index))
                label, mark = numpy.zeros((width, len(ROLES)), "f4"), numpy.zeros((width, len(ROLES)), "f4")
                mark[: b["words"][row]] = 1
                for r, role in enumerate(ROLES):
                    words = [e[role] for e in events if e[role] is not None]
                    # Whoever is named again here need not be found in the sentence before.
                    mark[[n + j for e in events for j in e["context"][role] if j < most], r] = 0
                    told = [n + j for e in events if e[role] is None for j in e["context"][role] if j < most]
                    mark[told, r] = 1
                    words += told
                    label[words, r] = 1
                    if role == "claimant":
                        if not words:
                            mark[:, r] = 0
                    else:
                        if not words:  # a party further away: nothing here is one
                            mark[:, r] *= 0.3
                        hidden = {w for e in events for w in e["masked"][role]} - set(words)
                        mark[list(hidden), r] = 0
                roles.append(label)
                known.append(mark)
                truth.append(collections.Counter(e["truth"] for e in events).most_common(1)[0][0])
            for word, indices in sure.items():
                target[row, word] = 0
                target[row, word, list(indices)] = 1 / len(indices)
        gold = {"target": self.move(target), "accepted": self.move(accepted), "at": at}
        if at:
            gold |= {"rows": self.move(numpy.array(at).T), "pairs": self.pairs(b, at), "roles": self.move(numpy.stack(roles)),
                     "known": self.move(numpy.stack(known)), "truth": self.move(numpy.array(truth))}
        return gold

    def soft(self, b, opinions, trust):
        """What the teachers make of the sentences, as `teacher.py` keeps it, and how far they are trusted: where nothing is annotated,
        wholly."""
        chosen, width = b["chosen"], b["valid"].shape[1]
        p = numpy.zeros((len(chosen), width, len(self.predicate)), "f4")
        p[..., 0] = 1
        at, weight, roles, known, truth = [], [], [], [], []
        share = [trust if self.sentences[k].annotated else 1.0 for k in chosen]
        for row, k in enumerate(chosen):
            words, probabilities, readings = opinions[self.sentences[k].key]
            p[row, words] = probabilities
            for word, predicate, probability, parties, truths in readings:
                at.append((row, word, predicate))
                weight.append(probability * share[row])
                label, mark = numpy.zeros((width, len(ROLES)), "f4"), numpy.zeros((width, len(ROLES)), "f4")
                n = min(b["words"][row], len(parties))
                label[:n], mark[:n] = parties[:n], 1
                if truths[5] + truths[6] < 0.3:  # nobody claims it
                    mark[:, ROLES.index("claimant")] = 0
                roles.append(label)
                known.append(mark)
                truth.append(truths)
        soft = {"p": self.move(p), "share": self.move(numpy.array(share, "f4")), "at": at}
        if at:
            soft |= {"rows": self.move(numpy.array(at).T), "pairs": self.pairs(b, at), "roles": self.move(numpy.stack(roles)),
                     "known": self.move(numpy.stack(known)), "weight": self.move(numpy.array(weight, "f4")),
                     "truth": self.move(numpy.stack(truth).astype("f4"))}
        return soft


def batches(data, budget, rng, of=None, context=True):
    """Batches of similar length and about `budget` padded rows, in random order; of all sentences, or `of` these."""
    size = data.size if context else lambda k: len(data.ids[k])
    order = sorted(range(len(data.sentences)) if of is None else of, key=lambda k: size(k) + rng.random() * 4)
    result, current, longest = [], [], 0
    for k in order:
        if current and (len(current) + 1) * max(longest, size(k)) > budget:
            result.append(current)
            current, longest = [], 0
        current.append(k)
        longest = max(longest, size(k))
    if current:
        result.append(current)
    rng.shuffle(result)
    return result


def ready(make, groups):
    """`make(group)` of each group; where there is a GPU, made ahead while it computes."""
    if not torch.cuda.is_available():
        yield from map(make, groups)
        return
    waiting = queue.Queue(AHEAD)

    def work():
        try:
            for group in groups:
                waiting.put(make(group))
            waiting.put(None)
        except Exception as fault:  # told where it is waited for
            waiting.put(fault)
    threading.Thread(target=work, daemon=True).start()
    while (made := waiting.get()) is not None:
        if isinstance(made, Exception):
            raise made
        yield made
