#!/bin/sh
# The event reader and its calibration, above a weights file: a first reader on three quarters of the documents, whose readings of the other
# quarter calibrate the probabilities; then the reader on all of them, exported into the weights file. Every step goes on from where it was
# broken off when called again. Usage: sh training/reader.sh [DATA] [WORK]
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
        --work "$work" --dropout 0.15 "$@"
}
train --run first --without 0 4 --epochs 6
train --run reader --epochs 6
python "$here/export_reader.py" "$work/first.pt" "$weights" "$weights"
pairs=""
readings() {
    pairs=""
    for corpus in $corpora; do
        name=$(basename "$corpus" .jsonl)
        python "$here/held_out.py" "$corpus" 0 4 > "$work/$name.held.jsonl"
        cargo run --release --manifest-path "$root/Cargo.toml" --example readings < "$work/$name.held.jsonl" > "$work/$name.readings.jsonl"
        pairs="$pairs $work/$name.held.jsonl $work/$name.readings.jsonl"
    done
}
readings
python "$here/truth.py" $pairs
readings
python "$here/calibrate.py" $pairs
python "$here/export_reader.py" "$work/reader.pt" "$weights" "$weights"
