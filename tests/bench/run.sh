#!/bin/sh
# Timings, side by side with what people run today.  run.sh OUT [CORPUS]; nothing is written into the tree.
# Each script is usable alone: sh tests/bench/reading.sh build/release
set -eu
here=$(dirname "$0")
if [ "${2:-}" ]; then
	exec sh "$here/corpus.sh" "$1" "$2"
fi
sh "$here/reading.sh" "$1"
sh "$here/tags.sh" "$1"
sh "$here/memory.sh" "$1"
sh "$here/issuing.sh" "$1"
sh "$here/verdicts.sh" "$1"
