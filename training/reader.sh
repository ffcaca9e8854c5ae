#!/bin/sh
# The event reader and its calibration, above a weights file: readers on seven eighths of the documents, the mean of two of them, its gate, and
# from its readings of the last eighth the probabilities. Every step of a training goes on from where it was broken off when called again.
# Usage: sh training/reader.sh [DATA] [WORK]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/..
data=${1:-"$root/../shared/data"}
work=${2:-"$here/work"}
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
weights=$root/models/newsgraph-en.bin
mkdir -p "$work"
cargo build --release --manifest-path "$root/Cargo.toml"
program=$root/target/release/newsgraph
python "$here/standoff.py" "$here/corpus/portal.tsv" "$data/current-events/items.jsonl" "$work/portal.jsonl"
python "$here/standoff.py" "$here/corpus/written.tsv" "$here/corpus/written.jsonl" "$work/written.jsonl"
python "$here/passages.py" "$here/corpus/passages.tsv" "$here/corpus/passages-events.tsv" "$data" "$work/passages.jsonl"
corpora="$data/events/train.jsonl $data/events/articles-train.jsonl $data/events/written-train.jsonl
    $work/portal.jsonl $work/written.jsonl $work/passages.jsonl"
train() {
    python -u "$here/train_reader.py" "$weights" $corpora --program "$program" --dev "$data/events/dev.jsonl" "$data/events/articles-dev.jsonl" \
        --work "$work" --dropout 0.15 --without 0 8 "$@"
}
train --run start --epochs 5
train --run one --from-run start --seed 1 --epochs 3
train --run two --from-run start --seed 2 --epochs 3
python "$here/average.py" "$work/one.pt" "$work/two.pt" "$work/reader.pt"
python "$here/gate.py" "$work/reader.pt" "$weights" $corpora --program "$program" --work "$work" --without 0 8
python "$here/export_reader.py" "$work/reader.pt" "$weights" "$weights"
pairs=""
readings() {
    pairs=""
    for corpus in $corpora; do
        name=$(basename "$corpus" .jsonl)
        python "$here/held_out.py" "$corpus" 0 8 > "$work/$name.held.jsonl"
        cargo run --release --manifest-path "$root/Cargo.toml" --example readings < "$work/$name.held.jsonl" > "$work/$name.readings.jsonl"
        pairs="$pairs $work/$name.held.jsonl $work/$name.readings.jsonl"
    done
}
readings
python "$here/truth.py" $pairs
readings
python "$here/calibrate.py" $pairs
