#!/bin/sh
# Pages printed at 94 % (« ajuster à la page ») are read right, and the slip says so once.
. "$(dirname "$0")/lib.sh"

school
run 0 "$paraphe" issue convention --placement 9 -o papers.pdf
boxes boxes.json
"$scansim" --boxes boxes.json --sign student --damage scale --severity 5 --dpi 200 -o small.pdf papers.pdf
"$scansim" --boxes boxes.json --sign student,company --dpi 200 -o right.pdf papers.pdf
run 0 "$paraphe" --json read small.pdf
cp said read.jsonl
"$scansim" --compare small.pdf.truth read.jsonl || bad=1
jq -e 'select(.note != null)' read.jsonl && fail "each page has a note"
run 0 "$paraphe" ingest small.pdf
says "$(qpdf --show-npages small.pdf) pages imprimées ou numérisées à 94 % environ de leur taille" "the size"
same 1 "$(grep -c 'environ de leur taille' said)" "times that the slip says it"
pdftotext "$PARAPHE_HOME"/bordereaux/*.pdf - | tr '\n' ' ' | grep -q "94 % environ de leur taille" ||
	fail "the printed slip says nothing of the size"
run 0 "$paraphe" ingest right.pdf
same 0 "$(grep -c 'environ de leur taille' said)" "times for a scan of the right size"
end
