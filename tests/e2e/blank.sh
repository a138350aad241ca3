#!/bin/sh
# Blank conventions: numbered in a register, seen again or not, made a placement's, late in words.
. "$(dirname "$0")/lib.sh"
need issue ingest status regularise undo

school
run 0 "$paraphe" issue convention --blank 3 --teacher Delaunay --section SIO -o blanks.pdf
"$paraphe" issue convention --blank 1 --section CG -o more.pdf >/dev/null
same '[1,2,3,4]' "$("$paraphe" --json status --blank | jq -s -c 'map(.register)')" "numbers in a row"
set -- $("$paraphe" --json status --blank | jq -r .document)
one=$1 two=$2
pdftotext -f 2 -l 2 blanks.pdf first.txt
grep -q 'Convention vierge n° 1 (2026-2027), remise à Mireille Delaunay-Roch' first.txt ||
	fail "the paper does not say its number"
"$paraphe" --json show "$one" >boxes.json
"$paraphe" --json show "$two" >>boxes.json
"$scansim" --boxes boxes.json --sign "$one:student,$one:company" --dpi 150 --mode bilevel \
	--pages 2-7 -o back.pdf blanks.pdf || exit 1

# One comes back: it waits to be regularised, and heads the board.
run 3 "$paraphe" ingest back.pdf
says "convention vierge à régulariser : paraphe regularise" "the slip"
run 0 "$paraphe" status
says 'Attention : .*1 convention vierge à régulariser' "the head of the board"
same "$one" "$("$paraphe" --json status | head -n 1 | jq -r .document)" "what heads the board"
same '[1,true,"à régulariser"]' "$("$paraphe" --json status --blank | jq -c 'select(.urgent) | [.register, .urgent, .note]')" \
	"the register"

# Whose is it?  The command names those without a convention; then it moves as theirs does, and back.
run 2 "$paraphe" regularise "$one"
says 'n° 1  LEFÈVRE-ŒUVRARD Zoë' "candidates"
run 1 "$paraphe" regularise "$one" --placement 999
"$paraphe" issue convention --placement 2 -o other.pdf >/dev/null
run 1 "$paraphe" regularise "$one" --placement 2
says 'a déjà une convention' "a placement that has one"
before=$("$paraphe" --json show "$one" | jq -c 'del(.events)')
run 0 "$paraphe" --as mme.roy regularise "$one" --placement 1
undo=$(sed -n 's/.*paraphe undo \(fait-[0-9]*\).*/\1/p' said)
same '["1","signed_company"]' "$("$paraphe" --json status | jq -c --arg d "$one" \
	'select(.document == $d) | [.placement, .state]')" "the placement's convention"
run 0 "$paraphe" undo "$undo"
same "$before" "$("$paraphe" --json show "$one" | jq -c 'del(.events)')" "undone: as before"
run 0 "$paraphe" regularise "$one" --placement 1
run 1 "$paraphe" regularise "$one" --placement 3
run 1 "$paraphe" issue convention --placement 1
says 'convention vierge rattachée' "no second convention"

# Later: the internship began on 4 January 2027 without the principal's signature; two never came back.
export SOURCE_DATE_EPOCH=1799300000
run 0 "$paraphe" status
says 'sans convention valable depuis 3 jours' "days of delay"
says 'jamais revue depuis le 18 novembre 2026 · remise à Mireille Delaunay-Roch' "never seen again"
same "$one" "$("$paraphe" --json status | head -n 1 | jq -r .document)" "the uncovered heads the board"
same '[1,2,3,4]' "$("$paraphe" --json status --blank | jq -s -c 'map(select(.urgent).register)')" "all are urgent"
run 0 "$paraphe" status --blank -o register.pdf
pdftotext -layout register.pdf register.txt
grep -q 'BTS\|LEFÈVRE' register.txt || fail "the register to print does not name the student"
run 0 "$paraphe" cancel "$two" --reason 'perdue'
run 0 "$paraphe" status --blank
says 'annulée' "a cancelled one stays in the register"
"$paraphe" issue convention --blank 1 -o last.pdf >/dev/null
same 5 "$("$paraphe" --json status --blank | jq -s 'map(.register) | max')" "the next number"
run 0 "$paraphe" verify
end
