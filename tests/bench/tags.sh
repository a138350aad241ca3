#!/bin/sh
# Tags found and box corners placed, kind of damage by kind: tags.sh OUT.  Beside zxing-cpp on the same
# pictures where Debian's python3-zxing-cpp is there.  BENCH_PAGES pages of each (20).
set -eu
BENCH_PAGES=${BENCH_PAGES:-20}
. "$(dirname "$0")/common.sh"

python=/usr/bin/python3
"$python" -c 'import numpy, zxingcpp' 2>/dev/null || python=
papers 2>/dev/null

cat >zxing_pages.py <<'PYTHON'
# The pages of which zxing-cpp reads the true tag: pictures as pdfimages leaves them, then the truth.
import json, sys
import numpy, zxingcpp

def pixels(path):
    data = open(path, "rb").read()
    kind, w, h = data[:64].split(None, 3)[:3]
    w, h = int(w), int(h)
    if kind == b"P4":
        row = (w + 7) // 8
        bits = numpy.frombuffer(data[-row * h:], numpy.uint8).reshape(h, row)
        return numpy.ascontiguousarray(255 - 255 * numpy.unpackbits(bits, axis=1)[:, :w])
    planes = 3 if kind == b"P6" else 1
    grey = numpy.frombuffer(data[-planes * w * h:], numpy.uint8).reshape(h, w, planes)
    return numpy.ascontiguousarray(grey[:, :, 0])

tags = [json.loads(line)["tag"] for line in open(sys.argv[1])]
print(sum(tag in [r.text for r in zxingcpp.read_barcodes(pixels(path))]
          for tag, path in zip(tags, sys.argv[2:])))
PYTHON

theirs() {
	[ "$python" ] || { echo -; return; }
	rm -f picture-*
	pdfimages "$1" picture
	"$python" zxing_pages.py "$1.truth" picture-*
}

printf '%-10s %9s %6s %8s %6s %9s   %s\n' damage severity pages paraphe wrong zxing-cpp 'corners of boxes'
try() {	# try DAMAGE SEVERITY OPTION...
	kind=$1 severity=$2
	shift 2
	"$out/tests/sim/scansim" --boxes boxes.json --sign all@55 --ink signature --seed 77 --damage "$kind" --severity "$severity" \
		--dpi 150,200 --mode bilevel,gray --pages "1-$BENCH_PAGES" "$@" -o scan.pdf papers.pdf
	"$paraphe" --json read -j 1 scan.pdf >read.jsonl || true
	"$out/tests/sim/scansim" --compare scan.pdf.truth read.jsonl --tolerant >compared || true
	printf '%-10s %9s %6d %8d %6d %9s   %s\n' "$kind" "$severity" "$(wc -l <scan.pdf.truth)" \
		"$(sed -n 's/.* tags [0-9]*: read \([0-9]*\),.*/\1/p' compared)" \
		"$(sed -n 's/.* wrong \([0-9]*\), turned.*/\1/p' compared)" "$(theirs scan.pdf)" \
		"$(sed -n 's/^corners of boxes [0-9]*: //p' compared)"
}
try mix 1-3 --rotate random
try mix 4-5 --rotate random
for kind in lines copy stamp pen faint fat noise crumple; do
	try $kind 3-5
done
try photo 1-3 --mode gray --rotate random
try photo 4-5 --mode gray --rotate random
