#!/bin/sh
# Makes the README's pictures again from the demo's papers:  pictures.sh OUT   (after make demo)
set -eu
out=$(realpath "$1")
demo=$out/demo
cd "$(dirname "$0")/pictures"
pdftoppm -gray -r 80 -png -singlefile -f 2 "$demo/papiers/conventions-SIO.pdf" page
"$out/paraphe" --home "$demo/ecole" status -o "$demo/tableau.pdf" >/dev/null
pdftoppm -gray -r 80 -png -singlefile -f 1 "$demo/tableau.pdf" board
# A page that came back with all its signatures: the first whose box of the principal is signed.
page=$(awk '/"doc_page":5/ && !/"ink":"none"/ && !/stamp/ { print NR; exit }' "$demo/1.truth")
pdftoppm -gray -r 80 -jpeg -jpegopt quality=60 -singlefile -f "$page" "$demo/scans/retour-CG.pdf" signed
