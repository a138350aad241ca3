# December and January: internships that change, before and after the signatures; one abroad, one of a minor.
# shellcheck shell=sh

on 2026-12-15
stays CG2 beatrice.l-huillier 1 5 '2027-01-11;2027-02-12' >stays.csv
run 0 "$paraphe" import placements stays.csv

# Abroad: neither SIRET nor postcode of ours; in France they are checked.  Two periods in one company.
refused 1 '« 123 »' placement add etudiant="$(student CG2 6)" entreprise=Ici entreprise_ville=Brancey \
	entreprise_siret=123 debut1=2027-01-11 fin1=2027-02-12 heures=35
undone placement add etudiant="$(student CG2 6)" entreprise='Contoso Ltd' entreprise_pays=Irlande entreprise_ville=Cork \
	entreprise_siret=IE123 entreprise_code_postal=T12 debut1=2027-01-11 fin1=2027-01-22 debut2=2027-01-25 \
	fin2=2027-02-12 heures=35 missions='Tenir les comptes.' tuteur='Mary Dunne' representant='John Dunne' \
	professeur_email=beatrice.l-huillier@lycee-montcharmont.example
run 0 "$paraphe" lint --placement "$(placement CG2 6)"
says 'vérifier' "the French host's rules abroad"

# The law: what must be said in a convention is not printed without it; a minor's guardian signs too.
run 0 "$paraphe" placement add etudiant="$(student CG2 7)" entreprise=Infologis debut1=2027-01-11 fin1=2027-02-12 \
	heures=35 tuteur='Alix Tour' professeur_email=beatrice.l-huillier@lycee-montcharmont.example
illegal=$(placement CG2 7)
refused 1 'activités.*D124-4' issue convention --placement "$illegal" -o illegal.pdf
run 0 "$paraphe" placement change "$illegal" missions='Saisir des factures.'
print legal convention --placement "$illegal"
run 0 "$paraphe" placement add etudiant="$(student CG1 1)" entreprise=Infologis debut1=2027-05-24 fin1=2027-06-25 \
	heures=35 missions='Classer.' tuteur='Alix Tour' professeur_email=beatrice.l-huillier@lycee-montcharmont.example \
	horaires='du lundi au vendredi, de 9 h à 12 h et de 14 h à 18 h'
print minor convention --placement "$(placement CG1 1)"
minor=$(paper minor)
scan minor1 minor student,company --pages "$(leaves minor 1 "$minor")"
feed minor1
stands "$minor" issued read "a minor's guardian has not signed"
scan minor2 minor student,guardian,company --pages "$(leaves minor 1 "$minor")"
feed minor2
stands "$minor" signed_company read "the guardian has"

# A phone costs nothing; dates, before all have signed, a new version, and the old paper says what differs.
print cg convention --section CG
set -- $(for n in 1 2 3 4 5; do paper cg "$(student CG2 $n)"; done)
phone=$1 dates=$2 signed=$3 given_up=$4 broken=$5
undone placement change "$(placement CG2 1)" tuteur_telephone='06 39 98 77 66'
stands "$phone" issued issued "a phone costs nothing"
undone placement change "$(placement CG2 2)" fin1=2027-02-05
says 'version 2' "what new dates cost"
print dates convention --placement "$(placement CG2 2)"
stands "$(paper dates)" issued issued "the new version"
same superseded "$(state "$dates")" "the old one"
scan both cg student --pages "$(leaves cg 1 "$dates" "$phone")"
feed both
stands "$phone" signed_student read "a page in force in the same stack"
run 3 "$paraphe" review
says 'Ancienne version, remplacée par .* \(ce qui change : .*dates' "what differs"
run 0 "$paraphe" review "$(asked outdated)" --ignore

# After all have signed: amendments, numbered, signed.
on 2027-01-05
scan all cg all --pages "$(leaves cg '1 2 3' "$signed")"
feed all
stands "$signed" signed_principal read "signed by all"
stay=$(placement CG2 3)
refused 1 'Rien de nouveau|rien' issue amendment --placement "$stay" -o none.pdf
undone placement change "$stay" tuteur='Lou Vert'
says "issue amendment --placement $stay" "what it costs"
print amendment1 amendment --placement "$stay"
first=$(paper amendment1)
scan amended amendment1 all --pages "$(leaves amendment1 1 "$first")"
feed amended
stands "$first" signed_principal read "the first amendment"
run 0 "$paraphe" placement change "$stay" fin1=2027-02-05
print amendment2 amendment --placement "$stay"
pdftotext -layout amendment2.pdf amendment2.txt
grep -q 'Avenant n° 2 à la convention' amendment2.txt || fail "the second amendment has no number"
second=$(paper amendment2)
stands "$second" issued issued "the second amendment"
scan amended2 amendment2 all --pages "$(leaves amendment2 1 "$second")"
feed amended2
stands "$second" signed_principal read "the second amendment, signed"
same signed_principal "$(state "$first")" "the first still is"

# A second internship of the same student, elsewhere and later.
undone placement add etudiant="$(student CG2 3)" entreprise=Infologis debut1=2027-04-05 fin1=2027-04-16 heures=35 \
	missions='Tenir la caisse.' tuteur='Alix Tour' professeur_email=beatrice.l-huillier@lycee-montcharmont.example
same 2 "$("$paraphe" --json placement list | grep -c "$(student CG2 3 | cut -d' ' -f2)\",\"year\".*\"CG2\"")" "two internships"

# Given up; broken off.
refused 2 'motif' placement cancel "$(placement CG2 4)"
undone placement cancel "$(placement CG2 4)" --reason "l'entreprise renonce"
same cancelled "$(state "$given_up")" "its convention"
refused 1 'annulé' issue convention --placement "$("$paraphe" --json show "$given_up" | jq -r .placement)"
on 2027-01-25
stay=$(placement CG2 5)
refused 1 "s'achève" placement interrupt "$stay" --on 2027-03-01 --reason 'rupture'
undone placement interrupt "$stay" --on 2027-01-22 --reason "rupture d'un commun accord"
same "2027-01-22" "$("$paraphe" --json placement show "$stay" | jq -r .interrupted)" "its last day"
run 0 "$paraphe" status --section CG
says 'stage interrompu le 22 janvier 2027' "the board says it"
run 0 "$paraphe" show "$broken"
says 'interrompu le 22 janvier 2027' "so does its convention"
undone cancel "$(paper legal)" --reason 'imprimée deux fois'
same cancelled "$(state "$(paper legal)")" "a paper cancelled alone"
run 0 "$paraphe" status --state annulée
says 'motif : imprimée deux fois' "the board finds it, with its reason"
run 0 "$paraphe" verify
