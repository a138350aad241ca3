#!/bin/sh
# Placements by hand: added, changed, interrupted, cancelled, and each undone; what a change costs before all
# have signed and after; amendments numbered for each convention.
. "$(dirname "$0")/lib.sh"
need placement issue ingest undo

school
list() { "$paraphe" --json placement list | jq -c 'del(.reason)'; }
last_undo() { sed -n 's/.*paraphe undo \([a-z0-9-]*\)$/\1/p' said | tail -n 1; }
list >start.json

# Added: what was typed wrongly says so; the same twice, two at a time, abroad, two periods of other hours.
run 2 "$paraphe" placement add etudiante="N'Diaye Aïssatou" && says "n'est pas un champ" "an unknown field"
run 1 "$paraphe" placement add etudiant="Martin" entreprise=Infologis debut1=2027-01-04 fin1=2027-02-12 heures=35
says "désigne plusieurs étudiants" "two of that name"
run 1 "$paraphe" placement add etudiant="n'diaye" entreprise=Infologis debut1=2027-02-12 fin1=2027-01-04 heures=35
says "avant le début" "dates the wrong way round"
run 1 "$paraphe" placement add etudiant="n'diaye" entreprise=Rien debut1=2027-01-04 fin1=2027-02-12 heures=35
says "entreprise inconnue" "a company unknown"
run 1 "$paraphe" placement add etudiant="n'diaye" entreprise=Ici entreprise_ville=Brancey entreprise_siret=123 \
	debut1=2027-01-04 fin1=2027-02-12 heures=35
says "« 123 »" "a SIRET is checked in France"
run 0 "$paraphe" placement add etudiant="n'diaye aïssatou" entreprise="Contoso Ltd" entreprise_pays=Irlande \
	entreprise_ville=Cork entreprise_siret=IE123 entreprise_code_postal=T12 debut1=2027-01-04 \
	fin1=2027-01-29 debut2=2027-03-08 fin2=2027-03-19 heures=35 heures2=30
new=$(sed -n 's/^Stage n° \([0-9]*\) ajouté.*/\1/p' said) added=$(last_undo)
same "35 30" "$("$paraphe" --json placement show "$new" | jq -r '[.periods[].weekly_hours] | join(" ")')" \
	"hours of each period"
run 1 "$paraphe" placement add etudiant="n'diaye" entreprise="Contoso Ltd" debut1=2027-01-04 fin1=2027-01-29 heures=35
says "existe déjà : n° $new" "the same twice"
run 1 "$paraphe" placement add etudiant="n'diaye" entreprise=Infologis debut1=2027-03-15 fin1=2027-03-26 heures=35
says "stage n° $new, du 8 mars 2027 au 19 mars 2027" "an overlap names the other"
run 0 "$paraphe" placement add etudiant="n'diaye" entreprise=Infologis debut1=2027-05-03 fin1=2027-05-14 heures=35
run 0 "$paraphe" undo "$(last_undo)"
run 0 "$paraphe" undo "$added"
list | cmp -s start.json - || fail "undoing what was added does not bring the list back"

# Changed, and back; what was changed again since is not put back in silence.
run 0 "$paraphe" placement change 4 fin=05/02/2027
first=$(last_undo)
run 0 "$paraphe" placement change 4 tuteur="Jean Neuf"
second=$(last_undo)
run 1 "$paraphe" undo "$first" && says "modifié depuis" "an older change"
run 0 "$paraphe" undo "$second"
run 0 "$paraphe" undo "$first"
list | cmp -s start.json - || fail "undoing changes does not bring the list back"

# Cancelled with its papers, and back; interrupted.
run 0 "$paraphe" issue convention --placement 7 -o c7.pdf
seven=$("$paraphe" --json placement show 7 | jq -r .document)
run 2 "$paraphe" placement cancel 7 && says "motif" "a reason is needed"
run 0 "$paraphe" placement cancel 7 --reason "l'entreprise renonce"
back=$(last_undo)
same cancelled "$("$paraphe" --json show "$seven" | jq -r .state)" "its convention is cancelled"
run 1 "$paraphe" issue convention --placement 7 && says "annulé" "nothing is printed for it"
run 1 "$paraphe" placement change 7 fin=05/02/2027 && says "annulé" "nor is it changed"
run 0 "$paraphe" placement show 7 && says "l'entreprise renonce" "why"
list | jq -r .placement | grep -qx 7 && fail "a cancelled placement is on the list"
run 0 "$paraphe" placement add etudiant="Kovács" entreprise=Infologis debut1=2027-01-18 fin1=2027-02-12 heures=35
other=$(last_undo)
run 1 "$paraphe" undo "$back" && says "recouvrirait" "two placements on one day"
run 0 "$paraphe" undo "$other"
run 0 "$paraphe" undo "$back"
same issued "$("$paraphe" --json show "$seven" | jq -r .state)" "and its convention is back"
run 2 "$paraphe" placement interrupt 7 --reason "rupture" && says "dernier jour" "the day is needed"
run 1 "$paraphe" placement interrupt 7 --on 2026-12-01 --reason "rupture" && says "ne commence que" "before it starts"
run 1 "$paraphe" placement interrupt 7 --on 2027-03-01 --reason "rupture" && says "s'achève" "after its end"
run 0 "$paraphe" placement interrupt 7 --on 29/01/2027 --reason "rupture d'un commun accord"
back=$(last_undo)
run 1 "$paraphe" placement interrupt 7 --on 28/01/2027 --reason "encore" && says "déjà interrompu, le 29 janvier" "twice"
same '["2027-01-29","rupture d'"'"'un commun accord"]' \
	"$("$paraphe" --json placement show 7 | jq -c '[.interrupted, .reason]')" "the day and why"
run 0 "$paraphe" undo "$back"
same null "$("$paraphe" --json placement show 7 | jq .interrupted)" "undone"

# What a change costs: nothing, a new version, an amendment; their numbers; the outdated page in words.
sign() {	# sign PAPERS WHO SEED
	boxes boxes.json
	"$scansim" --boxes boxes.json --sign "$2" --seed "$3" --dpi 150 --mode bilevel \
		-o "scan$3.pdf" "$1" || exit 1
	"$paraphe" ingest "scan$3.pdf" >ingested
}
run 0 "$paraphe" issue convention --placement 4 -o c4.pdf
run 0 "$paraphe" placement change 4 tuteur_telephone="06 39 98 01 02"
grep -q "n'est plus à jour" said && fail "a phone costs a new version"
sign c4.pdf student 1
run 0 "$paraphe" placement change 4 tuteur="Jean Neuf" && says "version 2" "a tutor costs a new version"
run 0 "$paraphe" issue convention --placement 4 -o c4b.pdf
sign c4.pdf student,company 2
run 3 "$paraphe" review && says "Ancienne version, remplacée par .* \(ce qui change : tuteur\)" "an outdated page"
sign c4b.pdf all 3
run 0 "$paraphe" placement change 4 tuteur="Lou Vert" && says "issue amendment --placement 4" "an amendment"
run 0 "$paraphe" issue amendment --placement 4 -o a1.pdf
pdftotext -layout a1.pdf a1.txt
grep -q "Avenant n° 1 à la convention" a1.txt || fail "the first amendment has no number"
grep -q "en remplacement de Jean Neuf" a1.txt || fail "the amendment does not name the former tutor"
sign a1.pdf all 4
same 2 "$("$paraphe" --json show "$("$paraphe" --json status | jq -r 'select(.kind == "amendment").document')" |
	jq '[.pages[].boxes[] | select(.role == "tutor")] | length')" "both tutors sign"
run 0 "$paraphe" placement change 4 fin=05/02/2027
run 0 "$paraphe" issue amendment --placement 4 -o a2.pdf
run 0 "$paraphe" placement change 4 fin=04/02/2027
run 0 "$paraphe" issue amendment --placement 4 -o a2b.pdf
for f in a2 a2b; do
	pdftotext -layout $f.pdf $f.txt
	grep -q "Avenant n° 2 à la convention" $f.txt || fail "$f: the second amendment has another number"
	grep -q "Il porte sur : dates ou horaires" $f.txt || fail "$f: says more than it changes"
	grep -q "remplacement" $f.txt && fail "$f: the tutor did not change again"
done
run 0 "$paraphe" verify

# A section, a school year, an internship that is none is named, not an empty list.
for words in 'status --section ZZZ' 'lint --section ZZZ' 'remind --section ZZZ' 'visit list --section ZZZ' 'close list --section ZZZ' \
    'placement --section ZZZ' 'export board --section ZZZ'; do
	run 1 "$paraphe" $words && says '« ZZZ » : section inconnue ; il y a CG, MCO' "$words"
done
run 1 "$paraphe" status --year 2026 && says "« 2026 » n'est pas une année scolaire" "a year"
run 1 "$paraphe" lint --placement 999 && says 'aucun stage n° 999' "a placement"
same "$("$paraphe" --json status --section sio)" "$("$paraphe" --json status --section SIO)" "a section in any case"
end
