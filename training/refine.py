"""Go on from a weights file: better names, the same trees.

Reads the work folder of `prepare.py`, the file, and the checkpoint of a teacher. Names are learned from the labels and from the teacher; heads,
relations and tags are held to what the file's network makes of the same batch, so that rules made with its trees stay valid.
"""

import argparse
import copy
import json
import pathlib
import random
import time

import torch
from torch import nn
from torch.nn import functional as F

import evaluate
from augment import Names, augment
from distill import teach
from export import HEAD_LINEARS, LAYER_LINEARS, read
from model import Analyzer
from train import LOSS_WEIGHTS, Encoder, batches, load_work

WEIGHTS = {**LOSS_WEIGHTS, "names": 3.0}
TAGS = ("upos", "xpos", "script")
UNTAUGHT = "ewt"  # its names the file's network knows better than the teacher


def load_float(path):
    """The network of a weights file in f32: rows times scales."""
    header, tensors = read(path)
    labels = {k: header[k] for k in ("upos", "xpos", "relations", "names", "scripts")}
    model = Analyzer(header["config"], len(header["vocab"]), labels)

    def fill(module, name):
        weight = tensors[name + ".weight"]
        if name + ".scales" in tensors:
            weight = weight * tensors[name + ".scales"][:, None]
        module.weight.data = torch.tensor(weight)
        module.bias.data = torch.tensor(tensors[name + ".bias"])

    for name in ("piece", "position", "shape"):
        getattr(model, name).weight.data = torch.tensor(tensors[f"embed.{name}"] * tensors[f"embed.{name}.scales"][:, None])
    fill(model.embed_norm, "embed.norm")
    for k, layer in enumerate(model.layer):
        for name in (*LAYER_LINEARS, "attn_norm", "ff_norm"):
            fill(getattr(layer, name), f"layer.{k}.{name}")
    for name in HEAD_LINEARS:
        fill(getattr(model, name), name)
    lexicon = tensors["lexicon"].tobytes()
    return model, header["vocab"], labels, lexicon


def mixed(scores, target, soft, taught, share):
    """Mean cross entropy: `share` of the distribution `soft` where `taught`, the rest of the label where there is one."""
    scores, known = scores.float(), target != -100
    logs = scores.log_softmax(-1)
    hard = F.nll_loss(logs.flatten(0, -2), target.flatten(), ignore_index=-100, reduction="none").view(known.shape)
    loss = (hard * torch.where(taught, 1 - share, 1.0)).sum() - share * ((soft * logs).sum(-1) * taught).sum()
    return loss / (known | taught).sum().clamp(min=1)


def losses(model, anchor, b, sentences, teacher, hold=0.8, trust=0.5):
    gold = b["gold"]
    width = gold["upos"].shape[1]
    valid = torch.arange(width)[None] < b["words"][:, None]
    with torch.no_grad():
        old_tags, old_arcs, old_words = anchor(b)
        old_arcs = (old_arcs + b["arc_mask"]).float()
        heads = torch.where(gold["heads"] != -100, gold["heads"], old_arcs.argmax(-1))
        old_labels = anchor.label_scores(old_words, heads).float()
        # names: the teacher where it saw the sentence as it stands, the old network on the source it knows better
        soft = old_tags["names"].float().softmax(-1)
        taught = torch.zeros_like(valid)
        for row, s in enumerate(sentences):
            if s["source"] == UNTAUGHT:
                taught[row] = valid[row]
            elif "id" in s:
                n = len(s["forms"])
                soft[row, :n] = teacher[s["id"]]["names"][:n].float().softmax(-1)
                taught[row, :n] = True
    tags, arcs, words = model(b)
    result = {k: mixed(tags[k], gold[k], old_tags[k].float().softmax(-1), valid, hold) for k in TAGS}
    result["names"] = mixed(tags["names"], gold["names"], soft, taught, trust)
    result["arcs"] = mixed(arcs + b["arc_mask"], gold["heads"], old_arcs.softmax(-1), valid, hold)
    result["labels"] = mixed(model.label_scores(words, heads), gold["relations"], old_labels.softmax(-1), valid, hold)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--teacher", default="teacher")
    parser.add_argument("--run", default="refined")
    parser.add_argument("--steps", type=int, default=850)
    parser.add_argument("--batch", type=int, default=900)
    parser.add_argument("--encoder-rate", type=float, default=8e-5)
    parser.add_argument("--head-rate", type=float, default=4e-4)
    parser.add_argument("--warmup", type=int, default=40)
    parser.add_argument("--average", type=float, default=0.996)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--score-only", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    corpus, _, work_vocab = load_work(args.work)
    model, vocab, labels, _ = load_float(args.weights)
    encoder = Encoder(vocab, labels, model.config["max_pieces"])
    if args.score_only:
        for name, dev in corpus["dev"].items():
            print(f"{name} {evaluate.format_scores(evaluate.score(model.eval(), encoder, labels, dev))}", flush=True)
        return
    names = Names(json.loads((args.work / "names.json").read_text(encoding="utf-8")))
    theirs = Encoder(work_vocab, labels, model.config["max_pieces"])
    train = [s for s in corpus["train"] if theirs.length(s) <= theirs.max_pieces]
    train, taught = teach(args.work, args.teacher, train, theirs, labels, work_vocab)
    assert len(train) == len(taught)
    train = [{**(s if s["source"] != "wikinews" else {k: s[k] for k in ("source", "forms", "names")}), "id": i} for i, s in enumerate(train)]
    train = [s for s in train if encoder.length(s) <= encoder.max_pieces]

    anchor = copy.deepcopy(model).eval().requires_grad_(False)
    averaged = copy.deepcopy(anchor)
    pairs = [(a, p) for a, p in zip(averaged.parameters(), model.parameters())]
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder_parameters(), "lr": args.encoder_rate}, {"params": model.head_parameters(), "lr": args.head_rate}],
        betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / args.warmup, (args.steps - step) / (args.steps - args.warmup) + 1e-4))
    model.train()
    step, sums, started = 0, {}, time.time()

    def save():
        torch.save({"model": averaged.state_dict(), "last": model.state_dict(), "config": model.config}, args.work / f"{args.run}.pt")

    epoch = 0
    while step < args.steps:
        rng = random.Random(args.seed * 1000 + 500 + epoch)
        for sentences in batches([augment(s, names, rng) for s in train], encoder, args.batch, rng):
            if step >= args.steps:
                break
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(model, anchor, encoder.batch(sentences), sentences, taught)
            loss = sum(WEIGHTS[k] * v for k, v in parts.items())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            decay = min(args.average, (1 + step) / (10 + step))
            torch._foreach_lerp_([a for a, _ in pairs], [p.detach() for _, p in pairs], 1 - decay)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
            if step % 50 == 0:
                line = " ".join(f"{k} {v / 50:.3f}" for k, v in sums.items())
                print(f"step {step}/{args.steps} {time.time() - started:.0f} s {line}", flush=True)
                sums = {}
            if step % 200 == 0:
                save()
        epoch += 1
    save()
    for name, dev in corpus["dev"].items():
        print(f"{name} {evaluate.format_scores(evaluate.score(averaged, encoder, labels, dev))}", flush=True)


if __name__ == "__main__":
    main()
