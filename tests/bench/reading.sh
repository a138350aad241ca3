#!/bin/sh
# Reading against rendering and decoding.  reading.sh OUT	BENCH_PAGES: pages of each scan (60)
set -eu
. "$(dirname "$0")/common.sh"
pages=${BENCH_PAGES:-60}

# What a person would write: render, then decode.  zbarimg takes no stream of pictures: they go by files.
cat >usual.sh <<'USUAL'
rm -rf pictures && mkdir pictures
pdftoppm -gray -r 200 "$1" pictures/p
zbarimg -q --raw -Sdisable -Sqrcode.enable pictures/*.pgm || [ $? = 4 ]	# 4: a picture without code
USUAL

side_by_side() {	# side_by_side NAME FILE
	: >ours
	: >theirs
	for _ in $(seq "$runs"); do
		measure "$paraphe" --json read -j 1 "$2" >>ours
		read_pages=$(grep -c '"outcome":"read"' said) || true
		measure sh usual.sh "$2" >>theirs
		their_pages=$(grep -c '^P1' said) || true
	done
	printf '%-24s %4d pages  %6.1f ms/page  %6.1f MB  read %d\n' "$1: paraphe read" "$pages" \
		"$(median ours 1 | awk -v n="$pages" '{ print $1 * 1000 / n }')" "$(median ours 3)" "$read_pages"
	printf '%-24s %4s        %6.1f ms/page  %6.1f MB  read %d\n' "    pdftoppm | zbarimg" '' \
		"$(median theirs 1 | awk -v n="$pages" '{ print $1 * 1000 / n }')" "$(median theirs 3)" "$their_pages"
	awk -v a="$(median theirs 1)" -v b="$(median ours 1)" 'BEGIN { printf "    %.1f times less CPU\n", a / b }'
}

echo "Reading, one worker, CPU time, median of $runs runs in turn"
papers
scan gray.pdf --mode gray --quality 80 --pages "1-$pages"
scan g4.pdf --mode bilevel --pages "1-$pages"
scan turned.pdf --mode gray --rotate 180 --pages "1-$pages"
side_by_side "grey JPEG 300 dpi" gray.pdf
side_by_side "the same, upside down" turned.pdf
side_by_side "G4 300 dpi" g4.pdf
echo
