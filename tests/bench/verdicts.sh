#!/bin/sh
# Do its verdicts deserve trust?  verdicts.sh OUT: boxes by the thousand, signed or not in every way
# that the simulator knows, on scans of an office (severities 1 to 3, 150 to 300 dpi, bilevel, grey and
# colour), from seeds that set no limit.  Prints verdicts by kind of ink, and how far the score is true.
#	BENCH_BOXES	boxes signed, and as many empty ones (5000)	BENCH_SEED	(9000)
# A page of measure holds twelve boxes, so that a scan shows many.  Nothing is written into the tree.
set -eu
out=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
boxes=${BENCH_BOXES:-5000} seed=${BENCH_SEED:-9000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PARAPHE_HOME="$work/home" LC_ALL=C.UTF-8 TZ=Europe/Paris SOURCE_DATE_EPOCH=1795000000
paraphe=$out/paraphe scansim=$out/tests/sim/scansim
sh "$here/../../samples/load.sh" "$paraphe" "$PARAPHE_HOME" >/dev/null

# A form of nothing but boxes takes the place of the accord's.
mkdir -p "$PARAPHE_HOME/templates"
{
	echo '```signatures'
	for box in 1 2 3 4 5 6 7 8 9 10 11 12; do
		echo "b$box | student | Signataire | Camille Essai | essai"
	done
	echo '```'
} >"$PARAPHE_HOME/templates/accord.md"
"$paraphe" issue accord --generic --section SIO -o paper.pdf >/dev/null
"$paraphe" --json read paper.pdf | jq -r '.tag[2:14]' | sort -u | while read -r code; do
	"$paraphe" --json show "$code"
done >boxes.json
page=$(jq '.pages[] | select(.boxes | length == 12) | .page' boxes.json)

# Each line is a page: what is put into its boxes.  The last two hold what is no signature.
while read -r inks; do
	seed=$((seed + 1))
	sign=$(echo "$inks" | tr ' ' '\n' | awk '{ printf "%sid-b%d=%s", (NR > 1 ? "," : ""), NR, $1 }')
	"$scansim" --boxes boxes.json --seed "$seed" --sign "$sign" --severity 1-3 --dpi 150,200,300 \
		--mode bilevel,gray,color --pages "$(yes "$page" | head -n $((boxes / 30 + 1)) | paste -sd,)" \
		-o scan-$seed.pdf paper.pdf
	"$paraphe" --json read scan-$seed.pdf >>read || [ $? = 3 ]
	cat scan-$seed.pdf.truth >>truth
	rm scan-$seed.pdf*
done <<'PAGES'
signature none signature none overflow none none signature none signature none initials
none signature none noted none signature none none stamped none smeared none
signature none pencil none signature none signature none initials none none signature
none signature none signature none none signature none signature none stamped none
signature none none overflow none signature none signature none none initials none
none signature none signature none smeared none none signature none signature none
stamp date mention name cross hook line dot stamp date mention missed
behind stain smudge marker hole fluid crease hair stamp date none none
PAGES
"$scansim" --verdicts truth read
