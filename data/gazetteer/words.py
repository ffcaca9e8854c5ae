#!/usr/bin/env python3
"""The words that bodies of many states have in their names, from entities.tsv: words.py > ../lexicon/body-words.txt

A name of nothing but such words (“Liberal Party”, “House of Representatives”) tells of no state.
"""
import collections, pathlib, re
from fold import key

STATES = 8  # in the names of so many countries' bodies
CLASSES = {'parliament', 'court', 'government_body', 'political_party', 'military', 'bank'}

rows = [line.split('\t') for line in pathlib.Path(__file__).with_name('entities.tsv').read_text(encoding='utf-8').splitlines()]
words = lambda name: set(re.findall(r'[a-z]+', key(name)))
countries = set().union(*(words(row[2]) for row in rows if row[1] == 'C'))
found = collections.defaultdict(set)
for item, letter, name, country, kind, *_ in rows:
    if letter == 'O' and kind in CLASSES and len(country) == 3 and country not in ('IGO', 'NGO'):
        for word in words(name):
            found[word].add(country)
listed = sorted(word for word, of in found.items() if len(of) >= STATES and len(word) > 1 and word not in countries - {'united', 'new', 'central', 'republic', 'democratic', 'people', 'islands', 'south', 'north', 'state', 'and', 'of', 'the'})
print('# Words in the names of parties, parliaments, courts, authorities, forces and banks of eight countries or more; made by data/gazetteer/words.py.')
line = ''
for word in listed:
    if len(line) + len(word) > 116:
        print(line)
        line = ''
    line += ('' if not line else ' ') + word + ','
print(line.rstrip(','))
