"""Words with their lemmas in; the edit that makes the one of the other, and the lexicon of those that need none, out."""

import collections
import gzip
import importlib.util
import pathlib
import re


def script(form, lemma):
    """The shortest edit of form into lemma, or None when lowercasing, cutting and appending cannot express it."""
    if lemma in ("", "_"):
        return None
    best = None
    for case, base in (("l", form.lower()), ("k", form)):
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        suffix = lemma[common:]
        if suffix[:1].isdigit() or (common == 0 and len(base) > 3):
            continue
        candidate = (len(base) - common + len(suffix), case != "l", f"{case}{len(base) - common}{suffix}")
        if best is None or candidate < best:
            best = candidate
    return best and best[2]


def apply_script(form, text):
    match = re.match(r"([lk])(\d+)(.*)", text, re.DOTALL)
    base = form.lower() if match[1] == "l" else form
    return (base[: max(0, len(base) - int(match[2]))] + match[3]) or form


def lexicon_key(form, upos):
    return form if upos == "PROPN" else form.lower()


def build_lexicon(sentences):
    counts = collections.defaultdict(collections.Counter)
    for s in sentences:
        if "upos" in s:
            for form, upos, lemma, relation in zip(s["forms"], s["upos"], s["lemmas"], s["relations"]):
                if lemma != "_" and relation != "goeswith":
                    for variant in {form, form.replace("'", "’")}:
                        counts[lexicon_key(variant, upos), upos][lemma] += 1
    lexicon = {}
    for key, lemmas in counts.items():
        lemma, count = lemmas.most_common(1)[0]
        if count / lemmas.total() >= 0.9 and "\t" not in key[0] + lemma:
            lexicon[key] = lemma
    return {**regular_forms(lexicon), **verb_forms(), **lexicon}


def verb_forms():
    """Forms of verbs that belong to one lemma, irregular ones too, from the dictionary of LemmInflect."""
    folder = pathlib.Path(importlib.util.find_spec("lemminflect").origin).parent
    with gzip.open(folder / "resources/lemma_lu.csv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split(",") for line in file]
    return {(form, "VERB"): lemma for form, upos, lemma in rows if upos == "verb" and re.fullmatch("[a-z]+", form) and re.fullmatch("[a-z-]+", lemma)}


VOWELS = "aeiou"
PLURAL_ONLY = {"arms", "customs", "earnings", "goods", "headquarters", "means", "proceeds", "savings", "supplies", "troops"}


def inflected(lemma, upos):
    """The regular forms of a lemma of three letters or more."""
    last, stem = lemma[-1], lemma[:-1]
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        yield lemma + "es"
    elif last == "y" and lemma[-2] not in VOWELS:
        yield stem + "ies"
    else:
        yield lemma + "s"
    if upos != "VERB":
        return
    if last == "e":
        yield lemma + "d"
        yield lemma + "ing" if lemma.endswith(("ee", "oe", "ye")) else (lemma[:-2] + "ying" if lemma.endswith("ie") else stem + "ing")
    elif last == "y" and lemma[-2] not in VOWELS:
        yield stem + "ied"
        yield lemma + "ing"
    else:
        for end in ("ed", "ing"):
            yield lemma + end
            if last not in "wxy" + VOWELS and lemma[-2] in VOWELS and lemma[-3] not in VOWELS:
                yield lemma + last + end  # planned


def regular_forms(lexicon):
    """Regular forms that the corpora lack, of the nouns and verbs whose lemmas they have, where only one lemma has the form."""
    lemmas = {(lemma, upos) for (_, upos), lemma in lexicon.items() if upos in ("NOUN", "VERB")}
    found = collections.defaultdict(set)
    for lemma, upos in lemmas:
        if re.fullmatch("[a-z]{3,}", lemma) and (upos == "VERB" or (lemma, upos) in lexicon):
            for form in inflected(lemma, upos):
                found[form, upos].add(lemma)
    # a noun in -e may be a verb that the corpora lack, whose scripts would lose the e: "praised"
    for lemma, upos in lemmas:
        if upos == "NOUN" and (lemma, "VERB") not in lemmas and re.fullmatch("[a-z]{3,}e", lemma):
            for form in (lemma + "d", lemma[:-1] + "ing"):
                if (form, "VERB") not in lexicon:
                    found[form, "VERB"].add(lemma)
    return {key: next(iter(of)) for key, of in found.items() if len(of) == 1 and key not in lemmas and key[0] not in PLURAL_ONLY}
