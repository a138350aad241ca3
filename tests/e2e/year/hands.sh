# January: papers that change hands, are lost, were filled in by hand, or are not ours.
# shellcheck shell=sh

# Blank ones: numbered, seen again, to regularise, regularised; the one never seen again heads the list.
on 2027-01-26
print blanks convention --blank 2 --teacher Fontanelle --section TOURISME
stays TOURISME2 anne-sophie.de-la-fontanelle 1 3 '2027-02-01;2027-03-12' >stays.csv
run 0 "$paraphe" import placements stays.csv
stay=$(placement TOURISME2 1)
set -- $(jq -r .document blanks.json)
blank=$1 never=$2
scan blank blanks student,company --pages "$(leaves blanks 1 "$blank")"
feed blank
stands "$blank" signed_company read "a blank convention came back"
same true "$("$paraphe" --json status | jq --arg d "$blank" 'select(.document == $d).to_regularise')" "to be regularised"
refused 2 "$(student TOURISME2 1 | cut -d' ' -f2)" regularise "$blank"
refused 1 'pas de stage n° 9999' regularise "$blank" --placement 9999
undone regularise "$blank" --placement "$stay"
same "$stay signed_company" "$("$paraphe" --json status | jq -r --arg d "$blank" 'select(.document == $d) |
	"\(.placement) \(.state)"')" "the internship's convention"
refused 1 "n'est pas une convention vierge à régulariser" regularise "$blank" --placement "$(placement TOURISME2 2)"
refused 1 'vierge rattachée' issue convention --placement "$stay" -o no.pdf
on 2027-02-08
"$paraphe" --json status | head -n 2 | grep -q "$never" || fail "one never seen again does not head the board"
undone cancel "$never" --reason 'déchirée'

# In whose hands: given out, back by a scan; lost, and printed again alone.
on 2027-02-09
print tourism convention --section TOURISME
code=$(paper tourism "$(student TOURISME2 2)")
undone handout "$code" --to étudiant
same '["student","student","student"]' "$("$paraphe" --json show "$code" | jq -c '[.copies[].holder]')" "who holds them"
says_away=$("$paraphe" --json status | jq -r --arg d "$code" 'select(.document == $d).away')
same "chez l'étudiant depuis le 9 février 2027" "$says_away" "the board names the holder"
scan given tourism all --pages "$(leaves tourism '1 2' "$code")"
feed given
same '[null,null,"student"]' "$("$paraphe" --json show "$code" | jq -c '[.copies[].holder]')" "a scan ends it"
stands "$code" signed_principal read "two copies signed by all"
refused 1 "exemplaire 3 : il manque l'étudiant" handover "$code"
run 0 "$paraphe" issue --reprint "$code" --copy 3 --reason 'perdu dans le train' -o again.pdf
stands "$code" signed_principal reprinted "the third alone is printed again"
undone handover "$code" --copy 1 --to "$(student TOURISME2 2)"
undone handover "$code" --reason 'le troisième suivra'
stands "$code" delivered handed-over "handed over, with a reason"

# Not ours: a cover, the company's own pages behind it, its ticks as a person's word.
print cover cover --placement "$(placement TOURISME2 3)"
cover=$(paper cover)
"$paraphe" status -o theirs.pdf >/dev/null
qpdf --empty --pages cover.pdf theirs.pdf 1-2 -- covered.pdf
scan template covered "$cover:id-conv-company=cross,$cover:id-sig-student=cross,$cover:id-sig-company=cross" --mode gray
feed template
template=$lot
same '["signed_company",2]' "$("$paraphe" --json show "$cover" | jq -c '[.state, (.filed | length)]')" "the company's template"
refused 1 'modèle extérieur' issue convention --placement "$(placement TOURISME2 3)" -o no.pdf
back "$template"
same '["issued",0]' "$("$paraphe" --json show "$cover" | jq -c '[.state, (.filed | length)]')" "its stack undone"
feed template

# Signed electronically (a signature field is enough to be seen): never « empty », a person says.
code=$(paper mco "$(student MCO2 7)")
qpdf --qdf --object-streams=disable mco.pdf --pages . "$(leaves mco 1 "$code")" -- plain.pdf
sed 's|/Type /Catalog|/AcroForm << /SigFlags 3 /Fields [ << /FT /Sig /T (a) /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 9 9 9] /Contents <00> /Name (Jeanne Dufour) >> >> ] >> /Type /Catalog|' \
	plain.pdf | fix-qdf >signed.pdf 2>/dev/null
run 3 "$paraphe" ingest signed.pdf
run 3 "$paraphe" review
says 'signature électronique déclarée, non vérifiée : Jeanne Dufour' "who declares to have signed"
stands "$code" issued read "nothing moves by itself"
for role in student company; do
	run 0 "$paraphe" review "$("$paraphe" --json review | jq -r --arg d "$code" --arg r $role \
		'select(.document == $d and .role == $r).id')" --signed
done
stands "$code" signed_company decided "as a person said"
same true "$("$paraphe" --json status | jq --arg d "$code" 'select(.document == $d).original_missing')" "the original is awaited"
run 0 "$paraphe" verify
