#!/bin/sh
# Where the three papers are: given out, back, lost and printed again, handed over one by one, by list,
# by section, by a last scan, with a slip to sign.
. "$(dirname "$0")/lib.sh"
need issue ingest handout handover undo

school
"$paraphe" issue convention --section SP3S -o papers.pdf >/dev/null 2>&1 || exit 1
boxes boxes.json
set -- $(jq -r .document boxes.json)
first=$1 second=$2 third=$3
"$paraphe" --json read papers.pdf >read.json
# sheets DOCUMENT COPY: its pages in papers.pdf
sheets() {
	jq -r --arg d "$1" --argjson c "$2" 'select(.document == $d and .copy == $c).page' read.json | paste -sd, -
}
copies() {
	"$paraphe" --json show "$1" | jq -c '[.copies[] | .holder]'
}
board() {	# board DOCUMENT MEMBER
	"$paraphe" --json status --section SP3S | jq -r --arg d "$1" "select(.document == \$d).$2"
}
lot() {
	sed -n 's/.*paraphe undo \(lot-[0-9]*\).*/\1/p' said
}

# The whole section goes to its students; one paper is there already.
run 0 "$paraphe" handout "$first" --to étudiant --copy 2
run 3 "$paraphe" handout --section SP3S --to étudiant
says "exemplaire 2 : déjà chez l'étudiant depuis le 18 novembre 2026" "given out twice"
same '["student","student","student"]' "$(copies "$second")" "who holds them"
same "chez l'étudiant depuis le 18 novembre 2026" "$(board "$second" away)" "the board names the holder"
run 0 "$paraphe" undo "$(lot)"
same '[null,"student",null]' "$(copies "$first")" "undone: only the first hand-out is left"
run 3 "$paraphe" handout --section SP3S --to étudiant

# Two copies come back signed by all: they are at school, the third is not.
"$scansim" --boxes boxes.json --sign student,company,principal --dpi 150 --mode bilevel \
	--pages "$(sheets "$first" 1),$(sheets "$first" 2),$(sheets "$second" 1)" -o back.pdf papers.pdf || exit 1
run 0 "$paraphe" ingest back.pdf
same '[null,null,"student"]' "$(copies "$first")" "a scan ends the hand-out"
same "chez l'étudiant depuis le 18 novembre 2026 (exemplaire 3)" "$(board "$first" away)" "the third is still away"
run 1 "$paraphe" handover "$first"
says "exemplaire 3 : il manque l'étudiant" "all or none of a paper named by its code"
same signed_principal "$(board "$first" state)" "nothing was handed over"

# By a last scan: those copies, and no others.
"$scansim" --boxes boxes.json --sign student,company,principal --dpi 200 --mode gray --seed 4 \
	--pages "$(sheets "$first" 1),$(sheets "$second" 2)" -o last.pdf papers.pdf || exit 1
run 0 "$paraphe" --as mme.roy handover --scan last.pdf
same '[true,false,false]' "$("$paraphe" --json show "$first" | jq -c '[.copies[].handed_over != null]')" "copy 1 alone"
same '[false,true,false]' "$("$paraphe" --json show "$second" | jq -c '[.copies[].handed_over != null]')" "copy 2 alone"
pdftotext -layout "$PARAPHE_HOME"/bordereaux/remise-*.pdf receipt.txt
grep -q 'Bordereau de remise n°' receipt.txt || fail "no receipt"
grep -q 'signature' receipt.txt || fail "no room to sign on the receipt"
run 0 "$paraphe" undo "$(lot)"
same signed_principal "$(board "$second" state)" "the hand-over undone, not the scan"

# By list: what can go goes, the rest is said.
printf '%s ; premier\n# rien\n\nZZZZ-ZZZZ-ZZZZ\n"%s"\n' "$first" "$third" >list.csv
run 3 "$paraphe" --json handover --list list.csv -o receipt.pdf
same '[[1,2],[],[]]' "$(jq -s -c 'map(.copies) | sort_by(-length)' said)" "what a list hands over"
same 2 "$(jq -s 'map(select(.refused) | select(.copies == [])) | length' said)" "what it does not"
[ -s receipt.pdf ] || fail "no receipt where it was wanted"
run 1 "$paraphe" handover --list none.csv
run 2 "$paraphe" handover

# A lost copy is printed again alone, and starts anew; undone, it is as it was.
before=$("$paraphe" --json show "$second" | jq -c .copies)
run 0 "$paraphe" issue --reprint "$second" --copy 1 --reason 'perdu dans le train' -o again.pdf
says "ne compte plus" "the old paper"
same issued "$("$paraphe" --json show "$second" | jq -r '.copies[0].state')" "a new paper is not signed"
run 0 "$paraphe" show "$second"
says 'réimpression à la place du précédent.*perdu dans le train' "the history"
event=$("$paraphe" --json show "$second" | jq '[.events[] | select(.kind == "reprinted")][-1].event')
run 0 "$paraphe" undo "fait-$event"
same "$before" "$("$paraphe" --json show "$second" | jq -c .copies)" "the reprint undone"

# The rest of a section, once signed by all.
list=
for copy in 1 2 3; do list=$list${list:+,}$(sheets "$second" $copy); done
"$scansim" --boxes boxes.json --sign student,company,principal --dpi 150 --mode gray --seed 9 \
	--pages "$list" -o whole.pdf papers.pdf || exit 1
run 0 "$paraphe" ingest whole.pdf
run 3 "$paraphe" handover --section SP3S
same delivered "$(board "$second" state)" "the section's hand-over"
run 0 "$paraphe" verify
end
