#!/bin/sh
# Corpora to weights file: prepare, train a teacher of six layers and from it the model of three, export, score, fill in the
# model card. Goes on from the last checkpoint when called again. Usage: sh training/run.sh [DATA] [WORK]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${1:-"$here/../../shared/data"}
work=${2:-"$here/work"}
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
python "$here/prepare.py" --data "$data" --work "$work"
python -u "$here/train.py" --work "$work" --run teacher --layers 0,1,2,3,4,5 --epochs 3
python -u "$here/train.py" --work "$work" --run main --teacher teacher --epochs 4
python "$here/export.py" "$here/../models/newsgraph-en.bin" --work "$work"
python "$here/card.py" "$here/../models/newsgraph-en.bin" "$here/../models/MODEL_CARD.md" --work "$work"
