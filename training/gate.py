"""Fit the gates of a trained reader and put them into its checkpoint: a score of each sentence of whether there is anything to be found in
it: by its annotation, or by the teachers (`teacher.py`), else by the reader itself. What these are not sure of, no gate need let through.
The first sees the word vectors of the analysis model, the second, of what passes the first, those after two of the reader's layers.

Reads the corpora that the reader was trained on.
"""

import argparse
import pathlib
import pickle
import random

import torch
from torch import nn
from torch.nn import functional as F

import reader_corpus
from export import load_quantized
from reader import Reader
from reader_corpus import part
from reader_data import Data, batches
from train_reader import predict

# The share of the sentences in which the reader finds something that each gate may lose, of those that it was not fitted on.
MISSES = 0.02, 0.01
# The reader's layers before the second gate.
SECOND = 2
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


def word_vectors(data, vectors, chosen):
    """The word vectors of some sentences of the vectors of all pieces, and where there are words."""
    return padded([(vectors[data.offset[k] + data.first[k]].float() + vectors[data.offset[k] + data.last[k]].float()) / 2 for k in chosen])


@torch.no_grad()
def after_layers(data, reader, layers, of):
    """The word vectors of sentences after some of the reader's layers, by the number of the sentence."""
    result = {}
    for chosen in batches(data, 3000, random.Random(0), of):
        b = data.batch(chosen)
        x = b["x"] + b["before"][..., None] * reader.context
        for layer in reader.layer[:layers]:
            x = layer(x, b["mask"])
        for k, words in zip(chosen, reader.words(x, b)):
            result[k] = words[: len(data.sentences[k].forms)].half()
    return result


def padded(rows):
    """Word vectors of sentences side by side, and where there are words."""
    valid = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.bool)
    for flags, row in zip(valid, rows):
        flags[: len(row)] = True
    return nn.utils.rnn.pad_sequence(rows, batch_first=True), valid


def fit(data, words, of, found, slope, misses, epochs=8, batch=128, rate=2e-3):
    """A gate for the sentences `of`, the least score of a sentence that passes, and which do; `words` gives the vectors of some."""
    told = torch.tensor([float(any(not e["optional"] for e in s.events)) for s in data.sentences])
    held = torch.tensor([part(s.document, 8) == 7 for s in data.sentences])
    target = torch.maximum(found, told)
    order = sorted(of, key=lambda k: len(data.sentences[k].forms))
    gate, rng = Gate(words(order[:1])[0].shape[-1], slope), random.Random(0)
    optimizer = torch.optim.Adam(gate.parameters(), lr=rate)
    shown = [i for i in order if not held[i]]
    groups = [shown[k: k + batch] for k in range(0, len(shown), batch)]
    for epoch in range(epochs):
        rng.shuffle(groups)
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - epoch / epochs)
        for chosen in groups:
            loss = F.binary_cross_entropy_with_logits(gate(*words(chosen)), target[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    scores, among = torch.full((len(data.sentences),), -torch.inf), torch.zeros(len(data.sentences), dtype=torch.bool)
    among[order] = True
    held &= among
    with torch.no_grad():
        for k in range(0, len(order), batch):
            scores[order[k: k + batch]] = gate(*words(order[k: k + batch]))
    if not (held & (found >= FOUND)).any():
        held = among
    sure = held & (found >= FOUND)
    least = float(scores[sure].quantile(misses)) if sure.any() else float(scores[among].min())
    passes = scores >= least
    events, none = held & (told > 0), held & (told == 0)
    print(f"gate: of the sentences with events {passes[events].float().mean():.3f} pass, of those without {passes[none].float().mean():.3f}", flush=True)
    return gate.requires_grad_(False), least, passes.nonzero()[:, 0].tolist()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("corpora", type=pathlib.Path, nargs="+")
    parser.add_argument("--program", default="newsgraph")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--soft", type=pathlib.Path, help="what the teachers make of the corpora")
    parser.add_argument("--without", type=int, nargs=2, metavar=("K", "OF"), help="leave out every document of part K of OF")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    state = torch.load(args.checkpoint, weights_only=False)
    analyzer, encoder, _, _ = load_quantized(args.weights)
    sentences = reader_corpus.load(args.program, args.corpora, args.work, args.without)
    data = Data(sentences, state["tables"], encoder.pieces.vocab, max_pieces=encoder.max_pieces)
    reader = Reader(state["config"], state["tables"], state["layers"]).eval()
    reader.load_state_dict(state["model"])
    data.embed(analyzer)
    if args.soft:
        opinions = pickle.loads(args.soft.read_bytes())
        readings = [opinions[s.key][2] for s in data.sentences]
    else:
        readings = predict([reader], data)
    found = torch.tensor([max((p for _, _, p, _, _ in of), default=0.0) for of in readings])
    slope, vectors = state["config"]["leaky_slope"], data.vectors(analyzer, len(analyzer.layer))
    gate, least, passing = fit(data, lambda of: word_vectors(data, vectors, of), range(len(data.sentences)), found, slope, MISSES[0])
    seen = after_layers(data, reader, SECOND, passing)
    second, second_least, _ = fit(data, lambda of: padded([seen[k].float() for k in of]), passing, found, slope, MISSES[1])
    torch.save({**state, "gate": (gate.state_dict(), least), "second gate": (second.state_dict(), second_least, SECOND)}, args.checkpoint)


if __name__ == "__main__":
    main()
