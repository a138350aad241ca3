#!/bin/sh
# Lines that the tests ran, by file and in all:  coverage.sh OUT   (a MODE=coverage build, after check)
set -eu
out=$(realpath "$1")
find "$out/src" -name '*.gcda' | sort | xargs gcov -n 2>/dev/null | awk '
	/^File .src\/.*\.c/ { file = $2; gsub(/\047/, "", file) }
	/^Lines executed/ && file {
		split($0, part, /[:% ]+/)
		printf "%6.1f %%  of %5d lines  %s\n", part[3], part[5], file
		run += part[3] * part[5] / 100; all += part[5]; file = ""
	}
	END { if (all) printf "%6.1f %%  of %5d lines  in all\n", 100 * run / all, all }'
