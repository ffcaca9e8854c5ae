"""What a larger model (the teacher) makes of the training text and of text without labels, for a smaller one to learn from.

Reads the work folder of `prepare.py` and the checkpoint of the teacher; writes TEACHER.soft.pt: the sentences without labels
with the teacher's analysis, and for each training sentence the teacher's scores of names, tags, heads and relations.
"""

import json
import os

import torch

import evaluate
from model import load_checkpoint
from tokens import chunks, split_sentences, tokenize

SHORTEST, LONGEST = 3, 80


def unlabeled(path, encoder):
    """Sentences of the articles, tokens only."""
    for line in open(path, encoding="utf-8"):
        article = json.loads(line)
        for text in (article["title"] + "\n" + article["text"]).splitlines():
            for start, end in split_sentences(text):
                for unit in chunks(encoder, text, tokenize(text[start:end], start)):
                    forms = [text[s:e] for s, e in unit]
                    if SHORTEST <= len(forms) <= LONGEST:
                        yield {"source": "wikinews", "forms": forms}


def scores(model, encoder, sentences, budget=3000):
    """For each sentence its scores of names and tags, of heads (word by head, 0 the root) and of relations to the heads it has."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]["forms"]))
    results = [None] * len(sentences)
    while order:
        chunk, longest = [], 0
        while order and (not chunk or (len(chunk) + 1) * max(longest, encoder.length(sentences[order[0]])) <= budget):
            longest = max(longest, encoder.length(sentences[order[0]]))
            chunk.append(order.pop(0))
        b = encoder.batch([sentences[i] for i in chunk])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            tags, arcs, words = model(b)
            arcs = arcs + b["arc_mask"]
            relations = model.label_scores(words, b["gold"]["heads"].clamp(min=0))
        for row, i in enumerate(chunk):
            n = len(sentences[i]["forms"])
            result = {"names": tags["names"][row, :n], "upos": tags["upos"][row, :n], "arcs": arcs[row, :n, :n + 1].clamp(min=-1e4)}
            if sentences[i].get("heads"):
                result["labels"] = relations[row, :n]
            results[i] = {k: v.half().clone() for k, v in result.items()}
    return results


def teach(work, teacher, train, encoder, labels, vocab):
    """(training sentences with those of the unlabeled text, the teacher's scores of each), from the file if there is one."""
    path = work / f"{teacher}.soft.pt"
    if not path.exists():
        model = load_checkpoint(work / f"{teacher}.pt", labels, vocab)
        bare = list(unlabeled(work / "unlabeled.jsonl", encoder))
        for sentence, found in zip(bare, evaluate.predict(model, encoder, labels, bare)):
            sentence.update(found)
        partial = path.with_suffix(".partial")
        torch.save({"bare": bare, "scores": scores(model, encoder, train + bare)}, partial)
        os.replace(partial, path)
        print(f"{teacher}: {len(bare)} sentences without labels, {sum(len(s['forms']) for s in bare)} words", flush=True)
    state = torch.load(path, weights_only=False)
    return train + state["bare"], state["scores"]
