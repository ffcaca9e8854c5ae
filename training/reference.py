"""Intermediate values of a few sentences as JSON, computed as models/FORMAT.md says, to test another forward pass against."""

import argparse
import json
import pathlib

import torch

import evaluate
from export import load_quantized

SENTENCES = [
    "Xi Jinping met Vladimir Putin in Moscow on Tuesday .",
    "U.S. criticizes China - Russia for “ marriage of convenience ”",
    "習 , emphasis on objective position temperature difference",
    "President Zelenskyy did n't accept Łódź 's 1,000 F-16s ; the COVID-19 rules ’ll STAY .",
    "No",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, encoder, labels, lexicon = load_quantized(args.weights)
    cases = []
    for text in SENTENCES:
        sentence = {"forms": text.split()}
        batch = encoder.batch([sentence])
        with torch.no_grad():
            tags, arcs, words = model(batch)
            analysis = evaluate.predict(model, encoder, labels, [sentence], lexicon)[0]
            relation_scores = model.label_scores(words, torch.tensor([analysis["heads"]]))

        def numbers(tensor):
            return [[round(x, 4) for x in row] for row in tensor[0].tolist()]

        cases.append({
            "forms": sentence["forms"], "pieces": batch["pieces"][0].tolist(), "shapes": batch["shapes"][0].tolist(),
            "first": batch["first"][0].tolist(), "last": batch["last"][0].tolist(),
            "words_head": [row[:8] for row in numbers(words)],
            "upos_scores": numbers(tags["upos"]), "names_scores": numbers(tags["names"]),
            "arc_scores": numbers(arcs), "relation_scores": numbers(relation_scores), "analysis": analysis,
        })
    print(json.dumps(cases, ensure_ascii=False))


if __name__ == "__main__":
    main()
