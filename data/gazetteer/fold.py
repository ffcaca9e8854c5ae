"""Keys under which names are looked up. src/resolve/normalize.rs computes the same; a test there holds them together."""
import unicodedata

SPECIAL = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
SILENT = ".'’‘`´ʻʼʿʾ\u02b9\u02bb"


def key(name):
    """Lower case without diacritics; punctuation parts words, dots and apostrophes vanish: `Al-Qa'ida` is `al qaida`."""
    out = []
    for char in unicodedata.normalize("NFKD", name):
        if unicodedata.combining(char) or char in SILENT:
            continue
        for low in char.lower():
            low = SPECIAL.get(low, low)
            out.append(low if low.isalnum() else ("" if unicodedata.combining(low) else " "))
    words = "".join(out).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def skeleton(folded):
    """What transliterations of one name share: consonants folded, vowels dropped but at the beginning of a word."""
    words = []
    for word in folded.split():
        for old, new in (("ph", "f"), ("kh", "h"), ("ch", "h"), ("dzh", "j"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("x", "ks")):
            word = word.replace(old, new)
        bones = ""
        for i, char in enumerate(word):
            if char in "aeiouy":
                char = {"a": "a", "o": "u", "u": "u"}.get(char, "i") if i == 0 else ""
            if char and not bones.endswith(char):
                bones += char
        words.append(bones)
    return " ".join(words)
