#!/bin/sh
# The same with a teacher: six layers first, then the model of three learns from it, also on news without labels.
# Writes WORK/newsgraph-en.bin. Usage: sh training/distill.sh [DATA] [WORK]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${1:-"$here/../../shared/data"}
work=${2:-"$here/work-distill"}
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
python "$here/prepare.py" --data "$data" --work "$work" --dev-parts
python "$here/train.py" --work "$work" --run teacher --layers 0,1,2,3,4,5 --epochs 3 --average 0.998
python "$here/train.py" --work "$work" --run main --teacher teacher --epochs 3 --average 0.998
python "$here/export.py" "$work/newsgraph-en.bin" --work "$work" --score
