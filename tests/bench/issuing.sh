#!/bin/sh
# A whole school's conventions, and the same pages by other means.  issuing.sh OUT
#	BENCH_PLACEMENTS: placements to issue (1000)
set -eu
. "$(dirname "$0")/common.sh"
placements=${BENCH_PLACEMENTS:-1000}

echo "Issuing $placements placements, 3 copies, one worker"
sh "$here/school.sh" "$samples" "$placements" lists
"$paraphe" init --school "$samples/school.ini" >/dev/null
cp "$samples/logo.png" "$PARAPHE_HOME"
for kind in sections teachers students companies placements; do
	"$paraphe" import $kind lists/$kind.csv >/dev/null
done
mv "$PARAPHE_HOME" fresh

# issue NAME OPTION...: pages, CPU seconds and kB of each way; the rate of NAME goes to rate.NAME
issue() {
	name=$1
	shift
	: >costs
	for _ in $(seq "$runs"); do
		rm -rf "$PARAPHE_HOME" "$name"
		cp -r fresh "$PARAPHE_HOME"
		mkdir "$name"
		measure "$paraphe" issue convention --all -j 1 "$@" >>costs
	done
	pages=0
	for pdf in "$name"/*.pdf; do
		pages=$((pages + $(qpdf --show-npages "$pdf")))
	done
	bytes=$(cat "$name"/*.pdf | wc -c)
	awk -v n="$pages" -v s="$(median costs 1)" 'BEGIN { print n / s }' >"rate.$name"
	printf '%-22s %6d pages  %5.0f pages/CPU s  %5.2f kB/page  %5.0f MB\n' "$name" "$pages" \
		"$(cat "rate.$name")" "$(awk -v b="$bytes" -v n="$pages" 'BEGIN { print b / n / 1000 }')" \
		"$(median costs 3)"
}
issue classes -o classes
issue students --by student -o students
issue copies --by copy -o copies
issue one-file -o one-file/all.pdf

# The lines of some hundred of these pages as text, so that the others need no layout of their own.
sample=$(ls classes/*.pdf | head -n 1)
pdftotext -l 380 -bbox-layout "$sample" boxes.html
awk -F'"' '
	function show() { if (text != "") printf("T %s %.2f %.2f %d %s\n", x, y, size, (size > 11), text); text = "" }
	/<page / { print "P" }
	/<line / { x = $2; y = $8 - ($8 - $4) * 0.22; size = ($8 - $4) * 0.9; text = "" }
	/<word / { sub(/.*">/, ""); sub(/<\/word>.*/, ""); text = text (text == "" ? "" : " ") $0 }
	/<\/line>/ { show() }' boxes.html |
	sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' >lines
n=$(grep -c '^P$' lines)
head -n "$(awk '/^P$/ && ++p == 21 { print NR - 1; exit }' lines)" lines >few
{
	echo '<meta charset="utf-8"><style>body { font: 10pt "Liberation Serif"; text-align: justify } h6 { break-before: page }</style>'
	sed 's/^P$/<h6>Page<\/h6>/; s/^T [^ ]* [^ ]* [^ ]* [01] \(.*\)/<p>\1<\/p>/' few
} >few.html

# peer NAME PAGES COMMAND...: how many times our rate as class files
peer() {
	name=$1 count=$2
	shift 2
	: >costs
	for _ in $(seq "$runs"); do
		measure "$@" >>costs
	done
	awk -v name="$name" -v n="$count" -v s="$(median costs 1)" -v ours="$(cat rate.classes)" 'BEGIN {
		printf "    %-18s %6d pages  %5.0f pages/CPU s: paraphe is %.1f times faster\n", name, n, n / s, ours * s / n }'
}
echo "The same pages, already laid out, by:"
if pkg-config --exists cairo && cc -O2 -o peer_cairo "$here/peer_cairo.c" $(pkg-config --cflags --libs cairo libqrencode) 2>noise; then
	peer cairo "$n" ./peer_cairo lines cairo.pdf
else
	echo "    cairo: not here (libcairo2-dev)"
fi
if /usr/bin/python3 -c 'import reportlab' 2>/dev/null; then
	peer ReportLab "$n" /usr/bin/python3 "$here/peer_reportlab.py" lines reportlab.pdf
else
	echo "    ReportLab: not here (python3-reportlab)"
fi
if command -v weasyprint >/dev/null; then
	peer "WeasyPrint, no code" 20 weasyprint -q few.html weasyprint.pdf
else
	echo "    WeasyPrint: not here (weasyprint)"
fi
echo
