"""Corpora with names, people of the gazetteer in the places of private ones, and reports of matches in; texts that `links.py` reads links in, out."""

import hashlib
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
END = "2026-04-16"


def lines(path):
    with open(path, encoding="utf-8") as f:
        yield from map(json.loads, f)


def texts(data, work):
    """The corpora, an object a line."""
    import coref_gum
    work.mkdir(parents=True, exist_ok=True)
    portal = [{k: d[k] for k in ("id", "published", "text")} for d in lines(data / "current-events/items.jsonl") if d["published"] < END]
    treebank = {name: [{"id": d.name, "text": d.text} for d in coref_gum.read(data / f"treebank/{name}-train.conllu")] for name in ("gum", "ewt")}
    gold, text, names, words = [], "", [], []
    for line in [*open(data / "ner/wikigold.conll", encoding="utf-8"), "\n", "-DOCSTART- O"]:
        if line.startswith("-DOCSTART-"):
            if text:
                gold.append({"id": f"wikigold-{len(gold)}", "text": text.rstrip(), "names": names})
            text, names = "", []
        elif line.strip():
            words.append(line.split())
        elif words:
            sentence, spans = written(words)
            names += [[len(text.encode()) + b, len(text.encode()) + e, kind] for b, e, kind in spans]
            text += sentence + " "
            words = []
    private = list(strangers(data))
    urls = {d.get("url") for d in lines(data / "events/articles-train.jsonl")}
    news = [{k: d[k] for k in ("id", "published", "text")} for d in lines(data / "wikinews/articles.jsonl") if d["url"] in urls]
    for name, records in {"portal": portal, **treebank, "wikigold": gold, "wikinews": news, "strangers": private, "matches": list(matches())}.items():
        with open(work / f"{name}.jsonl", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


def written(words):
    """Words with tags as they are written in a line, nearly; and the names in it by bytes."""
    text, names, before = "", [], "O"
    for word, tag in words:
        word = {"``": '"', "''": '"'}.get(word, word)
        close = re.fullmatch(r"[.,;:!?%)\]]|'s|n't|'(?:re|ve|ll|d|m)", word) or not text or text.endswith(("(", "[", "$"))
        text += word if close else " " + word
        end = len(text.encode())
        kind = tag.split("-")[-1]
        if kind != "O" and kind == before and not tag.startswith("B"):
            names[-1][1] = end
        elif kind != "O":
            names.append([end - len(word.encode()), end, kind])
        before = kind
    return text, names


def iob(data):
    """The sentences of EWT's names: document, text, rows of word and tag."""
    document, text, rows = None, "", []
    for line in [*open(data / "ner/ewt-train-early.iob2", encoding="utf-8"), "\n"]:
        if line.startswith("# newdoc id = "):
            document = line.strip().split(" = ", 1)[1]
        elif line.startswith("# text = "):
            text = line.rstrip("\n").split(" = ", 1)[1]
        elif line[:1].isdigit():
            rows.append(line.rstrip("\n").split("\t")[1:3])
        elif not line.strip() and rows:
            yield document, text, rows
            rows = []


def strangers(data):
    """Sentences about private people, under the names of people whom the gazetteer has."""
    entries = [line.split("\t") for line in open(HERE / "../data/gazetteer/entities.tsv", encoding="utf-8")]
    towns = [e[2] for e in entries if e[1] == "T" and 20_000 < int(e[5] or 0) < 100_000]
    # A private person is seldom called as those are of whom the news speaks most.
    people = [e[2] for e in entries if e[1] == "P" and "," not in e[2] and len(e[2].split()) in (2, 3) and int(e[5] or 0) > 2 and int((e + [""] * 8)[7].strip() or 0) < 2]
    for document, text, rows in iob(data):
        tags = [tag for _, tag in rows]
        if not document.startswith(("email", "answers", "reviews")) or tags.count("B-PER") != 1 or len(rows) < 8:
            continue
        at = tags.index("B-PER")
        end = next((i for i in range(at + 1, len(tags)) if tags[i] != "I-PER"), len(tags))
        if end - at == 2 and " ".join(w for w, _ in rows[at:end]) in text:
            number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
            name = people[number % len(people)]
            begin = text.index(" ".join(w for w, _ in rows[at:end]))
            if number % 3 == 0:
                name += f", {20 + number % 60}, of {towns[number % len(towns)]},"
            written = text[:begin] + name + text[begin + len(" ".join(w for w, _ in rows[at:end])):]
            yield {"id": f"stranger-{number}", "text": written, "names": [[len(text[:begin].encode()), len((text[:begin] + name.split(",")[0]).encode()), "PER"]]}


def matches(each=6):
    """Reports of matches with names put in: those of countries that play, of large towns, of universities by the state."""
    entries = [line.split("\t") for line in open(HERE / "../data/gazetteer/entities.tsv", encoding="utf-8")]
    states = [e[2] for e in entries if e[1] == "C" and e[4] == "sovereign" and len(e[2].split()) < 3] + ["England", "Scotland", "Wales"] * 4
    towns = [e[2] for e in entries if e[1] == "T" and int(e[5] or 0) > 400_000 and len(e[2].split()) < 3]
    home = [e[2] for e in entries if e[1] == "R" and e[3] == "USA" and e[4] == "region" and int(e[5] or 0) == 500_000]
    schools = home + [f"{name} State" for name in home] + ["Stanford", "Baylor", "Duke", "Purdue", "Rutgers", "Tulane"]
    names = {"T": states, "C": towns, "U": schools, "P": towns}
    templates = [line.strip() for line in open(HERE / "corpus/matches.txt", encoding="utf-8") if line.strip() and not line.startswith("#")]
    for number, template in enumerate(templates):
        for turn in range(each):
            text, spans, chosen = "", [], {}
            for part in re.split(r"(\[[TCUP]\])", template):
                if re.fullmatch(r"\[[TCUP]\]", part):
                    kind = part[1]
                    # A report names few teams, each of them again.
                    slot = (kind, len(chosen.get(kind, ())) if len(chosen.get(kind, ())) < 2 else len(spans) % 2)
                    drawn = chosen.setdefault(kind, [])
                    if slot[1] >= len(drawn):
                        seed = hashlib.sha256(f"{number} {turn} {slot}".encode()).digest()
                        drawn.append(names[kind][int.from_bytes(seed[:4], "big") % len(names[kind])])
                    begin = len(text.encode())
                    text += drawn[slot[1]]
                    spans.append([begin, len(text.encode()), kind])
                else:
                    text += part
            yield {"id": f"match-{number}-{turn}", "text": text, "names": spans}
