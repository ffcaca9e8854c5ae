"""From UD words to word pieces and case shapes, exactly as models/FORMAT.md describes."""

import unicodedata

MAX_UNIT_CHARS = 100
MAX_WORD_PIECES = 32
MAX_PIECES = 256
SHAPES = 8
NO_LETTERS = 7

CJK_RANGES = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)


def is_punctuation(char):
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith("P")


def is_cjk(char):
    code = ord(char)
    return any(low <= code <= high for low, high in CJK_RANGES)


def normalize(word):
    kept = []
    for char in word:
        if char in "\t\n\r":
            kept.append(" ")
        elif char not in "\0\ufffd" and not unicodedata.category(char).startswith("C"):
            kept.append(char)
    lowered = unicodedata.normalize("NFD", "".join(kept).lower())
    return "".join(c for c in lowered if unicodedata.category(c) != "Mn")


def units(word):
    """The parts of a word that are matched against the vocabulary one by one."""
    result, current = [], ""
    for char in normalize(word):
        if char.isspace() or is_punctuation(char) or is_cjk(char):
            if current:
                result.append(current)
                current = ""
            if not char.isspace():
                result.append(char)
        else:
            current += char
    if current:
        result.append(current)
    return result


def shape(word):
    upper = sum(c.isupper() for c in word)
    lower = sum(c.islower() for c in word)
    digits = sum("0" <= c <= "9" for c in word)
    if digits and upper + lower:
        return 5
    if digits:
        return 6
    if upper + lower == 0:
        return NO_LETTERS
    if upper == 0:
        return 0
    if lower == 0:
        return 4 if upper == 1 else 2
    first = next(c for c in word if c.isupper() or c.islower())
    return 1 if upper == 1 and first.isupper() else 3


class WordPieces:
    def __init__(self, vocab):
        self.vocab = vocab
        self.index = {piece: i for i, piece in enumerate(vocab)}
        self.unknown = self.index["[UNK]"]
        self.start = self.index["[CLS]"]
        self.end = self.index["[SEP]"]
        self.longest = max(len(piece) for piece in vocab)
        self.cache = {}

    def unit_ids(self, unit):
        if len(unit) > MAX_UNIT_CHARS:
            return [self.unknown]
        ids, start = [], 0
        while start < len(unit):
            end = min(len(unit), start + self.longest)
            while end > start:
                piece = unit[start:end] if start == 0 else "##" + unit[start:end]
                found = self.index.get(piece)
                if found is not None:
                    break
                end -= 1
            else:
                return [self.unknown]
            ids.append(found)
            start = end
        return ids

    def ids(self, word):
        ids = self.cache.get(word)
        if ids is None:
            ids = [i for unit in units(word) for i in self.unit_ids(unit)] or [self.unknown]
            if len(ids) > MAX_WORD_PIECES:
                ids = ids[: MAX_WORD_PIECES - 1] + ids[-1:]
            self.cache[word] = ids
        return ids
