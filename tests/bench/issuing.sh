#!/bin/sh
# A whole school's conventions.  issuing.sh OUT	BENCH_PLACEMENTS: placements to issue (1000)
set -eu
. "$(dirname "$0")/common.sh"
placements=${BENCH_PLACEMENTS:-1000}

echo "Issuing $placements placements, 3 copies"
sh "$here/school.sh" "$samples" "$placements" lists
"$paraphe" init --school "$samples/school.ini" >/dev/null
for kind in sections teachers students companies placements; do
	"$paraphe" import $kind lists/$kind.csv >/dev/null
done
set -- $(measure "$paraphe" issue convention --all -o all.pdf)
papers=$(qpdf --show-npages all.pdf)
printf '%d pages: %.1f s CPU, %.1f s, %.1f MB' "$papers" "$@"
awk -v n="$papers" -v s="$2" 'BEGIN { printf ", %.0f pages/s\n\n", n / s }'
