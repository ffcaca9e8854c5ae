"""The mean of the weights of several runs that began from one checkpoint, as a checkpoint of its own."""

import argparse
import pathlib

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=pathlib.Path, nargs="+", help="checkpoints of train_reader.py over the same corpora")
    parser.add_argument("output", type=pathlib.Path)
    args = parser.parse_args()
    states = [torch.load(run, weights_only=False) for run in args.runs]
    first = states[0]
    assert all(state["tables"] == first["tables"] for state in states), "the runs have other tables"
    mean = {name: sum(state["model"][name] for state in states) / len(states) for name in first["model"]}
    torch.save({key: first[key] for key in ("tables", "layers", "config")} | {"model": mean}, args.output)


if __name__ == "__main__":
    main()
