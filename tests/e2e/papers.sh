#!/bin/sh
# The papers of the invented school: each PDF is sound, each name comes back from it letter for
# letter, each convention says what it must on no more pages than people read.
. "$(dirname "$0")/lib.sh"
need issue status

school
run 0 "$paraphe" --json issue convention --all && cp said conventions.json
run 0 "$paraphe" issue accord --generic
for code in SIO MCO CG SP3S TOURISME; do
	run 0 "$paraphe" issue accord --generic --section "$code"
done
run 0 "$paraphe" issue accord --section TOURISME
for kind in visit certificate cover; do
	# a certificate says what was done: only after the end
	SOURCE_DATE_EPOCH=$([ "$kind" = certificate ] && echo 1815000000 || echo $SOURCE_DATE_EPOCH) \
		run 0 "$paraphe" --json issue "$kind" --section TOURISME && cat said >>sheets.json
done
run 0 "$paraphe" --json issue convention --blank 2 --section MCO && cp said blanks.json

find "$PARAPHE_HOME/papiers" -name '*.pdf' | sort >pdfs
[ "$(wc -l <pdfs)" -ge 18 ] || fail "$(wc -l <pdfs) PDFs only"
while read -r pdf; do
	qpdf --check "$pdf" >checked 2>&1 || { fail "qpdf: $pdf"; cat checked; }
	pdftotext "$pdf" - >>words
	pdffonts -l 8 "$pdf" | awk 'NR > 2 && $(NF - 4) != "yes"' | grep . &&
		fail "a font is not embedded: $pdf"
done <pdfs
tr '\n' ' ' <words >flat	# the name of a company may go over a line's end
sort -u words >text

# Names, as the program knows them and as the lists spell them.
jq -r .student conventions.json | sort -u >names
[ "$(wc -l <names)" -ge 50 ] || fail "$(wc -l <names) names only"
while read -r name; do
	grep -qF -- "$name" text || fail "not in the papers: $name"
done <names
sed 1d "$tree/samples/placements.csv" | grep ';20[0-9][0-9]-[0-9-]*;2026-2027;' |
	cut -d';' -f2 | sort -u >first_names
while read -r name; do
	grep -qF -- "$name" text || fail "first name not in the papers: $name"
done <first_names
sed 1d "$tree/samples/companies.csv" | cut -d';' -f1 | sort -u >companies
sed 1d "$tree/samples/placements.csv" | grep -F -o -f companies | sort -u >hosts
[ "$(wc -l <hosts)" -ge 20 ] || fail "$(wc -l <hosts) companies only"
while read -r name; do
	grep -qF -- "$name" flat || fail "company not in the papers: $name"
done <hosts

# What no paper may say.
for word in '{{' '}}' 'student\.[a-z]' 'placement\.[a-z]' 'N° de sécurité sociale' 'Lieu de naissance'; do
	grep -n -- "$word" text && fail "on a paper: $word"
done

# Length: people read and sign this.  Abroad, in two languages and smaller print, 7 pages.
jq -r 'select(.pages < 4 or .pages > 7) | "\(.student): \(.pages) pages"' conventions.json |
	grep . && fail "a convention has from 4 to 7 pages"
same "3" "$(grep -c 'Internship agreement' words | awk '{ print $1 / 3 }')" "conventions in two languages"
same "1" "$(jq -r .pages sheets.json | sort -u)" "pages of a visit sheet, certificate or cover sheet"
same "6" "$(jq -r .pages blanks.json | sort -u)" "pages of a blank convention"
same "1" "$(jq -r .sheet_pages conventions.json | sort -u)" "pages of the instruction sheet"

run 0 "$paraphe" lint --templates
end
