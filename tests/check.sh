#!/bin/sh
# From nothing to a verdict: installs what is missing, builds, runs every test.
# The last line is « N passed, N failed » (« , N skipped » if any).
set -eu
cd "$(dirname "$0")/.."
sh src/share/setup.sh build check
exec make --no-print-directory -s -j "$(nproc)" check
