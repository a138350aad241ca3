#!/bin/sh
# Memory of a long file, all processes together.  memory.sh OUT
set -eu
. "$(dirname "$0")/common.sh"

echo "Memory of a long file (all processes together)"
papers
scan long.pdf --mode bilevel
long=$(qpdf --show-npages long.pdf)
printf '%d pages: %.1f MB\n' "$long" "$(measure "$paraphe" --json read -j 1 long.pdf | cut -d' ' -f3)"
printf '%d pages, 2 workers: %.1f MB\n' "$long" "$(measure "$paraphe" --json read -j 2 long.pdf | cut -d' ' -f3)"
set -- $(measure "$paraphe" ingest long.pdf)
printf 'ingest, %d pages: %.1f s CPU, %.1f s, %.1f MB\n\n' "$long" "$@"
