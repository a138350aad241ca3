#!/bin/sh
# The same again changes nothing: the same file, the same pages scanned anew; and an undo takes a
# batch back whole, after which the same file applies again.
. "$(dirname "$0")/lib.sh"

school
run 0 "$paraphe" issue convention --placement 9 -o one.pdf
run 0 "$paraphe" issue convention --placement 10 -o two.pdf
boxes boxes.json
scan() {	# scan OUT SEED IN...
	target=$1 seed=$2
	shift 2
	"$scansim" --boxes boxes.json --seed "$seed" --sign student,guardian,company --dpi 150 --damage skew,noise \
		--severity 1 --shuffle -o "$target" "$@" || fail "scansim $target"
}
scan first.pdf 1 one.pdf two.pdf
scan second.pdf 2 one.pdf two.pdf
pages=$(wc -l <first.pdf.truth)
sum() {
	jq -r 'select(.files) | "\(.read) \(.duplicates) \(.advanced)"' said
}

dump "$PARAPHE_HOME" >before
run 0 "$paraphe" --json ingest first.pdf
same "$pages 0" "$(sum | cut -d' ' -f1,2)" "read and duplicates, the first time"
[ "$(sum | cut -d' ' -f3)" -ge 2 ] || fail "nothing moved: $(sum)"
dump "$PARAPHE_HOME" >after

run 0 "$paraphe" --json ingest first.pdf
same "$pages $pages 0" "$(sum)" "the same file again"
dump "$PARAPHE_HOME" | cmp -s after - || fail "the same file again changed something"
cp first.pdf renamed.pdf
run 0 "$paraphe" ingest renamed.pdf
says 'déjà reçu' "the same file under another name"

run 0 "$paraphe" --json ingest second.pdf
copies=$(grep -vc '"copy":0' second.pdf.truth)	# an instruction sheet is of no copy
same "$pages $copies 0" "$(sum)" "the same pages scanned anew"
states() {
	"$paraphe" --json status | jq -r 'select(.document) | .state' | sort -u
}
same signed_company "$(states)" "states after the same pages scanned anew"

# Undo both batches: as before.  Then the same file applies again.
for batch in $("$paraphe" --json ingest second.pdf | jq -r 'select(.batch) | .batch') \
	$("$paraphe" --json ingest first.pdf | jq -r 'select(.batch) | .batch'); do
	run 0 "$paraphe" --as secretariat undo "lot-$batch"
done
same issued "$(states)" "states after the undo"
run 0 "$paraphe" --json ingest first.pdf
same "$pages 0" "$(sum | cut -d' ' -f1,2)" "read and duplicates, after the undo"
[ "$(sum | cut -d' ' -f3)" -ge 2 ] || fail "nothing moved after the undo: $(sum)"
run 0 "$paraphe" verify

end
