"""Train the event reader above the layers of a weights file, which stay as they are. Resumes from its last checkpoint.

Reads annotated corpora (JSONL), the program for their analysis, and the weights that it was built with; writes RUN.pt to the work folder.
"""

import argparse
import collections
import copy
import importlib.util
import os
import pathlib
import random
import time

import torch
from safetensors.torch import load_file
from torch.nn import functional as F

import reader_corpus
from export import load_quantized
from prepare import ENCODER_PACKAGE
from reader import UPOS, Reader
from reader_corpus import BEFORE, NONE, ROLES, part

SYMMETRIC = {"met-with", "spoke-by-phone-with", "negotiated-with", "agreed-with", "signed-agreement-with", "cooperated-with"}
LOSS_WEIGHTS = {"trigger": 2.0, "roles": 0.5, "truth": 1.0}
# Claims and denials are few, and worse to miss.
TRUTH_WEIGHTS = torch.tensor([1.0, 1.5, 1.2, 1.5, 1.2, 1.5, 1.5])
LEAST_PATH, CASES = 12, 36


def make_tables(sentences, lexicon, predicates):
    paths, cases = collections.Counter(), collections.Counter()
    for s in sentences:
        cases.update(c for c in s.cases if c)
        for event in s.events:
            for side in ("source", "target"):
                if event[side] is not None:
                    paths[s.path(event["trigger"], event[side])] += 20
            paths.update(s.path(event["trigger"], w) for w in range(len(s.forms)))
    return {
        "predicates": [NONE, *predicates],
        "paths": sorted(p for p, n in paths.items() if n >= LEAST_PATH * 4),
        "cases": sorted(c for c, _ in cases.most_common(CASES)),
        "lexicon": {lemma: sorted(of) for lemma, of in sorted(lexicon.items())},
    }


class Data:
    """Sentences as tensors; the vectors below the reader are computed once."""

    def __init__(self, analyzer, encoder, sentences, tables, half=True):
        self.tables = tables
        self.predicate = {p: i for i, p in enumerate(tables["predicates"])}
        self.path = {p: i + 1 for i, p in enumerate(tables["paths"])}
        self.case = {c: i + 2 for i, c in enumerate(tables["cases"])}
        self.upos = {u: i for i, u in enumerate(UPOS)}
        items = []
        for s in sentences:
            ids, shapes, first, last = encoder.item({"forms": s.forms})
            if len(ids) <= encoder.max_pieces:
                items.append((s, ids, shapes, first, last))
        self.items = items
        self.of = {id(s): i for i, (s, *_) in enumerate(items)}
        self.vectors = [None] * len(items)
        order = sorted(range(len(items)), key=lambda i: len(items[i][1]))
        while order:
            chunk, longest = [], 0
            while order and (not chunk or (len(chunk) + 1) * max(longest, len(items[order[0]][1])) <= 4000):
                longest = max(longest, len(items[order[0]][1]))
                chunk.append(order.pop(0))
            b = encoder.batch([{"forms": items[i][0].forms} for i in chunk])
            with torch.no_grad():
                x = analyzer.piece(b["pieces"]) + analyzer.position.weight[: b["pieces"].shape[1]] + analyzer.shape(b["shapes"])
                x = analyzer.embed_norm(x)
                for layer in analyzer.layer:
                    x = layer(x, b["mask"])
            for row, i in enumerate(chunk):
                kept = x[row, : len(items[i][1])]
                self.vectors[i] = kept.half() if half else kept.clone()

    def lexicon(self, s):
        rows = torch.zeros(len(s.forms), len(self.predicate))
        for w, lemma in enumerate(s.lemmas):
            for p in self.tables["lexicon"].get(lemma.lower(), ()):
                rows[w, self.predicate[p]] = 1
        return rows

    def features(self, s, trigger):
        n = len(s.forms)
        case = [self.case.get(c, 1) if c else 0 for c in s.cases]
        context = self.context(s)
        none = [0] * len(context)
        return {"path": [self.path.get(s.path(trigger, w), 0) for w in range(n)] + none,
                "distance": [reader_corpus.distance(trigger, w) for w in range(n)] + [BEFORE] * len(context),
                "upos": [self.upos[u] for u in s.upos] + [self.upos[s.before.upos[w]] for w in context], "case": case + none}

    def context(self, s):
        """The words of the sentence before that are read with a sentence."""
        return s.context if s.before is not None and id(s.before) in self.of else []

    def batch(self, chosen):
        context = [self.context(self.items[i][0]) for i in chosen]
        length = max(len(self.items[i][1]) + len(c) for i, c in zip(chosen, context))
        width = max(len(self.items[i][0].forms) + len(c) for i, c in zip(chosen, context))
        hidden = self.vectors[chosen[0]].shape[-1]
        x = torch.zeros(len(chosen), length, hidden)
        mask = torch.full((len(chosen), 1, 1, length), -1e4)
        first, last = torch.zeros(len(chosen), width, dtype=torch.long), torch.zeros(len(chosen), width, dtype=torch.long)
        lexicon = torch.zeros(len(chosen), width, len(self.predicate))
        valid, party = torch.zeros(len(chosen), width), torch.zeros(len(chosen), width)
        before = torch.zeros(len(chosen), length)
        for row, i in enumerate(chosen):
            s, ids, _, begin, end = self.items[i]
            x[row, : len(ids)] = self.vectors[i].float()
            n, pieces = len(s.forms), len(ids)
            for k, w in enumerate(context[row]):
                _, _, _, first_before, last_before = self.items[self.of[id(s.before)]]
                told = self.vectors[self.of[id(s.before)]]
                x[row, pieces + k] = (told[first_before[w + 1]].float() + told[last_before[w + 1]].float()) / 2
                before[row, pieces + k] = 1
                first[row, n + k] = last[row, n + k] = pieces + k
            mask[row, :, :, : pieces + len(context[row])] = 0
            party[row, : n + len(context[row])] = 1
            first[row, :n], last[row, :n] = torch.tensor(begin[1:]), torch.tensor(end[1:])
            lexicon[row, :n] = self.lexicon(s)
            valid[row, :n] = 1
        return {"x": x, "mask": mask, "first": first, "last": last, "lexicon": lexicon, "valid": valid, "party": party, "before": before,
                "sentences": [self.items[i][0] for i in chosen]}

    def pairs(self, b, at):
        """The features of each word of the sentence of each trigger; `at` lists (row, word, predicate)."""
        width = b["valid"].shape[1]
        out = {key: torch.zeros(len(at), width, dtype=torch.long) for key in ("path", "distance", "upos", "case")}
        for k, (row, word, _) in enumerate(at):
            for key, values in self.features(b["sentences"][row], word).items():
                out[key][k, : len(values)] = torch.tensor(values)
        return out

    def gold(self, b):
        """What the events of the sentences ask of triggers, parties and truth."""
        rows, width = b["valid"].shape
        target = torch.zeros(rows, width, len(self.predicate))
        target[..., 0] = 1
        accepted = torch.zeros(rows, width, len(self.predicate))
        at, roles, known, truth = [], [], [], []
        for row, s in enumerate(b["sentences"]):
            by = collections.defaultdict(list)
            for event in s.events:
                by[event["trigger"], event["predicate"]].append(event)
            sure = collections.defaultdict(set)
            for (word, predicate), events in by.items():
                index = self.predicate[predicate]
                if all(e["optional"] for e in events):
                    accepted[row, word, [0, index]] = 1
                else:
                    sure[word].add(index)
                accepted[row, word, [self.predicate[o] for e in events for o in e["or"]]] = 1
                at.append((row, word, index))
                label, mark = torch.zeros(width, len(ROLES)), b["party"][row][:, None].repeat(1, len(ROLES))
                n, most = len(s.forms), len(self.context(s))
                for r, role in enumerate(ROLES):
                    words = [e[role] for e in events if e[role] is not None]
                    # Whoever is named again here need not be found in the sentence before.
                    mark[[n + k for e in events for k in e["context"][role] if k < most], r] = 0
                    told = [n + k for e in events if e[role] is None for k in e["context"][role] if k < most]
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
        return {"target": target, "accepted": accepted, "at": at, "truth": torch.tensor(truth, dtype=torch.long),
                "roles": torch.stack(roles) if roles else None, "known": torch.stack(known) if known else None}


def losses(model, data, b, soft=None):
    words = model.encode(b)
    gold = data.gold(b)
    logp = model.triggers(words, b["lexicon"]).log_softmax(-1)
    probability = logp.exp()
    # What an equally careful reader might have put costs less.
    weights = torch.maximum(gold["target"], 0.5 * gold["accepted"] * (gold["target"].sum(-1, keepdim=True) > 0))
    open_ = (gold["accepted"][..., 0] > 0)
    weights = torch.where(open_[..., None], torch.maximum(gold["accepted"], gold["target"]), weights)
    several = (gold["target"] > 0).sum(-1) > 1
    loss = -(probability * weights).sum(-1).clamp(min=1e-9).log()
    loss = torch.where(several, -(gold["target"] * logp).sum(-1), loss)
    result = {"trigger": (loss * b["valid"]).sum() / b["valid"].sum() * 10}
    if gold["at"]:
        rows = torch.tensor([(r, w) for r, w, _ in gold["at"]]).T
        predicates = torch.tensor([p for _, _, p in gold["at"]])
        scores = model.roles(words, (rows[0], rows[1]), predicates, data.pairs(b, gold["at"]))
        bce = F.binary_cross_entropy_with_logits(scores, gold["roles"], reduction="none") * gold["known"]
        result["roles"] = bce.sum() / len(gold["at"])
        result["truth"] = F.cross_entropy(model.truths(words, (rows[0], rows[1]), predicates), gold["truth"], TRUTH_WEIGHTS, label_smoothing=0.05)
    return result


def batches(data, budget, rng):
    order = sorted(range(len(data.items)), key=lambda i: len(data.items[i][1]) + rng.random() * 4)
    result, current, longest = [], [], 0
    for i in order:
        size = len(data.items[i][1])
        if current and (len(current) + 1) * max(longest, size) > budget:
            result.append(current)
            current, longest = [], 0
        current.append(i)
        longest = max(longest, size)
    result.append(current)
    rng.shuffle(result)
    return result


def predict(model, data, least=0.05):
    """For each sentence its readings: (trigger, predicate, p, {role: [(word, p)]}, truth probabilities)."""
    model.eval()
    found = [None] * len(data.items)
    for chosen in batches(data, 4000, random.Random(0)):
        b = data.batch(chosen)
        with torch.no_grad():
            words = model.encode(b)
            p = model.triggers(words, b["lexicon"]).softmax(-1) * b["valid"][..., None]
            at = [(int(r), int(w), int(k)) for r, w, k in (p[..., 1:] >= least).nonzero()]
            at = [(r, w, k + 1) for r, w, k in at]
            for i in chosen:
                found[i] = []
            if not at:
                continue
            rows = torch.tensor([(r, w) for r, w, _ in at]).T
            predicates = torch.tensor([k for _, _, k in at])
            roles = model.roles(words, (rows[0], rows[1]), predicates, data.pairs(b, at)).sigmoid()
            truths = model.truths(words, (rows[0], rows[1]), predicates).softmax(-1)
        for k, (r, w, predicate) in enumerate(at):
            n = int(b["party"][r].sum())
            parties = {role: [(j, float(roles[k, j, x])) for j in range(n) if roles[k, j, x] >= least] for x, role in enumerate(ROLES)}
            found[chosen[r]].append((w, data.tables["predicates"][predicate], float(p[r, w, predicate]), parties, truths[k].tolist()))
    return found


def score(model, data, thresholds=(0.2, 0.3, 0.4, 0.5, 0.6)):
    """Precision, recall and F1 of (source word, predicate, target word) by threshold, and truth of those found: a rough measure, before
    anybody is named."""
    found, out = predict(model, data), {}
    for threshold in thresholds:
        tp = fp = fn = right = n = 0
        for (s, *_), readings in zip(data.items, found):
            def sides(e, side):
                told = {len(s.forms) + k for k in e["context"][side]}
                return ({e[side]} - {None}) | e["masked"][side] | told
            gold = [e for e in s.events if sides(e, "source") and sides(e, "target")]
            triples = {}
            for _, predicate, p, parties, truth in readings:
                for a, pa in parties["source"]:
                    for c, pc in parties["target"]:
                        if a != c and p * pa * pc >= threshold:
                            key = (min(a, c), predicate, max(a, c)) if predicate in SYMMETRIC else (a, predicate, c)
                            if triples.get(key, (0, 0))[0] < p * pa * pc:
                                triples[key] = (p * pa * pc, max(range(len(truth)), key=truth.__getitem__))

            def keys(e):
                for predicate in [e["predicate"], *e["or"]]:
                    for a in sides(e, "source"):
                        for c in sides(e, "target"):
                            yield (min(a, c), predicate, max(a, c)) if predicate in SYMMETRIC else (a, predicate, c)
            used = set()
            for e in gold:
                hits = [k for k in keys(e) if k in triples]
                used.update(hits)
                if e["optional"]:
                    continue
                if hits:
                    tp += 1
                    n += 1
                    right += triples[hits[0]][1] == e["truth"]
                else:
                    fn += 1
            fp += len(set(triples) - used)
        precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
        out[threshold] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall), right / max(1, n))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("corpora", type=pathlib.Path, nargs="+")
    parser.add_argument("--program", default="newsgraph")
    parser.add_argument("--triggers", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../data/triggers")
    parser.add_argument("--dev", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--run", default="reader")
    parser.add_argument("--layers", default="3,4,5", help="layers of the published encoder that the reader starts from")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=1200, help="pieces in a batch")
    parser.add_argument("--layer-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--warmup", type=int, default=60)
    parser.add_argument("--average", type=float, default=0.997)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--without", type=int, nargs=2, metavar=("K", "OF"), help="leave out every document of part K of OF")
    parser.add_argument("--share", type=float, default=1.0, help="share of the documents to train on, for a learning curve")
    parser.add_argument("--max-steps", type=int, default=0, help="stop after so many steps (for a trial)")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--from-run", help="name of the checkpoint to start from, in place of the published layers")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)

    analyzer, encoder, _, _ = load_quantized(args.weights)
    sentences = reader_corpus.load(args.program, args.corpora, args.work, args.without)
    if args.share < 1:
        sentences = [s for s in sentences if part(s.document, 1000) < args.share * 1000]
    dev = reader_corpus.load(args.program, args.dev, args.work) if args.dev else []
    lexicon = reader_corpus.read_triggers(args.triggers)
    tables = make_tables(sentences, lexicon, sorted({p for of in lexicon.values() for p in of}))
    print(len(sentences), "sentences", len(tables["paths"]), "paths", len(tables["predicates"]) - 1, "predicates", flush=True)
    layers = [int(x) for x in args.layers.split(",")]
    start = torch.load(args.work / f"{args.from_run}.pt", weights_only=False) if args.from_run else None
    data, held = Data(analyzer, encoder, sentences, tables), Data(analyzer, encoder, dev, tables)
    model = Reader(analyzer.config, tables, len(layers), dropout=args.dropout)
    if start:
        model.load_state_dict({**model.state_dict(), **carried_over(start, tables)})
    else:
        folder = pathlib.Path(importlib.util.find_spec(ENCODER_PACKAGE).origin).parent / "model"
        model.load_layers(load_file(folder / "model.safetensors"), layers)
    lower = list(model.layer.parameters())
    heads = [p for p in model.parameters() if all(p is not q for q in lower)]
    optimizer = torch.optim.AdamW([{"params": lower, "lr": args.layer_rate}, {"params": heads, "lr": args.head_rate}], betas=(0.9, 0.98),
                                  weight_decay=0.01, fused=True)
    averaged = copy.deepcopy(model).eval().requires_grad_(False)
    both = list(zip(averaged.parameters(), model.parameters()))
    total = args.max_steps or len(batches(data, args.batch, random.Random(0))) * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / args.warmup, max(0.0, (total - step) / max(1, total - args.warmup)) + 1e-4))
    checkpoint = args.work / f"{args.run}.pt"
    step, first_epoch, skip = 0, 0, 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["last"])
        averaged.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["rng"])
        step, first_epoch, skip = state["step"], state["epoch"], state["batch"]
        print(f"resumed at step {step}", flush=True)

    def save(epoch, batch):
        state = {"model": averaged.state_dict(), "last": model.state_dict(), "optimizer": optimizer.state_dict(),
                 "schedule": schedule.state_dict(), "rng": torch.get_rng_state(), "step": step, "epoch": epoch, "batch": batch,
                 "tables": tables, "layers": len(layers), "config": analyzer.config}
        partial = checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, checkpoint)

    started, sums = time.process_time(), collections.Counter()
    for epoch in range(first_epoch, args.epochs):
        model.train()
        for number, chosen in enumerate(batches(data, args.batch, random.Random(args.seed * 1000 + epoch))):
            if number < skip:
                continue
            if step >= total:
                break
            parts = losses(model, data, data.batch(chosen))
            loss = sum(LOSS_WEIGHTS[k] * v for k, v in parts.items())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            decay = min(args.average, (1 + step) / (10 + step))
            torch._foreach_lerp_([a for a, _ in both], [p.detach() for _, p in both], 1 - decay)
            sums.update({k: float(v.detach()) for k, v in parts.items()})
            if step % 50 == 0:
                line = " ".join(f"{k} {v / 50:.3f}" for k, v in sums.items())
                print(f"epoch {epoch} step {step}/{total} {time.process_time() - started:.0f} s {line}", flush=True)
                sums.clear()
            if step % args.save_every == 0:
                save(epoch, number + 1)
        skip = 0
        save(epoch + 1, 0)
        if held.items:
            for threshold, figures in score(averaged, held).items():
                print(f"epoch {epoch} at {threshold}: P {figures[0]:.3f} R {figures[1]:.3f} F1 {figures[2]:.3f} truth {figures[3]:.3f}", flush=True)
        if step >= total:
            break


def carried_over(start, tables):
    """The weights of a checkpoint for other tables: a path or preposition that it had no row for begins with that of any other."""
    weights = dict(start["model"])
    for name, list_, first, other in (("role_path", "paths", 1, 0), ("role_case", "cases", 2, 1)):
        rows = weights[f"{name}.weight"]
        index = {entry: i + first for i, entry in enumerate(start["tables"][list_])}
        weights[f"{name}.weight"] = torch.stack([*rows[:first], *(rows[index.get(entry, other)] for entry in tables[list_])])
    return weights


if __name__ == "__main__":
    main()
