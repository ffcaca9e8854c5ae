#!/bin/sh
# The event reader and its calibration, above a weights file: a first reader on the shared corpora, whose readings of the other corpora
# calibrate the probabilities; then the reader on all of them, exported into the weights file. Every step goes on from where it was
# broken off when called again. Usage: sh training/reader.sh [DATA] [WORK]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/..
data=${1:-"$root/../shared/data"}
work=${2:-"$here/work"}
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
weights=$root/models/newsgraph-en.bin
shared="$data/events/train.jsonl $data/events/articles-train.jsonl $data/events/written-train.jsonl"
dev="$data/events/dev.jsonl $data/events/articles-dev.jsonl"
mkdir -p "$work"
cargo build --release --manifest-path "$root/Cargo.toml"
program=$root/target/release/newsgraph
python "$here/standoff.py" "$here/corpus/portal.tsv" "$data/current-events/items.jsonl" "$work/portal.jsonl"
cp "$here/corpus/written.jsonl" "$work/written.jsonl"
train() {
    python -u "$here/train_reader.py" "$weights" "$@" --program "$program" --dev $dev --work "$work"
}
train $shared --run first --epochs 7
all="$shared $work/portal.jsonl $work/written.jsonl"
train $all --run base --epochs 5 --dropout 0.15
train $all --run reader --from-run base --epochs 2 --dropout 0.15 --layer-rate 1.5e-4 --head-rate 8e-4
# The first reader has seen neither the portal's other items nor the texts of this folder.
python "$here/export_reader.py" "$work/first.pt" "$weights" "$weights"
pairs=""
readings() {
    pairs=""
    for corpus in portal written; do
        cargo run --release --manifest-path "$root/Cargo.toml" --example readings < "$work/$corpus.jsonl" > "$work/$corpus.readings.jsonl"
        pairs="$pairs $work/$corpus.jsonl $work/$corpus.readings.jsonl"
    done
}
readings
python "$here/truth.py" $pairs
readings
python "$here/calibrate.py" $pairs
python "$here/export_reader.py" "$work/reader.pt" "$weights" "$weights"
