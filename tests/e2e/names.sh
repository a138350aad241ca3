#!/bin/sh
# A thousand names over Latin, its Extended-A and B, and Vietnamese come back from the papers letter for letter.
. "$(dirname "$0")/lib.sh"
need issue

school
# Each name has a letter of its own among plain ones; NFC, as lists are read.
/usr/bin/python3 - "$tree/samples/students.csv" >many.csv <<'PY' || skip "python3 is missing"
import csv, sys, unicodedata
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8"), delimiter=";"))
head, row = rows[0], rows[1]
ranges = [(0xC0, 0x24F), (0x1EA0, 0x1EF9)]
letters = [chr(u) for a, b in ranges for u in range(a, b + 1)
           if unicodedata.category(chr(u)) in ("Lu", "Ll")
           and all(ord(c) < 0x2B0 or 0x1E00 <= ord(c) < 0x1F00 for c in chr(u).lower() + chr(u).upper())]
out = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
out.writerow(head)
for i in range(1000):
    first = letters[i % len(letters)] + "ra" + letters[(i * 7 + 3) % len(letters)]
    first = first[0].upper() + first[1:].lower()
    row = list(rows[1])
    row[0], row[1] = "Nom" + "abcdefghij"[i // 100] + "abcdefghij"[i // 10 % 10] + "abcdefghij"[i % 10], \
        unicodedata.normalize("NFC", first)
    out.writerow(row)
PY
run 03 "$paraphe" import students many.csv
run 0 "$paraphe" --json issue visit --section "$(sed 1d many.csv | head -n 1 | cut -d';' -f11)"
run 0 "$paraphe" --json issue accord --section "$(sed 1d many.csv | head -n 1 | cut -d';' -f11)"
jq -r .student said | sort -u >names
[ "$(grep -c '^NOM' names)" -ge 1000 ] || fail "$(grep -c '^NOM' names) names only"
find "$PARAPHE_HOME/papiers" -name 'accords*.pdf' -exec pdftotext {} - \; | sort -u >text
while read -r name; do
	grep -qF -- "$name" text || echo "$name"
done <names >lost
[ -s lost ] && { fail "$(wc -l <lost) names are not on the papers as they are spelt"; head -n 5 lost; }
end
