# October to December: the second-year students of SIO, from their internships to the handed-over copies.
# shellcheck shell=sh

stays SIO2 yann.kervadec 6 12 '2027-01-04;2027-02-12' >stays.csv
run 0 "$paraphe" import placements stays.csv
run 0 "$paraphe" import placements stays.csv
says '^7 lignes lues : 7 identiques$' "the same internships again"
refused 1 'du 4 janvier 2027 au 12 février 2027' placement add etudiant="$(student SIO2 7)" entreprise=Infologis \
	debut1=2027-02-08 fin1=2027-02-19 heures=35

# What the accord said, the convention says, or it is not printed.
stay=$(placement SIO2 1)
undone placement change "$stay" fin1=2027-02-05
refused 1 "au 12 février 2027 dans l'accord validé" issue convention --placement "$stay" -o no.pdf
run 0 "$paraphe" placement change "$stay" fin1=2027-02-12 entreprise=Infologis
refused 1 '« Orbe Systèmes » dans .*accord' issue convention --placement "$stay" -o no.pdf
run 0 "$paraphe" placement change "$stay" entreprise='Orbe Systèmes'

on 2026-11-16
print sio convention --section SIO
same "issued 11" "$(tally SIO)" "a class printed"
refused 1 'Rien de nouveau' issue convention --section SIO -o again.pdf
all=$(jq -r .document sio.json)

# Each step of the whole class: the student on one copy, the company on all, the principal on all.
on 2026-11-23
scan students sio student --pages "$(leaves sio 2 $all)"
feed students
same "signed_student 11" "$(tally SIO)" "the students"
on 2026-12-07
scan companies sio student,company,tutor --pages "$(leaves sio '1 2 3' $all)"
feed companies
same "signed_company 11" "$(tally SIO)" "the companies"
same 11 "$("$paraphe" --json status --section SIO --state signed_company | wc -l)" "the principal's pile"
one=$(paper sio "$(student SIO2 1)")
refused 1 "chef d'établissement" handover "$one"
on 2026-12-14
scan principal sio all --pages "$(leaves sio '1 2 3' $all)"
feed principal
same "signed_principal 11" "$(tally SIO)" "the principal"
undone handover "$one" --to "$(student SIO2 1)"
stands "$one" delivered handed-over "handed over"
for code in $all; do
	[ "$code" = "$one" ] || run 0 "$paraphe" handover "$code"
done
same "delivered 11" "$(tally SIO)" "a class handed over"
