#!/bin/sh
# 200 pages over resolutions, modes, turns and formats at severities 1 to 3: every page accounted
# for, every tag right, none wrong, no empty box called signed, no signature called empty.
# MATRIX_SEED gives other pages.
. "$(dirname "$0")/lib.sh"

seed=${MATRIX_SEED:-1}

school
run 0 "$paraphe" issue convention --section SIO -o papers.pdf
boxes boxes.json
[ -s boxes.json ] || fail "no box tables"

scan() {	# scan OUT PAGES OPTION...
	target=$1 pages=$2
	shift 2
	seed=$((seed + 1))
	"$scansim" --boxes boxes.json --sign all@55 --ink signature --seed "$seed" --severity 1-3 --rotate random \
		--dpi 150,200,300 --mode bilevel,gray,color --pages "$pages" "$@" -o "$target" papers.pdf ||
		fail "scansim: $target"
}
scan a.pdf 1-60 --shuffle --strips random --ocr random --pdf-rotate
scan b.pdf 61-90 --blank-backs
scan c.tif 91-125 --shuffle --strips random
scan d.tif 126-140 --lzw --dpi 150,200
scan e.png 141-153 --dpi 150,200
scan f.jpg 154-170
cat ./*.truth >truth
[ "$(wc -l <truth)" -ge 200 ] || fail "fewer than 200 pages: $(wc -l <truth)"

run 0 "$paraphe" --json read ./*.pdf ./*.tif ./*.png ./*.jpg
cp said read.jsonl
"$scansim" --compare truth read.jsonl || bad=1

# Many distorted pages of one paper are still pages of that paper: applied, the sum is exact.
run 03 "$paraphe" --json ingest a.pdf
jq -e 'select(.files) | .pages == 60 and .pages == .read + .blank + .queued' said >/dev/null ||
	fail "the sum of a.pdf: $(tail -n 1 said)"
end
