# Sourced by the end-to-end tests.  Each is run as « sh NAME.sh OUT » in an empty folder of its own,
# and ends in 0 (right), 1 (what was wrong is printed) or 77 (can't be tried here, and why).
# shellcheck shell=sh
set -u
out=$1
tree=$(cd "$(dirname "$0")/../.." && pwd)
paraphe=$out/paraphe
scansim=$out/tests/sim/scansim
export PARAPHE_HOME="$PWD/home" LC_ALL=C.UTF-8 TZ=Europe/Paris
export SOURCE_DATE_EPOCH=1795000000	# 18 November 2026: before the first internship of samples/
bad=0

fail() {
	echo "FAIL: $*"
	bad=1
}

skip() {
	echo "$*"
	exit 77
}

# run STATUS COMMAND...: the command must exit so (« 03 »: 0 or 3).  What it says goes to `said`, `complaint`.
run() {
	want=$1
	shift
	"$@" >said 2>complaint
	got=$?
	case $want in *$got*) return 0 ;; esac
	fail "exit status $got instead of $want: $*"
	tail -n 5 said complaint | sed 's/^/    /'
	return 1
}

# same WANTED GOT WHAT
same() {
	[ "$1" = "$2" ] || fail "$3: expected « $1 », got « $2 »"
}

# says PATTERN WHAT: the last run's words hold it.
says() {
	grep -qE "$1" said complaint || {
		fail "$2: nothing like « $1 » in"
		sed 's/^/    /' said complaint | tail -n 12
	}
}

# Makes the home, with the invented school in it.
school() {
	sh "$tree/samples/load.sh" "$paraphe" "$PARAPHE_HOME" >loaded 2>&1 || {
		cat loaded
		exit 1
	}
}

# boxes FILE: the box tables of all that was issued, in the order of the board: by name, whatever the numbers.
boxes() {
	"$paraphe" --json status | jq -r '.document // empty' | awk '!seen[$0]++' |
		while read -r code; do "$paraphe" --json show "$code"; done >"$1"
}

# dump HOME: what it says, without times and numbers; it must be whole.
dump() {
	"$scansim" --dump "$1" || echo "not whole: $1"
}

# need VERB...
need() {
	for verb; do
		"$paraphe" "$verb" --help >/dev/null 2>&1 || skip "no « $verb » in this build"
	done
}

# wrap NAME PAGE CONTENT IMAGE DATA: a PDF of one page that shows one picture of $w x $h pixels.
wrap() {
	{
		printf '%%PDF-1.6\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n'
		printf '2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R'
		printf '%s/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>\nendobj\n' "$2"
		printf '4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n' ${#3} "$3"
		printf '5 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray' "$w" "$h"
		printf '%s/Length %d>>\nstream\n' "$4" "$(wc -c <"$5")"
		cat "$5"
		printf '\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n'
	} >raw.pdf
	qpdf raw.pdf "$1.pdf" 2>/dev/null # writes the table that is missing, with a warning
	[ -s "$1.pdf" ] || fail "qpdf: $1.pdf"
}

end() {
	exit "$bad"
}
