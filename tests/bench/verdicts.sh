#!/bin/sh
# Do its verdicts deserve trust?  verdicts.sh OUT: boxes by the thousand, signed or not in every way
# that the simulator knows, on scans of an office (severities 1 to 3, 150 to 300 dpi, bilevel, grey and
# colour), from seeds that set no limit.  Prints verdicts by kind of ink, and how far the score is true.
#	BENCH_BOXES	boxes signed, and as many empty ones (5000)	BENCH_SEED	(9000)
# Nothing is written into the tree.
set -eu
. "$(dirname "$0")/boxes.sh"
boxes=${BENCH_BOXES:-5000} seed=${BENCH_SEED:-9000}

# Each line is a page: what is put into its boxes.  The last two hold what is no signature.
while read -r inks; do
	seed=$((seed + 1))
	# shellcheck disable=SC2086 # a word an ink
	scan_boxes $seed $((boxes / 30 + 1)) scan-$seed.pdf $inks
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
