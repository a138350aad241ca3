#!/bin/sh
# Timings, side by side with what people run today.  run.sh OUT; nothing is written into the tree.
# Each script is usable alone: sh tests/bench/reading.sh build/release
set -eu
here=$(dirname "$0")
sh "$here/reading.sh" "$1"
sh "$here/memory.sh" "$1"
sh "$here/issuing.sh" "$1"
