# What the bench scripts share: . common.sh with $1 = OUT, the build's folder.  Sets out, here,
# samples, paraphe; goes to a scratch folder of its own, which ends with the script.
#	BENCH_RUNS	runs in turn, of which the median is printed (3)
out=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
samples=$here/../../samples
paraphe=$out/paraphe
runs=${BENCH_RUNS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work"
export PARAPHE_HOME="$work/home" LC_ALL=C.UTF-8 TZ=Europe/Paris SOURCE_DATE_EPOCH=1795000000
cc -O1 -D_GNU_SOURCE -o measure "$here/measure.c"

# measure COMMAND...: « CPU-seconds wall-seconds peak-MB »; its output goes to the file `said`
measure() {
	./measure "$@" 3>cost >said 2>noise || [ $? = 3 ] || { # 3: done, and something waits
		echo "bench: $* failed" >&2
		tail -n 3 noise >&2
		exit 1
	}
	cat cost
}

# median FILE COLUMN
median() {
	sort -n -k "$2,$2" "$1" | awk -v c="$2" '{ v[NR] = $c } END { print v[int((NR + 1) / 2)] }'
}

# The samples' school, its conventions as papers.pdf, their boxes as boxes.json.
papers() {
	sh "$samples/load.sh" "$paraphe" "$PARAPHE_HOME" >/dev/null
	"$paraphe" issue convention --section SIO -o papers.pdf >/dev/null
	"$paraphe" --json status | jq -r '.document // empty' | while read -r code; do
		"$paraphe" --json show "$code"
	done >boxes.json
}

# scan OUT OPTION...: signed and scanned papers
scan() {
	scan_to=$1
	shift
	"$out/tests/sim/scansim" --boxes boxes.json --sign all@60 --ink signature --damage office --severity 1-2 --dpi 300 \
		-o "$scan_to" "$@" papers.pdf
}
