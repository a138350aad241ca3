#!/bin/sh
# Stacks of three pages, of which the middle one, with the boxes, is no longer whole.  It is told which page
# and what, in words; no box that may have suffered is called anything; its neighbours are read.
. "$(dirname "$0")/lib.sh"

school
"$paraphe" issue convention --placement 9 -o papers.pdf >/dev/null || exit 1
boxes boxes.json
n=$("$paraphe" --json read papers.pdf | jq -s 'map(select(.boxes | length > 0)) | .[0].page')
scan() {	# scan OUT PAGES OPTION...
	to=$1 which=$2
	shift 2
	"$scansim" --boxes boxes.json --sign all --dpi 150 --pages "$which" "$@" -o "$to" papers.pdf || exit 1
}
three=$((n - 1)),$n,$((n + 1))
for kind in gray bilevel; do
	scan "$kind.pdf" $three --mode $kind
	scan "$kind.tif" $three --mode $kind
done
scan page.jpg "$n" --mode gray
scan page.png "$n" --mode gray

# told FILE PAGE PATTERN OUTCOMES: what is said of that page; no verdict but doubtful where nothing vouches.
told() {
	run 03 "$paraphe" --json read "$1"
	same "$4" "$(jq -r '.outcome // .error' said | tr '\n' ' ')" "outcomes of $1"
	jq -r --argjson p "$2" 'select(.page == $p) | .note // ""' said | grep -qE "$3" || {
		fail "$1, page $2: not told « $3 »"
		cat said
	}
}
doubtful() {	# every box of that page of the file last read is left to a person
	same 0 "$(jq "select(.page == $1) | .boxes | map(select(.verdict != \"doubtful\")) | length" said)" "$2: boxes that nobody vouches for"
}
zero() {	# zero FILE OUT AT COUNT: zeros for bytes that a copy lost
	cp "$1" "$2"
	head -c "$4" /dev/zero | dd of="$2" bs=1 seek="$3" conv=notrunc 2>/dev/null
}
ends() {	# ends FILE: the bytes after each picture of a PDF
	grep -abo endstream "$1" | cut -d: -f1
}

# Where the middle page's picture lies: a PDF of scansim holds a picture and a content in turn.
for kind in gray bilevel; do
	ends $kind.pdf >at
	from=$(sed -n 2p at) to=$(sed -n 3p at)
	zero $kind.pdf "hole-$kind.pdf" $(((from + to) / 2)) 400
	told "hole-$kind.pdf" 2 abîmée 'read read read '
done
told hole-gray.pdf 2 abîmée 'read read read '
doubtful 2 hole-gray.pdf
zero gray.pdf hole-first.pdf $(($(sed -n 1p at) / 2)) 400
zero gray.pdf hole-first.pdf 100000 400 # the first page has no box, and its lower part is not decoded
told hole-first.pdf 1 abîmée 'read read read '

# A number of a TIFF, and where in the directory of a page the value of a tag stands.
u32() {
	od -An -tu4 -j "$2" -N4 "$1" | tr -d ' '
}
u16() {
	od -An -tu2 -j "$2" -N2 "$1" | tr -d ' '
}
value_at() {	# value_at FILE PAGE TAG
	dir=$(u32 "$1" 4)
	for _ in $(seq 2 "$2"); do
		dir=$(u32 "$1" $((dir + 2 + 12 * $(u16 "$1" "$dir"))))
	done
	for i in $(seq 0 $(($(u16 "$1" "$dir") - 1))); do
		[ "$(u16 "$1" $((dir + 2 + 12 * i)))" != "$3" ] || echo $((dir + 10 + 12 * i))
	done
}
for kind in gray bilevel; do
	offset=$(value_at $kind.tif 2 273) length=$(u32 $kind.tif "$(value_at $kind.tif 2 279)")
	zero $kind.tif "hole-$kind.tif" $(($(u32 $kind.tif "$offset") + length / 2)) 400
	told "hole-$kind.tif" 2 abîmée 'read read read '
	cp $kind.tif "astray-$kind.tif"
	printf '\377\377\377\077' | dd of="astray-$kind.tif" bs=1 seek="$offset" conv=notrunc 2>/dev/null
	told "astray-$kind.tif" 2 tronquée 'read damaged read '
	head -c $(($(u32 $kind.tif "$offset") + length / 2)) $kind.tif >"cut-$kind.tif"
	told "cut-$kind.tif" 2 'des pages manquent' 'read damaged '
done

# A picture alone, cut or holed.
for f in page.jpg page.png; do
	size=$(wc -c <$f) ext=${f#page.}
	zero $f "hole.$ext" $((size / 2)) 400
	told "hole.$ext" 1 'abîmée|tronquée' 'read '
	doubtful 1 "hole.$ext"
	head -c $((size * 2 / 3)) $f >"cut.$ext"
	told "cut.$ext" 1 tronquée 'read '
	jq -e '[.boxes[].verdict] | index("doubtful") != null and index("empty") == null' said >/dev/null ||
		fail "cut.$ext: a box that was cut off is judged"
done

# A JPEG that ends too early inside a PDF that is whole, between two good pages.
set -- $(pdfimages -list gray.pdf | awk 'END { print $4, $5 }')
w=$1 h=$2
wrap short '/MediaBox[0 0 595.276 841.89]' 'q 595.276 0 0 841.89 0 0 cm /I Do Q' '/BitsPerComponent 8/Filter/DCTDecode' cut.jpg
qpdf --empty --pages gray.pdf 1 short.pdf 1 gray.pdf 3 -- among.pdf
told among.pdf 2 tronquée 'read read read '

# A PDF that was not copied to its end: its pages, or a word on what to do.
size=$(wc -c <gray.pdf)
head -c $((size - 200)) gray.pdf >tail.pdf
told tail.pdf 3 'comptez les pages' 'read read read '
head -c $((size * 2 / 3)) gray.pdf >half.pdf
run 1 "$paraphe" read half.pdf && says '^half.pdf : .*tronqué.* copiez-le encore' "half a PDF"

# Taken in: every page is read or waits, the damaged ones with their reason, and nothing of them is believed.
"$paraphe" --json status | jq -c 'select(.document) | [.document, .state]' >was
run 3 "$paraphe" --json ingest hole-gray.pdf astray-bilevel.tif
jq -e 'select(.files) | .pages == 6 and .queued > 0 and .pages == .read + .blank + .queued' said >/dev/null ||
	fail "the sum of damaged stacks: $(tail -n 1 said)"
"$paraphe" --json status | jq -c 'select(.document) | [.document, .state]' | cmp -s was - ||
	fail "a damaged page moved a convention"
run 3 "$paraphe" review
says 'image abîmée' "a box of a damaged page"
says 'illisible : à numériser de nouveau' "a page that is lost"
end
