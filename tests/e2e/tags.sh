#!/bin/sh
# Codes that are not what they seem, and prints that share one code.
. "$(dirname "$0")/lib.sh"

school
cp -r "$PARAPHE_HOME" other && rm -rf other/secret.key other/paraphe.db* other/archive
sh "$tree/samples/load.sh" "$paraphe" other >/dev/null || exit 1
run 0 "$paraphe" backup before
run 0 "$paraphe" issue convention --placement 9 -o ours.pdf
run 0 "$paraphe" --home other issue convention --placement 9 -o theirs.pdf
boxes boxes.json
sum() {
	jq -r 'select(.files) | "\(.read) \(.blank) \(.queued) \(.advanced)"' said
}
outcomes() {
	"$paraphe" ${2:+--home "$2"} --json read "$1" | jq -r .outcome | sort | uniq -c | tr -s ' '
}

# One letter of each code changed; another school's key: foreign, and nothing moves.
"$scansim" --dpi 150 --flip-code -o flipped.pdf ours.pdf
"$scansim" --dpi 150 -o theirs.scan.pdf theirs.pdf
pages=$(wc -l <flipped.pdf.truth)
"$paraphe" --json status >was
for f in flipped.pdf theirs.scan.pdf; do
	same " $pages foreign" "$(outcomes $f)" "outcomes of $f"
	run 3 "$paraphe" --json ingest $f
	same "0 0 $pages 0" "$(sum)" "sum of $f"
done
"$paraphe" --json status | cmp -s was - || fail "foreign codes changed the board"

# A picture of the tag alone, at two pixels a module and without its white border, is no blank page.
pdftoppm -gray -png -singlefile -f 1 -r 51 -x 349 -y 24 -W 49 -H 49 ours.pdf tag
same " 1 read" "$(outcomes tag.png)" "outcome of a tag alone"

# A database restored from before the papers were issued: its own key, an unknown paper.
"$scansim" --boxes boxes.json --sign student --dpi 150 -o ours.scan.pdf ours.pdf
same " $pages unknown" "$(outcomes ours.scan.pdf before)" "outcomes in an older database"
run 3 "$paraphe" --home before --json ingest ours.scan.pdf
same "0 0 $pages 0" "$(sum)" "sum in an older database"

# Three returns of one generic accord in a stack are three; the same file again brings none.
run 0 "$paraphe" issue accord --generic -o mould.pdf
boxes boxes.json
leaf=$(qpdf --show-npages mould.pdf)
all=1-$leaf
"$scansim" --boxes boxes.json --seed 5 --sign all --damage skew,noise --severity 1 --dpi 150 --pages "$all,$all,$all" -o returns.pdf mould.pdf
returns() {
	"$paraphe" --json status | jq -r 'select(.kind == "accord") | .document' | wc -l
}
had=$(returns)
run 03 "$paraphe" --json ingest returns.pdf
same $((had + 3)) "$(returns)" "accords after three returns"
"$paraphe" --json ingest returns.pdf >said
same "$((3 * leaf)) 0" "$(jq -r 'select(.files) | "\(.duplicates) \(.advanced)"' said)" "the same returns again"
same $((had + 3)) "$(returns)" "accords after the same returns again"

end
