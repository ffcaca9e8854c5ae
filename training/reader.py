"""The event reader: layers above the analysis model's, and heads for triggers, parties, truth and claimants. models/FORMAT.md has
the same in formulas."""

import torch
from torch import nn
from torch.nn import functional as F

from model import Layer
from reader_corpus import DISTANCES, ROLES, TRUTHS

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]


class Reader(nn.Module):
    """`tables` has the lists whose positions are rows: predicates (0 is none), paths and cases (0 is any other), and the lexicon."""

    def __init__(self, config, tables, layers=3, role=192, trigger=192, dropout=0.1, word_dropout=0.25):
        super().__init__()
        hidden = config["hidden"]
        self.config, self.tables = config, tables
        self.slope = config["leaky_slope"]
        self.word_dropout = word_dropout
        self.layer = nn.ModuleList(Layer(config, dropout) for _ in range(layers))
        predicates = len(tables["predicates"])
        self.context = nn.Parameter(torch.zeros(hidden))
        self.trigger_up = nn.Linear(hidden, trigger)
        self.trigger_lexicon = nn.Embedding(predicates, trigger)
        self.trigger = nn.Linear(trigger, predicates)
        self.role_trigger = nn.Linear(hidden, role)
        self.role_word = nn.Linear(hidden, role)
        self.role_predicate = nn.Embedding(predicates, role)
        self.role_path = nn.Embedding(len(tables["paths"]) + 1, role)
        self.role_case = nn.Embedding(len(tables["cases"]) + 2, role)
        self.role_distance = nn.Embedding(DISTANCES, role)
        self.role_upos = nn.Embedding(len(UPOS), role)
        self.role = nn.Linear(role, len(ROLES))
        self.truth_up = nn.Linear(hidden, trigger)
        self.truth_predicate = nn.Embedding(predicates, trigger)
        self.truth = nn.Linear(trigger, len(TRUTHS))
        for table in (self.trigger_lexicon, self.role_predicate, self.role_path, self.role_case, self.role_distance, self.role_upos,
                      self.truth_predicate):
            nn.init.normal_(table.weight, std=0.05)

    def load_layers(self, weights, layers):
        """Starts from layers of the published encoder."""
        with torch.no_grad():
            for target, source in zip(self.layer, layers):
                name = f"encoder.layer.{source}."
                for part in ("weight", "bias"):
                    getattr(target.qkv, part).copy_(torch.cat(
                        [weights[f"{name}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                    for module, key in ((target.attn_out, "attention.output.dense"), (target.attn_norm, "attention.output.LayerNorm"),
                                        (target.ff_up, "intermediate.dense"), (target.ff_down, "output.dense"),
                                        (target.ff_norm, "output.LayerNorm")):
                        getattr(module, part).copy_(weights[f"{name}{key}.{part}"])

    def encode(self, b):
        """Word vectors [batch, words, hidden] of the pieces' vectors after the analysis model's layers; those that are marked in
        `before` are words of the sentence before."""
        x = b["x"] + b["before"][..., None] * self.context
        for layer in self.layer:
            x = layer(x, b["mask"])
        index = torch.arange(x.shape[0])[:, None]
        words = (x[index, b["first"]] + x[index, b["last"]]) / 2
        return F.dropout(words, self.word_dropout, self.training)

    def leaky(self, x):
        return F.dropout(F.leaky_relu(x, self.slope), self.word_dropout, self.training)

    def triggers(self, words, lexicon):
        """Scores of the predicates of each word; `lexicon` is 1 where a table of triggers lets the word's lemma name one."""
        return self.trigger(self.leaky(self.trigger_up(words) + lexicon @ self.trigger_lexicon.weight))

    def roles(self, words, at, predicates, features):
        """Scores [triggers, words, roles]; `at` is (row, word) of each trigger, `features` the tables' rows for each of the words."""
        row, word = at
        hidden = self.role_trigger(words[row, word])[:, None] + self.role_word(words)[row]
        hidden = hidden + self.role_predicate(predicates)[:, None] + self.role_path(features["path"])
        hidden = hidden + self.role_distance(features["distance"]) + self.role_upos(features["upos"]) + self.role_case(features["case"])
        return self.role(self.leaky(hidden))

    def truths(self, words, at, predicates):
        row, word = at
        return self.truth(self.leaky(self.truth_up(words[row, word]) + self.truth_predicate(predicates)))

