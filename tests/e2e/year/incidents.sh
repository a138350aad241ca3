# October to December: what can go wrong with signed papers, one student of MCO each.
# shellcheck shell=sh

on 2026-10-12
stays MCO2 nadia.ben-said 1 12 '2026-11-30;2026-12-18' '2027-03-01;2027-04-09' >stays.csv
run 0 "$paraphe" import placements stays.csv
same '3 6' "$("$paraphe" --json placement show "$(placement MCO2 1)" |
	jq -r '[.periods[] | ((.end | strptime("%Y-%m-%d") | mktime) - (.start | strptime("%Y-%m-%d") | mktime)) / 604800 | ceil |
	tostring] | join(" ")')" "weeks of the two periods"
"$paraphe" backup before-mco >/dev/null
print mco convention --section MCO
same "issued 12" "$(tally MCO)" "a second class printed"
set -- $(for n in 1 2 3 4 5 6; do paper mco "$(student MCO2 $n)"; done)
late=$1 apart=$2 wrong=$3 taken=$4 unsure=$5 mailed=$6

# One stack, each with its own fault.
on 2026-11-09
scan faults mco "$late:company,$apart:1:student,$apart:2:company,$wrong:student,$wrong:principal,$taken:student,$unsure:student,$unsure:company=date,$unsure:principal=stamp" \
	--mode gray --blank-backs --pages "$(leaves mco 1 $late $apart $wrong $taken $unsure),$(leaves mco 2 "$apart")"
unsettled=$wrong
feed faults
unsettled=
stacked=$lot
stands "$late" issued read "the company before the student"
run 0 "$paraphe" show "$late"
says 'en attente de l.étudiant \(hors ordre\)' "out of order"
says 'exemplaire.* incomplet.*manquent les pages|manquent les pages' "missing pages"
stands "$apart" signed_student read "signatures on different copies"
same "true" "$("$paraphe" --json show "$apart" | jq '.copies[1].out_of_order')" "copy 2 out of order"
stands "$wrong" signed_student read "the principal before the company"
question=$("$paraphe" --json review | jq -r --arg d "$wrong" 'select(.document == $d and .role == "principal").id')
refused 2 "n'est pas un rôle" review "$question" --role facteur
undone review "$question" --role entreprise
stands "$wrong" signed_company decided "the signature was the company's"

# A date alone, a stamp alone: a person says, with the day; another signed in the principal's place.
refused 1 'pas de question|9999' review 9999.1 --signed
question=$("$paraphe" --json review | jq -r --arg d "$unsure" 'select(.document == $d and .role == "company").id')
undone --as mme.roy review "$question" --signed --stated 2026-11-03
stands "$unsure" signed_company decided "a date accepted as a signature"
refused 1 'déjà réglée' review "$question" --empty
question=$("$paraphe" --json review | jq -r --arg d "$unsure" 'select(.document == $d and .role == "principal").id')
undone --as mme.roy review "$question" --delegated 'M. Régis Quintard'
stands "$unsure" signed_principal decided "signed by delegation"
run 0 "$paraphe" show "$unsure"
says 'Quintard' "who signed by delegation"
says 'datée du 3 novembre 2026' "the stated day"
says 'mme.roy' "whose word it is"

# A signature that a later scan does not show.
scan empty mco all=none --pages "$(leaves mco 1 "$taken")"
feed empty
stands "$taken" signed_student read "a signature is not taken back"
undone review "$(asked conflict "$taken")" --signed
same "0" "$(questions)" "nothing waits any more"

# What lacked comes: the states move on.
on 2026-11-12
scan lacked mco student,company --pages "$(leaves mco 1 $late $apart)"
feed lacked
stands "$late" signed_company read "the student at last"
stands "$apart" signed_company read "both on copy 1"

# By mail, then the paper.
scan mail mco student,company --pages "$(leaves mco 1 "$mailed")"
feed mail --mailed
pdftotext -layout "$PARAPHE_HOME/bordereaux/lot-$(printf %04d "${lot#lot-}").pdf" slip.txt
grep -q 'original non reçu' slip.txt || fail "the slip does not say that the original is awaited"
stands "$mailed" signed_company read "a copy by mail"
same true "$("$paraphe" --json status | jq --arg d "$mailed" 'select(.document == $d).original_missing')" "its original is awaited"
scan paper mco student,company --pages "$(leaves mco 1 "$mailed")"
feed paper
same false "$("$paraphe" --json status | jq --arg d "$mailed" 'select(.document == $d).original_missing')" "it came"

# Pages that are not ours, or no more: of another key, of a paper this home never made, torn, without a code.
PARAPHE_HOME=$PWD/before-mco "$paraphe" issue convention --placement "$(placement MCO2 12)" -o lost.pdf >/dev/null
scan unknown lost all=none --pages 2
scan foreign mco all=none --flip-code --pages 2
scan torn mco all=none --pages 3 --format jpeg
head -c 4000 torn.pdf >torn.jpg
"$paraphe" status -o wall.pdf >/dev/null
scan board wall all=none --pages 1
before=$(tally MCO)
run 3 "$paraphe" --json ingest unknown.pdf foreign.pdf board.pdf torn.jpg
same 4 "$(jq -r 'select(.files).queued' said)" "four pages that wait"
"$paraphe" --json review | jq -r 'select(.kind == "page").outcome' | sort | paste -sd' ' >outcomes
same "damaged foreign no-code unknown" "$(cat outcomes)" "what they are"
same "$before" "$(tally MCO)" "they move nothing"
for question in $("$paraphe" --json review | jq -r 'select(.outcome != "no-code").id'); do
	run 0 "$paraphe" review "$question" --ignore
done
refused 1 '.' review "$(asked page)" --attach ZZZZ-ZZZZ-ZZZZ
undone review "$(asked page)" --attach "$mailed" --copy 2 --page 1
same 0 "$(questions)" "all is settled"

# The same stack again changes nothing; a whole batch is taken back, and put in again.
run 03 "$paraphe" ingest faults.pdf
says "rien n'a changé" "the same stack again"
refused 1 'pas de lot n° 9999' undo lot-9999
