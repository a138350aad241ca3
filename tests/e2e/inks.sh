#!/bin/sh
# What gets into a box, on ordinary scans and on bad ones: a stamp or a date alone is doubtful, a dot, a
# stray line or a stain is no signature, a signature in pencil or over the border is never « empty ».
# And damage near what a person would refuse: a page may stay unread, but nothing is made up.
. "$(dirname "$0")/lib.sh"

school
run 0 "$paraphe" issue convention --section CG -o papers.pdf
boxes boxes.json
"$scansim" --dpi 72 --mode bilevel -o order.tif papers.pdf
signed_pages=$(jq -r --slurpfile b boxes.json \
	'. as $t | select(any($b[]; .document == $t.document and
	any(.pages[]; .page == $t.doc_page and .boxes != []))) | .source_page' order.tif.truth)
ink_pages=$(echo "$signed_pages" | head -n 2 | paste -sd,)
worn_pages=$(echo "$signed_pages" | sed -n 5,8p | paste -sd,)

seed=40
for ink in signature initials pencil overflow smeared noted stamped stamp date mention cross hook \
	dot line behind stain smudge marker hole fluid crease hair; do
	seed=$((seed + 1)) modes=bilevel,gray,color
	case $ink in pencil | stamp) modes=gray,color ;; esac	# of these a bilevel scan may keep nothing
	"$scansim" --boxes boxes.json --seed $seed --sign "student=$ink,principal=$ink,teacher=$ink" --dpi 150,200 \
		--mode $modes --severity 1-2 --pages "$ink_pages" -o ink-$ink.pdf papers.pdf ||
		fail "scansim $ink"
done
for kind in pen stamp crumple photo copy fold; do
	seed=$((seed + 1))
	"$scansim" --boxes boxes.json --seed $seed --sign all@60 --ink signature --dpi 150,200 --mode gray --damage $kind \
		--severity 3-5 --pages "$worn_pages" -o worn-$kind.pdf papers.pdf || fail "scansim $kind"
done
cat ./*.truth | grep -v order.tif >truth
run 0 "$paraphe" --json read ./*-*.pdf
cp said read.jsonl
run 0 "$scansim" --compare truth read.jsonl --tolerant
end
