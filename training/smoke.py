"""Train teachers and the event reader for a few steps on a few documents, break off, go on, export and read back: whether every step of the training runs.

Takes a program and the weights that it was built with; writes to a scratch folder only. Exits with 1 where a step fails.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import torch

import standoff
from export import load_quantized
from export_reader import load_quantized_reader
from reader_corpus import load
from reader_data import Data
from train_reader import predict

HERE = pathlib.Path(__file__).parent
DOCUMENTS = 24


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("scratch", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    corpus = args.scratch / "some.jsonl"
    texts = map(json.loads, open(HERE / "corpus/written.jsonl", encoding="utf-8"))
    with open(corpus, "w", encoding="utf-8") as file:
        for item in standoff.join(HERE / "corpus/written.tsv", texts)[:DOCUMENTS]:
            file.write(json.dumps(item) + "\n")

    def run(script, *more):
        command = [sys.executable, HERE / script, args.weights, corpus, "--program", args.program, "--work", args.scratch, *more]
        return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout

    def train(steps):
        output = run("train_reader.py", "--run", "smoke", "--soft", soft, "--layers", "4", "--epochs", "50", "--batch", "400", "--save-every", "2",
                     "--max-steps", steps)
        return output, torch.load(args.scratch / "smoke.pt", weights_only=False)

    run("teacher.py", "--teachers", "2", "--epochs", "1", "--batch", "400", "--max-steps", "3")
    soft = args.scratch / "teacher.soft.pkl"

    _, first = train(4)
    output, second = train(8)
    assert "resumed at step 4" in output, output
    assert first["step"] == 4 and second["step"] == 8, (first["step"], second["step"])
    subprocess.run([sys.executable, HERE / "gate.py", args.scratch / "smoke.pt", args.weights, corpus, "--program", args.program, "--work",
                    args.scratch, "--soft", soft], check=True)
    weights = args.scratch / "smoke.bin"
    subprocess.run([sys.executable, HERE / "export_reader.py", args.scratch / "smoke.pt", args.weights, weights], check=True)
    analyzer, encoder, _, _ = load_quantized(weights)
    reader, (_, least), (_, second_least, _) = load_quantized_reader(weights)
    sentences = load(args.program, [corpus], args.scratch)[:4]
    data = Data(sentences, reader.tables, encoder.pieces.vocab, max_pieces=encoder.max_pieces)
    data.embed(analyzer)
    readings = predict([reader], data, least=0.001)
    assert len(readings) == len(sentences) and any(readings), "nothing read"
    for trigger, predicate, p, parties, truth in readings[0]:
        assert 0 <= p <= 1 and predicate in reader.tables["predicates"] and abs(sum(truth) - 1) < 1e-3, (trigger, parties)
    print(json.dumps({"documents": DOCUMENTS, "sentences": len(sentences), "steps": second["step"], "gates": [round(least, 3), round(second_least, 3)]}))


if __name__ == "__main__":
    main()
