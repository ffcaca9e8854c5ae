"""A corpus, a part and of how many; the documents of that part out, which `train_reader.py --without` leaves out."""

import json
import sys

from reader_corpus import part

for line in open(sys.argv[1], encoding="utf-8"):
    if part(json.loads(line)["id"], int(sys.argv[3])) == int(sys.argv[2]):
        sys.stdout.write(line)
