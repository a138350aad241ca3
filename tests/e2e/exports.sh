#!/bin/sh
# What leaves the house: the board and the internships for spreadsheets, the figures of the year, all that is
# known of one student, the scan of one paper.
. "$(dirname "$0")/lib.sh"
need export ingest issue

school
"$paraphe" issue convention --section SP3S -o papers.pdf >/dev/null 2>&1 || exit 1
boxes boxes.json
"$scansim" --boxes boxes.json --dpi 150 --mode bilevel --sign student,company -o stack.tiff papers.pdf || exit 1
run 03 "$paraphe" ingest stack.tiff

# The board, as a list and as a workbook; a filter holds for both.
run 0 "$paraphe" export board -o board.csv
head -c 3 board.csv | od -An -tx1 | grep -q 'ef bb bf' || fail "the CSV has no mark of its encoding"
same "$(sed -n 2,999p board.csv | wc -l)" "$("$paraphe" --json status | grep -c .)" "rows of the board"
grep -q 'SP3S 1;CHEVALLIER Sarah;Mutuelle Santé-Val;.*;01/03/2027;' board.csv || fail "a row of the board"
grep -q "à signer par le chef d'établissement" board.csv || fail "the state is in words"
run 0 "$paraphe" export tableau --section SP3S -o board.xlsx
same "$(head -c 2 board.xlsx)" PK "a workbook"
same "$(stat -c %a board.xlsx)" 600 "a workbook is private"
unzip -p board.xlsx xl/sharedStrings.xml | grep -q 'ŽIVKOVIĆ' || fail "names in the workbook"
run 2 "$paraphe" export board -o board.pdf
says 'csv ou par .xlsx' "another format"

# The internships, a row a period, to be copied into Pronote.
run 0 "$paraphe" export placements
head -n 1 said | grep -q 'Élève;Né(e) le;Classe;' || fail "the heads"
grep -q '^MENDY Marie-Thérèse;.*;EHPAD Les Glycines;' said || fail "a student's internship"

# Figures: numbers, and nobody's name.
run 0 "$paraphe" export statistics -o figures.html
grep -q '<svg' figures.html || fail "no plot"
grep -q 'BTS SP3S 2</th><td>0</td><td>0</td><td>0</td><td>5</td>' figures.html ||
	fail "five conventions wait for the principal"
! grep -q 'MENDY' figures.html || fail "the figures name somebody"

# One student: what is recorded, what happened, what came back.
run 0 "$paraphe" export student 'mendy marie' -o access
grep -q '^Née le : ' access/fiche.txt || fail "what is recorded"
grep -q 'EHPAD Les Glycines' access/fiche.txt || fail "the internship"
grep -q 'signée : étudiant' access/historique.txt || fail "what happened"
qpdf --check access/convention_MENDY_*.pdf >/dev/null || fail "the papers"
same "$(find access -type f ! -perm 600 | wc -l)" 0 "files that others can read"
grep -rqE 'CHEVALLIER|LECLERC' access/*.txt && fail "somebody else is in it"
run 1 "$paraphe" export student durandal -o nobody
says 'aucun étudiant' "nobody of that name"
[ ! -e nobody ] || fail "a folder for nobody"
run 2 "$paraphe" export student mendy
says '\-o DOSSIER' "no folder"

# One paper, one copy of it.
code=$("$paraphe" --json status --section SP3S | jq -r 'select(.student | test("MENDY")).document')
pages=$("$paraphe" --json show "$code" | jq '.pages | length')
run 0 "$paraphe" export "$code" --copy 2 -o copy.pdf
same "$(qpdf --show-npages copy.pdf)" "$pages" "pages of a copy"
other=$("$paraphe" issue convention --section SIO -o other.pdf >/dev/null 2>&1
	"$paraphe" --json status --section SIO | jq -r '.document // empty' | head -n 1)
run 1 "$paraphe" export "$other" -o other-back.pdf
says "rien n'en est encore revenu" "nothing came back"
end
