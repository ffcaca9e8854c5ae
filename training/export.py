"""Write a checkpoint as a weights file (models/FORMAT.md), and read one back to compute as the program does."""

import argparse
import hashlib
import json
import pathlib
import struct

import numpy
import torch
from torch import nn

from model import Analyzer, load_checkpoint
from reader import LAYER_LINEARS
from reader_corpus import ROLES, TRUTHS
from train import Encoder, load_work

MAGIC = b"NGMODEL1"
ALIGN = 64
HEAD_LINEARS = ("upos", "xpos", "script", "names", "arc_dep", "arc_head", "arc_bilinear", "label_dep", "label_head", "label_bilinear",
                "label_linear")


def quantize(matrix):
    """int8 rows with a symmetric scale each."""
    matrix = matrix.detach().float().numpy()
    scales = numpy.maximum(numpy.abs(matrix).max(axis=1), 1e-12).astype(numpy.float32) / numpy.float32(127)
    return numpy.clip(numpy.rint(matrix / scales[:, None]), -127, 127).astype(numpy.int8), scales


def tensors_of(model, lexicon):
    result = {}

    def add_linear(name, module):
        result[name + ".weight"], result[name + ".scales"] = quantize(module.weight)
        result[name + ".bias"] = module.bias.detach().float().numpy()

    def add_norm(name, module):
        result[name + ".weight"] = module.weight.detach().float().numpy()
        result[name + ".bias"] = module.bias.detach().float().numpy()

    for name in ("piece", "position", "shape"):
        result[f"embed.{name}"], result[f"embed.{name}.scales"] = quantize(getattr(model, name).weight)
    add_norm("embed.norm", model.embed_norm)
    for k, layer in enumerate(model.layer):
        for name in LAYER_LINEARS:
            add_linear(f"layer.{k}.{name}", getattr(layer, name))
        add_norm(f"layer.{k}.attn_norm", layer.attn_norm)
        add_norm(f"layer.{k}.ff_norm", layer.ff_norm)
    for name in HEAD_LINEARS:
        add_linear(name, getattr(model, name))
    result["lexicon"] = numpy.frombuffer(lexicon, dtype=numpy.uint8)
    return result


READER_LINEARS = ("trigger_up", "trigger", "role_trigger", "role_word", "truth_up", "truth")
READER_TABLES = ("trigger_lexicon", "role_predicate", "role_path", "role_case", "role_distance", "role_upos", "truth_predicate")


def reader_tensors(reader, gate, second):
    """Tensors of the event reader, and its part of the header."""
    result = {}

    def add_linear(name, module):
        result[name + ".weight"], result[name + ".scales"] = quantize(module.weight)
        result[name + ".bias"] = module.bias.detach().float().numpy()

    for k, layer in enumerate(reader.layer):
        for name in LAYER_LINEARS:
            add_linear(f"reader.layer.{k}.{name}", getattr(layer, name))
        for name in ("attn_norm", "ff_norm"):
            result[f"reader.layer.{k}.{name}.weight"] = getattr(layer, name).weight.detach().float().numpy()
            result[f"reader.layer.{k}.{name}.bias"] = getattr(layer, name).bias.detach().float().numpy()
    for name in READER_LINEARS:
        add_linear(f"reader.{name}", getattr(reader, name))
    for name in READER_TABLES:
        result[f"reader.{name}"] = getattr(reader, name).weight.detach().float().numpy()
    result["reader.context"] = reader.context.detach().float().numpy()
    result["reader.role.weight"] = reader.role.weight.detach().float().numpy()
    result["reader.role.bias"] = reader.role.bias.detach().float().numpy()
    for name, (of, *_) in (("gate", gate), ("second_gate", second)):
        add_linear(f"reader.{name}_up", of.up)
        add_linear(f"reader.{name}_mid", of.mid)
        add_linear(f"reader.{name}", of.score)
    tables = reader.tables
    lines = "".join(f"{lemma}\t{','.join(str(tables['predicates'].index(p)) for p in of)}\n"
                    for lemma, of in sorted(tables["lexicon"].items(), key=lambda entry: entry[0].encode()))
    result["reader.lexicon"] = numpy.frombuffer(lines.encode(), dtype=numpy.uint8)
    header = {"layers": len(reader.layer), "predicates": tables["predicates"], "truths": TRUTHS, "roles": ROLES, "paths": tables["paths"],
              "cases": tables["cases"], "gate": gate[1], "second_gate": {"layers": second[2], "least": second[1]}, "lexicon": "reader.lexicon"}
    return result, header


def add_reader(source, target, version, reader, gate, second):
    """Writes a weights file again with an event reader, in the place of one that it may have."""
    header, tensors = read(source)
    tensors = {name: array for name, array in tensors.items() if not name.startswith("reader.")}
    more, part = reader_tensors(reader, gate, second)
    write_file(target, {**header, "version": version, "reader": part}, {**tensors, **more})


def write(path, version, model, vocab, labels, lexicon):
    write_file(path, {
        "version": version, "config": model.config, "vocab": vocab, "upos": labels["upos"], "xpos": labels["xpos"],
        "relations": labels["relations"], "names": labels["names"], "scripts": labels["scripts"], "lexicon": "lexicon",
    }, tensors_of(model, lexicon))


def write_file(path, header, tensors):
    entries, offset = {}, 0
    kinds = {"int8": "i8", "float32": "f32", "uint8": "u8"}
    for name, array in tensors.items():
        entry = {"dtype": kinds[array.dtype.name], "shape": list(array.shape), "offset": offset}
        if array.dtype == numpy.int8:
            entry["scales"] = (name[: -len(".weight")] if name.endswith(".weight") else name) + ".scales"
        entries[name] = entry
        offset += -(-array.nbytes // ALIGN) * ALIGN
    header = json.dumps({**header, "tensors": entries}, ensure_ascii=False, separators=(",", ":")).encode()
    start = MAGIC + struct.pack("<I", len(header)) + header
    partial = path.with_suffix(".tmp")
    with open(partial, "wb") as file:
        file.write(start + bytes(-len(start) % ALIGN))
        for array in tensors.values():
            data = numpy.ascontiguousarray(array).tobytes()
            file.write(data + bytes(-len(data) % ALIGN))
    partial.replace(path)


def read(path):
    data = path.read_bytes()
    assert data[:8] == MAGIC
    n = struct.unpack_from("<I", data, 8)[0]
    header = json.loads(data[12: 12 + n])
    start = -(-(12 + n) // ALIGN) * ALIGN
    kinds = {"i8": numpy.int8, "f32": numpy.float32, "u8": numpy.uint8}
    tensors = {}
    for name, entry in header["tensors"].items():
        count = int(numpy.prod(entry["shape"]))
        tensors[name] = numpy.frombuffer(data, kinds[entry["dtype"]], count, start + entry["offset"]).reshape(entry["shape"])
    return header, tensors


class QuantizedLinear(nn.Module):
    """A matrix product as the program computes it: int8 weights, activations of 7 bits, exact sums."""

    def __init__(self, weight, scales, bias, limit):
        super().__init__()
        self.weight = torch.tensor(weight, dtype=torch.float32)
        self.scales, self.bias, self.limit = torch.tensor(scales), torch.tensor(bias), limit

    def forward(self, x):
        top = x.abs().amax(-1, keepdim=True)
        q = torch.where(top > 0, (x * (self.limit / top)).round(), torch.zeros(()))
        return (q @ self.weight.T) * ((top / self.limit) * self.scales) + self.bias


def load_quantized(path):
    """The model of a weights file, with its lexicon."""
    header, tensors = read(path)
    labels = {k: header[k] for k in ("upos", "xpos", "relations", "names", "scripts")}
    model = Analyzer(header["config"], len(header["vocab"]), labels)
    limit = header["config"]["activation_max"]

    def linear(name):
        return QuantizedLinear(tensors[name + ".weight"], tensors[name + ".scales"], tensors[name + ".bias"], limit)

    def norm(module, name):
        module.weight.data = torch.tensor(tensors[name + ".weight"])
        module.bias.data = torch.tensor(tensors[name + ".bias"])

    for name in ("piece", "position", "shape"):
        getattr(model, name).weight.data = torch.tensor(tensors[f"embed.{name}"] * tensors[f"embed.{name}.scales"][:, None])
    norm(model.embed_norm, "embed.norm")
    for k, layer in enumerate(model.layer):
        for name in LAYER_LINEARS:
            setattr(layer, name, linear(f"layer.{k}.{name}"))
        norm(layer.attn_norm, f"layer.{k}.attn_norm")
        norm(layer.ff_norm, f"layer.{k}.ff_norm")
    for name in HEAD_LINEARS:
        setattr(model, name, linear(name))
    lexicon = {}
    for line in tensors["lexicon"].tobytes().decode().splitlines():
        form, upos, lemma = line.split("\t")
        lexicon[form, upos] = lemma
    return model.eval(), Encoder(header["vocab"], labels, header["config"]["max_pieces"]), labels, lexicon


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--run", default="main")
    parser.add_argument("--version", default="2026.11-3")
    args = parser.parse_args()
    torch.set_num_threads(1)
    _, labels, vocab = load_work(args.work)
    model = load_checkpoint(args.work / f"{args.run}.pt", labels, vocab)
    write(args.output, args.version, model, vocab, labels, (args.work / "lexicon.tsv").read_bytes())
    digest = hashlib.sha256(args.output.read_bytes()).hexdigest()
    pathlib.Path(f"{args.output}.sha256").write_text(f"{digest}  {args.output.name}\n")
    print(f"{args.output}: {args.output.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
