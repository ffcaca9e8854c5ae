"""The tables that `cargo xtask curves` prints in; a plot of them on logarithmic axes out.

    cargo xtask curves --long | tee curves.txt; python xtask/bench/plot.py docs/scale.svg < curves.txt

Needs matplotlib. A slope of 1 is a cost that grows as its cause does, which the dotted line shows.
"""

import sys

import matplotlib
from matplotlib import pyplot

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "newsgraph", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9})


def tables(lines):
    """By its title each table: lists of counts, CPU seconds and megabytes of memory, with the exponents of the latter."""
    found, title = {}, ""
    for line in map(str.strip, lines):
        cells = line.split()
        if cells and cells[0].isdigit() and len(cells) == 4:
            found.setdefault(title, ([], [], [], []))
            for column, cell in zip(found[title], map(float, cells)):
                column.append(cell)
        elif cells[:1] == ["exponent"]:
            found[title][3][:] = map(float, cells[1:3])
        elif cells and cells[0] != "count":
            title = line
    return found


def main():
    found = tables(sys.stdin)
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for axis, (column, what) in zip(axes, enumerate(["CPU seconds", "peak memory, MB"], 1)):
        for title, table in found.items():
            axis.loglog(table[0], table[column], marker="o", markersize=3, linewidth=1.2, label=f"{title}: {table[3][column - 1]:.2f}")
        documents = next(iter(found.values()))
        axis.loglog(documents[0], [documents[column][0] * count / documents[0][0] for count in documents[0]], ":", color="grey", linewidth=0.8)
        axis.set(xlabel="documents, or edges", title=what)
        axis.legend(fontsize=7, title="exponent", title_fontsize=7)
        axis.grid(alpha=0.3)
    figure.savefig(sys.argv[1], metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
