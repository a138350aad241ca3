#!/bin/sh
# Grows the ink judge's trees anew, from simulated boxes: fit.sh OUT writes src/scan/ink/glyph_trees_imp.h, then,
# since boxes are measured with those, src/scan/ink/ink_trees_imp.h.  A quarter of an hour on two cores; the same pens, the
# same judge and the same seeds give the same trees.  verdicts.sh measures on other seeds.
#	FIT_GLYPHS	pages of each line for the glyphs (30)	FIT_BOXES	for the boxes (120)
set -eu
. "$(dirname "$0")/boxes.sh"
root=$(realpath "$here/../..")
ink=$root/src/scan/ink

# Each line is a page: what is put into its boxes.
lines() {
	cat <<'PAGES'
signature none signature none overflow none none signature none signature none initials
none signature none noted none signature none none stamped none smeared none
signature none pencil none signature none signature none initials none none signature
stamped signature none stamp none stamped signature none date noted none stamp
stamp date stamp date stamp date stamp date stamp date stamp date
date stamp date stamp date stamp date stamp date stamp date stamp
stamp date name cross hook line dot stamp date name missed date
behind stain smudge marker hole fluid crease hair hole behind stain marker
signature none signature none overflow none none signature none signature none initials
signature signature initials noted none signature pencil none stamped none smeared none
signature initials pencil none signature none signature smeared initials signature none signature
stamped signature name stamp signature stamped signature stamped date noted signature stamp
stamp date signature date stamp name signature date stamp date signature date
date stamp date stamp signature stamp date stamp name stamp date stamp
stamp date name cross hook line dot stamp signature name missed date
behind stain smudge marker hole fluid crease hair hole signature stain cross
stamped date stamp date signature stamp date stamp date stamp signature stamped
signature stamp date signature initials stamp date signature name stamped pencil signature
PAGES
}

# measure SEED PAGES OPTION: what scansim OPTION reads of them
measure() {
	at=$1
	lines | while read -r inks; do
		at=$((at + 1))
		# shellcheck disable=SC2086 # a word an ink
		scan_boxes $at "$2" scan.pdf $inks
		"$scansim" "$3" boxes.json scan.pdf.truth scan.pdf
	done
}

# header NAME MEASURES-OF, then its comment on standard input
header() {
	guard=SCAN_$(echo "$1" | tr a-z A-Z)_TREES_IMP_H
	{
		cat
		printf '#ifndef %s\n#define %s\n\n#include "scan/ink/%s_imp.h"\n#include "scan/ink/trees_imp.h"\n\n' \
			"$guard" "$guard" "$2"
		sed 1d trees
		printf '\n#endif\n'
	} >"$ink/$1_trees_imp.h"
	clang-format -i "$ink/$1_trees_imp.h"
}

# grow NAME: the trees of what was measured; how many lines there were
grow() {
	"$scansim" --fit "$1" measures >trees
	head -n 1 trees | grep -o '[0-9]*' | sed ':a;s/\B[0-9]\{3\}\>/,&/;ta'
}

measure 200 "${FIT_GLYPHS:-30}" --glyphs >measures
n=$(grow GLYPH)
header glyph glyphs <<HEAD
/*
 * Is a glyph (glyphs_imp.h) of a hand that signs, or of a date, a stamp, a cross?  Grown by
 * tests/bench/fit.sh from $n glyphs of simulated boxes that hold one sort of writing, on other pages
 * than those of ink_trees_imp.h.
 */
HEAD
make -s -C "$root" OUT="${out#"$root"/}" tests
measure 2000 "${FIT_BOXES:-120}" --measures >measures
n=$(grow INK)
header ink evidence <<HEAD
/*
 * The trees of evidence_imp.h.  Grown by tests/bench/fit.sh from $n signature boxes with strokes in them,
 * of simulated pages such as those of tests/bench/verdicts.sh from other seeds.  Mentions were left out:
 * nobody can tell one from a name, and a name signs.
 */
HEAD
