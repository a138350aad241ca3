#!/bin/sh
# The visits: a sharing proposed, fixed, adopted, undone; sheets printed, ticked, read back; what is left to do.
. "$(dirname "$0")/lib.sh"
need visit issue ingest

school
plan() {	# plan: what is proposed, « NUMBER TEACHER » a line
	"$paraphe" --json visit assign "$@" | jq -r '"\(.placement) \(.teacher)"'
}

# Proposed, the same twice, and nothing is written.
plan >first
plan >second
cmp -s first second || fail "two proposals differ"
same "$("$paraphe" --json visit list | jq -r '"\(.placement) \(.teacher)"' | sort)" \
	"$("$paraphe" --json placement | jq -r '"\(.placement) \(.teacher)"' | sort)" "a proposal writes nothing"
# Each section's visits stay with those who teach there, and are shared to one.
same "$(awk '$2 == "Mireille" || $2 == "Yann"' first | wc -l)" 17 "visits of SIO"
same "$(plan --section SIO | cut -d' ' -f2 | sort | uniq -c | awk '{ print $1 }' | tr '\n' ' ')" '9 8 ' "equal numbers"
# The two far trips of MCO are not one teacher's.
same "$("$paraphe" --json visit assign | jq -r 'select(.far).teacher' | sort -u | wc -l)" 2 "far trips are shared"

# A person decides and locks; a teacher takes no more than is said, and a section named is kept to.
run 0 "$paraphe" visit assign 1 --teacher Kervadec --lock
says 'verrouillées' "locked"
run 1 "$paraphe" visit assign 1 --teacher Kervadec --lock
run 1 "$paraphe" visit assign 1 --teacher Personne
says 'professeur inconnu' "an unknown teacher"
cat >profs.csv <<-END
	nom;prenom;email;sections;max visites
	Delaunay-Roch;Mireille;mireille.delaunay-roch@lycee-montcharmont.example;SIO;5
	Garçon-Müller;Étienne;etienne.garcon-muller@lycee-montcharmont.example;TOURISME, SIO;12
END
run 0 "$paraphe" import teachers profs.csv
plan --section SIO >limited
same "$(grep -c Mireille limited)" 5 "a teacher's own limit"
grep -q 'Étienne' limited || fail "a teacher of two sections visits in one only"
same "$(grep '^1 ' limited)" '1 Yann Kervadec' "what was locked"

run 0 "$paraphe" visit assign --apply
says 'undo lot-' "adopted"
lot=$(sed -n 's/.*undo lot-//p' said)
same "$("$paraphe" --json visit list | jq -r 'select(.placement == "1").locked')" true "the lock after a sharing"
same "$(plan | sort)" "$("$paraphe" --json visit list | jq -r '"\(.placement) \(.teacher)"' | sort)" \
	"a sharing that was adopted is proposed again"
run 0 "$paraphe" undo "lot-$lot"
same "$("$paraphe" --json visit list | jq -r 'select(.teacher == "Étienne Garçon-Müller").section' | sort -u)" \
	TOURISME "a sharing undone"
run 0 "$paraphe" visit assign --apply

# Interrupted and gone: left out.
run 0 "$paraphe" placement cancel 14 --reason 'ne vient pas'
plan >without
grep -q '^14 ' without && fail "a cancelled internship is shared out"

run 1 "$paraphe" visit assign 14 --teacher Kervadec
says 'annulé' "a cancelled internship given to somebody"

# Sheets of one teacher; one of them is ticked, signed, scanned; the visit is recorded from it.
SOURCE_DATE_EPOCH=1800300000	# 18 January 2027
run 0 "$paraphe" --json issue visit --teacher Kervadec -o fiches.pdf
same "$(jq -r .placement said | sort -n | tr '\n' ' ')" \
	"$("$paraphe" --json visit list --teacher Kervadec --todo | jq -r .placement | sort -n | tr '\n' ' ')" "whose sheets"
sheet=$(jq -r 'select(.placement == "1").document' said)
"$paraphe" --json show "$sheet" >boxes.json
page=$("$paraphe" --json read fiches.pdf | jq -r --arg d "$sheet" 'select(.document == $d).page')
"$scansim" --boxes boxes.json --dpi 150 --mode bilevel --pages "$page" --rotate random \
	--sign "$sheet:tutor,$sheet:teacher,$sheet:id-video=cross" -o retour.pdf fiches.pdf || exit 1
run 0 "$paraphe" ingest retour.pdf
same "$("$paraphe" --json show "$sheet" | jq -r .state)" returned "the sheet"
run 0 "$paraphe" visit list --teacher Kervadec
says 'fiche revenue le 18 janvier 2027 : visite à saisir' "a sheet that came back"
says 'à visiter avant le 12 février 2027 : 25 jours' "what is left to do"
run 0 "$paraphe" --as y.kervadec visit done 1 --comment 'Bonne intégration.'
same "$("$paraphe" --json visit list 1 | jq -c '[.done, .wanted, .due, .visits[0].mode, .visits[0].by]')" \
	'[1,2,true,"video","Yann Kervadec"]' "a visit as its sheet says it"
event=$("$paraphe" --json visit list 1 | jq '.visits[0].event')
run 0 "$paraphe" visit done 1 --correct "$event" --comment 'Très bonne intégration.'
same "$("$paraphe" --json visit list 1 | jq -r '.visits | length, .[0].comment, .[0].mode' | tr '\n' '|')" \
	'1|Très bonne intégration.|video|' "a correction takes its place"
run 0 "$paraphe" undo "$("$paraphe" --json visit list 1 | jq '.visits[0].event')"
same "$("$paraphe" --json visit list 1 | jq -r '.visits[0].comment')" 'Bonne intégration.' "a correction undone"
run 1 "$paraphe" visit done 1 --correct 1 --comment x
run 2 "$paraphe" visit done 2 --on 2027-01-15 --mode pigeon
run 0 "$paraphe" visit done 1 --on 15/01/2027 --mode sur-place
same "$("$paraphe" --json visit list --todo | jq -r 'select(.placement == "1").placement')" '' "visited enough"
run 0 "$paraphe" verify
end
