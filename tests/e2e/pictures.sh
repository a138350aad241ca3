#!/bin/sh
# Each paper looks as it did when a person last looked: tests/pictures/ keeps its pages, small and grey,
# and the words of the convention as they stand on the page.  « make pictures » renews them: look first.
. "$(dirname "$0")/lib.sh"
need preview
kept=$tree/tests/pictures
compare=$out/tests/pictures/compare
[ -x "$compare" ] || skip "no $compare"

# draw FILE.pdf NAME [FIRST]: its pages, as new/NAME-1.png... from page FIRST on.
draw() {
	pdftoppm -gray -r 36 -png -f "${3:-1}" "$1" "page"
	n=0
	for page in page-*.png; do
		n=$((n + 1))
		mv "$page" "new/$2-$n.png"
	done
}

mkdir new
school
for form in "$tree"/forms/*.ini; do
	name=$(basename "$form" .ini)
	run 0 "$paraphe" preview "$name" -o "$name.pdf" && draw "$name.pdf" "$name"
done
run 0 "$paraphe" preview convention --full -o full.pdf && draw full.pdf convention-full 3
run 0 "$paraphe" preview convention --abroad -o abroad.pdf && draw abroad.pdf convention-abroad 2
run 0 "$paraphe" preview amendment --full -o amendment-full.pdf && draw amendment-full.pdf amendment-full 2
run 0 "$paraphe" status -o board.pdf && draw board.pdf board

# The annexes in turn, as that of the specimen's section.
own=$PARAPHE_HOME/templates/annexes
mkdir -p "$own"
for annex in "$tree"/templates/annexes/*.md; do
	name=$(basename "$annex" .md)
	cp "$annex" "$own/SIO.md"
	run 0 "$paraphe" preview accord -o annex.pdf && draw annex.pdf "annex-$name" 3
done
pdftotext -layout full.pdf new/convention-full.txt

# A page that is not ours: the slip.  Papers that came back: the principal's list, and the receipt (it
# shows codes, which are never the same: only that nothing of them is cut is looked at).
run 0 "$paraphe" issue convention --section CG -o papers.pdf
run 3 "$paraphe" ingest visit.pdf && draw "$(ls "$PARAPHE_HOME/bordereaux"/lot-*.pdf)" slip
boxes boxes.json
sign() {	# sign ROLES: a box that the reader leaves open is settled as by somebody who looks at it
	"$scansim" --boxes boxes.json --sign "$1" --dpi 150 --mode bilevel -o signed.pdf papers.pdf &&
		run 03 "$paraphe" ingest signed.pdf
	"$paraphe" --json review | jq -r 'select(.kind == "doubtful").id' | while read -r question; do
		"$paraphe" review "$question" --signed >settled 2>&1 || cat settled
	done
}
sign student,company
SOURCE_DATE_EPOCH=1798000000 run 0 "$paraphe" status --state signed_company -o pile.pdf && draw pile.pdf pile
sign student,company,principal
run 0 "$paraphe" handover --section CG
pdftotext -raw "$(ls "$PARAPHE_HOME/bordereaux"/remise-*.pdf)" receipt.txt
same 18 "$(grep -cE ' [0-9A-Z]{4}(-[0-9A-Z]{4}){2} (1 et 2|3)$' receipt.txt)" "codes and copies of the receipt, each on one line"

if [ "${RENEW:-}" = 1 ]; then
	rm -f "$kept"/*.png "$kept"/*.txt
	cp new/* "$kept"
	ls "$kept" | wc -l
	end
fi

same "$(cd "$kept" && ls ./*.png)" "$(cd new && ls ./*.png)" "pages"
for page in "$kept"/*.png; do
	[ -e "new/$(basename "$page")" ] || continue
	"$compare" "$page" "new/$(basename "$page")" >why || fail "$(basename "$page") looks otherwise: $(tr '\n' ' ' <why)"
done
diff "$kept/convention-full.txt" new/convention-full.txt || fail "the convention reads otherwise"

# What the comparison is worth: thin lines drawn otherwise are no change, another word or a lost box is.
# (Letters are placed on pixels by poppler: pictures of another renderer would differ.)
pdftoppm -gray -r 36 -png -singlefile -f 2 -thinlinemode solid accord.pdf smooth
"$compare" "$kept/accord-2.png" smooth.png >why || fail "the drawing of lines is taken for a change: $(cat why)"
sed 's/\*\*accepte\*\*/**refuse**/' "$tree/templates/accord.md" >"$PARAPHE_HOME/templates/accord.md"
run 0 "$paraphe" preview accord -o word.pdf && pdftoppm -gray -r 36 -png -singlefile -f 2 word.pdf word
"$compare" "$kept/accord-2.png" word.png >why && fail "another word is not seen"
grep -v '^company | company' "$tree/templates/accord.md" >"$PARAPHE_HOME/templates/accord.md"
run 0 "$paraphe" preview accord -o box.pdf && pdftoppm -gray -r 36 -png -singlefile -f 2 box.pdf box
"$compare" "$kept/accord-2.png" box.png >why && fail "a lost box is not seen"
end
