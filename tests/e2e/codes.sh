#!/bin/sh
# Each page of each copy bears its own code, drawn so that no viewer blurs it, and it is read on a
# print of poor resolution.
. "$(dirname "$0")/lib.sh"

school
rm -f "$PARAPHE_HOME/logo.png"	# a picture that may be smoothed
run 0 "$paraphe" issue convention --section CG -o papers.pdf
run 0 "$paraphe" issue accord --generic -o mould.pdf
pages=$(qpdf --show-npages papers.pdf)
"$scansim" --dpi 72 --mode bilevel -o codes.tif papers.pdf
same "$pages" "$(jq -r '.tag // empty' codes.tif.truth | sort -u | wc -l)" "different codes"
"$scansim" --dpi 72 --mode bilevel -o mould.tif mould.pdf
same "$(wc -l <mould.tif.truth)" "$(jq -r '.tag // empty' mould.tif.truth | sort -u | wc -l)" \
	"different codes of a generic accord"

pdfimages -list papers.pdf | awk 'NR > 2 && !(/stencil/ && /inline/)' | grep . &&
	fail "a picture that viewers smooth stands on a page"
end
