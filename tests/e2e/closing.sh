#!/bin/sh
# The end of an internship: certificate, visits, closing and its undo, the year's archive, forgetting.
. "$(dirname "$0")/lib.sh"
need issue ingest close archive

school
run 0 "$paraphe" issue convention --placement 39 -o convention.pdf
boxes boxes.json
convention=$(jq -r .document boxes.json)
pages=$("$paraphe" --json read convention.pdf | jq -r 'select(.boxes | length > 0).page')
"$scansim" --boxes boxes.json --dpi 150 --mode bilevel --pages "$(echo $pages | tr ' ' ',')" --rotate random \
	--sign "$convention:student,$convention:company,$convention:principal" -o signed.pdf convention.pdf || exit 1
run 03 "$paraphe" ingest signed.pdf

# Before the end: refused, and it says why; a class prints nothing.
run 1 "$paraphe" issue certificate --placement 39 -o early.pdf
says 'se termine le 18 décembre 2026' "a certificate before the end"
run 1 "$paraphe" close 39
says "n'est pas terminé" "closing before the end"
run 1 "$paraphe" close hours 39 --hours 100
says 'se termine le' "hours before the end"

SOURCE_DATE_EPOCH=1798000000	# 23 December 2026
run 2 "$paraphe" close hours 39 --hours beaucoup
run 1 "$paraphe" close hours 39 --hours 9999
says 'en prévoyait' "hours beyond all measure"
run 0 "$paraphe" issue certificate --placement 39 --absent 7 --paid '1 245,50' -o attestation.pdf
planned=$("$paraphe" --json close hours 39 --absent 0 | jq .planned)
pdftotext -layout attestation.pdf certificate.txt
grep -q "$((planned - 7)) heures, soit" certificate.txt || fail "the hours are not on the paper"
grep -q '1.245,50.€' certificate.txt || fail "what was paid is not on the paper"
# Corrected since: a new version, and the old one is out.
run 0 "$paraphe" --json issue certificate --placement 39 --hours 100 -o attestation2.pdf
certificate=$(jq -r .document said)
same "$(jq -r .version said)" 2 "a corrected certificate"
run 1 "$paraphe" issue certificate --placement 39 -o again.pdf
says 'Rien de nouveau' "the same certificate again"

run 0 "$paraphe" status --section SP3S
says 'stage terminé : à clôturer' "the board of what is over"

# What lacks is said; signed and read back; visits; then it closes.
run 1 "$paraphe" close 39
says '0 contact sur 2' "what lacks"
run 1 "$paraphe" visit done 39 --on 2026-10-01 --mode phone
says 'avant le début' "a visit before the first day"
run 1 "$paraphe" visit done 39 --on 2027-03-01 --mode phone
says 'pas encore passée' "a visit to come"
run 0 "$paraphe" visit done 39 --on 03/12/2026 --mode 'sur place' --comment 'Autonome, bien intégrée.'
run 0 "$paraphe" visit done 39 --on 11/12/2026 --mode téléphone
"$paraphe" --json show "$certificate" >boxes.json
"$scansim" --boxes boxes.json --dpi 150 --mode bilevel --rotate random --sign "$certificate:company" -o back.tif attestation2.pdf || exit 1
run 0 "$paraphe" ingest back.tif
same "$("$paraphe" --json show "$certificate" | jq -r '.state + " " + .copies[0].signatures.company')" \
	'returned signed' "the certificate read back"
run 3 "$paraphe" --json close list --section SP3S
same "$(jq -r 'select(.placement == "39").lacks' said)" '' "nothing lacks any more"
run 3 "$paraphe" close --section SP3S
says 'clôturé maintenant' "a class: what is ready"
says 'pas de convention' "a class: what lacks"
same "$("$paraphe" --json show "$convention" | jq -r .state)" closed "the convention"
run 1 "$paraphe" visit done 39 --on 11/12/2026 --mode phone
says 'clôturé' "a visit after the closing"
lot=$("$paraphe" --json show "$convention" | jq '[.events[] | select(.kind == "closed")][-1].batch')
run 0 "$paraphe" undo "lot-$lot"
same "$("$paraphe" --json show "$convention" | jq -r .state)" signed_principal "the closing undone"
run 0 "$paraphe" close 39
run 1 "$paraphe" close 40
run 0 "$paraphe" close 40 --reason 'suivi par un autre lycée'

# The year in a folder: whole PDFs, an index, nothing for others to read.
run 0 "$paraphe" archive --year 2026-2027 -o archive
same "$(find archive -name '*.pdf' | sort | tr '\n' ' ')" \
	'archive/SP3S/LAMBERT_Oceane/attestation_LAMBERT_Oceane_SP3S_v2.pdf archive/SP3S/LAMBERT_Oceane/convention_LAMBERT_Oceane_SP3S_v1.pdf archive/index.pdf ' \
	"what is in the archive"
same "$(find archive -type f ! -perm 600 -o -type d ! -perm 700)" '' "rights in the archive"
same "$(pdfinfo archive/SP3S/LAMBERT_Oceane/convention_*.pdf | awk '/^Pages/ { print $2 }')" \
	"$(echo $pages | wc -w)" "pages of the convention"
# What was filed reads again as what it is, upright.
"$paraphe" --json read archive/SP3S/LAMBERT_Oceane/convention_*.pdf >again.json
same "$(jq -r .rotation again.json | sort -u)" 0 "filed upright"
same "$(jq -r .document again.json | sort -u)" "$convention" "filed under the right name"
grep -q 'LAMBERT Océane.*attestation de stage.*revenue' archive/index.csv || fail "the index does not say the certificate"
pdftotext -layout archive/index.pdf - | grep -q 'LAMBERT' || fail "the list does not name her"
run 1 "$paraphe" archive --year 2026-2027 -o archive
says "n'est pas vide" "an archive over another"
run 1 "$paraphe" archive --year 2019-2020 -o nothing
[ -e nothing ] && fail "an archive of nothing was left"
ls -d ./*en-cours* 2>/dev/null && fail "a folder of work was left"

# Forgotten with the year: the comment is gone, the chain holds.
run 0 "$paraphe" verify
SOURCE_DATE_EPOCH=1900000000	# 2030
run 03 "$paraphe" purge --apply
sqlite3 "$PARAPHE_HOME/paraphe.db" "SELECT payload FROM event" 2>/dev/null | grep -q 'bien intégrée' && fail "the comment survives"
run 0 "$paraphe" verify
end
