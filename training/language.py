#!/usr/bin/env python3
"""Learn how English words are spelled: language.py TREEBANK EVENTS OUT

Reads the texts of TREEBANK/{ewt,gum}-train.conllu and EVENTS/{train,articles-train}.jsonl, takes their words that begin with
a small letter (names tell nothing of the language), each as often as 1 + ln(count), and writes to OUT
(data/language/english.bin) what a letter costs after the two before it: 30 x 30 x 30 bytes, -20 ln p, at most 255. The
symbols are a to z, the apostrophe, any other letter, the beginning and the end of a word.
"""
import collections, json, math, pathlib, re, sys

A = 'abcdefghijklmnopqrstuvwxyz\'?^$'
SMOOTH = .05

def words(text):
    return [w.lower() for w in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text) if w[0].islower()]

def spelled(word):
    return '^^' + ''.join(c if 'a' <= c <= 'z' else "'" if c in "'’" else '?' for c in word) + '$'

def main(treebank, events, out):
    count = collections.Counter()
    for part in ('ewt', 'gum'):
        for line in open(pathlib.Path(treebank) / f'{part}-train.conllu', encoding='utf-8'):
            if line.startswith('# text = '): count.update(words(line[9:]))
    for name in ('train', 'articles-train'):
        for line in open(pathlib.Path(events) / f'{name}.jsonl', encoding='utf-8'):
            count.update(words(json.loads(line)['text']))
    three, two = collections.Counter(), collections.Counter()
    for word, n in sorted(count.items()):
        s = spelled(word)
        for i in range(len(s) - 2):
            three[s[i:i + 3]] += 1 + math.log(n); two[s[i:i + 2]] += 1 + math.log(n)
    cost = lambda a, b, c: -20 * math.log((three[a + b + c] + SMOOTH) / (two[a + b] + SMOOTH * len(A)))
    pathlib.Path(out).write_bytes(bytes(min(255, round(cost(a, b, c))) for a in A for b in A for c in A))

if __name__ == '__main__':
    if len(sys.argv) != 4: sys.exit(__doc__)
    main(*sys.argv[1:])
