#!/bin/sh
# The main job from end to end: lists, papers, signatures, a scan, states, a decision, hand-over.
. "$(dirname "$0")/lib.sh"

school
same 54 "$("$paraphe" --json status | jq -r 'select(.state == "draft") | .placement' | wc -l)" "drafts"

# Seven placements of adults and one of a minor, each with its papers.
adults=$("$paraphe" --json status --section SIO | jq -r .placement | head -n 12)
n=0
for placement in $adults; do
	"$paraphe" --json issue convention --placement "$placement" -o "paper.pdf" >issued || {
		fail "issue --placement $placement"
		cat issued
	}
	code=$(jq -r .document issued)
	minor=$("$paraphe" --json show "$code" | jq '[.pages[].boxes[] | select(.role == "guardian")] | length')
	if [ "$minor" != 0 ]; then
		[ -f minor.pdf ] && continue
		name=minor
	else
		n=$((n + 1))
		name=d$n
	fi
	mv paper.pdf $name.pdf
	echo "$code" >$name.code
	[ $n -ge 7 ] && [ -f minor.pdf ] && break
done
[ $n -ge 7 ] && [ -f minor.pdf ] || fail "the samples lack seven adults and a minor"
boxes boxes.json

scan() {	# scan NAME SPECS
	"$scansim" --boxes boxes.json --seed 8 --dpi 200 --damage office --severity 1 --ink signature --sign "$2" \
		--rotate random -o "$1.scan.pdf" "$1.pdf" || fail "scansim $1"
}
scan d1 student
scan d2 student,company
scan d3 student,company,principal,tutor,teacher
scan d4 company
scan d5 'student,company=stamp'
scan d6 '1:student,2:company'
scan d7 'id-none'
scan minor student

state() {
	"$paraphe" --json show "$(cat "$1.code")" | jq -r .state
}
run 3 "$paraphe" --json ingest ./*.scan.pdf
jq -e 'select(.files) | .files == 8 and .pages == .read + .blank + .queued' said >/dev/null ||
	fail "sum: $(tail -n 1 said)"
same 0 "$(jq -r 'select(.files) | .duplicates' said)" duplicates
same signed_student "$(state d1)" "student alone"
same signed_company "$(state d2)" "student and company"
same signed_principal "$(state d3)" "all three"
same issued "$(state d4)" "company before the student"
"$paraphe" --json show "$(cat d4.code)" | jq -e .out_of_order >/dev/null || fail "out of order is not said"
same signed_student "$(state d5)" "student, and a rubber stamp alone for the company"
same signed_student "$(state d6)" "student on one copy, company on another"
same issued "$(state d7)" "nobody"
same issued "$(state minor)" "a minor without the guardian"

# A person settles the stamp: one question a copy.
"$paraphe" --json review >questions
same 3 "$(jq -r --arg c "$(cat d5.code)" 'select(.document == $c) | .id' questions | wc -l)" \
	"questions about the stamps"
for id in $(jq -r --arg c "$(cat d5.code)" 'select(.document == $c) | .id' questions); do
	run 0 "$paraphe" --as secretariat review "$id" --signed
done
same signed_company "$(state d5)" "after the decision"

# The guardian signs too.
scan minor student,guardian
mv minor.scan.pdf minor2.scan.pdf
run 0 "$paraphe" ingest minor2.scan.pdf
same signed_student "$(state minor)" "a minor with the guardian"

# The missing signature comes: the kept one counts.
"$scansim" --boxes boxes.json --seed 8 --dpi 200 --sign student,company -o d4.late.pdf d4.pdf
run 0 "$paraphe" ingest d4.late.pdf
same signed_company "$(state d4)" "once the student has signed"

run 0 "$paraphe" handover "$(cat d3.code)"
same delivered "$(state d3)" "after the hand-over"

run 0 "$paraphe" status
says 'remise' "the board"
run 0 "$paraphe" verify

# A second issue makes nothing and names what there is.
run 1 "$paraphe" issue convention --placement "$("$paraphe" --json show "$(cat d1.code)" | jq -r .placement)" \
	-o again.pdf
says "$(cut -c1-4 d1.code)-" "a second issue"
[ -e again.pdf ] && fail "a second issue made a file"
run 0 "$paraphe" issue --reprint "$(cat d1.code)" -o reprint.pdf
"$scansim" --dpi 100 -o a.png d1.pdf && "$scansim" --dpi 100 -o b.png reprint.pdf
same "$(jq -r .tag a.png.truth | sort)" "$(jq -r .tag b.png.truth | sort)" "tags of a reprint"

end
