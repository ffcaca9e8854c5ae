"""Write a trained event reader into a weights file, and read one back to compute as the program does."""

import argparse
import hashlib
import pathlib

import torch

from export import LAYER_LINEARS, READER_LINEARS, READER_TABLES, QuantizedLinear, add_reader, read
from gate import Gate
from reader import Reader


def load_reader(checkpoint):
    """The reader of a checkpoint with its gates."""
    state = torch.load(checkpoint, weights_only=False)
    reader = Reader(state["config"], state["tables"], state["layers"])
    reader.load_state_dict(state["model"])

    def gate(weights, *more):
        result = Gate(state["config"]["hidden"], state["config"]["leaky_slope"])
        result.load_state_dict(weights)
        return result, *more

    return reader.eval(), gate(*state["gate"]), gate(*state["second gate"])


def load_quantized_reader(weights):
    """The reader of a weights file in the arithmetic of the program."""
    header, tensors = read(weights)
    part = header["reader"]
    lexicon = {}
    for line in tensors["reader.lexicon"].tobytes().decode().splitlines():
        lemma, of = line.split("\t")
        lexicon[lemma] = [part["predicates"][int(p)] for p in of.split(",")]
    reader = Reader(header["config"], {**part, "lexicon": lexicon}, part["layers"])
    limit = header["config"]["activation_max"]

    def linear(name):
        return QuantizedLinear(tensors[name + ".weight"], tensors[name + ".scales"], tensors[name + ".bias"], limit)

    for k, layer in enumerate(reader.layer):
        for name in LAYER_LINEARS:
            setattr(layer, name, linear(f"reader.layer.{k}.{name}"))
        for name in ("attn_norm", "ff_norm"):
            getattr(layer, name).weight.data = torch.tensor(tensors[f"reader.layer.{k}.{name}.weight"])
            getattr(layer, name).bias.data = torch.tensor(tensors[f"reader.layer.{k}.{name}.bias"])
    for name in READER_LINEARS:
        setattr(reader, name, linear(f"reader.{name}"))
    for name in READER_TABLES:
        getattr(reader, name).weight.data = torch.tensor(tensors[f"reader.{name}"])
    reader.context.data = torch.tensor(tensors["reader.context"])
    reader.role.weight.data = torch.tensor(tensors["reader.role.weight"])
    reader.role.bias.data = torch.tensor(tensors["reader.role.bias"])

    def gate(name):
        result = Gate(header["config"]["hidden"], header["config"]["leaky_slope"])
        result.up, result.mid, result.score = linear(f"reader.{name}_up"), linear(f"reader.{name}_mid"), linear(f"reader.{name}")
        return result

    second = part["second_gate"]
    return reader.eval(), (gate("gate"), part["gate"]), (gate("second_gate"), second["least"], second["layers"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path, help="the weights file that the reader was trained above")
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--version", default="2026.11-8")
    args = parser.parse_args()
    torch.set_num_threads(1)
    add_reader(args.weights, args.output, args.version, *load_reader(args.checkpoint))
    digest = hashlib.sha256(args.output.read_bytes()).hexdigest()
    pathlib.Path(f"{args.output}.sha256").write_text(f"{digest}  {args.output.name}\n")
    print(f"{args.output}: {args.output.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
