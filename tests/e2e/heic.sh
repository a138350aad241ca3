#!/bin/sh
# The photo of an iPhone is HEIC: read as the JPEG of the same picture is, archived so that all can see it.
. "$(dirname "$0")/lib.sh"

command -v heif-enc >/dev/null || skip "no heif-enc to make such a photo"
school
run 0 "$paraphe" issue convention --section CG -o papers.pdf
boxes boxes.json
"$scansim" --dpi 72 --mode bilevel -o order.tif papers.pdf
page=$(jq -r --slurpfile b boxes.json '. as $t | select(any($b[]; .document == $t.document and
	any(.pages[]; .page == $t.doc_page and .boxes != []))) | .source_page' order.tif.truth | head -n 1)
"$scansim" --boxes boxes.json --seed 3 --sign student,company --dpi 150 --mode gray --severity 1 --pages "$page" \
	--format jpeg -o photo.jpg papers.pdf || fail "scansim"
heif-enc -q 60 photo.jpg -o photo.heic >/dev/null 2>&1 || skip "heif-enc has no encoder here"

what='[.outcome, .tag, (.boxes[] | .role, .verdict)]'
run 0 "$paraphe" --json read photo.jpg
wanted=$(jq -c "$what" said)
run 0 "$paraphe" --json read photo.heic
same "$wanted" "$(jq -c "$what" said)" "what is read of a HEIC"
same read "$(jq -r .outcome said)" "its outcome"

run 03 "$paraphe" --json ingest photo.heic
same 1 "$(tail -n 1 said | jq .read)" "it is taken in"
find "$PARAPHE_HOME/archive" -name '*.jpg' | grep -q . || fail "no JPEG of the page in the archive"
run 0 "$paraphe" verify

head -c 3000 photo.heic >cut.heic
run 13 "$paraphe" read cut.heic
says 'abîmé|tronqué' "a cut photo"
end
