#!/usr/bin/env python3
"""Score who is meant on a treebank with GUM's `Entity=` layer, for newsgraph and for Stanford CoreNLP alike.

    coref_gum.py text  GUM.conllu FOLDER              the raw texts, one file a document, for CoreNLP
    coref_gum.py score GUM.conllu --newsgraph BINARY  runs `BINARY analyze --format json` on the raw texts
    coref_gum.py score GUM.conllu --corenlp FOLDER    reads FOLDER/<document>.txt.json, as CoreNLP writes them

`--genre` adds a table by genre, `--show` lists what is wrong, `--sure` leaves newsgraph's guesses out. CoreNLP's files are made once, by its default coreference:

    java -Xmx4g -cp 'lib/*' edu.stanford.nlp.pipeline.StanfordCoreNLP -filelist files.txt -outputFormat json \\
        -outputDirectory OUT -annotators tokenize,ssplit,pos,lemma,ner,depparse,coref -ssplit.newlineIsSentenceBreak two

Both systems read the same raw text: the words as they were spaced, an empty line between paragraphs.

What counts (gold)
- A chain is named if one of its mentions is of type person, organization or place and has a proper noun as its head.
- A pronoun is a mention whose head is a personal, possessive, reflexive or relative pronoun.
- A definite description is a mention whose head is a common noun with “the”, “this”, “that”, “these”, “those” or a possessor.
- Scored are the pronouns and definite descriptions of named chains. The head of a mention is its first word whose head in
  the tree lies outside it.

What is right (system)
- The system's mention for a gold one is that of the same words, else one with the same head word; if there is none, the
  gold mention is missed, which counts as wrong.
- It is right if a name in its chain is a name of the gold chain: the two share at least half of the content words of the
  shorter one (letters and digits, case apart, without “the”, “of” and titles). Any name of a chain may do so; the system
  need not have called the chain by it.
- right = share of all scored mentions that end at the right name (recall). precision = share of right ones among all
  mentions of that kind which the system gives to a chain with a name, scored or not.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

NAMED = {"person", "organization", "place"}
DEFINITE = {"the", "this", "that", "these", "those"}
PERSONAL = set(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers "
    "herself it its itself they them their theirs themselves themself who whom whose which that".split()
)
EMPTY = set("the a an of and for in on mr mrs ms dr sir lord lady president prime minister king queen prof professor".split())

Mention = collections.namedtuple("Mention", "chain type begin end head")
Word = collections.namedtuple("Word", "form upos feats head deprel begin end")


def content(name):
    """The content words of a name."""
    words = re.findall(r"\w+", re.sub(r"['’]s?\b", "", name.casefold()))
    return frozenset(word for word in words if word not in EMPTY) or frozenset(words)


def same(a, b):
    """Whether two names, as content words, are one."""
    return bool(a) and bool(b) and 2 * len(a & b) >= min(len(a), len(b))


class Document:
    """A gold document: its raw text, words with character offsets, and mentions."""

    def __init__(self, name):
        self.name, self.text, self.words, self.mentions = name, "", [], []
        self.genre = name.split("_")[1] if "_" in name else "?"
        self.date = None

    def kind(self, mention):
        """`pronoun`, `description`, `name` or None."""
        head = self.words[mention.head]
        if head.upos == "PROPN":
            return "name"
        if head.upos == "PRON" and head.form.casefold() in PERSONAL and "PronType=Dem" not in head.feats:
            return "pronoun"
        definite = lambda word: word.head == mention.head and (
            word.deprel == "nmod:poss" or word.deprel == "det" and word.form.casefold() in DEFINITE
        )
        if head.upos == "NOUN" and any(definite(word) for word in self.words[mention.begin : mention.end]):
            return "description"
        return None

    def surface(self, mention):
        return self.text[self.words[mention.begin].begin : self.words[mention.end - 1].end]

    def names(self):
        """For each named chain the content words of its names: of the proper nouns in them."""
        names = collections.defaultdict(list)
        for mention in self.mentions:
            if mention.type in NAMED and self.kind(mention) == "name":
                inside = self.words[mention.begin : mention.end]
                names[mention.chain].append(content(" ".join(word.form for word in inside if word.upos == "PROPN")))
        return names


def read(path):
    """The documents of a CoNLL-U file."""
    documents, sentence, paragraph = [], [], False
    for line in [*open(path, encoding="utf-8"), "\n"]:
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            documents.append(Document(line.split(" = ", 1)[1]))
        elif line.startswith("# meta::dateCreated = "):
            date = line.split(" = ", 1)[1]
            documents[-1].date = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else None
        elif line.startswith("# newpar"):
            paragraph = True
        elif not line and sentence:
            add_sentence(documents[-1], sentence, paragraph)
            sentence, paragraph = [], False
        elif line and not line.startswith("#"):
            sentence.append(line.split("\t"))
    for document in documents:
        document.mentions.sort(key=lambda mention: (mention.begin, -mention.end))
    return documents


def add_sentence(document, rows, paragraph):
    if document.text:
        document.text = document.text.rstrip() + "\n\n" if paragraph else document.text
    first, open_spans, group = len(document.words), [], None
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            begin, end = map(int, row[0].split("-"))
            group = [end, len(document.text), row[1]]
            document.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
            continue
        number = int(row[0])
        if group:
            surface_end = group[1] + len(group[2])
            begin = group[1] if number == int(row[0]) and len(document.words) == first else document.words[-1].end
            begin = max(begin, group[1])
            end = min(begin + len(row[1]), surface_end) if number < group[0] else surface_end
            group = group if number < group[0] else None
        else:
            begin, end = len(document.text), len(document.text) + len(row[1])
            document.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        head = int(row[6])
        at = len(document.words)
        document.words.append(Word(row[1], row[3], row[5], first + head - 1 if head else -1, row[7], begin, end))
        misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
        for opened, closed, alone in re.findall(r"\(([^()]+)(?=[()]|$)|(\d+)\)|(\))", misc.get("Entity", "")):
            if opened:
                fields = opened.split("-")
                open_spans.append((fields[0], fields[1] if len(fields) > 1 else "", at))
            else:
                index = len(open_spans) - 1
                while closed and index >= 0 and open_spans[index][0] != closed:
                    index -= 1
                if index >= 0:
                    chain, kind, begin = open_spans.pop(index)
                    document.mentions.append([chain, kind, begin, at + 1])
    last = len(document.words)
    for index, mention in enumerate(document.mentions):
        if isinstance(mention, list):
            chain, kind, begin, end = mention
            inside = range(begin, end)
            head = next((i for i in inside if document.words[i].head not in inside), begin)
            document.mentions[index] = Mention(chain, kind, begin, end, head)
    assert last > first


class Answer:
    """A system's mentions of one document: by characters of their words and of their head; and the names of chains."""

    def __init__(self):
        self.spans, self.heads, self.names, self.pronouns = {}, {}, collections.defaultdict(set), []

    def add(self, begin, end, head, chains, proper, surface):
        self.spans.setdefault((begin, end), chains)
        self.heads.setdefault(head, chains)
        if proper:
            for chain in chains:
                self.names[chain].add(content(surface))


def newsgraph(binary, documents, sure=False):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "gum.jsonl"
        with open(path, "w", encoding="utf-8") as out:
            for document in documents:
                record = {"id": document.name, "text": document.text}
                if document.date:
                    record["published"] = document.date
                out.write(json.dumps(record) + "\n")
        run = subprocess.run([binary, "analyze", str(path), "--format", "json"], capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stderr)
    answers = {}
    for line in run.stdout.splitlines():
        record = json.loads(line)
        answer = answers[record["id"]] = Answer()
        where = {}
        for number, chain in enumerate(record["chains"]):
            for mention in chain["mentions"]:
                if sure and mention["guess"]:
                    continue
                key = (*mention["chars"], mention["head_char"])
                where.setdefault(key, [set(), mention])[0].add(number)
            answer.names[number].add(content(chain["name"]))
        for (begin, end, head), (chains, mention) in where.items():
            proper = mention["kind"] in ("name", "people") and len(chains) == 1
            answer.add(begin, end, head, chains, proper, mention["text"])
    return answers


def corenlp(folder, documents):
    answers = {}
    for document in documents:
        answer = answers[document.name] = Answer()
        record = json.load(open(pathlib.Path(folder) / f"{document.name}.txt.json", encoding="utf-8"))
        for number, chain in record["corefs"].items():
            for mention in chain:
                tokens = record["sentences"][mention["sentNum"] - 1]["tokens"]
                begin = tokens[mention["startIndex"] - 1]["characterOffsetBegin"]
                end = tokens[mention["endIndex"] - 2]["characterOffsetEnd"]
                head = tokens[mention["headIndex"] - 1]["characterOffsetBegin"]
                answer.add(begin, end, head, {number}, mention["type"] == "PROPER", mention["text"])
    return answers


def score(documents, answers, flags):
    """Counts by kind, and by genre and kind: scored, right, answered with some name."""
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for document in documents:
        answer, names = answers[document.name], document.names()
        for mention in document.mentions:
            kind = document.kind(mention)
            if kind not in ("pronoun", "description"):
                continue
            words = document.words
            span = (words[mention.begin].begin, words[mention.end - 1].end)
            chains = answer.spans.get(span) or answer.heads.get(words[mention.head].begin) or ()
            found = [name for chain in chains for name in answer.names.get(chain, ())]
            right = any(same(a, b) for a in found for b in names.get(mention.chain, ()))
            for key in [(kind,), (document.genre, kind)]:
                counts[key][0] += mention.chain in names
                counts[key][1] += right
                counts[key][2] += bool(found)
            if "--show" in flags and not right and (mention.chain in names or found):
                gold = next((" ".join(sorted(name)) for name in names.get(mention.chain, ())), "-")
                got = "; ".join(sorted({" ".join(sorted(name)) for name in found})) or "-"
                begin, end = span
                around = document.text[max(0, begin - 70) : begin] + "[[" + document.text[begin:end] + "]]" + document.text[end : end + 40]
                print(f"{document.name} {kind} gold={gold} got={got} | {' '.join(around.split())}")
    return counts


def main():
    flags = {word for word in sys.argv[1:] if word in ("--show", "--genre", "--sure")}
    words = [word for word in sys.argv[1:] if word not in flags]
    match words:
        case ["text", path, folder]:
            folder = pathlib.Path(folder)
            folder.mkdir(parents=True, exist_ok=True)
            for document in read(path):
                (folder / f"{document.name}.txt").write_text(document.text, encoding="utf-8")
        case ["score", path, "--newsgraph" | "--corenlp" as system, where]:
            documents = read(path)
            if system == "--newsgraph":
                answers = newsgraph(where, documents, "--sure" in flags)
            else:
                answers = corenlp(where, documents)
            counts = score(documents, answers, flags)
            print(f"{'':28}{'scored':>8}{'right':>8}{'share':>8}{'precision':>11}")
            for key in sorted(counts, key=lambda key: (len(key), key)):
                if len(key) > 1 and "--genre" not in flags:
                    continue
                scored, right, answered = counts[key]
                share = right / scored if scored else 0.0
                precision = right / answered if answered else 0.0
                print(f"{' '.join(key):28}{scored:8}{right:8}{share:8.3f}{precision:11.3f}")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
