#!/bin/sh
# Files that are no scans, or no longer whole: each gets its message, and the good ones beside
# them are read all the same.
. "$(dirname "$0")/lib.sh"

school
"$paraphe" issue accord --generic -o papers.pdf >/dev/null || exit 1
"$scansim" --dpi 150 --format pdf -o good.pdf papers.pdf || exit 1
"$scansim" --dpi 150 --pages 1 -o good.jpg papers.pdf || exit 1
pages=$(wc -l <good.pdf.truth)

: >empty.pdf
echo "Madame, Monsieur, veuillez trouver ci-joint" >letter.txt
cp letter.txt letter.pdf
head -c 5000 /dev/urandom >noise.png
head -c 30000 good.pdf >cut.pdf
head -c 200 good.jpg >cut.jpg
qpdf --encrypt secret secret 256 -- good.pdf locked.pdf

refused() {	# refused FILE PATTERN
	run 1 "$paraphe" ingest "$1" && says "^$1 : .*($2)" "$1"
}
refused empty.pdf vide
refused letter.txt texte
refused letter.pdf texte
refused noise.png image
refused cut.pdf 'tronqué|aucune page'
refused cut.jpg 'tronqué|abîmé'
refused locked.pdf 'mot de passe'
refused absent.pdf introuvable

# Nothing of them was kept.
same 0 "$(find "$PARAPHE_HOME/archive" -type f | wc -l)" "objects in the archive after refusals"

# Among others in a folder: the good ones go in, the bad ones are named, and the sum is exact.
mkdir stack
cp empty.pdf letter.txt noise.png locked.pdf good.pdf stack
run 3 "$paraphe" --json ingest stack
for f in empty.pdf letter.txt noise.png locked.pdf; do
	jq -es --arg f "stack/$f" 'any(.file == $f and .error != null)' said >/dev/null ||
		fail "stack/$f: no error of its own"
done
same "5 $pages $pages" "$(jq -r 'select(.files) | "\(.files) \(.pages) \(.read + .blank + .queued)"' said)" \
	"files, pages, and read + blank + queued"

# A folder in a folder is left alone, and named; a name with a line end stays on its line.
mkdir stack/older
cp good.jpg stack/older
run 03 "$paraphe" ingest stack && says '^stack/older : sous-dossier laissé de côté' "a folder in a folder"
cp good.jpg "$(printf 'two\nlines.jpg')"
run 0 "$paraphe" read "$(printf 'two\nlines.jpg')" && says '^two_lines.jpg : 1 page' "a name of two lines"

# What Word, Excel and LibreOffice write is called by its name, not an archive.
for first in '[Content_Types].xml' word/document.xml xl/workbook.xml; do
	{ printf 'PK\003\004' && head -c 26 /dev/zero && printf '%s' "$first" && head -c 500 /dev/zero; } >signed.docx
	refused signed.docx bureautique
done

# A picture that ends too early still gives what can be read of it, and says so.
size=$(wc -c <good.jpg)
head -c $((size * 2 / 3)) good.jpg >short.jpg
run 0 "$paraphe" read short.jpg && says 'tronquée' "a picture cut at two thirds"

end
