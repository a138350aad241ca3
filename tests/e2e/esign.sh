#!/bin/sh
# PDFs signed electronically: the boxes are never « empty », a person says; the original is still to come.
. "$(dirname "$0")/lib.sh"
need issue ingest review show

school
"$paraphe" issue convention --placement 1 -o papers.pdf >/dev/null 2>&1 || exit 1
boxes boxes.json
code=$(jq -r .document boxes.json)
page=$("$paraphe" --json read papers.pdf |
	jq -r 'select(.copy == 1) | select(.boxes | map(.kind) | index("signature")).page' | head -n 1)
qpdf papers.pdf --pages . "$page" -- one.pdf

# esign IN OUT FIELDS: a signature field, as its bytes are read; no cryptography is needed to read it.
esign() {
	qpdf --qdf --object-streams=disable "$1" plain.pdf
	sed "s|/Type /Catalog|/AcroForm << /SigFlags 3 /Fields [ $3 ] >> /Type /Catalog|" plain.pdf |
		fix-qdf >"$2" 2>/dev/null
}
value='/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 9 9 9] /Contents <00>'
esign one.pdf signed.pdf "<< /FT /Sig /T (a) /V << $value /Name (Jeanne Dufour) >> >> << /T (b) /FT /Sig /Kids [ << /V << $value /Name <FEFF00C9006C006F00EF0073006500200052006F0078> >> >> ] >>"
esign one.pdf nameless.pdf "<< /FT /Sig /T (a) /V << $value >> >>"
esign one.pdf open.pdf "<< /FT /Sig /T (a) >> << /FT /Tx /T (b) /V (Jeanne) >>"
esign one.pdf stamped.pdf "<< /FT /Sig /T (a) /V << /Type /DocTimeStamp /Filter /Adobe.PPKLite /Contents <00> >> >>"

verdicts() {
	"$paraphe" --json read "$1" |
		jq -c '[.signers, ([.boxes[] | select(.kind == "signature").verdict] | unique)]'
}
same '[null,["empty"]]' "$(verdicts one.pdf)" "not signed"
same '["Jeanne Dufour ; Éloïse Rox",["doubtful"]]' "$(verdicts signed.pdf)" "signed by two"
same '["sans nom",["doubtful"]]' "$(verdicts nameless.pdf)" "by nobody knows whom"
same '[null,["empty"]]' "$(verdicts open.pdf)" "a field that waits for its signature"
same '[null,["empty"]]' "$(verdicts stamped.pdf)" "a time stamp"

# By mail: it asks with the name; what a person accepts is electronic, the original awaited.
{
	printf 'From: tuteur@entreprise.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n'
	printf 'Content-Type: application/pdf; name=retour.pdf\nContent-Transfer-Encoding: base64\n\n'
	base64 signed.pdf
	printf -- '--b--\n'
} >mail.eml
cp -r "$PARAPHE_HOME" apart
run 3 "$paraphe" ingest - <mail.eml
says 'PDF signé électroniquement : original non reçu' "the slip says what is still to come"
run 3 "$paraphe" review
says 'signature électronique déclarée, non vérifiée : Jeanne Dufour ; Éloïse Rox' "the question"
same issued "$("$paraphe" --json show "$code" | jq -r .state)" "nothing moves by itself"
for role in student company; do
	run 0 "$paraphe" --as mme.roy review \
		"$("$paraphe" --json review | jq -r --arg r $role 'select(.role == $r).id' | head -n 1)" --signed
done
same signed_company "$("$paraphe" --json show "$code" | jq -r .state)" "as a person said"
run 0 "$paraphe" show "$code"
says 'signature électronique déclarée, non vérifiée ; original non reçu' "where it comes from"
same true "$("$paraphe" --json status | jq --arg d "$code" 'select(.document == $d).original_missing')" "the board"

# The paper comes.
"$scansim" --boxes boxes.json --sign student,company --dpi 150 --mode bilevel --pages "$page" \
	-o paper.pdf papers.pdf || exit 1
run 03 "$paraphe" ingest paper.pdf
same false "$("$paraphe" --json status | jq --arg d "$code" 'select(.document == $d).original_missing')" \
	"the original is there"

# Read here, applied there: the same.
"$paraphe" --home apart --json read signed.pdf >lines
run 3 "$paraphe" --home apart apply lines
same doubtful "$("$paraphe" --home apart --json show "$code" | jq -r '.copies[0].signatures.company')" "applied elsewhere"
run 0 "$paraphe" --home apart review "$("$paraphe" --home apart --json review | jq -r 'select(.role == "student").id')" --signed
same true "$("$paraphe" --home apart --json status | jq --arg d "$code" 'select(.document == $d).original_missing')" \
	"and electronic there too"
run 0 "$paraphe" verify
end
