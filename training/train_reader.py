"""Train the event reader over the embeddings of a weights file, which stay as they are. Resumes from its last checkpoint.

Reads annotated corpora (JSONL), the program for their analysis, the weights that it was built with, and what the teachers make of the corpora
if there is such a file (`teacher.py`); writes RUN.pt to the work folder.
"""

import argparse
import collections
import copy
import importlib.util
import os
import pathlib
import pickle
import random
import time

import torch
from safetensors.torch import load_file
from torch.nn import functional as F

import reader_corpus
from export import load_quantized
from prepare import ENCODER_PACKAGE
from reader import Reader
from reader_corpus import NONE, ROLES, part
from reader_data import Data, batches, ready

SYMMETRIC = {"met-with", "spoke-by-phone-with", "negotiated-with", "agreed-with", "signed-agreement-with", "cooperated-with"}
LOSS_WEIGHTS = {"trigger": 2.0, "roles": 0.5, "truth": 1.0, "soft trigger": 2.0, "soft roles": 0.5, "soft truth": 1.0}
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


def prepared(data, chosen, opinions=None, trust=0.0):
    """A batch with what its events ask for, and what the teachers say."""
    b = data.batch(chosen)
    b["gold"] = data.gold(b)
    b["soft"] = data.soft(b, opinions, trust) if opinions else None
    return b


def losses(model, b):
    words = model.encode(b)
    gold, soft = b["gold"], b["soft"]
    share = 1 - soft["share"] if soft else torch.ones(len(b["chosen"]), device=words.device)
    whole = float(share.max())
    logp = model.triggers(words, b["lexicon"]).float().log_softmax(-1)
    probability = logp.exp()
    # What an equally careful reader might have put costs less.
    weights = torch.maximum(gold["target"], 0.5 * gold["accepted"] * (gold["target"].sum(-1, keepdim=True) > 0))
    open_ = (gold["accepted"][..., 0] > 0)
    weights = torch.where(open_[..., None], torch.maximum(gold["accepted"], gold["target"]), weights)
    several = (gold["target"] > 0).sum(-1) > 1
    loss = -(probability * weights).sum(-1).clamp(min=1e-9).log()
    loss = torch.where(several, -(gold["target"] * logp).sum(-1), loss)
    result = {"trigger": (loss * b["valid"] * share[:, None]).sum() / b["valid"].sum() * 10}
    if gold["at"]:
        at, predicates = gold["rows"][:2], gold["rows"][2]
        scores = model.roles(words, at, predicates, gold["pairs"]).float()
        bce = F.binary_cross_entropy_with_logits(scores, gold["roles"], reduction="none") * gold["known"]
        result["roles"] = whole * bce.sum() / len(gold["at"])
        truths = model.truths(words, at, predicates).float()
        result["truth"] = whole * F.cross_entropy(truths, gold["truth"], TRUTH_WEIGHTS.to(truths.device), label_smoothing=0.05)
    if soft:
        distance = (soft["p"] * (soft["p"].clamp(min=1e-6).log() - logp)).sum(-1)
        result["soft trigger"] = (distance * b["valid"] * soft["share"][:, None]).sum() / b["valid"].sum() * 10
        if soft["at"]:
            at, predicates = soft["rows"][:2], soft["rows"][2]
            total = soft["weight"].sum().clamp(min=1.0)
            scores = model.roles(words, at, predicates, soft["pairs"]).float()
            bce = F.binary_cross_entropy_with_logits(scores, soft["roles"], reduction="none") * soft["known"]
            result["soft roles"] = (bce.sum((1, 2)) * soft["weight"]).sum() / total
            logt = model.truths(words, at, predicates).float().log_softmax(-1)
            result["soft truth"] = -((soft["truth"] * logt).sum(-1) * soft["weight"]).sum() / total
    return result


def autocast(device):
    """Half precision where it is quick."""
    return torch.autocast(device, torch.bfloat16, enabled=device == "cuda")


@torch.no_grad()
def predict(models, data, of=None, least=0.05):
    """For each sentence its readings: (trigger, predicate, p, {role: [(word, p)]}, truth probabilities); by the mean of the models."""
    found = {}
    for b in ready(data.batch, batches(data, 4000, random.Random(0), of)):
        with autocast(data.device):
            p, at, roles, truths = opinion(models, data, b, least)
        for row, k in enumerate(b["chosen"]):
            found[k] = []
        for i, (row, word, predicate) in enumerate(at):
            n = b["words"][row]
            parties = {role: [(j, float(roles[i, j, x])) for j in range(n) if roles[i, j, x] >= least] for x, role in enumerate(ROLES)}
            found[b["chosen"][row]].append((word, data.tables["predicates"][predicate], float(p[row, word, predicate]), parties, truths[i].tolist()))
    return [found.get(k, []) for k in range(len(data.sentences))]


def opinion(models, data, b, least):
    """The models' mean of a batch: probabilities of predicates, candidates (row, word, predicate), and their roles and truths."""
    words = [model.eval().encode(b) for model in models]

    def mean(parts):
        return sum(part.float() for part in parts) / len(models)
    p = mean(m.triggers(w, b["lexicon"]).float().softmax(-1) for m, w in zip(models, words)) * b["valid"][..., None]
    at = (p[..., 1:] >= least).nonzero()
    at[:, 2] += 1
    listed = at.tolist()
    if not listed:
        return p.cpu(), [], None, None
    rows, pairs = at.T, data.pairs(b, listed)
    roles = mean(m.roles(w, rows[:2], rows[2], pairs).float().sigmoid() for m, w in zip(models, words))
    truths = mean(m.truths(w, rows[:2], rows[2]).float().softmax(-1) for m, w in zip(models, words))
    return p.cpu(), listed, roles.cpu(), truths.cpu()


def score(models, data, thresholds=(0.2, 0.3, 0.4, 0.5, 0.6)):
    """Precision, recall and F1 of (source word, predicate, target word) by threshold, and truth of those found: a rough measure, before
    anybody is named."""
    found, out = predict(models, data), {}
    for threshold in thresholds:
        tp = fp = fn = right = n = 0
        for s, readings in zip(data.sentences, found):
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


def arguments(parser):
    """What a training of a reader and one of a teacher ask for."""
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("corpora", type=pathlib.Path, nargs="+")
    parser.add_argument("--program", default="newsgraph")
    parser.add_argument("--dev", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--run", default="reader")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=1200, help="pieces in a batch")
    parser.add_argument("--layer-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--warmup", type=int, default=60)
    parser.add_argument("--average", type=float, default=0.997)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--max-steps", type=int, default=0, help="stop after so many steps (for a trial)")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.add_argument("--triggers", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../data/triggers")
    parser.add_argument("--layers", default="4,5", help="layers of the published encoder that follow those of the analysis model at the start")
    parser.add_argument("--without", type=int, nargs=2, metavar=("K", "OF"), help="leave out every document of part K of OF")
    parser.add_argument("--share", type=float, default=1.0, help="share of the documents to train on, for a learning curve")
    parser.add_argument("--from-run", help="name of the checkpoint to start from, in place of those layers")
    parser.add_argument("--soft", type=pathlib.Path, help="what the teachers make of the corpora")
    parser.add_argument("--trust", type=float, default=0.6, help="how far the teachers are believed where there is an annotation")
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
    data, held = (Data(of, tables, encoder.pieces.vocab, args.device, max_pieces=encoder.max_pieces) for of in (sentences, dev))
    for of in (data, held):
        of.embed(analyzer)
    model = Reader(analyzer.config, tables, len(analyzer.layer) + len(layers), dropout=args.dropout)
    if start:
        model.load_state_dict({**model.state_dict(), **carried_over(start, tables)})
    else:
        folder = pathlib.Path(importlib.util.find_spec(ENCODER_PACKAGE).origin).parent / "model"
        model.start_layers(analyzer.layer, load_file(folder / "model.safetensors"), layers)
    opinions = pickle.loads(args.soft.read_bytes()) if args.soft else None
    fit(model.to(args.device), data, held, args, {"tables": tables, "layers": len(model.layer), "config": analyzer.config}, opinions)


def fit(model, data, held, args, about, opinions=None):
    """Trains from the last checkpoint of the run, if there is one; returns the running average of the weights."""
    lower = list(model.encoder_parameters())
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
                 "schedule": schedule.state_dict(), "rng": torch.get_rng_state(), "step": step, "epoch": epoch, "batch": batch, **about}
        partial = checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, checkpoint)

    started, sums = time.process_time(), collections.Counter()
    for epoch in range(first_epoch, args.epochs):
        model.train()
        groups = batches(data, args.batch, random.Random(args.seed * 1000 + epoch))[skip:]
        made = ready(lambda chosen: prepared(data, chosen, opinions, getattr(args, "trust", 0.0)), groups)
        for number, b in enumerate(made, skip):
            if step >= total:
                break
            with autocast(args.device):
                parts = losses(model, b)
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
        if held.sentences:
            for threshold, figures in score([averaged], held).items():
                print(f"epoch {epoch} at {threshold}: P {figures[0]:.3f} R {figures[1]:.3f} F1 {figures[2]:.3f} truth {figures[3]:.3f}", flush=True)
        if step >= total:
            break
    return averaged


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
