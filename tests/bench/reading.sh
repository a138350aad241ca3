#!/bin/sh
# Reading, beside what a person would otherwise write.  reading.sh OUT	BENCH_PAGES: of each scan (100)
# The pages are those of five-page conventions: one in five has boxes.
set -eu
. "$(dirname "$0")/common.sh"
pages=${BENCH_PAGES:-100}

# zbarimg takes no stream of pictures: they go by files.
cat >usual.sh <<'USUAL'
rm -rf pictures && mkdir pictures
pdftoppm -gray -r 200 "$1" pictures/p
zbarimg -q --raw -Sdisable -Sqrcode.enable pictures/*.pgm || [ $? = 4 ]	# 4: a picture without code
USUAL
python=
for candidate in python3 /usr/bin/python3; do
	$candidate -c 'import fitz, numpy, zxingcpp' 2>missing && python="$candidate $here/zxing.py" && break
done
[ "$python" ] || echo "(zxing-cpp from Python is not compared: $(tail -n 1 missing))"
cc -O2 -o whole "$here/whole.c" -ljpeg

# Every page with boxes and the four before it.
five_pages() {
	"$paraphe" --json read papers.pdf | jq -r 'select(.boxes | length > 0) | .page' |
		awk -v n="$pages" '{ printf "%s%d-%d", s, $1 - 4, $1; s = "," } NR * 5 >= n { exit }'
}

row() {	# row WHO COSTS READ: medians; a page's CPU and the ratio to ours
	cpu=$(median "$2" 1)
	printf '  %-26s %7.1f ms/page %7.2f s wall %6.0f MB   read %3d' "$1" \
		"$(awk -v c="$cpu" -v n="$pages" 'BEGIN { print c * 1000 / n }')" "$(median "$2" 2)" "$(median "$2" 3)" "$3"
	awk -v a="$cpu" -v b="$(median ours 1)" 'BEGIN { print a == b ? "" : sprintf("   %5.1f times ours", a / b) }'
}

side_by_side() {	# side_by_side NAME FILE
	rm -f ours usual zxing decoded
	rm -rf jpegs && mkdir jpegs
	pdfimages -j "$2" jpegs/p
	for _ in $(seq "$runs"); do
		measure "$paraphe" --json read -j 1 "$2" >>ours
		read_ours=$(grep -c '"outcome":"read"' said) || true
		measure sh usual.sh "$2" >>usual
		read_usual=$(grep -c '^P1' said) || true
		if [ "$python" ]; then
			measure $python "$2" >>zxing
			read_zxing=$(grep -c '^P1' said) || true
		fi
		[ ! -e jpegs/p-000.jpg ] || measure ./whole jpegs/*.jpg >>decoded
	done
	echo "$1, $pages pages"
	row "paraphe read" ours "$read_ours"
	row "pdftoppm, zbarimg" usual "$read_usual"
	[ ! -e zxing ] || row "fitz, zxing-cpp (Python)" zxing "$read_zxing"
	[ ! -e decoded ] || row "libjpeg-turbo, decode only" decoded 0
}

# The pages a second of -j 2 over those of two readings side by side, on as many cores.
two_workers() {	# two_workers FILE
	cp "$1" again.pdf
	cat >two.sh <<-TWO
	"$paraphe" --json read -j 1 "$1" >one &
	"$paraphe" --json read -j 1 again.pdf >two
	wait
	TWO
	rm -f pair apart
	for _ in $(seq "$runs"); do
		measure "$paraphe" --json read -j 2 "$1" >>pair
		measure sh two.sh >>apart
	done
	awk -v a="$(median apart 2)" -v b="$(median pair 2)" -v m="$(median pair 3)" 'BEGIN {
		printf "Two workers: %.0f %% of the rate of two readings side by side, %.0f MB in all\n", 50 * a / b, m }'
}

echo "Reading, one worker, medians of $runs runs in turn"
papers
chosen=$(five_pages)
scan gray.pdf --mode gray --quality 80 --pages "$chosen"
scan turned.pdf --mode gray --quality 80 --rotate 180 --pages "$chosen"
scan g4.pdf --mode bilevel --pages "$chosen"
scan backs.pdf --mode gray --quality 80 --blank-backs --pages "$chosen"
pages=$(qpdf --show-npages gray.pdf)
side_by_side "Grey JPEG, 300 dpi" gray.pdf
side_by_side "The same, upside down" turned.pdf
side_by_side "G4, 300 dpi" g4.pdf
pages=$(qpdf --show-npages backs.pdf)
side_by_side "Grey JPEG, blank backs" backs.pdf
two_workers gray.pdf
echo
