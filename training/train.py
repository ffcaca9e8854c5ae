"""Train the model on the prepared corpus. Resumes from the last checkpoint of the work folder when there is one."""

import argparse
import copy
import json
import os
import pathlib
import random
import time

import torch
from torch.nn import functional as F

import evaluate
from augment import Names, augment
from distill import teach
from lemmas import script
from model import CONFIG, Analyzer
from textnorm import NO_LETTERS, WordPieces, shape

LOSS_WEIGHTS = {"arcs": 1.0, "labels": 1.0, "upos": 0.5, "xpos": 0.3, "script": 0.5, "names": 1.5}


class Encoder:
    """Sentences to tensors."""

    def __init__(self, vocab, labels, max_pieces):
        self.pieces = WordPieces(vocab)
        self.max_pieces = max_pieces
        self.index = {k: {v: i for i, v in enumerate(values)} for k, values in labels.items()}
        self.scripts = {}

    def length(self, s):
        return 2 + sum(len(self.pieces.ids(f)) for f in s["forms"])

    def script_id(self, form, lemma):
        key = form, lemma
        if key not in self.scripts:
            self.scripts[key] = self.index["scripts"].get(script(form, lemma), -100)
        return self.scripts[key]

    def item(self, s):
        ids, shapes, first, last = [self.pieces.start], [NO_LETTERS], [0], [0]
        for form in s["forms"]:
            word = self.pieces.ids(form)
            first.append(len(ids))
            ids.extend(word)
            shapes.extend([shape(form)] * len(word))
            last.append(len(ids) - 1)
        ids.append(self.pieces.end)
        shapes.append(NO_LETTERS)
        return ids, shapes, first, last

    def batch(self, sentences):
        items = [self.item(s) for s in sentences]
        length = max(len(i[0]) for i in items)
        words = max(len(s["forms"]) for s in sentences)

        def padded(rows, width, value=0):
            return torch.tensor([row + [value] * (width - len(row)) for row in rows])

        b = {
            "pieces": padded([i[0] for i in items], length),
            "shapes": padded([i[1] for i in items], length, NO_LETTERS),
            "first": padded([i[2] for i in items], words + 1),
            "last": padded([i[3] for i in items], words + 1),
            "words": torch.tensor([len(s["forms"]) for s in sentences]),
        }
        valid = padded([[1] * len(i[0]) for i in items], length)
        b["mask"] = torch.zeros(valid.shape).masked_fill(valid == 0, -1e4)[:, None, None, :]
        word_valid = padded([[1] * len(s["forms"]) for s in sentences], words)
        arc_mask = torch.zeros(len(sentences), words, words + 1)
        arc_mask[:, :, 1:].masked_fill_(word_valid[:, None, :] == 0, -1e4)
        arc_mask[:, torch.arange(words), torch.arange(words) + 1] = -1e4
        b["arc_mask"] = arc_mask
        gold = {}
        for key, label in (("upos", "upos"), ("xpos", "xpos"), ("names", "names"), ("relations", "relations")):
            index = self.index[label]
            gold[key] = padded([[index.get(v, -100) for v in s[key]] if s.get(key) else [] for s in sentences], words, -100)
        gold["heads"] = padded([s.get("heads") or [] for s in sentences], words, -100)
        gold["script"] = padded(
            [[self.script_id(f, lemma) for f, lemma in zip(s["forms"], s["lemmas"])] if "lemmas" in s else [] for s in sentences],
            words, -100)
        b["gold"] = {k: v.long() for k, v in gold.items()}
        return b


def batches(sentences, encoder, budget, rng):
    """Batches of similar length and about `budget` padded pieces, in random order."""
    sized = sorted(((encoder.length(s) + rng.random() * 4, i) for i, s in enumerate(sentences)))
    result, current, longest = [], [], 0
    for size, i in sized:
        if current and (len(current) + 1) * max(longest, size) > budget:
            result.append(current)
            current, longest = [], 0
        current.append(sentences[i])
        longest = max(longest, size)
    result.append(current)
    rng.shuffle(result)
    return result


def add_teacher(b, sentences, teacher):
    """The teacher's probabilities of the sentences of a batch that it has seen; rows of zeros for the others."""
    words = b["gold"]["upos"].shape[1]
    soft = {}
    for row, s in enumerate(sentences):
        if "id" not in s:
            continue
        n = len(s["forms"])
        for key, value in teacher[s["id"]].items():
            if key not in soft:
                soft[key] = torch.zeros(len(sentences), words, words + 1 if key == "arcs" else value.shape[-1])
            width = n + 1 if key == "arcs" else value.shape[-1]  # the final stop may have been dropped
            soft[key][row, :n, :width] = value[:n, :width].float().softmax(-1)
    b["soft"] = soft


def losses(model, b, trust=0.5):
    """`trust` is the share of the teacher where it has an opinion."""
    tags, arcs, words = model(b)
    gold, soft = b["gold"], b.get("soft", {})

    def cross_entropy(name, scores, target):
        scores, known = scores.float(), target != -100
        taught = soft[name].sum(-1) > 0.5 if name in soft else torch.zeros_like(known)
        count = (known | taught).sum()
        if count == 0:
            return scores.sum() * 0.0
        hard = F.cross_entropy(scores.flatten(0, -2), target.flatten(), ignore_index=-100, reduction="none").view(known.shape)
        if name not in soft:
            return hard.sum() / count
        loss = (hard * torch.where(taught, 1 - trust, 1.0)).sum()
        loss = loss - trust * (soft[name] * scores.log_softmax(-1)).sum()
        return loss / count

    result = {name: cross_entropy(name, tags[name], gold[name]) for name in tags}
    result["arcs"] = cross_entropy("arcs", arcs + b["arc_mask"], gold["heads"])
    result["labels"] = cross_entropy("labels", model.label_scores(words, gold["heads"].clamp(min=0)), gold["relations"])
    return result


def load_work(work):
    corpus = json.loads((work / "corpus.json").read_text(encoding="utf-8"))
    labels = json.loads((work / "labels.json").read_text(encoding="utf-8"))
    vocab = (work / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return corpus, labels, vocab


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--run", default="main", help="name of the checkpoint")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--max-steps", type=int, default=0, help="stop after so many steps (for a trial)")
    parser.add_argument("--layers", default="0,1,2", help="layers of the published encoder to start from")
    parser.add_argument("--batch", type=int, default=900, help="pieces in a batch")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--encoder-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--warmup", type=int, default=60)
    parser.add_argument("--teacher", help="name of the checkpoint of a larger model to learn from, and to start from")
    parser.add_argument("--average", type=float, default=0.998,
                        help="decay of the running average of the weights, which is what is kept; 0 keeps the last weights")
    parser.add_argument("--evaluate-every", type=int, default=3, help="epochs between scores on the development sets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    corpus, labels, vocab = load_work(args.work)
    names = Names(json.loads((args.work / "names.json").read_text(encoding="utf-8")))
    train = corpus["train"]
    source_layers = [int(x) for x in args.layers.split(",")]
    config = {**CONFIG, "layers": len(source_layers)}
    encoder = Encoder(vocab, labels, config["max_pieces"])
    train = [s for s in train if encoder.length(s) <= config["max_pieces"]]
    model = Analyzer(config, len(vocab), labels, dropout=args.dropout)
    taught = None
    if args.teacher:
        train, taught = teach(args.work, args.teacher, train, encoder, labels, vocab)
        train = [{**s, "id": i} for i, s in enumerate(train)]
        model.load_model(torch.load(args.work / f"{args.teacher}.pt", weights_only=False)["model"], source_layers)
    else:
        model.load_encoder(vocab, source_layers)
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder_parameters(), "lr": args.encoder_rate}, {"params": model.head_parameters(), "lr": args.head_rate}],
        betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    # The average follows in a second model of the same shape: the one that is scored and exported.
    averaged = copy.deepcopy(model).eval().requires_grad_(False)
    pairs = [(a, p) for a, p in zip(averaged.parameters(), model.parameters())]

    def follow():
        decay = min(args.average, (1 + step) / (10 + step))
        torch._foreach_lerp_([a for a, _ in pairs], [p.detach() for _, p in pairs], 1 - decay)

    def epoch_batches(epoch):
        rng = random.Random(args.seed * 1000 + epoch)
        return batches([augment(s, names, rng) for s in train], encoder, args.batch, rng)

    per_epoch = len(epoch_batches(0))
    total = args.max_steps or per_epoch * args.epochs
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
        state = {"model": averaged.state_dict(), "last": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                 "rng": torch.get_rng_state(), "step": step, "epoch": epoch, "batch": batch, "config": config}
        partial = checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, checkpoint)

    started, words, sums = time.process_time(), 0, {}
    for epoch in range(first_epoch, args.epochs):
        model.train()
        for number, sentences in enumerate(epoch_batches(epoch)):
            if number < skip:
                continue
            if step >= total:
                break
            with torch.autocast("cpu", torch.bfloat16):
                b = encoder.batch(sentences)
                if taught:
                    add_teacher(b, sentences, taught)
                parts = losses(model, b)
            loss = sum(LOSS_WEIGHTS[k] * v for k, v in parts.items())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            follow()
            words += sum(len(s["forms"]) for s in sentences)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
            if step % 100 == 0:
                line = " ".join(f"{k} {v / 100:.3f}" for k, v in sums.items())
                print(f"epoch {epoch} step {step}/{total} {words / (time.process_time() - started):.0f} words/s {line}", flush=True)
                sums = {}
            if step % 500 == 0:
                save(epoch, number + 1)
        skip = 0
        if (epoch + 1) % args.evaluate_every == 0 or epoch + 1 == args.epochs:
            for name, dev in corpus["dev"].items():
                print(f"epoch {epoch} {name} {evaluate.format_scores(evaluate.score(averaged, encoder, labels, dev))}", flush=True)
        save(epoch + 1, 0)
        if step >= total:
            break


if __name__ == "__main__":
    main()
