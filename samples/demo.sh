#!/bin/sh
# From nothing to a board: installs what is missing, builds, and runs the main job on samples/.
set -eu
cd "$(dirname "$0")/.."
sh src/share/setup.sh build
echo "Building paraphe (a minute or two the first time)..."
exec make --no-print-directory -s -j "$(nproc)" demo
