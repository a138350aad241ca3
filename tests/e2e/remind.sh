#!/bin/sh
# Letters go to those whose convention is late, and say what it lacks.
. "$(dirname "$0")/lib.sh"
need remind issue
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
pdftotext company.pdf - | tr '\n' ' ' | grep -q "Il y manque : la signature de l.entreprise" ||
	fail "the student is reminded of what he has signed"
# Who was reminded is left in peace for seven working days; the log says when and how.
run 0 "$paraphe" remind --section CG && says 'relance du 23 novembre 2026' "the second letter on one day"
says '^1 relancé il y a peu' "the cool-down is told"
run 0 "$paraphe" show "$number" && says "relance de l'entreprise par lettre" "the history"
"$paraphe" --json status --section CG | jq -r 'select(.reminded != null) | .student' >reminded
same "FAURE Clément" "$(cat reminded)" "the board's « reminded »"
SOURCE_DATE_EPOCH=1796293000	# 3 December: eight working days later
run 0 "$paraphe" remind --section CG -o again.pdf && says '^1 lettre' "after the cool-down"
SOURCE_DATE_EPOCH=1795430000

reminders() {
	sqlite3 "$PARAPHE_HOME/paraphe.db" "SELECT count(*) FROM event WHERE kind = 'reminded'"
}

# Mails: a trial writes files and notes nothing; a mail to the company, the tutor in copy.
before=$(reminders)
"$paraphe" --json remind --section CG --again --dry-run -o trial | jq -se 'map(select(.mails == 1 or .means == "mail")) | length == 2' >/dev/null ||
	fail "the JSON of a trial"
run 0 "$paraphe" remind --section CG --again --dry-run -o trial && says "rien n'est envoyé : 1 courriel dans trial" "the trial"
same "001_Faure-Clement.eml" "$(ls trial)" "the trial's files"
grep -q "^To: <.*@.*>" trial/001_Faure-Clement.eml || fail "nobody is written to"
same "$before" "$(reminders)" "facts after a trial"

# The machine's own sendmail, here one that keeps what it gets; then one that refuses.
mkdir -p sent
cat >sendmail <<'EOF2'
#!/bin/sh
[ "$*" = "-t -i" ] || exit 64
cat >"sent/$(ls sent | wc -l).eml"
EOF2
chmod +x sendmail
sed -i "s|^\[papers\]|[mail]\nsendmail = $PWD/sendmail -t -i\n\n[papers]|" "$PARAPHE_HOME/paraphe.ini"
run 0 "$paraphe" remind --section SP3S --again --send && says '^4 courriels envoyés' "sent"
same 4 "$(ls sent | wc -l)" "what sendmail got"
grep -q '^Content-Type: application/pdf' sent/0.eml || fail "the letter is not attached"
run 0 "$paraphe" remind --section SP3S --send && says '^4 relancés il y a peu' "not twice"
printf '#!/bin/sh\ncat >/dev/null\nexit 75\n' >sendmail
run 1 "$paraphe" remind --section SP3S --again --send && says "n'a pas pris le courriel \(code 75\)" "a refusal"
rm sendmail
run 1 "$paraphe" remind --section SP3S --again --send && says '\[mail\] sendmail' "no sendmail"

# What waits, a page a teacher, or a mail.
run 0 "$paraphe" remind --digest -o teachers.pdf && says '^8 pages à remettre' "the digest"
pdftotext teachers.pdf - | grep -q 'Papiers de stage en attente' || fail "the digest has no title"
run 0 "$paraphe" remind --digest --dry-run -o digest
same 8 "$(ls digest | wc -l)" "a mail a teacher"

# Working days of the school: the ministry's calendar, of its zone only.
cat >calendar.csv <<'EOF2'
Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire
Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;Dijon;Zone A;2026-2027
Pont de novembre;Élèves;2026-11-15T23:00:00+00:00;2026-11-18T23:00:00+00:00;Dijon;Zone A;2026-2027
Pont de novembre;Enseignants;2026-11-15T23:00:00+00:00;2026-11-20T23:00:00+00:00;Dijon;Zone A;2026-2027
Semaine d'ailleurs;-;2026-11-08T23:00:00+00:00;2026-11-22T23:00:00+00:00;Lille;Zone B;2026-2027
EOF2
run 0 "$paraphe" import calendar calendar.csv && says '^4 lignes lues : 3 nouvelles' "the calendar"
run 0 "$paraphe" import calendar calendar.csv && says '^4 lignes lues : 4 identiques' "the calendar again"
sed -i 's|^\[school\]|[school]\nzone = Zone A|' "$PARAPHE_HOME/paraphe.ini"
# 17 to 23 November are five working days; 17 and 18 are days without school
run 0 "$paraphe" remind --section CG --again --dry-run -o free && says 'depuis 3 jours ouvrés' "the school's own days off"
end
