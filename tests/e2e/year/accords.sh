# September and October: the lists come in, the prior agreements go out and come back.
# shellcheck shell=sh

# In spring, the form for the year to come was not there yet: a student keeps this one.
on 2026-05-20
run 0 "$paraphe" init --school "$tree/samples/school.ini"
run 0 "$paraphe" import sections "$tree/samples/sections.csv"
print form-old accord --generic --section SIO

on 2026-09-07
for kind in teachers students companies; do
	file=$tree/samples/$kind.csv
	[ $kind = students ] && file=students.csv
	run 0 "$paraphe" import $kind "$file"
done
run 0 "$paraphe" import students students.csv
says '^120 lignes lues : 120 identiques$' "the same list again"
sed 's/^Belcourt;Zoé;F;[^;]*/Belcourt;Zoé;F;31\/02\/2006/' students.csv >wrong.csv
run 03 "$paraphe" import students wrong.csv
says 'wrong.csv:2: colonne « date_naissance » : « 31/02/2006 »' "a wrong date is named by its line"
refused 1 "Rien n'est enregistré" import students --strict wrong.csv

print form accord --generic --section SIO
refused 1 'Rien de nouveau' issue accord --generic --section SIO -o again.pdf
print accords accord --student "$(student SIO2 5)"
mould=$(paper form) fifth=$(paper accords)
refused 1 'pas encore revenu' validate "$fifth"
stands "$fifth" issued issued "an accord that is out"

# 5 October: three returns in one stack, last year's form, a nominative one.
on 2026-10-05
scan one form student,company,id-accept=tick
scan two form student,company,id-accept=tick
scan three form student,company,id-refuse=tick
scan four form-old student,company,id-accept=tick
scan five accords student,company,id-accept=tick
qpdf --empty --pages one.pdf two.pdf three.pdf four.pdf five.pdf -- stack.pdf
cat one.pdf.truth two.pdf.truth three.pdf.truth four.pdf.truth five.pdf.truth >stack.pdf.truth
feed stack
same 5 "$advanced" "five accords came back"
stands "$fifth" returned read "a nominative one finds its student"
run 3 "$paraphe" ingest stack.pdf
says "rien n'a changé" "the same stack again"
run 3 "$paraphe" review
says 'formulaire de 2025-2026' "last year's form"

# Whose are they?
same 4 "$("$paraphe" --json review | jq -s 'map(select(.kind == "attach")) | length')" "four without a name"
refused 1 'ni un étudiant' review "$(asked attach)" --attach 'Personne Du-Tout'
for n in 1 2 3 4; do
	run 0 "$paraphe" review "$(asked attach)" --attach "$(student SIO2 $n)"
done
same 0 "$(questions)" "all have their student"
# accord N: of the Nth of SIO2
accord() {
	"$paraphe" --json status | jq -r --arg s "$(student SIO2 "$1")" \
		'select(.kind == "accord" and (.student | test("^" + $s + "$"; "i"))).document'
}
first=$(accord 1) second=$(accord 2) third=$(accord 3) fourth=$(accord 4)

# The teacher judges: an acceptance becomes an internship with what was known, a refusal is refused.
on 2026-10-06
kervadec=professeur_email=yann.kervadec@lycee-montcharmont.example
refused 1 "l'entreprise refuse" validate "$third"
refused 2 'motif' refuse "$third"
undone --as y.kervadec refuse "$third" --reason "l'entreprise n'a pas de poste"
settled "$third" refused refused "a refused accord"
run 0 "$paraphe" status --state refusé
says "motif : l'entreprise n'a pas de poste" "the board finds it, with its reason"
print next accord --student "$(student SIO2 3)"
pdftotext next.pdf - | tr '\n' ' ' | grep -q "refusé le 6 octobre 2026.*pas de poste" || fail "the next accord does not say why"
refused 1 'entreprise inconnue' validate "$first" entreprise='Nulle Part et Fils'
undone --as y.kervadec validate "$first" entreprise='Orbe Systèmes' tuteur='Jeanne Carde' \
	missions='Tenir le parc de postes.' "$kervadec"
settled "$first" validated validated "a validated accord"
same "2027-01-04 2027-02-12 35" "$("$paraphe" --json placement show "$(placement SIO2 1)" | jq -r '.periods[0] |
	"\(.start) \(.end) \(.weekly_hours)"')" "the section's period"
run 0 "$paraphe" validate "$second" entreprise=Infologis debut1=2027-01-04 fin1=2027-01-22 debut2=2027-01-25 \
	fin2=2027-02-12 missions='Administrer des serveurs.' tuteur='Alix Tour' "$kervadec"
same 2 "$("$paraphe" --json placement show "$(placement SIO2 2)" | jq '.periods | length')" "two periods in one company"
run 0 "$paraphe" validate "$fourth" entreprise='Sécuri-Données' missions='Auditer un réseau.' tuteur='Lou Vert' "$kervadec"
refused 1 'celui de ' validate "$fifth" --placement "$(placement SIO2 1)"
run 0 "$paraphe" placement add etudiant="$(student SIO2 5)" entreprise="Atelier Pixel d'Or" debut1=2027-01-04 \
	fin1=2027-02-12 heures=35 missions='Développer un site.' tuteur='Paul Encre' "$kervadec"
run 0 "$paraphe" validate "$fifth" --placement "$(placement SIO2 5)"
