#!/bin/sh
# Papers that are not ours: a cover in front says whose they are and what they bear; its ticks count as
# the word of whoever feeds the stack.
. "$(dirname "$0")/lib.sh"
need issue ingest show status undo

school
mkdir elsewhere
sh "$tree/samples/load.sh" "$paraphe" "$PWD/elsewhere/home" >loaded 2>&1 || exit 1
cover() {	# cover PLACEMENT: prints one, and keeps its boxes
	"$paraphe" --json issue cover --placement "$1" -o "cover$1.pdf" | jq -r .document
}
one=$(cover 1) two=$(cover 2) three=$(cover 3)
for code in "$one" "$two" "$three"; do "$paraphe" --json show "$code"; done >boxes.json
"$paraphe" status -o theirs.pdf >/dev/null			# no code at all
"$paraphe" --home "$PWD/elsewhere/home" issue accord --generic --section SIO -o foreign.pdf >/dev/null
"$paraphe" issue convention --placement 5 -o ours.pdf >/dev/null

# The company's own template, on two pages and one with somebody's code; an insurance certificate; a cover
# with nothing behind; then a page of ours.
qpdf --empty --pages cover1.pdf theirs.pdf 1-2 foreign.pdf 1 cover2.pdf theirs.pdf 3 cover3.pdf ours.pdf 2 -- stack.pdf
"$scansim" --boxes boxes.json --dpi 150 --mode bilevel --blank-backs \
	--sign "$one:id-conv-company=tick,$one:id-sig-student=tick,$one:id-sig-company=tick,$two:id-doc-insurance=tick" \
	-o scan.pdf stack.pdf || exit 1
run 3 "$paraphe" --as mme.roy --json ingest scan.pdf
same '[16,8,8,0]' "$(jq -c 'select(.files) | [.pages, .read, .blank, .queued]' said)" "the sum"
lot=lot-$(jq -r 'select(.batch).batch' said)
pdftotext -layout "$PARAPHE_HOME"/bordereaux/lot-*.pdf slip.txt
grep -q '3 pages classées' slip.txt || fail "the slip does not say what was filed"
grep -q 'aucune page ne suit cette feuille' slip.txt || fail "the slip does not tell of a cover alone"

filed() {
	"$paraphe" --json show "$1" | jq -c '[.state, (.filed | map(.file_page))]'
}
same '["signed_company",[3,5,7]]' "$(filed "$one")" "the company's template"
same '["returned",[11]]' "$(filed "$two")" "the insurance certificate"
same '["returned",[]]' "$(filed "$three")" "the cover alone"
same 0 "$("$paraphe" --json review | wc -l)" "nothing waits"
run 0 "$paraphe" show "$one"
says 'mme.roy +feuille vue, cochée : convention au modèle de l.entreprise, signée par l.étudiant' "whose word it is"
"$paraphe" --json status --state signed_company >board
same "\"$one\" \"convention de l'entreprise (modèle extérieur)\"" \
	"$(jq -r 'select(.placement == "1") | "\"\(.document)\" \"\(.foreign)\""' board)" "the board"
run 1 "$paraphe" issue convention --placement 1
says 'modèle extérieur' "a second convention"

# A page that does not belong there goes back to those that wait; undone, it is filed again.
event=$("$paraphe" --json show "$one" | jq '.filed[1].event')
run 0 "$paraphe" undo "fait-$event"
same '["signed_company",[3,7]]' "$(filed "$one")" "one page taken out"
same 1 "$("$paraphe" --json review | wc -l)" "it waits"
run 0 "$paraphe" undo "$(sed -n 's/.*paraphe undo \([0-9a-z-]*\).*/\1/p' said)"
same '["signed_company",[3,5,7]]' "$(filed "$one")" "and filed again"

# The principal signs: the sheet is ticked further, and fed again with the pages.
"$scansim" --boxes boxes.json --dpi 200 --mode gray --seed 7 --pages 1-3 \
	--sign "$one:id-conv-company=tick,$one:id-sig-student=tick,$one:id-sig-company=tick,$one:id-sig-principal=tick" \
	-o signed.pdf stack.pdf || exit 1
run 0 "$paraphe" ingest signed.pdf
says 'modèle extérieur. est signée par les trois parties' "the slip"
same '"signed_principal"' "$("$paraphe" --json show "$one" | jq .state)" "signed by all"
run 0 "$paraphe" handover "$one" --to "Zoë Lefèvre-Œuvrard"
same '"delivered"' "$("$paraphe" --json show "$one" | jq .state)" "handed over"
run 0 "$paraphe" verify

# The whole stack undone: as before it.
run 0 "$paraphe" undo "$lot"
same '["issued",[]]' "$(filed "$two")" "nothing filed any more"
same '["issued",[]]' "$(filed "$three")" "the cover alone, undone"
same '["delivered",[2,3]]' "$(filed "$one")" "only the second scan is left"
same 0 "$("$paraphe" --json review | wc -l)" "nothing waits after the undo"

# And applied elsewhere it says the same as ingested.
cp -r "$PARAPHE_HOME" apart
"$paraphe" --home apart --json read scan.pdf >lines
run 3 "$paraphe" --home apart apply lines
run 3 "$paraphe" ingest scan.pdf
dump "$PARAPHE_HOME" >dump.ingest
dump apart | cmp -s dump.ingest - || fail "apply ends elsewhere than ingest"

# A page that came alone is filed to a cover by hand; whose signatures it bears is said by the cover's ticks.
qpdf theirs.pdf --pages . 2 -- alone.pdf
run 3 "$paraphe" ingest --mailed alone.pdf
question=$("$paraphe" --json review | jq -r 'select(.file == "alone.pdf").id')
run 2 "$paraphe" review "$question" --attach "$three" --signed-by entreprise
says "cochez ses cases" "what says whose signatures"
before=$(filed "$three" | jq -c '.[1] | length')
run 0 "$paraphe" review "$question" --attach "$three"
same $((before + 1)) "$(filed "$three" | jq -c '.[1] | length')" "filed by hand"
end
