#!/bin/sh
# The prior agreement: a form for one student, a form for all; what comes back on them, from whom, with
# which answer; the teacher's judgment, the placement that comes of it, and the convention that must agree.
. "$(dirname "$0")/lib.sh"
need issue ingest review validate refuse placement undo

school
"$paraphe" --json issue accord --generic --section SIO -o form.pdf >form.json || exit 1
"$paraphe" --json issue accord --student "Lefèvre-Œuvrard Zoë" -o zoe.pdf >zoe.json || exit 1
mould=$(jq -r .document form.json) zoe=$(jq -r .document zoe.json)
for code in "$mould" "$zoe"; do "$paraphe" --json show "$code"; done >boxes.json

# scan NAME WHO PAPERS [OPTIONS...]
seed=0
scan() {
	name=$1 who=$2 papers=$3
	shift 3
	seed=$((seed + 1))
	"$scansim" --boxes boxes.json --sign "$who" --seed $seed --dpi 150 --mode bilevel \
		-o "$name" "$@" "$papers" || exit 1
}
# field KEY CODE; accord NAME: the number of the accord of a student of that name.
field() { "$paraphe" --json show "$2" | jq -r ".$1"; }
accord() {
	"$paraphe" --json status | jq -r --arg n "$1" \
		'select(.kind == "accord" and (.student | test($n))).document' | tail -n 1
}
# asked: the first question about whose accord it is.
asked() { "$paraphe" --json review | jq -r 'select(.kind == "attach").id' | head -n 1; }
lot() { echo "lot-$(sed -n 's/.*paraphe undo lot-\([0-9]*\).*/\1/p' said)"; }

# Nominative: it finds its student by itself, and waits for the teacher.
run 1 "$paraphe" validate "$zoe"
says "pas encore revenu" "an accord that is not back"
scan zoe.scan.pdf student,company,id-accept zoe.pdf
run 0 "$paraphe" ingest zoe.scan.pdf
says "l'entreprise accepte" "the slip says what was ticked"
same "returned accepts" "$(field state "$zoe") $(field reply "$zoe")" "Zoë's accord"
run 0 "$paraphe" status --state returned
says "LEFÈVRE.*à valider.*l'entreprise accepte" "the board shows what waits for the teacher"

# Generic: p1 p2 p3, p1 p2 p3, and a lone page, in one stack: three returns.
scan a.pdf student,company,id-accept form.pdf
scan b.pdf student,company,id-refuse form.pdf
scan c.pdf student,company,id-accept,id-refuse form.pdf --pages 2
qpdf --empty --pages a.pdf b.pdf c.pdf -- stack.pdf
run 3 "$paraphe" --json ingest stack.pdf
same "[7,7,0,3]" "$(jq -c 'select(.files) | [.pages, .read + .queued, .duplicates, .advanced]' said)" \
	"three returns in one stack"
run 03 "$paraphe" ingest stack.pdf && says "rien n'a changé" "the same file again"
cp stack.pdf copy.pdf && printf '%%\n' >>copy.pdf
run 03 "$paraphe" --json ingest copy.pdf
same "7 0" "$(jq -r 'select(.files) | "\(.duplicates) \(.advanced)"' said)" "the same pages in another file"

# Whose are they: by class, by name, by placement.
run 3 "$paraphe" review "$(asked)" && says 'Sans stage ni accord revenu' "proposals"
run 2 "$paraphe" review "$(asked)" --attach SIO2 && says "WEISS Jürgen \(SIO2\)" "a class lists its students"
run 1 "$paraphe" review "$(asked)" --attach "Personne Du-Tout" && says "ni un étudiant" "nobody"
run 0 "$paraphe" review "$(asked)" --attach "n'diaye"
run 0 "$paraphe" review "$(asked)" --attach "sio2 weiss"
run 0 "$paraphe" review "$(asked)" --attach 6
run 3 "$paraphe" review
says "coché « accepte » et « refuse »" "a double tick is asked"
both=$("$paraphe" --json review | jq -r 'select(.kind == "both-ticked").id')
run 1 "$paraphe" review "$both" --role étudiant && says "cochée" "an answer that fits no tick"
run 0 "$paraphe" review "$both" --empty
same refuses "$(field reply "$(accord MUÑOZ)")" "the other tick counts"

# A refusal ticked, a signature that lacks: validating needs a person's word; refusing needs a reason.
refused=$(accord WEISS)
run 1 "$paraphe" validate "$refused" && says "l'entreprise refuse" "a refusal is not validated"
run 2 "$paraphe" refuse "$refused" && says "motif" "a refusal needs a reason"
run 0 "$paraphe" refuse "$refused" --reason "l'entreprise a changé d'avis"
run 0 "$paraphe" status --state refusé && says "motif : l'entreprise a changé d'avis" "a refused accord is found, with its reason"
run 0 "$paraphe" issue accord --student "$("$paraphe" --json show "$refused" | jq -r .student)" -o next.pdf
pdftotext -layout next.pdf - | grep -q "refusé le .*a changé d.avis" || fail "the next accord does not say why the last one was refused"
run 0 "$paraphe" undo "$(sed -n 's/.*paraphe undo \(lot-[0-9]*\).*/\1/p' said)"
same refused "$(field state "$refused")" "refused"
scan unsigned.pdf student,id-accept form.pdf
"$paraphe" ingest unsigned.pdf >/dev/null
run 0 "$paraphe" review "$(asked)" --attach "weiss jürgen"
run 1 "$paraphe" validate "$(accord WEISS)" --placement 8 && says "ne l'a pas signé" "the company did not sign"
run 0 "$paraphe" validate "$(accord WEISS)" --placement 8 --comment "signature reçue par courriel"

# A placement of what was known: the student and the section's periods; a company not yet known.
aissatou=$(accord DIAYE)
run 1 "$paraphe" validate "$aissatou" entreprise="Garage du Pont" && says "entreprise inconnue" "a company unknown"
"$paraphe" --json placement list >before.json
run 0 "$paraphe" validate "$aissatou" company="Garage du Pont" entreprise_ville=Brancey \
	entreprise_code_postal=71993 entreprise_adresse="1 rue du Pont" tuteur="Léa Roux" tasks="Tenir le parc" \
	professeur_email=yann.kervadec@lycee-montcharmont.example representant="Luc Pont"
made=$(sed -n 's/.*Stage enregistré : n° \([0-9]*\).*/\1/p' said) way_back=$(lot)
same "2027-01-04 2027-02-12 35" "$("$paraphe" --json placement show "$made" |
	jq -r '.periods[0] | "\(.start) \(.end) \(.weekly_hours)"')" "the section's period"
run 0 "$paraphe" undo "$way_back"
"$paraphe" --json placement list | cmp -s before.json - || fail "undo does not bring the list back"
same returned "$(field state "$aissatou")" "undo brings the accord back"
run 0 "$paraphe" undo "$(sed -n 's/.*paraphe undo \(fait-[0-9]*\).*/\1/p' said)"
same validated "$(field state "$aissatou")" "and the undo is undone"
run 0 "$paraphe" issue convention --placement "$made" -o made.pdf
grep -q "sans accord" complaint && fail "a validated accord is not seen"
run 1 "$paraphe" undo "$way_back" && says "déjà imprimé" "an undo that would leave a convention behind"

# The convention says what the accord said, or it is not printed.
run 1 "$paraphe" validate "$zoe" --placement 2 && says "celui de ŞAHIN" "another's placement"
run 0 "$paraphe" validate "$zoe" --placement 1
run 0 "$paraphe" status --state validated
cp said by_name
run 0 "$paraphe" status --state 'Validée' && cmp -s said by_name || fail "a state is not found by its French word"
run 0 "$paraphe" status --state validé && cmp -s said by_name || fail "nor by that of an accord"
run 2 "$paraphe" status --state approuvé && says 'il y a « à imprimer »' "an unknown state"
run 0 "$paraphe" status --state validated
grep -q LEFÈVRE said && fail "a validated accord with its placement waits for nobody"
run 0 "$paraphe" placement change 1 fin1=2027-03-19
run 1 "$paraphe" issue convention --placement 1 -o no.pdf
says "26 mars 2027 dans l'accord validé, du 4 janvier 2027 au 19 mars 2027" "both dates"
run 0 "$paraphe" placement change 1 fin1=2027-03-26 company=Infologis
run 1 "$paraphe" issue convention --placement 1 -o no.pdf
says "« Orbe Systèmes » dans l'accord validé, « Infologis »" "both companies"
run 0 "$paraphe" validate "$zoe" --placement 1
run 0 "$paraphe" issue convention --placement 1 -o zoe-convention.pdf

# Without an accord: a warning, a refusal or nothing, as the school says.
run 0 "$paraphe" issue convention --placement 3 -o c3.pdf && says "sans accord préalable" "a warning"
printf '\n[accord]\nmissing = refuser\n' >>"$PARAPHE_HOME/paraphe.ini"
run 1 "$paraphe" issue convention --placement 4 -o c4.pdf && says "aucun accord préalable" "a refusal"
sed -i 's/^missing = .*/missing = rien/' "$PARAPHE_HOME/paraphe.ini"
run 0 "$paraphe" issue convention --placement 4 -o c4.pdf
grep -q "accord" complaint && fail "a school without accords is warned"
sed -i 's/^missing = .*/missing = parfois/' "$PARAPHE_HOME/paraphe.ini"
run 1 "$paraphe" status && says "avertir" "a setting that is none"
sed -i 's/^missing = .*/missing = avertir/' "$PARAPHE_HOME/paraphe.ini"

# The section's periods change: a new form; the old one is still taken, and so is last year's.
sed 's|SIO2:2027-01-04/2027-02-12|SIO2:2027-01-04/2027-02-19|' "$tree/samples/sections.csv" >sections.csv
"$paraphe" import sections sections.csv >/dev/null
run 0 "$paraphe" issue accord --generic --section SIO -o form2.pdf && says "périodes de stage" "a new version"
run 1 "$paraphe" issue accord --generic --section SIO
scan old.pdf student,company,id-accept form.pdf
run 03 "$paraphe" ingest old.pdf && says "ancienne version du formulaire" "an older form"
export SOURCE_DATE_EPOCH=1827000000	# 23 November 2027
sed 's/2026-2027/2027-2028/' "$tree/samples/students.csv" >students.csv
"$paraphe" import students students.csv >/dev/null
scan last-year.pdf student,company,id-accept form2.pdf
run 03 "$paraphe" ingest last-year.pdf && says "formulaire de 2026-2027" "last year's form"
run 0 "$paraphe" status && says "formulaire de 2026-2027" "this year's board shows it"
run 0 "$paraphe" verify
end
