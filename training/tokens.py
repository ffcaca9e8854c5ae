"""A rough sentence splitter and tokenizer for raw text; the program has its own."""

import re

TITLES = {"mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "capt", "lt", "sgt", "adm", "maj", "st", "rev", "hon", "pres", "vs",
          "no", "fig", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "messrs"}
ENDS = {"inc", "corp", "co", "ltd", "jr", "sr", "etc", "a.m", "p.m", "d.c", "bros"}
STARTERS = {"the", "a", "an", "in", "on", "at", "he", "she", "it", "they", "we", "i", "but", "and", "this", "that", "these", "his", "her", "their",
            "according", "after", "as", "if", "when", "however", "there", "meanwhile", "for", "while", "last", "some", "both", "earlier"}

TOKEN = re.compile(r"""
    https?://[^\s<>"“”]*[^\s<>"“”.,;:!?')\]] | www\.[^\s<>"“”]*[^\s<>"“”.,;:!?')\]] | [\w.+-]+@[\w-]+\.[\w.-]*\w
  | (?:[^\W\d_]\.){2,}                                         # U.S.
  | \d+(?:[.,:/]\d+)+ (?:st|nd|rd|th|s)? (?![^\W_])            # 1,000 10:30 4.5
  | [^\W_]+ (?: ['’.] (?=[^\W\d_]) [^\W_]+ | _ | & (?=[^\W\d_]) [^\W_]+ )*
  | \.{2,} | -{2,} | \S
""", re.VERBOSE)
CLITIC = re.compile(r"(?i)(.+?)(n['’]t|['’](?:s|m|d|re|ve|ll))$")
SPLIT_WORDS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def tokenize(text, offset=0):
    """(start, end) of UD words."""
    tokens = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        # an abbreviation keeps its stop
        if (word.lower() in TITLES | ENDS or re.fullmatch(r"[A-Z]", word)) and text[end:end + 1] == "." and word.lower() != "no":
            if not (end + 1 >= len(text.rstrip())) or word.lower() in ENDS:
                end += 1
        cut = CLITIC.match(word)
        if cut and not word.startswith(("http", "www")):
            tokens += [(start, start + len(cut[1])), (start + len(cut[1]), end)]
        elif word.lower() in SPLIT_WORDS:
            middle = start + SPLIT_WORDS[word.lower()]
            tokens += [(start, middle), (middle, end)]
        elif tokens and start < tokens[-1][1]:
            continue  # the stop taken by an abbreviation
        elif "." in word.strip(".") and re.fullmatch(r"[a-z]{2,}\.[A-Z]\w+", word):
            middle = start + word.index(".")
            tokens += [(start, middle), (middle, middle + 1), (middle + 1, end)]  # a missing space
        else:
            tokens.append((start, end))
    return [(s + offset, e + offset) for s, e in tokens]


def split_sentences(line):
    """(start, end) of the sentences of one line."""
    spans, start = [], 0
    for match in re.finditer(r"[.!?…]+['\"”’)\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])", line):
        before = re.search(r"[\w.]*$", line[start:match.start()])[0].lower()
        after = re.match(r"[\"“‘'(\[]?(\w+)", line[match.end():])
        after = after[1] if after else ""
        if match.group().startswith("."):
            if before in TITLES and not (before == "no" and not after[:1].isdigit()):
                continue
            if re.fullmatch(r"[a-z]", before) or "." in before and before.replace(".", "").isalpha() or before in ENDS:
                if after.lower() not in STARTERS:
                    continue
        quoted = line[start:match.start()]
        if quoted.count("(") > quoted.count(")") and ")" not in match.group():
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(line)))
    return [(s, e) for s, e in spans if line[s:e].strip()]


def chunks(encoder, text, tokens):
    """Pieces of a sentence that fit the model."""
    current, size = [], 2
    for token in tokens:
        n = len(encoder.pieces.ids(text[token[0]:token[1]]))
        if current and size + n > encoder.max_pieces:
            yield current
            current, size = [], 2
        current.append(token)
        size += n
    if current:
        yield current
