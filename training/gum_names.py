"""Names of a GUM treebank, as IOB2 lines (number, form, tag), to score an analysis against: gum_names.py DATA PART > NAMES.iob2

They are the proper-noun cores of the person, organization and place mentions in the `Entity=` column whose head is a proper
noun, brought to the convention of the training (titles and possessives outside; countries and peoples by list), by the same
functions as in `prepare.py`. DATA is the folder given to `run.sh`; PART is `dev` or `test`."""

import pathlib
import sys

from prepare import Groups, gum


def main():
    data, part = pathlib.Path(sys.argv[1]), sys.argv[2]
    for sentence in gum(data, part, Groups(data / "gazetteer")):
        for number, (form, tag) in enumerate(zip(sentence["forms"], sentence["names"]), 1):
            print(number, form, tag, sep="\t")
        print()


if __name__ == "__main__":
    main()
