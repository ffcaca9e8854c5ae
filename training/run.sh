#!/bin/sh
# Corpora to weights file: prepare, train, export, score. Usage: sh training/run.sh [DATA] [WORK]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${1:-"$here/../../shared/data"}
work=${2:-"$here/work"}
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
python "$here/prepare.py" --data "$data" --work "$work"
python "$here/train.py" --work "$work"
python "$here/export.py" "$here/../models/newsgraph-en.bin" --work "$work" --score
