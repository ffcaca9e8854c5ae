#!/usr/bin/env python3
"""Score indirect speech: score_statements.py BIN ARTICLES.jsonl [--part tune|report] [--show] [--json]

ARTICLES: Wikinews articles, {"url", "published", "text"} a line. indirect_speech.jsonl beside this script has, by `url`, spans of
bytes in `text`: what is said (`content`), who says it (`speaker`), the words that tell of it (`cue`), and the speaker's full
names (`names`; empty where the text gives none). INDIRECT_SPEECH.md has the rules it was made by.

Runs `BIN extract --statements --all` over the articles and reads statements.jsonl. A clause is found where an indirect
statement shares bytes with it, and what they share is at least half of the longer of the two; each statement serves once.
A named speaker is right where a name or alias of the statement's speakers has the last word of one of `names`, or all words of one; by
the words of the text where the statement calls him as the annotated phrase does. A speaker without a name is right where no
entity is given. Precision counts statements that meet no annotated clause as wrong.
"""
import csv, json, pathlib, re, subprocess, sys, tempfile

words = lambda name: re.findall(r"\w+", name.casefold().replace(".", ""))


def same(names, found):
    sets = [words(name) for name in found]
    return any(w and (set(w) <= set(f) or set(f) <= set(w) or w[-1] in f) for w in map(words, names) for f in sets if f)


def main():
    flags = [a for a in sys.argv[1:] if a.startswith("--")]
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    part = args.pop() if "--part" in flags else None
    binary, articles = args
    gold = [json.loads(l) for l in open(pathlib.Path(__file__).with_name("indirect_speech.jsonl"), encoding="utf-8")]
    gold = {g["url"]: g for g in gold if part in (None, g["part"])}
    texts = {a["url"]: a for a in map(json.loads, open(articles, encoding="utf-8")) if a["url"] in gold}
    if missing := gold.keys() - texts.keys():
        sys.exit(f"{len(missing)} articles are not in {articles}: {min(missing)}")
    with tempfile.TemporaryDirectory() as tmp:
        source = pathlib.Path(tmp) / "articles.jsonl"
        with open(source, "w", encoding="utf-8") as f:
            for url, a in texts.items():
                f.write(json.dumps({"id": url, "text": a["text"], "published": a.get("published")}) + "\n")
        out = pathlib.Path(tmp) / "out"
        run = [binary, "extract", str(source), "--input-format", "jsonl", "--statements", "--all", "-o", str(out)]
        done = subprocess.run(run, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr[-500:])
        with open(out / "nodes.csv", encoding="utf-8", newline="") as f:
            aliases = {row["id:ID"]: [row["name"], *row["aliases:string[]"].split(";")] for row in csv.DictReader(f)}
        said = {}
        for line in open(out / "statements.jsonl", encoding="utf-8"):
            s = json.loads(line)
            if not s["direct"]:
                said.setdefault(s["document"], []).append(s)
    total = found = right = named = linked = spurious = 0
    for url, g in gold.items():
        text, mine, used = texts[url]["text"].encode(), said.get(url, []), set()
        show = lambda b, e: " ".join(text[b:e].decode().split())[:110]
        for item in g["statements"]:
            b, e = item["content"]
            total += 1
            share = lambda s: max(0, min(e, s["end"]) - max(b, s["begin"])) / max(e - b, s["end"] - s["begin"])
            hits = [i for i, s in enumerate(mine) if i not in used and share(s) >= 0.5]
            who = show(*item["speaker"])
            if not hits:
                if "--show" in flags:
                    print(f"missed    {who} | {show(*item['cue'])} | {show(b, e)}")
                continue
            # Two clauses may share their words, one within the other: the one with the right speaker first.
            names = [[n for p in mine[i]["speakers"] if p.get("id") for n in aliases.get(p["id"], [])] for i in hits]
            voices = [[p["name"] for p in mine[i]["speakers"] if not p.get("id")] for i in hits]
            good = [same(item["names"], n) if item["names"] else not n for n in names]
            told = [g or any(set(words(v)) <= set(words(who)) for v in called) for g, called in zip(good, voices)]
            pick = max(range(len(hits)), key=lambda k: (good[k], told[k], share(mine[hits[k]])))
            used.add(hits[pick])
            found += 1
            right += told[pick]
            if item["names"]:
                named, linked = named + 1, linked + good[pick]
            if "--show" in flags and not good[pick]:
                print(f"speaker   {who} {item['names']} | got {names[pick]} {voices[pick]} | {show(b, e)}")
        for i, s in enumerate(mine):
            if i not in used:
                spurious += 1
                if "--show" in flags:
                    print(f"spurious  {[p['name'] for p in s['speakers']]} | {s['cue']} | {show(s['begin'], s['end'])}")
    ratio = lambda a, b: round(a / b, 3) if b else 0.0
    res = {
        "clauses": total,
        "found": ratio(found, total),
        "speaker right of found": ratio(right, found),
        "named: the name right": ratio(linked, named),
        "precision": ratio(found, found + spurious),
    }
    print(json.dumps(res) if "--json" in flags else "\n".join(f"{k:32}{v:8}" for k, v in res.items()))


if __name__ == "__main__":
    main()
