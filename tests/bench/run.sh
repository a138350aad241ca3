#!/bin/sh
# Timings, side by side with what people run today.  run.sh OUT; nothing is written into the tree.
#	BENCH_PAGES	pages of each scan (60)		BENCH_RUNS	runs, alternating (3)
#	BENCH_PLACEMENTS	placements to issue (1000)
set -eu
out=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
pages=${BENCH_PAGES:-60} runs=${BENCH_RUNS:-3} placements=${BENCH_PLACEMENTS:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PARAPHE_HOME="$work/home" LC_ALL=C.UTF-8 TZ=Europe/Paris SOURCE_DATE_EPOCH=1795000000
paraphe=$out/paraphe
cc -O1 -D_GNU_SOURCE -o measure "$here/measure.c"

# measure COMMAND...: « CPU-seconds wall-seconds peak-MB »
measure() {
	./measure "$@" 3>cost >/dev/null 2>noise || [ $? = 3 ] || { # 3: done, and something waits
		echo "bench: $* failed" >&2
		tail -n 3 noise >&2
		exit 1
	}
	cat cost
}

# What a person would write: render, then decode.  zbarimg takes no stream of pictures: they go by files.
cat >usual.sh <<'USUAL'
rm -rf pictures && mkdir pictures
pdftoppm -gray -r 200 "$1" pictures/p
zbarimg -q --raw -Sdisable -Sqrcode.enable pictures/*.pgm || [ $? = 4 ]	# 4: a picture without code
USUAL

median() {	# median FILE COLUMN
	sort -n -k "$2,$2" "$1" | awk -v c="$2" '{ v[NR] = $c } END { print v[int((NR + 1) / 2)] }'
}

side_by_side() {	# side_by_side NAME FILE
	: >ours
	: >theirs
	for _ in $(seq "$runs"); do
		measure "$paraphe" --json read -j 1 "$2" >>ours
		measure sh usual.sh "$2" >>theirs
	done
	read_pages=$("$paraphe" --json read "$2" | grep -c '"outcome":"read"') || true
	their_pages=$(sh usual.sh "$2" 2>/dev/null | grep -c '^P1') || true
	printf '%-24s %4d pages  %6.1f ms/page  %6.1f MB  read %d\n' "$1: paraphe read" "$pages" \
		"$(median ours 1 | awk -v n="$pages" '{ print $1 * 1000 / n }')" "$(median ours 3)" "$read_pages"
	printf '%-24s %4s        %6.1f ms/page  %6.1f MB  read %d\n' "    pdftoppm | zbarimg" '' \
		"$(median theirs 1 | awk -v n="$pages" '{ print $1 * 1000 / n }')" "$(median theirs 3)" "$their_pages"
	awk -v a="$(median theirs 1)" -v b="$(median ours 1)" 'BEGIN { printf "    %.1f times less CPU\n", a / b }'
}

echo "Reading, one worker, CPU time, median of $runs runs in turn"
sh "$here/../../samples/load.sh" "$paraphe" "$PARAPHE_HOME" >/dev/null
"$paraphe" issue convention --section SIO -o papers.pdf >/dev/null
"$paraphe" --json status | jq -r '.document // empty' | while read -r code; do
	"$paraphe" --json show "$code"
done >boxes.json
scan() {	# scan OUT OPTION...
	target=$1
	shift
	"$out/tests/sim/scansim" --boxes boxes.json --sign all@60 --damage office --severity 1-2 --dpi 300 \
		-o "$target" "$@" papers.pdf
}
scan gray.pdf --mode gray --quality 80 --pages "1-$pages"
scan g4.pdf --mode bilevel --pages "1-$pages"
scan turned.pdf --mode gray --rotate 180 --pages "1-$pages"
side_by_side "grey JPEG 300 dpi" gray.pdf
side_by_side "the same, upside down" turned.pdf
side_by_side "G4 300 dpi" g4.pdf

echo
echo "Memory of a long file (all processes together)"
scan long.pdf --mode bilevel
long=$(qpdf --show-npages long.pdf)
printf '%d pages: %.1f MB\n' "$long" "$(measure "$paraphe" --json read -j 1 long.pdf | cut -d' ' -f3)"
printf '%d pages, 2 workers: %.1f MB\n' "$long" "$(measure "$paraphe" --json read -j 2 long.pdf | cut -d' ' -f3)"
set -- $(measure "$paraphe" ingest long.pdf)
printf 'ingest, %d pages: %.1f s CPU, %.1f s, %.1f MB\n' "$long" "$@"

echo
echo "Issuing $placements placements, 3 copies"
sh "$here/school.sh" "$here/../../samples" "$placements" lists
export PARAPHE_HOME="$work/big"
"$paraphe" init --school "$here/../../samples/school.ini" >/dev/null
for kind in sections teachers students companies placements; do
	"$paraphe" import $kind lists/$kind.csv >/dev/null
done
set -- $(measure "$paraphe" issue convention --all -o all.pdf)
papers=$(qpdf --show-npages all.pdf)
printf '%d pages: %.1f s CPU, %.1f s, %.1f MB' "$papers" "$@"
awk -v n="$papers" -v s="$2" 'BEGIN { printf ", %.0f pages/s\n", n / s }'
