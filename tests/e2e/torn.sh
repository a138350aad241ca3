#!/bin/sh
# Pages whose tag is torn off: their neighbours in the stack say which they are, a person confirms it, and
# only then do their boxes count.  What the neighbours do not prove is not proposed.
. "$(dirname "$0")/lib.sh"

school
run 0 "$paraphe" issue convention --placement 9 -o papers.pdf
boxes boxes.json
code=$(jq -r .document boxes.json)
"$scansim" --boxes boxes.json --seed 1 --sign student,company --dpi 200 --severity 1 -o scan.pdf papers.pdf

# A white patch where the tags are, laid over some pages.
printf '%s\n' '%PDF-1.4' '1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj' \
	'2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj' \
	'3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Contents 4 0 R>> endobj' \
	'4 0 obj <</Length 25>> stream' '1 g 470 715 126 127 re f' 'endstream endobj' \
	'trailer <</Root 1 0 R>>' >patch.pdf
torn() {	# torn OUT PAGES IN
	qpdf --warning-exit-0 "$3" --overlay patch.pdf --from= --repeat=1 --to="$2" -- "$1" 2>/dev/null ||
		fail "qpdf: $1"
}
copy_state() {
	"$paraphe" --json show "$code" | jq -r ".copies[] | select(.copy == $1) | .state"
}
guesses() {
	"$paraphe" --json review | jq -r '"\(.inferred.copy)/\(.inferred.page)"' | tr '\n' ' '
}

# The signature page of copy 1, a page in the middle of copy 2, the last page of copy 3.
page() {
	jq -r "select(.copy == $1 and .doc_page == $2) | .page" scan.pdf.truth
}
last=$(jq -r 'select(.copy == 3) | .doc_page' scan.pdf.truth | sort -n | tail -n 1)
sign=$(jq -r 'select(.copy == 1 and (.boxes | length) > 0) | .doc_page' scan.pdf.truth)
torn torn.pdf "$(page 1 "$sign"),$(page 2 3),$(page 3 "$last")" scan.pdf
cp -r "$PARAPHE_HOME" fresh
run 3 "$paraphe" --json ingest torn.pdf
same "1/$sign 2/3 3/$last " "$(guesses)" "what the neighbours prove"
same issued "$(copy_state 1)" "copy 1 before anybody confirmed"
set -- $("$paraphe" --json review | jq -r .id)
run 3 "$paraphe" review "$1"
says "page $sign de l'exemplaire 1 de la convention de" "the question"
says "review $1 --accept" "the way to confirm"
for id in "$@"; do
	run 0 "$paraphe" --as secretariat review "$id" --accept
done
same signed_company "$(copy_state 1)" "copy 1 once confirmed"
run 0 "$paraphe" review
run 0 "$paraphe" show "$code"
says "secretariat +page reconnue d'après ses voisines, confirmée, page $sign de l'exemplaire 1" "the history"
undo=$("$paraphe" show "$code" | sed -n "s/^ *\([0-9]*\) .*page $sign de l'exemplaire 1.*/\1/p" | tail -n 1)
run 0 "$paraphe" undo "$undo"
same issued "$(copy_state 1)" "copy 1 after undo"
run 0 "$paraphe" verify

# The stack lay the other way round.
rm -rf "$PARAPHE_HOME" && cp -r fresh "$PARAPHE_HOME"
qpdf torn.pdf --pages . z-1 -- reversed.pdf
run 3 "$paraphe" --json ingest reversed.pdf
same "3/$last 2/3 1/$sign " "$(guesses)" "what the neighbours prove in a stack turned over"

# Two lost pages side by side, and one between two copies that both lack a page: nothing is proved.
rm -rf "$PARAPHE_HOME" && cp -r fresh "$PARAPHE_HOME"
torn two.pdf "$(page 1 2),$(page 1 3),$(page 1 "$last"),$(page 2 3)" scan.pdf
run 3 "$paraphe" --json ingest two.pdf
same "null/null null/null null/null 2/3 " "$(guesses)" "what the neighbours do not prove"
id=$("$paraphe" --json review | jq -r 'select(.inferred == null) | .id' | head -n 1)
run 1 "$paraphe" review "$id" --accept
says "ne va pas à la question" "a question without a guess"

# The name under the torn code, typed whole, says the page; a wrong letter is noticed.
name=$("$paraphe" read scan.pdf | awk '/ex. 1, p. 2 *$/ { print $3 }')
wrong=$("$paraphe" read scan.pdf | awk '/ex. 1, p. 4 *$/ { print $3 }')
run 1 "$paraphe" review "$id" --attach "$wrong" --copy 1 --page 2
says "n'est pas le code de la page 2" "another page's name"
run 0 "$paraphe" review "$id" --attach "$name" --copy 1
"$paraphe" --json show "$code" | jq -e '.copies[0]' >/dev/null || fail "show"
run 0 "$paraphe" show "$code"
says "rattachée à ce papier, page 2 de l'exemplaire 1" "the page told by its name"
end
