"""What the event reader of a weights file makes of a few sentences, as JSON, to test another forward pass against.

Takes the program's own analysis of the sentences (`newsgraph analyze --format json`), computes as models/FORMAT.md says.
"""

import argparse
import json
import pathlib

import torch

from export import load_quantized
from export_reader import load_quantized_reader
from gate import after_layers, padded, word_vectors
from reader_corpus import Sentence
from reader_data import Data
from train_reader import predict


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("analysis", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    analyzer, encoder, _, _ = load_quantized(args.weights)
    reader, (gate, least), (second, second_least, layers) = load_quantized_reader(args.weights)
    sentences = []
    for line in open(args.analysis, encoding="utf-8"):
        document, first = json.loads(line), 0
        for sentence in document["sentences"]:
            sentences.append(Sentence(document, sentence, first))
            first += len(sentence["tokens"])
            if len(sentences) > 1 and sentences[-2].document == sentences[-1].document:
                sentences[-1].follow(sentences[-2])
    data = Data(sentences, reader.tables, encoder.pieces.vocab, max_pieces=encoder.max_pieces)
    data.embed(analyzer)
    below = data.vectors(analyzer, len(analyzer.layer))
    cases = []
    for k, (s, readings) in enumerate(zip(data.sentences, predict([reader], data))):
        score = float(gate(*word_vectors(data, below, [k])))
        again = float(second(*padded([after_layers(data, reader, layers, [k])[k].float()])))
        passes = score >= least and again >= second_least
        cases.append({"forms": s.forms, "gate": round(score, 4), "second_gate": round(again, 4), "passes": passes, "readings": [
            {"trigger": w, "predicate": p, "probability": round(q, 4), "truth": [round(x, 4) for x in truth],
             **{role: [[j, round(x, 4)] for j, x in words] for role, words in parties.items()}}
            for w, p, q, parties, truth in readings]})
    print(json.dumps(cases, ensure_ascii=False))


if __name__ == "__main__":
    main()
