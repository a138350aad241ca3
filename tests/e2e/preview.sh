#!/bin/sh
# Each form as it would be printed: sound, on as many pages as people expect, and with the school's own
# words where it has any.
. "$(dirname "$0")/lib.sh"
need preview

school

# pages FORM PLAIN FULL: the instruction sheet counts.
pages() {
	run 0 "$paraphe" preview "$1" -o plain.pdf
	run 0 "$paraphe" preview "$1" --full -o full.pdf
	same "$2 $3" "$(qpdf --show-npages plain.pdf) $(qpdf --show-npages full.pdf)" "pages of $1"
	qpdf --check plain.pdf >checked 2>&1 || { fail "qpdf: $1"; cat checked; }
	pdftotext full.pdf - | grep -q Spécimen || fail "$1 does not say that it is a specimen"
}
pages accord 3 3
pages accord-generic 2 2
pages amendment 3 3
pages certificate 1 1
pages convention 7 7
pages convention-blank 7 7
pages cover 1 1
pages reminder 1 1
pages visit 1 1

# Abroad each paragraph stands beside its translation, and is read before it.
run 0 "$paraphe" preview convention --abroad -o abroad.pdf
same "8" "$(qpdf --show-npages abroad.pdf)" "pages of a convention abroad"
pdftotext -raw abroad.pdf abroad.txt
for words in "Only the French text" "starts on.*4.January.2027" "Article.18.–.Personal data"; do
	grep -q "$words" abroad.txt || fail "not in English: $words"
done
grep -q '^Article.9.–.Statut.*Article.9.–.Status' abroad.txt || fail "the titles do not face each other"

# What templates may name, with an example each; what repeats has its names under it.
run 0 "$paraphe" preview --names
says '^student.name = EXEMPLE Dominique$' "preview --names"
says '^student.minor = oui$' "preview --names"
says '^    weekly_hours = 35$' "preview --names"
says '^    year_of_study = 2$' "preview --names"

# A specimen has no tag: nothing to read in a scan of it.
"$paraphe" --json read plain.pdf | jq -r .outcome | sort -u >outcomes
same "no-code" "$(cat outcomes)" "reading a specimen"

# The texts of the program, to start from: whole, with their guide; one that was changed is left alone.
run 0 "$paraphe" preview --texts own
says "^own : [0-9]+ textes" "preview --texts"
for text in forms/convention.ini templates/convention.md templates/annexes/SIO.md templates/LISEZMOI.txt; do
	cmp -s "$tree/$text" "own/$text" || fail "not written as it is: $text"
done
echo "Mon texte." >own/templates/relance.md
run 0 "$paraphe" preview --texts own
same "Mon texte." "$(cat own/templates/relance.md)" "a text that was changed"
cp -r own/. "$PARAPHE_HOME" && cp "$tree/templates/relance.md" "$PARAPHE_HOME/templates"
run 0 "$paraphe" lint --templates
rm -r "$PARAPHE_HOME/templates" "$PARAPHE_HOME/forms"

# The school's own words, and its mistakes.
mkdir -p "$PARAPHE_HOME/templates/clauses"
echo "Notre clause." >"$PARAPHE_HOME/templates/clauses/avantages.md"
run 0 "$paraphe" preview convention -o own.pdf
pdftotext own.pdf - | grep -q 'Notre clause' || fail "the school's own clause is not printed"
run 0 "$paraphe" lint --templates
echo "Bonjour {{student.nom}}" >"$PARAPHE_HOME/templates/relance.md"
run 1 "$paraphe" preview reminder -o wrong.pdf && says 'relance.md:1:9 : variable inconnue' wrong
[ -e wrong.pdf ] && fail "a wrong template made a PDF"
run 3 "$paraphe" lint --templates && says 'relance.md:1' "lint --templates"
run 1 "$paraphe" preview nothing && says "pas de formulaire" "an unknown form"
end
