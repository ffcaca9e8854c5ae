"""Fit the gate of a trained reader and put it into its checkpoint: a score of each sentence, from the word vectors below the reader, of
whether the reader would find anything in it. What the reader itself is not sure of, no gate need let through.

Reads the corpora that the reader was trained on.
"""

import argparse
import pathlib
import random

import torch
from torch import nn
from torch.nn import functional as F

import reader_corpus
from export import load_quantized
from reader import Reader
from reader_corpus import part
from train_reader import Data, predict

# The share of the sentences in which the reader finds something that may be lost, of those that the gate was not fitted on.
MISSES = 0.015
# What counts as something found: a trigger of this probability, about the floor below which no event is written.
FOUND = 0.3


class Gate(nn.Module):
    """The largest value of each feature over the words of a sentence, and a score from these."""

    def __init__(self, hidden, slope, width=64, middle=32):
        super().__init__()
        self.slope = slope
        self.up = nn.Linear(hidden, width)
        self.mid = nn.Linear(width, middle)
        self.score = nn.Linear(middle, 1)

    def forward(self, words, valid):
        """Scores of sentences: `words` [sentences, words, hidden], `valid` is true for words."""
        pooled = self.up(words).masked_fill(~valid[..., None], float("-inf")).amax(1)
        return self.score(F.leaky_relu(self.mid(F.leaky_relu(pooled, self.slope)), self.slope))[:, 0]


def word_vectors(data, chosen):
    """The word vectors of some sentences, and where there are words."""
    rows = []
    for i in chosen:
        _, _, _, first, last = data.items[i]
        x = data.vectors[i].float()
        rows.append((x[first[1:]] + x[last[1:]]) / 2)
    valid = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.bool)
    for flags, row in zip(valid, rows):
        flags[: len(row)] = True
    return nn.utils.rnn.pad_sequence(rows, batch_first=True), valid


def fit(data, readings, slope, epochs=6, batch=128, rate=2e-3):
    """The gate, and the least score of a sentence that is read."""
    found = torch.tensor([max((p for _, _, p, _, _ in of), default=0.0) for of in readings])
    told = torch.tensor([float(any(not e["optional"] for e in s.events)) for s, *_ in data.items])
    held = torch.tensor([part(s.document, 8) == 7 for s, *_ in data.items])
    target = torch.maximum(found, told)
    order = sorted(range(len(data.items)), key=lambda i: len(data.items[i][0].forms))
    gate, rng = Gate(data.vectors[0].shape[-1], slope), random.Random(0)
    optimizer = torch.optim.Adam(gate.parameters(), lr=rate)
    shown = [i for i in order if not held[i]]
    groups = [shown[k: k + batch] for k in range(0, len(shown), batch)]
    for epoch in range(epochs):
        rng.shuffle(groups)
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for chosen in groups:
            loss = F.binary_cross_entropy_with_logits(gate(*word_vectors(data, chosen)), target[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    scores = torch.empty(len(order))
    with torch.no_grad():
        for k in range(0, len(order), batch):
            scores[order[k: k + batch]] = gate(*word_vectors(data, order[k: k + batch]))
    if not (held & (found >= FOUND)).any():
        held[:] = True
    least = float(scores[held & (found >= FOUND)].quantile(MISSES)) if (found >= FOUND).any() else float(scores.min())
    passes = scores >= least
    events, none = held & (told > 0), held & (told == 0)
    print(f"gate: of the sentences with events {passes[events].float().mean():.3f} pass, of those without {passes[none].float().mean():.3f}", flush=True)
    return gate.requires_grad_(False), least


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("corpora", type=pathlib.Path, nargs="+")
    parser.add_argument("--program", default="newsgraph")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--without", type=int, nargs=2, metavar=("K", "OF"), help="leave out every document of part K of OF")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    state = torch.load(args.checkpoint, weights_only=False)
    analyzer, encoder, _, _ = load_quantized(args.weights)
    reader = Reader(state["config"], state["tables"], state["layers"])
    reader.load_state_dict(state["model"])
    data = Data(analyzer, encoder, reader_corpus.load(args.program, args.corpora, args.work, args.without), state["tables"])
    gate, least = fit(data, predict(reader.eval(), data), state["config"]["leaky_slope"])
    torch.save({**state, "gate": (gate.state_dict(), least)}, args.checkpoint)


if __name__ == "__main__":
    main()
