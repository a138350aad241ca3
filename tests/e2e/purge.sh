#!/bin/sh
# What is old enough is forgotten: first a list, then for good, in the database, the archive and the
# printed files alike; what waits for a decision stays; the chain of events still verifies.
. "$(dirname "$0")/lib.sh"
need purge issue ingest

school
run 0 "$paraphe" issue convention --section CG
"$paraphe" issue convention --student "Lefèvre-Œuvrard Zoë" -o papers.pdf >/dev/null || exit 1
boxes boxes.json
pages=$(qpdf --show-npages papers.pdf)
"$scansim" --boxes boxes.json --sign student --pages "2-$pages" --dpi 150 --mode bilevel -o scan.pdf papers.pdf || exit 1
"$scansim" --boxes boxes.json --flip-code --pages 2 --dpi 150 --mode bilevel -o foreign.pdf papers.pdf || exit 1
mv scan.pdf "convention Zoë.pdf"
"$paraphe" ingest "convention Zoë.pdf" >/dev/null
run 3 "$paraphe" ingest foreign.pdf

run 0 "$paraphe" purge
says "rien n'est assez ancien" "a purge in the first year"

# Two school years later: 2 August 2029.
export SOURCE_DATE_EPOCH=1880352000

# Conventions may be kept longer than the rest: then they go in none of its years.
cp "$PARAPHE_HOME/paraphe.ini" settings
printf '\n[retention]\nconvention = 5\n' >>"$PARAPHE_HOME/paraphe.ini"
run 0 "$paraphe" --json purge
same 0 "$(jq .documents said)" "conventions kept for five years"
same true "$(jq '.originals > 0' said)" "what is forgotten all the same"
cp settings "$PARAPHE_HOME/paraphe.ini"
before=$("$scansim" --dump "$PARAPHE_HOME" | sha256sum)
run 0 "$paraphe" purge
says 'LEFÈVRE-ŒUVRARD Zoë' "the list"
says "Rien n'est encore effacé" "the rehearsal"
same "$before" "$("$scansim" --dump "$PARAPHE_HOME" | sha256sum)" "a rehearsal changes nothing"

find "$PARAPHE_HOME/archive" -type f -exec touch -d 2020-01-01 {} +
run 0 "$paraphe" purge --apply
says 'Oublié pour toujours' "the purge"
run 0 "$paraphe" verify
grep -ac 'Zoë\|Œuvrard' "$PARAPHE_HOME/paraphe.db" >names
same 0 "$(cat names)" "a student's name in the database"
same 0 "$(find "$PARAPHE_HOME/papiers" -name '*.pdf' | wc -l)" "printed papers that stay"
run 3 "$paraphe" --json review
same 1 "$(wc -l <said)" "what still waits"
same 3 "$(find "$PARAPHE_HOME/archive" -type f | wc -l)" "of the page that waits: itself, its picture, its file"
end
