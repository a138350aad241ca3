#!/bin/sh
# The law before printing: what it says of a school's internships, and how a school changes a rule.
. "$(dirname "$0")/lib.sh"
need lint issue

school
run 0 "$paraphe" lint --placement 3 && says '^stage n° 3, présence : 6 semaines × 35 h = 210 h$' "the sum"
run 0 "$paraphe" lint --section SIO && says 'stage n° 1, .*dates hors de la période de la section \(du 4 janvier 2027' "the section's period"
"$paraphe" --json lint --section SIO | jq -se 'map(select(.rule == "section.dates" and .severity == "warn")) | length > 0' >/dev/null ||
	fail "a warning of the section's dates in JSON"
run 0 "$paraphe" lint --rules && says '^ *gratification.rate +4,50 € par heure +2026-01-01 +2026-12-31 +avertit +à vérifier' "the table"

# Two internships of one student in one company add up; the next one comes too soon for the post.
cat >more.csv <<'EOF2'
etudiant_nom;etudiant_prenom;etudiant_naissance;annee_scolaire;section;entreprise;entreprise_siret;professeur_email;tuteur_nom;missions;heures_semaine;debut1;fin1;horaires
Şahin;Łukasz;2006-11-02;2026-2027;SIO;Orbe Systèmes;00007131600012;mireille.delaunay-roch@lycee-montcharmont.example;Hélène Mâchefer;Tester.;35;2027-04-12;2027-04-23;du mardi au dimanche
EOF2
run 0 "$paraphe" import placements more.csv
run 0 "$paraphe" lint --section SIO && says 'ŞAHIN .* : le stage n° [0-9]+ s.est tenu dans cette entreprise jusqu.au [0-9]+ mars 2027 .*L124-11' "the gap of a third"
says "ŞAHIN .*présence le dimanche : annoncez-la" "a Sunday that nobody announced"

# A school makes a rule a refusal: issue then prints nothing, and says why.
cat >>"$PARAPHE_HOME/paraphe.ini" <<'EOF2'

[rule section.dates]
severity = refuse
EOF2
run 3 "$paraphe" lint --section SIO && says '^à corriger stage n° 1' "what was a warning"
run 1 "$paraphe" issue convention --placement 1 && says "rien n.est imprimé" "the refusal"
says 'dates hors de la période' "why it is refused"
printf '[rule hours.weak]\nvalue = 40\n' >>"$PARAPHE_HOME/paraphe.ini"
run 1 "$paraphe" lint && says 'règle inconnue « hours.weak »' "a rule that is none"
end
