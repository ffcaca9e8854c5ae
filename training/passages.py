"""Treebanks and name-tagged corpora in; the passages of them that `corpus/passages.tsv` names out, as JSONL with their events.

A row of `corpus/passages.tsv` has the id of a passage, the file in the data folder, the document in it, and where the passage begins and ends in
the text of that document, in characters. A document of a treebank is its sentences with a space between them and a line feed between
paragraphs; one of the name-tagged corpora, numbered from 0, is its tokens, put together as below.
"""

import argparse
import json
import pathlib
import re

import standoff


def treebank(path):
    """{id: text} of the documents of a CoNLL-U file."""
    texts, name = {}, None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            name = line.split("=", 1)[1].strip()
            texts[name] = ""
        elif line.startswith("# newpar"):
            texts[name] = texts[name].rstrip() + "\n" if texts[name] else ""
        elif line.startswith("# text ="):
            gap = " " if texts[name] and not texts[name].endswith("\n") else ""
            texts[name] += gap + line.split("=", 1)[1].strip()
    return texts


def together(tokens):
    """Tokens as they would stand in a text."""
    text = re.sub(r" ([.,;:?!%)\]])", r"\1", " ".join(tokens))
    text = re.sub(r"([(\[$#]) ", r"\1", text)
    text = re.sub(r" ('s|'t|n't|'re|'ve|'ll|'d|'m|')(?= |$)", r"\1", text)
    return re.sub(r'" ([^"]*?) "', r'"\1"', text)


def tagged(path):
    """{number: text} of the documents of a name-tagged file; where it marks none, each sentence is one."""
    documents, sentences, tokens = [], [], []
    lines = open(path, encoding="utf-8").read().splitlines()
    marked = any("DOCSTART" in line for line in lines)
    for line in [*lines, ""]:
        cells = line.split()
        if cells and "DOCSTART" not in line:
            tokens.append(cells[0])
            continue
        if tokens:
            sentences.append(together(tokens))
            tokens = []
        if sentences and ("DOCSTART" in line or not marked):
            documents.append(" ".join(sentences))
            sentences = []
    if sentences:
        documents.append(" ".join(sentences))
    return {str(i): text for i, text in enumerate(documents)}


def passages(table, data):
    """The passages of a table, in its order, without events."""
    files, result = {}, []
    lines = open(table, encoding="utf-8")
    next(lines)
    for line in lines:
        key, file, document, begin, end = line.rstrip("\n").split("\t")
        if file not in files:
            files[file] = treebank(data / file) if file.endswith(".conllu") else tagged(data / file)
        day = re.search(r"_ENG_(\d{4})(\d\d)(\d\d)_", document)
        result.append({"id": key, "published": "-".join(day.groups()) if day else "", "text": files[file][document][int(begin) : int(end)]})
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=pathlib.Path, help="corpus/passages.tsv")
    parser.add_argument("events", type=pathlib.Path, help="corpus/passages-events.tsv")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    args = parser.parse_args()
    with open(args.output, "w", encoding="utf-8") as file:
        for item in standoff.join(args.events, passages(args.table, args.data)):
            file.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
