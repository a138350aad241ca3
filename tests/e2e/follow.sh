#!/bin/sh
# A secretary's day: a stack comes in, what is doubtful is settled, undone, settled again; copies are handed
# over; the same stack again, by mail, from another machine; the whole is backed up and proved.
. "$(dirname "$0")/lib.sh"
need issue ingest review show

school
"$paraphe" issue convention --section SP3S -o papers.pdf >/dev/null 2>&1 || exit 1
boxes boxes.json
# In the order of their pages: the same pens sign the same papers, whatever their numbers.
set -- $("$paraphe" --json read papers.pdf | jq -rs 'map(select(.copy == 1 and .boxes != []) | .document) | .[]')
first=$1 second=$2 third=$3
pages=$("$paraphe" --json read papers.pdf |
	jq -r --arg a "$first" --arg b "$second" --arg c "$third" \
	    'select(.document == $a or .document == $b or .document == $c) | select(.boxes | length > 0).page')
list=$(echo $pages | tr ' ' ',')

# The first: all signed.  The second: the company before the student.  The third: a date alone.
"$scansim" --boxes boxes.json --seed 1 --dpi 200 --mode bilevel --pages "$list" --blank-backs \
	--sign "$first:student,$first:company,$first:principal,$second:company,$third:student,$third:company=date" \
	-o stack.pdf papers.pdf || exit 1
state() {	# state DOCUMENT [HOME]
	"$paraphe" --home "${2:-$PARAPHE_HOME}" --json show "$1" | jq -r .state
}

run 3 "$paraphe" --json ingest stack.pdf
same "$(jq -c 'select(.files) | [.files, .pages, .blank, .pages == .read + .blank + .queued, .advanced]' said)" \
	'[1,18,9,true,2]' "the sum"
[ -s "$PARAPHE_HOME"/bordereaux/lot-*.pdf ] || fail "no slip"
pdftotext -layout "$PARAPHE_HOME"/bordereaux/lot-*.pdf slip.txt
grep -q '18 pages = ' slip.txt || fail "the slip does not say the sum"
grep -q 'signée par les trois parties' slip.txt || fail "the slip does not say what moved"
grep -q 'Pages jamais vues' slip.txt || fail "the slip does not say which pages were never seen"
grep -q 'hors ordre : manque l.étudiant' slip.txt || fail "the slip does not say what is out of order"
same "$(state "$first")" signed_principal "signed by all"
same "$(state "$second")" issued "the company before the student"
same "$(state "$third")" signed_student "a date alone"
run 0 "$paraphe" status --section SP3S
says 'hors ordre : manque l.étudiant' "the board"

# The date is settled on one copy, undone, settled again by somebody else.
run 3 "$paraphe" --json review
question=$(jq -r --arg d "$third" 'select(.document == $d and .role == "company").id' said | head -n 1)
run 0 "$paraphe" --as mme.roy review "$question" --signed
same "$(state "$third")" signed_company "a date accepted"
run 1 "$paraphe" review "$question" --empty
says 'déjà réglée' "a question settled twice"
event=$("$paraphe" --json show "$third" | jq '[.events[] | select(.kind == "decided")][-1].event')
run 0 "$paraphe" undo "$event"
same "$(state "$third")" signed_student "a decision undone"
run 0 "$paraphe" --as m.petit review "$question" --delegated 'Mme Adjointe'
"$paraphe" --json show "$third" | jq -r '.events[].actor' | grep -q m.petit || fail "who decided is not kept"

# Handing over asks for the copy's own signatures, or a reason.
run 1 "$paraphe" handover "$second" --copy 1
says 'étudiant' "an unsigned copy handed over"
run 0 "$paraphe" handover "$first"
same "$(state "$first")" delivered "handed over"

# The same file again; undone, and again; on another machine, and by mail.
run 03 "$paraphe" ingest stack.pdf
says "déjà reçu .* rien n'a changé" "the same file again"
lot=$("$paraphe" --json ingest stack.pdf | jq -r 'select(.batch).batch')
run 0 "$paraphe" undo "lot-$lot"
same "$(state "$second")" issued "a batch undone"
"$paraphe" --json show "$second" | jq -e '.copies | all(.pages_seen == [])' >/dev/null ||
	fail "pages of an undone batch are still there"
cp -r "$PARAPHE_HOME" elsewhere
run 3 "$paraphe" ingest stack.pdf
"$paraphe" --home elsewhere --json read stack.pdf >lines
run 3 "$paraphe" --home elsewhere apply lines
dump "$PARAPHE_HOME" >dump.ingest
dump elsewhere | cmp -s dump.ingest - || fail "apply ends elsewhere than ingest"
cp -r elsewhere mailed
lot=$("$paraphe" --home mailed --json ingest stack.pdf | jq -r 'select(.batch).batch')
run 0 "$paraphe" --home mailed undo "lot-$lot"
{
	printf 'From: tuteur@entreprise.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n'
	printf 'Content-Type: application/pdf; name=retour.pdf\nContent-Transfer-Encoding: base64\n\n'
	base64 stack.pdf
	printf -- '--b--\n'
} >mail.eml
run 3 "$paraphe" --home mailed ingest - <mail.eml
run 0 "$paraphe" --home mailed show "$second"
says 'original non reçu' "a copy by mail"

run 0 "$paraphe" backup kept
run 0 "$paraphe" --home kept verify
says 'tout est en ordre' "the backup"
end
