#!/bin/sh
# Letters go to those whose convention is late, and say what it lacks.
. "$(dirname "$0")/lib.sh"
need remind issue
unset SOURCE_DATE_EPOCH
export SOURCE_DATE_EPOCH=1795430000	# 23 November 2026: five internships have begun

school
run 0 "$paraphe" remind && says 'Personne à relancer' "nothing printed yet"
run 0 "$paraphe" issue convention --all
run 0 "$paraphe" remind -o late.pdf && says '^5 lettres de relance' "what is late"
run 0 "$paraphe" remind --section SIO && says 'Personne à relancer' "a section in time"
run 0 "$paraphe" remind --section SIO --all -o all.pdf && says '^17 lettres' "all that waits"
same "5 17" "$(qpdf --show-npages late.pdf) $(qpdf --show-npages all.pdf)" "one page a letter"
pdftotext late.pdf - | tr '\n' ' ' >late
grep -q 'Le stage devait commencer le' late || fail "a begun internship is not called so"
grep -q 'signature de l.étudiant[e]* et celle de l.entreprise' late || fail "what lacks is not said"
pdftotext all.pdf - | tr '\n' ' ' | grep -q 'celle de son représentant légal' || fail "a minor's guardian"

# Once the student has signed, the company alone is waited for.
number=$("$paraphe" --json status --section CG | jq -r 'select(.student == "FAURE Clément").document')
"$paraphe" --json show "$number" >boxes
run 0 "$paraphe" issue --reprint "$number" -o print.pdf
"$scansim" --boxes boxes --sign "$number:student" -o scan.pdf print.pdf
run 0 "$paraphe" ingest scan.pdf
run 0 "$paraphe" remind --section CG -o company.pdf
pdftotext company.pdf - | tr '\n' ' ' | grep -qF "Il y manque : la signature de l'entreprise" ||
	fail "the student is reminded of what he has signed"
end
