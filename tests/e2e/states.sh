#!/bin/sh
# One convention through its states, and each thing that can go wrong on the way: signatures before
# their turn, on different copies, taken back, in the wrong box; a person's word, and its undoing.
. "$(dirname "$0")/lib.sh"
need issue ingest review handover undo

school
"$paraphe" issue convention --student "Lefèvre-Œuvrard Zoë" -o papers.pdf >/dev/null || exit 1
boxes boxes.json
code=$(jq -r .document boxes.json)
sheet=$(($(qpdf --show-npages papers.pdf) % 3))
pages=$((($(qpdf --show-npages papers.pdf) - sheet) / 3))
place=$(jq -r '[.pages[] | select(.boxes[].role == "student")][0].page' boxes.json)

# scan WHO COPY...: the signature page of these copies, signed so.
scans=0
scan() {
	who=$1 list=
	shift
	for copy; do list=$list${list:+,}$((sheet + (copy - 1) * pages + place)); done
	scans=$((scans + 1))
	"$scansim" --boxes boxes.json --sign "$who" --pages "$list" --dpi 150 \
		--mode gray --seed $scans -o "scan$scans.pdf" papers.pdf || exit 1
	"$paraphe" ingest "scan$scans.pdf" >ingested 2>&1
}

# state WANTED COPY1 COPY2 COPY3 WHAT
state() {
	same "$1 $2 $3 $4" "$("$paraphe" --json show "$code" |
		jq -r '.state, .copies[].state' | tr '\n' ' ' | sed 's/ $//')" "$5"
}

# questions: how many wait; question: the id of the first.
questions() {
	"$paraphe" --json review | wc -l
}
question() {
	"$paraphe" --json review | head -n 1 | jq -r .id
}

# undo_last: takes back what the last command did, as it says itself.
undo_last() {
	"$paraphe" undo "$(sed -n 's/.*paraphe undo \([0-9a-z-]*\).*/\1/p' said | tail -n 1)" >/dev/null ||
		fail "no way back from the last command"
}

state issued issued issued issued "as printed"
scan all=none 1 2 3
state issued issued issued issued "scanned unsigned"
scan student 1
state signed_student signed_student issued issued "the student on copy 1"
scan company 2
state signed_student signed_student issued issued "the company on copy 2, where the student lacks"
same true "$("$paraphe" --json show "$code" | jq '.copies[1].out_of_order')" "copy 2 out of order"
scan student,company 1 2
state signed_company signed_company signed_company issued "student and company on copies 1 and 2"

# The same file again changes nothing.
run 0 "$paraphe" ingest "scan$scans.pdf" && says "rien n'a changé" "the same file again"

# Seen empty after it was seen signed: a person says.
scan student 1
state signed_company signed_company signed_company issued "a signature is not taken back"
same 1 "$(questions)" "a conflict asks"
run 0 "$paraphe" review "$(question)" --empty
state signed_company signed_student signed_company issued "unless a person says so"
undo_last
same 1 "$(questions)" "the conflict is back"
run 0 "$paraphe" review "$(question)" --signed
state signed_company signed_company signed_company issued "the signature stays"
same 0 "$(questions)" "the conflict is settled"

# The principal in the company's place.
scan student,principal 3
state signed_company signed_company signed_company signed_student "the principal before the company"
same 1 "$(questions)" "wrong box?"
run 2 "$paraphe" review "$(question)" --role directeur
says "n'est pas un rôle" "an unknown role is refused"
run 0 "$paraphe" review "$(question)" --role Entreprise
state signed_company signed_company signed_company signed_company "the signature was the company's"
undo_last
state signed_company signed_company signed_company signed_student "undone"
run 0 "$paraphe" review "$(question)" --signed
same 0 "$(questions)" "it is the principal's indeed"
scan student,company,principal 3
state signed_principal signed_company signed_company signed_principal "the company at last"

# The hand-over.
run 1 "$paraphe" handover "$code"
run 0 "$paraphe" handover "$code" --reason "copies suivent"
state delivered delivered delivered delivered "handed over, with a reason"
undo_last
state signed_principal signed_company signed_company signed_principal "the hand-over undone"

# A whole batch undone: its file applies again.
lot=lot-$(sed -n "s/^Lot \([0-9]*\) .*/\1/p" ingested)
run 0 "$paraphe" undo "$lot"
state signed_company signed_company signed_company signed_student "the last scan undone"
"$paraphe" ingest "scan$scans.pdf" >/dev/null
state signed_principal signed_company signed_company signed_principal "and applied again"
run 0 "$paraphe" verify
end
