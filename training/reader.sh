#!/bin/sh
# The event reader and its calibration, over the embeddings of a weights file: what four teachers make of all texts, a reader that learns from the
# texts and from them, its gate, and from the readings of a reader that was not shown a quarter of the documents the probabilities. Every
# step of a training goes on from where it was broken off when called again. The teachers want a GPU.
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
python "$here/unlabeled.py" "$data" > "$work/bare.jsonl"
corpora="$data/events/train.jsonl $data/events/articles-train.jsonl $data/events/written-train.jsonl
    $work/portal.jsonl $work/written.jsonl $work/passages.jsonl"
dev="--dev $data/events/dev.jsonl $data/events/articles-dev.jsonl"
python -u "$here/teacher.py" "$weights" $corpora --bare "$work/bare.jsonl" --jar "$work/bert.jar" --program "$program" $dev --work "$work"
train() {
    python -u "$here/train_reader.py" "$weights" $corpora "$work/bare.jsonl" --soft "$work/teacher.soft.pkl" --program "$program" $dev \
        --work "$work" --batch 2400 --average 0.998 --layer-rate 3e-4 --head-rate 2e-3 --epochs 10 "$@"
}
train --run reader
train --run held --without 0 4
for run in reader held; do
    python "$here/gate.py" "$work/$run.pt" "$weights" $corpora "$work/bare.jsonl" --soft "$work/teacher.soft.pkl" --program "$program" --work "$work"
done
readings() {
    pairs=""
    for corpus in $corpora; do
        name=$(basename "$corpus" .jsonl)
        python "$here/held_out.py" "$corpus" 0 4 > "$work/$name.held.jsonl"
        cargo run --release --manifest-path "$root/Cargo.toml" --example readings < "$work/$name.held.jsonl" > "$work/$name.readings.jsonl"
        pairs="$pairs $work/$name.held.jsonl $work/$name.readings.jsonl"
    done
}
python "$here/export_reader.py" "$work/held.pt" "$weights" "$weights"
readings
python "$here/truth.py" $pairs
readings
python "$here/calibrate.py" $pairs
python "$here/export_reader.py" "$work/reader.pt" "$weights" "$weights"
