"""The analysis model: a BERT encoder cut to a few layers, and the heads. models/FORMAT.md has the same in formulas."""

import importlib.util
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

from prepare import ENCODER_PACKAGE
from textnorm import MAX_PIECES, SHAPES

CONFIG = {
    "layers": 3, "hidden": 384, "heads": 12, "ff": 1536, "max_pieces": MAX_PIECES, "shapes": SHAPES, "arc": 192, "label": 64,
    "leaky_slope": 0.1, "norm_eps": 1e-12, "activation_max": 63, "max_chars_per_word": 100,
}


class Layer(nn.Module):
    def __init__(self, c, dropout):
        super().__init__()
        hidden = c["hidden"]
        self.heads = c["heads"]
        self.dropout = dropout
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.attn_out = nn.Linear(hidden, hidden)
        self.attn_norm = nn.LayerNorm(hidden, eps=c["norm_eps"])
        self.ff_up = nn.Linear(hidden, c["ff"])
        self.ff_down = nn.Linear(c["ff"], hidden)
        self.ff_norm = nn.LayerNorm(hidden, eps=c["norm_eps"])

    def forward(self, x, mask):
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / (hidden // self.heads) ** 0.5
        attention = F.dropout((scores + mask).softmax(-1), self.dropout, self.training)
        mixed = (attention @ v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.attn_norm(x + F.dropout(self.attn_out(mixed), self.dropout, self.training))
        up = F.gelu(self.ff_up(x))
        return self.ff_norm(x + F.dropout(self.ff_down(up), self.dropout, self.training))


class Analyzer(nn.Module):
    def __init__(self, config, vocab_size, labels, dropout=0.1, word_dropout=0.2):
        super().__init__()
        c = self.config = config
        hidden, arc, label = c["hidden"], c["arc"], c["label"]
        self.dropout, self.word_dropout = dropout, word_dropout
        self.piece = nn.Embedding(vocab_size, hidden)
        self.position = nn.Embedding(c["max_pieces"], hidden)
        self.shape = nn.Embedding(c["shapes"], hidden)
        nn.init.zeros_(self.shape.weight)
        self.embed_norm = nn.LayerNorm(hidden, eps=c["norm_eps"])
        self.layer = nn.ModuleList(Layer(c, dropout) for _ in range(c["layers"]))
        self.upos = nn.Linear(hidden, len(labels["upos"]))
        self.xpos = nn.Linear(hidden, len(labels["xpos"]))
        self.script = nn.Linear(hidden, len(labels["scripts"]))
        self.names = nn.Linear(hidden, len(labels["names"]))
        self.relations = len(labels["relations"])
        self.arc_dep = nn.Linear(hidden, arc)
        self.arc_head = nn.Linear(hidden, arc)
        self.arc_bilinear = nn.Linear(arc, arc)
        self.label_dep = nn.Linear(hidden, label)
        self.label_head = nn.Linear(hidden, label)
        self.label_bilinear = nn.Linear(label, self.relations * label)
        self.label_linear = nn.Linear(label, self.relations)
        for linear in (self.arc_bilinear, self.label_bilinear):
            nn.init.zeros_(linear.bias)
            nn.init.normal_(linear.weight, std=linear.in_features ** -0.5 * 0.2)

    def encoder_parameters(self):
        return [*self.piece.parameters(), *self.position.parameters(), *self.shape.parameters(), *self.embed_norm.parameters(),
                *self.layer.parameters()]

    def head_parameters(self):
        encoder = {id(p) for p in self.encoder_parameters()}
        return [p for p in self.parameters() if id(p) not in encoder]

    def load_encoder(self, vocab, layers):
        """Start from the published encoder: its first `layers`, its vocabulary cut to ours."""
        from safetensors.torch import load_file
        folder = pathlib.Path(importlib.util.find_spec(ENCODER_PACKAGE).origin).parent / "model"
        weights = load_file(folder / "model.safetensors")
        full = {p: i for i, p in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
        with torch.no_grad():
            self.piece.weight.copy_(weights["embeddings.word_embeddings.weight"][[full[p] for p in vocab]])
            self.position.weight.copy_(weights["embeddings.position_embeddings.weight"][: self.config["max_pieces"]]
                                       + weights["embeddings.token_type_embeddings.weight"][0])
            self._copy(self.embed_norm, weights, "embeddings.LayerNorm")
            for target, source in zip(self.layer, layers):
                name = f"encoder.layer.{source}."
                for part in ("weight", "bias"):
                    getattr(target.qkv, part).copy_(torch.cat(
                        [weights[f"{name}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                self._copy(target.attn_out, weights, name + "attention.output.dense")
                self._copy(target.attn_norm, weights, name + "attention.output.LayerNorm")
                self._copy(target.ff_up, weights, name + "intermediate.dense")
                self._copy(target.ff_down, weights, name + "output.dense")
                self._copy(target.ff_norm, weights, name + "output.LayerNorm")

    def load_model(self, other, layers):
        """Start from a trained model of more layers: the `layers` of it, and all the rest."""
        mine = self.state_dict()
        for key, value in other.items():
            if not key.startswith("layer."):
                mine[key].copy_(value)
        for target, source in enumerate(layers):
            prefix = f"layer.{source}."
            for key, value in other.items():
                if key.startswith(prefix):
                    mine[f"layer.{target}.{key[len(prefix):]}"].copy_(value)

    @staticmethod
    def _copy(module, weights, name):
        module.weight.copy_(weights[name + ".weight"])
        module.bias.copy_(weights[name + ".bias"])

    def encode(self, b):
        """Word vectors [batch, 1 + words, hidden]; 0 is the root."""
        x = self.piece(b["pieces"]) + self.position.weight[: b["pieces"].shape[1]] + self.shape(b["shapes"])
        x = F.dropout(self.embed_norm(x), self.dropout, self.training)
        for layer in self.layer:
            x = layer(x, b["mask"])
        index = torch.arange(x.shape[0])[:, None]
        return (x[index, b["first"]] + x[index, b["last"]]) / 2

    def leaky(self, x):
        x = F.leaky_relu(x, self.config["leaky_slope"])
        return F.dropout(x, self.word_dropout, self.training)

    def forward(self, b):
        words = F.dropout(self.encode(b), self.word_dropout, self.training)
        tags = {name: getattr(self, name)(words[:, 1:]) for name in ("upos", "xpos", "script", "names")}
        dep = self.leaky(self.arc_dep(words[:, 1:]))
        head = self.leaky(self.arc_head(words))
        arcs = self.arc_bilinear(dep) @ head.transpose(1, 2)
        return tags, arcs, words

    def label_scores(self, words, heads):
        """Scores of the relations of each word to its head."""
        dep = self.leaky(self.label_dep(words[:, 1:]))
        head = self.leaky(self.label_head(words))
        chosen = head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
        bilinear = self.label_bilinear(dep).unflatten(-1, (self.relations, dep.shape[-1]))
        return (bilinear * chosen[:, :, None]).sum(-1) + self.label_linear(dep)


def load_checkpoint(path, labels, vocab):
    state = torch.load(path, weights_only=False)
    model = Analyzer({**CONFIG, **state["config"]}, len(vocab), labels)
    model.load_state_dict(state["model"])
    return model.eval()
