#!/bin/sh
# Batches: what becomes one PDF and what it is called, blank backs, and reprints that nothing changes.
. "$(dirname "$0")/lib.sh"
need issue ingest

school
cp -r "$PARAPHE_HOME" fresh

# One PDF a student: names sort by class, then by name, and none covers another.
run 0 "$paraphe" --json issue convention --section SIO --by student -o students
n=$(wc -l <said)
same "$n" "$(find students -name 'convention_SIO[12]_*_v1.pdf' | wc -l)" "PDFs, one a student"
same "$n" "$(jq -r .file said | sort -u | wc -l)" "files named"
same "19" "$(qpdf --show-npages "$(jq -r .file said | head -n 1)")" "pages: the sheet and 3 copies of 6"
code=$(jq -r .document said | head -n 1)
first=$(jq -r .file said | head -n 1)

# One PDF a recipient.
rm -r "$PARAPHE_HOME" && cp -r fresh "$PARAPHE_HOME"
run 0 "$paraphe" --json issue convention --section SIO --by recipient -o copies
same "8" "$(find copies -name '*.pdf' | wc -l)" "PDFs: two classes, a sheet and 3 copies"
same "4" "$(jq '.files | length' said | sort -u)" "files of one convention"
pdftotext copies/conventions_SIO2_*_ex2-etudiant.pdf - >words
grep -q 'Exemplaire de l’étudiant (2/3)' words || fail "not the student's copies"
grep -qE 'Exemplaire .*\((1|3)/3\)' words && fail "another copy among the student's"

# The same in one file, for the printer: all first copies, then all second ones.
rm -r "$PARAPHE_HOME" && cp -r fresh "$PARAPHE_HOME"
run 0 "$paraphe" issue convention --section SIO --by copy -o all.pdf
pdftotext all.pdf - | grep -o '^Exemplaire.*[123]/3)' | uniq | wc -l >turns
same "3" "$(cat turns)" "runs of copies in one file"
qpdf --check all.pdf >checked 2>&1 || cat checked

# Duplex: a copy starts a sheet; the blank backs come back as blank pages.
rm -r "$PARAPHE_HOME" && cp -r fresh "$PARAPHE_HOME"
run 0 "$paraphe" issue convention --student "NGUYỄN" --duplex -o duplex.pdf
pages=$(qpdf --show-npages duplex.pdf)
same "20" "$pages" "pages, one of them a blank back"
run 03 "$paraphe" --json read duplex.pdf
same "1" "$(grep -c '"outcome":"blank"' said)" "blank pages read"
same "2" "$(jq -r 'select(.outcome == "blank").page' said)" "the blank back is that of the sheet"
same "1 1 1" "$(jq -r 'select(.doc_page == 1 and .copy > 0) | .page % 2' said | tr '\n' ' ' | sed 's/ $//')" \
	"each copy on a right-hand page"

# A reprint is what was printed, byte for byte, whatever the school has changed since.
rm -r "$PARAPHE_HOME" && cp -r fresh "$PARAPHE_HOME"
run 0 "$paraphe" --json issue convention --student "NGUYỄN" -o once.pdf
code=$(jq -r .document said)
SOURCE_DATE_EPOCH=1796000000
rm "$PARAPHE_HOME/logo.png"
mkdir -p "$PARAPHE_HOME/templates"
echo '# Autre chose' >"$PARAPHE_HOME/templates/convention.md"
sed -i 's/^name *=.*/name = Lycée nouveau/' "$PARAPHE_HOME/paraphe.ini"
run 0 "$paraphe" issue --reprint "$code" -o again.pdf
cmp once.pdf again.pdf || fail "the reprint differs"
run 0 "$paraphe" issue --reprint "$code" --copy 2 --page 5 -o page.pdf
same "1" "$(qpdf --show-npages page.pdf)" "pages of a reprint of one"
qpdf --check page.pdf >checked 2>&1 || cat checked

# Words that nobody knows.
run 2 "$paraphe" issue convention --section SIO --by truc
says "attendu « class »" "a wrong --by"
end
