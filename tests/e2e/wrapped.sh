#!/bin/sh
# One signed page in all that scanners, phones and mail programs wrap around a picture: it is read the same.
. "$(dirname "$0")/lib.sh"

school
"$paraphe" issue convention --placement 9 -o papers.pdf >/dev/null || exit 1
boxes boxes.json
n=$("$paraphe" --json read papers.pdf | jq -s 'map(select(.boxes | length > 0)) | .[0].page')
scan() {	# scan OUT OPTION...
	to=$1
	shift
	"$scansim" --boxes boxes.json --sign all --dpi 150 --pages "$n" "$@" -o "$to" papers.pdf || exit 1
}
scan page.jpg --mode gray
scan fax.pdf --mode bilevel
set -- $(pdfimages -list fax.pdf | awk 'END { print $4, $5 }')
w=$1 h=$2
tag=$(jq -r .tag page.jpg.truth)
signed=$(jq -c '[.boxes[] | "signed"]' page.jpg.truth)

# reads FILE ROTATION [PAGE]: the page's tag, turn and verdicts, and no word of damage.
reads() {
	run 0 "$paraphe" --json read "$1"
	same "read $tag $2 true $signed" \
		"$(jq -r --argjson p "${3:-1}" 'select(.page == $p) |
			"\(.outcome) \(.tag) \(.rotation) \(.note == null) \([.boxes[].verdict] | tostring)"' said)" "$1"
}

jpeg=/BitsPerComponent\ 8/Filter/DCTDecode
a4='/MediaBox[0 0 595.276 841.89]'
full='q 595.276 0 0 841.89 0 0 cm /I Do Q'
mark=' 0 g 20 20 5 5 re f' # something drawn beside: the page is rendered, not taken

reads page.jpg 0
wrap plain "$a4" "$full" "$jpeg" page.jpg && reads plain.pdf 0
for turn in 90 180 270; do
	wrap "turned$turn" "$a4/Rotate $turn" "$full" "$jpeg" page.jpg && reads "turned$turn.pdf" $((360 - turn))
	wrap "marked$turn" "$a4/Rotate $turn" "$full$mark" "$jpeg" page.jpg && reads "marked$turn.pdf" $((360 - turn))
done
half='q 297.638 0 0 420.945 0 0 cm /I Do Q'
for rest in '' "$mark"; do
	wrap unit '/MediaBox[0 0 297.638 420.945]/UserUnit 2' "$half$rest" "$jpeg" page.jpg && reads unit.pdf 0
	wrap crop '/MediaBox[-50 -30 700 900]/CropBox[0 0 595.276 841.89]' "$full$rest" "$jpeg" page.jpg
	reads crop.pdf 0
	wrap off '/MediaBox[0 0 800 1000]/CropBox[100 100 695.276 941.89]/Rotate 90' \
		"q 595.276 0 0 841.89 100 100 cm /I Do Q$rest" "$jpeg" page.jpg
	reads off.pdf 270
	wrap trimmed '/MediaBox[0 0 595.276 841.89]/CropBox[15 20 580.276 821.89]' "$full$rest" "$jpeg" page.jpg
	reads trimmed.pdf 0
done

# Fax data as such, and as the one region of a JBIG2 page.
pdfimages -ccitt fax.pdf fax
u32() {
	printf '%b' "$(printf '\\0%03o\\0%03o\\0%03o\\0%03o' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)))"
}
segment() {	# segment NUMBER TYPE(octal) SIZE
	u32 "$1"
	printf '%b' "\\0$2\\0000\\0001"
	u32 "$3"
}
zeros() {
	head -c "$1" /dev/zero
}
{
	segment 0 060 19 && u32 "$w" && u32 "$h" && zeros 11
	segment 1 046 $((18 + $(wc -c <fax-000.ccitt))) && u32 "$w" && u32 "$h" && zeros 9
	printf '\001' # fax coding
	cat fax-000.ccitt
} >page.jb2
g4="/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns $w/Rows $h>>"
wrap fax "$a4" "$full" "$g4" fax-000.ccitt && reads fax.pdf 0
wrap faxturned "$a4/Rotate 180" "$full" "$g4" fax-000.ccitt && reads faxturned.pdf 180
wrap jbig2 "$a4" "$full" /BitsPerComponent\ 1/Filter/JBIG2Decode page.jb2 && reads jbig2.pdf 0

if command -v opj_compress >/dev/null; then
	pdftoppm -gray -r 150 -singlefile plain.pdf grey
	opj_compress -i grey.pgm -o page.jp2 -r 20 >/dev/null 2>&1 || fail "opj_compress"
	wrap jpx "$a4" "$full" /Filter/JPXDecode page.jp2 && reads jpx.pdf 0
else
	echo "(no opj_compress: JPEG 2000 is not tried)"
fi

# A phone turns nothing: it says in EXIF how the picture is to be held.  All eight ways.
exif() {	# exif FILE ORIENTATION OUT
	{
		head -c 2 "$1"
		printf '\377\341\000\042Exif\000\000MM\000\052\000\000\000\010\000\001\001\022\000\003\000\000\000\001'
		printf '%b' "\\0000\\0$(printf %03o "$2")\\0000\\0000"
		zeros 4
		tail -c +3 "$1"
	} >"$3"
}
if command -v jpegtran >/dev/null; then
	for how in -optimize -progressive '-restart 1'; do # other codes for the same picture: none is damage
		# shellcheck disable=SC2086 # the words of one option
		jpegtran $how page.jpg >coded.jpg && reads coded.jpg 0
	done
	i=0
	for how in '' '-flip horizontal' '-rotate 180' '-flip vertical' -transpose '-rotate 270' -transverse '-rotate 90'; do
		i=$((i + 1))
		# shellcheck disable=SC2086 # the words of one option
		jpegtran $how page.jpg >stored.jpg || fail "jpegtran $how"
		exif stored.jpg $i held$i.jpg && reads held$i.jpg 0
	done
else
	echo "(no jpegtran: EXIF and other codings are not tried)"
fi
end
