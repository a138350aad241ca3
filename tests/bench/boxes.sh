# A page of nothing but boxes to sign, of which a scan shows twelve: . boxes.sh with $1 = OUT, the build's
# folder.  Sets out, here, paraphe, scansim; goes to a scratch folder of its own, which ends with the script;
# makes paper.pdf, boxes.json and page there.
out=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
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

# scan_boxes SEED PAGES SCAN INK...: that many scans, on an office's glass, of a page with twelve inks.
scan_boxes() {
	seed=$1 pages=$2 scan=$3
	shift 3
	sign=$(printf '%s\n' "$@" | awk '{ printf "%sid-b%d=%s", (NR > 1 ? "," : ""), NR, $1 }')
	"$scansim" --boxes boxes.json --seed "$seed" --sign "$sign" --severity 1-3 --dpi 150,200,300 \
		--mode bilevel,gray,color --pages "$(yes "$page" | head -n "$pages" | paste -sd,)" -o "$scan" paper.pdf
}
