"""The event reader: layers over the embeddings of the analysis model, and heads for triggers, parties, truth and claimants.
models/FORMAT.md has the same in formulas. And its teacher: the same heads on a published encoder of twelve layers."""

import torch
from torch import nn
from torch.nn import functional as F

from model import Layer
from reader_corpus import DISTANCES, ROLES, TRUTHS
from reader_data import UPOS
from textnorm import SHAPES

LAYER_LINEARS = ("qkv", "attn_out", "ff_up", "ff_down")


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

    def encoder_parameters(self):
        """What was trained before this reader was."""
        return self.layer.parameters()

    def start_layers(self, below, weights, layers):
        """Starts from the layers `below` of the analysis model's file, and then from layers of the published encoder."""
        with torch.no_grad():
            for target, source in zip(self.layer, below):
                for part in LAYER_LINEARS:
                    getattr(target, part).weight.copy_(getattr(source, part).weight * getattr(source, part).scales[:, None])
                    getattr(target, part).bias.copy_(getattr(source, part).bias)
                for part in ("attn_norm", "ff_norm"):
                    getattr(target, part).load_state_dict(getattr(source, part).state_dict())
            for target, source in zip(self.layer[len(below):], layers):
                name = f"encoder.layer.{source}."
                for part in ("weight", "bias"):
                    getattr(target.qkv, part).copy_(torch.cat(
                        [weights[f"{name}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                    for module, key in ((target.attn_out, "attention.output.dense"), (target.attn_norm, "attention.output.LayerNorm"),
                                        (target.ff_up, "intermediate.dense"), (target.ff_down, "output.dense"),
                                        (target.ff_norm, "output.LayerNorm")):
                        getattr(module, part).copy_(weights[f"{name}{key}.{part}"])

    def encode(self, b):
        """Word vectors [batch, words, hidden] of the pieces' embeddings; those that are marked in `before` are words of the sentence
        before."""
        x = b["x"] + b["before"][..., None] * self.context
        for layer in self.layer:
            x = layer(x, b["mask"])
        return self.words(x, b)

    def words(self, x, b):
        index = torch.arange(x.shape[0], device=x.device)[:, None]
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



class Teacher(Reader):
    """Reads with a whole encoder of its own, and the sentences before as they are."""

    def __init__(self, config, tables, vocab, dropout=0.1):
        super().__init__(config, tables, config["layers"], role=256, trigger=256, dropout=dropout, word_dropout=0.2)
        hidden = config["hidden"]
        self.dropout = dropout
        self.piece = nn.Embedding(vocab, hidden)
        self.position = nn.Embedding(config["max_pieces"], hidden)
        self.kind = nn.Embedding(2, hidden)
        self.shape = nn.Embedding(SHAPES, hidden)
        nn.init.zeros_(self.shape.weight)
        self.embed_norm = nn.LayerNorm(hidden, eps=config["norm_eps"])

    def encoder_parameters(self):
        return [p for part in (self.layer, self.piece, self.position, self.kind, self.embed_norm) for p in part.parameters()]

    def start(self, weights):
        """Starts from BERT's variables, as `bert.py` reads them."""
        def copy(module, name, names):
            for part, key in zip(("weight", "bias"), names):
                value = torch.from_numpy(weights[f"{name}/{key}"])
                getattr(module, part).copy_(value.T if key == "kernel" else value)
        linear, norm = ("kernel", "bias"), ("gamma", "beta")
        with torch.no_grad():
            for module, name in ((self.piece, "word"), (self.position, "position"), (self.kind, "token_type")):
                module.weight.copy_(torch.from_numpy(weights[f"embeddings/{name}_embeddings"]))
            copy(self.embed_norm, "embeddings/LayerNorm", norm)
            for k, layer in enumerate(self.layer):
                name = f"encoder/layer_{k}"
                parts = [f"{name}/attention/self/{x}" for x in ("query", "key", "value")]
                layer.qkv.weight.copy_(torch.cat([torch.from_numpy(weights[f"{part}/kernel"]).T for part in parts]))
                layer.qkv.bias.copy_(torch.cat([torch.from_numpy(weights[f"{part}/bias"]) for part in parts]))
                copy(layer.attn_out, f"{name}/attention/output/dense", linear)
                copy(layer.attn_norm, f"{name}/attention/output/LayerNorm", norm)
                copy(layer.ff_up, f"{name}/intermediate/dense", linear)
                copy(layer.ff_down, f"{name}/output/dense", linear)
                copy(layer.ff_norm, f"{name}/output/LayerNorm", norm)

    def encode(self, b):
        x = self.piece(b["pieces"]) + self.position.weight[: b["pieces"].shape[1]] + self.kind(b["kinds"]) + self.shape(b["shapes"])
        x = F.dropout(self.embed_norm(x), self.dropout, self.training)
        for layer in self.layer:
            x = layer(x, b["mask"])
        return self.words(x, b)
