#!/bin/sh
# « ingest --expect »: the person says what a stack is.  A doubtful box of that role counts as signed, with
# that person's name; a clearly empty one is told; the rest is as ever; an undo of the batch takes all back.
. "$(dirname "$0")/lib.sh"

school
run 0 "$paraphe" issue convention --section SIO -o papers.pdf
boxes boxes.json
"$scansim" --dpi 72 --mode bilevel -o order.tif papers.pdf
pages=$(jq -r --slurpfile b boxes.json '. as $t | select(any($b[]; .document == $t.document and
	any(.pages[]; .page == $t.doc_page and .boxes != []))) | .source_page' order.tif.truth)
stamped=$(echo "$pages" | head -n 2 | paste -sd,)
empty=$(echo "$pages" | sed -n 4p)
"$scansim" --boxes boxes.json --seed 4 --sign student,company=stamp,principal=stamp --dpi 200 --mode gray \
	--severity 1 --pages "$stamped" -o stamped.pdf papers.pdf || fail "scansim"
"$scansim" --boxes boxes.json --seed 5 --sign student --dpi 200 --mode gray --severity 1 --pages "$empty" \
	-o empty.pdf papers.pdf || fail "scansim"

# without a word: two doubtful roles on two pages
run 3 "$paraphe" --as claire --json ingest stamped.pdf
same 4 "$("$paraphe" --json review | grep -c '"id"')" "questions without a word"
same null "$(tail -n 1 said | jq -c .expected)" "nothing is said of what was not expected"
run 0 "$paraphe" undo lot-"$(head -n 1 said | jq .batch)"

run 2 "$paraphe" ingest --expect facteur stamped.pdf
says "n'est pas un rôle" "a role that is none"

run 3 "$paraphe" --as claire --json ingest --expect entreprise stamped.pdf empty.pdf
same '["company"]' "$(tail -n 1 said | jq -c .expected)" "what was expected"
same "2 1" "$(tail -n 1 said | jq -r '"\(.expected_signed) \(.expected_absent)"')" "counts"
batch=$(head -n 1 said | jq .batch)
same 2 "$("$paraphe" --json review | grep -c '"id"')" "only the principal's boxes wait"
code=$(jq -r --argjson p "${stamped%,*}" 'select(.source_page == $p) | .document' order.tif.truth)
copy=$(jq -r --argjson p "${stamped%,*}" 'select(.source_page == $p) | .copy' order.tif.truth)
signature() {
	"$paraphe" --json show "$code" |
		jq -r --argjson c "$copy" '.copies[] | select(.copy == $c) | .signatures.company'
}
same signed "$(signature)" "the company's signature"
run 0 "$paraphe" show "$code"
says 'reconnue signée.*attendue' "the history says why"
says 'claire' "the history says who"

run 0 "$paraphe" undo "lot-$batch"
[ "$(signature)" != signed ] || fail "the undo of the batch takes the decision back"

run 3 "$paraphe" --as claire ingest --expect company stamped.pdf
says 'entreprise : case douteuse comptée comme signée, car attendue \(exemplaire' "the slip"
run 0 "$paraphe" undo "lot-$(($batch + 1))"
run 0 "$paraphe" --as claire ingest --expect entreprise empty.pdf
says 'entreprise : attendue, absente \(exemplaire' "the slip of an empty box"
run 0 "$paraphe" verify
end
