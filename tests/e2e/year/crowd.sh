# March to July: the 85 other students, by whole classes: one list, one printing, one stack, hand-overs by list,
# by scan and by section, what leaves the house at the end.
# shellcheck shell=sh

# The list has its school's own headings: a map says what they are.  Taken back, and put in again.
on 2027-03-01
{
	stays CG1 beatrice.l-huillier 2 12 '2027-05-24;2027-06-25'
	for class in 'SIO1 yann.kervadec 1' 'MCO1 nadia.ben-said 1' 'CG2 beatrice.l-huillier 8' 'SP3S2 loic.fabregues 1' \
	    'SP3S1 loic.fabregues 1' 'TOURISME2 anne-sophie.de-la-fontanelle 4' 'TOURISME1 anne-sophie.de-la-fontanelle 1'; do
		set -- $class
		stays "$1" "$2" "$3" 12 '2027-05-24;2027-06-25' | sed 1d
	done
} >crowd.csv
sed -i "1s/etudiant_nom/Élève (nom)/; 1s/entreprise;/Lieu d'accueil;/; 1s/debut1/Du/; 1s/fin1/Au/" crowd.csv
printf "[columns]\netudiant_nom = Élève (nom)\nentreprise = Lieu d'accueil\ndebut1 = Du\nfin1 = Au\n" >crowd.ini
refused 1 'colonne' import placements crowd.csv
undone import placements --map crowd.ini crowd.csv
says '^85 lignes lues : 85 nouvelles$' "the rest of the school"
sed 's/Découvrir le service, puis y tenir un poste/Tenir un poste/' crowd.csv | head -n 4 >differs.csv
undone import placements --map crowd.ini differs.csv
says '^3 lignes lues : 3 modifiées$' "a list that says otherwise"
# all but the one whose accord was refused, and the one whose company gave up
same 118 "$("$paraphe" --json placement list | jq -r .student | sort -u | wc -l)" "each student has an internship"

# The days without school, of the zone.
printf 'libelle;debut;fin;zone\nVacances de printemps;2027-04-10;2027-04-26;A\n' >calendar.csv
run 0 "$paraphe" import calendar calendar.csv
says '^1 ligne lue : 1 nouvelle$' "the calendar"

# Printed in one go, given to the students, back in one stack.
stay=$(placement SIO1 1)
run 0 "$paraphe" issue convention --placement "$stay" -o taken-back.pdf
back
same null "$("$paraphe" --json status | jq -r --arg p "$stay" 'select(.placement == $p).document')" "a printing undone"
print crowd convention --all
# those of the list, a second internship, and the one whose convention was cancelled
same 87 "$(jq -s length crowd.json)" "all that had none"
same "issued 24" "$(tally SP3S)" "two classes printed"
undone handout --section SP3S --to étudiant
same 24 "$("$paraphe" --json status --section SP3S | grep -c "chez l'étudiant depuis le 1er mars 2027")" "who holds them"
on 2027-03-15
all=$(jq -r .document crowd.json)
scan round crowd all --pages "$(leaves crowd 1 $all)"
feed round
same "signed_principal 24" "$(tally SP3S)" "a section signed by all"
jq -r .document crowd.json >codes
same 87 "$("$paraphe" --json status --state signed_principal | grep -cFf codes)" "each of the stack moves on"
same 24 "$("$paraphe" --json status --section SP3S | grep -c '(exemplaires 2 et 3)')" "the other copies are still away"
for code in $(echo $all | cut -d' ' -f1,40,85); do stands "$code" signed_principal read "one of the crowd"; done

# Handed over: by a list, by a last scan, by a section with a reason.
on 2027-03-22
jq -r 'select(.section == "TOURISME1").document' crowd.json >list.txt
undone handover --list list.txt --copy 1
set -- $(jq -r 'select(.section == "SIO1").document' crowd.json)
scan last crowd all --pages "$(leaves crowd 1 $1 $2)" --seed 7
undone handover --scan last.pdf
same '[true,false,false]' "$("$paraphe" --json show "$1" | jq -c '[.copies[].handed_over != null]')" "by scan, copy 1 alone"
undone handover --section SP3S --reason 'les deux autres suivront'
same "delivered 24" "$(tally SP3S)" "by section"
code=$(paper crowd "$(student SP3S1 4)")
stands "$code" delivered handed-over "one of them"

# Whom nobody has visited yet; closed by section, although something lacks.
on 2027-06-01
same 24 "$("$paraphe" --json visit list --todo --section SP3S | wc -l)" "who is still to be visited"
on 2027-07-01
run 3 "$paraphe" close list --section SP3S
undone close --section SP3S --reason 'suivis au téléphone'
settled "$code" closed closed "closed by section"

# What leaves the house.
run 0 "$paraphe" export board -o board.csv
same "$("$paraphe" --json status | wc -l)" "$(sed 1d board.csv | wc -l)" "rows of the board"
run 0 "$paraphe" export board -o board.xlsx
same 11 "$(unzip -p board.xlsx xl/workbook.xml | grep -o '<sheet ' | wc -l)" "sheets of the workbook"
run 0 "$paraphe" export placements -o placements.csv
[ "$(wc -l <placements.csv)" -gt 120 ] || fail "a row an internship"
run 0 "$paraphe" export statistics -o figures.html
grep -q '<svg' figures.html || fail "no plot"
grep -q 'Conventions vierges' figures.html && fail "a blank convention is not counted in its section"
run 0 "$paraphe" export student "$(student SP3S1 4)" -o access
grep -q 'signée : étudiant' access/historique.txt || fail "what happened to one student"
run 0 "$paraphe" verify
says 'tout est en ordre' "all states again from the log alone"
