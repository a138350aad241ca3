#!/bin/sh
# A disk that is full, a home that can't be written, a newer database, two at once: a message, and
# afterwards the same command does its work.
. "$(dirname "$0")/lib.sh"
need issue show

# As somebody whom permissions bind: root is not.
as_user() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	else
		"$@"
	fi
}

school
"$paraphe" issue accord --section SIO -o papers.pdf >/dev/null || exit 1
boxes boxes.json
"$scansim" --boxes boxes.json --sign student --dpi 200 --mode bilevel -o scan.pdf papers.pdf || exit 1
"$scansim" --boxes boxes.json --sign student --dpi 200 --mode bilevel --seed 2 -o other.pdf papers.pdf ||
	exit 1

# A home that can't be written.
chmod 755 .
cp "$paraphe" reader
cp -r "$PARAPHE_HOME" locked
[ "$(id -u)" = 0 ] && chown -R 65534:65534 locked
chmod -R a-w locked
run 1 as_user ./reader --home locked ingest scan.pdf
says 'droit|permission|lecture seule|écrire' "a home that can't be written"
chmod -R u+w locked
run 0 as_user ./reader --home locked status

# A database made by a newer version.
cp -r "$PARAPHE_HOME" newer
sqlite3 newer/paraphe.db 'PRAGMA user_version = 9999'
run 1 "$paraphe" --home newer ingest scan.pdf
says '9999|plus récente' "a newer database"

# Two at once, on the same home: both end well, and no page is lost or counted twice.
cp -r "$PARAPHE_HOME" shared
"$paraphe" --home shared --json ingest scan.pdf >one 2>&1 &
first=$!
"$paraphe" --home shared --json ingest other.pdf >two 2>&1
second_status=$?
wait "$first"
first_status=$?
case $first_status$second_status in
*[12]*) fail "two at once: exit statuses $first_status and $second_status"; cat one two ;;
esac
cp -r "$PARAPHE_HOME" alone
"$paraphe" --home alone ingest scan.pdf other.pdf >/dev/null 2>&1
dump shared >dump.shared
dump alone >dump.alone
cmp -s dump.shared dump.alone || {
	fail "two at once end elsewhere than one after the other"
	diff dump.shared dump.alone | head -n 5
}

# A full disk: a small memory disk of our own, where that may be had.
cat >full.sh <<'FULL'
mount -t tmpfs -o size=1536k none small && cp -r home/. small &&
	dd if=/dev/zero of=small/ballast bs=4k 2>/dev/null
dd if=/dev/zero of=small/ballast bs=4k count=1 2>/dev/null
[ -d small/archive ] || exit 77
paraphe=$1
head -c $(($(df --output=avail -B1 small | tail -n 1) - 40000)) /dev/zero >small/ballast
"$paraphe" --home small ingest scan.pdf >full.said 2>&1
echo $? >full.status
rm small/ballast
rm -f small/ballast
"$paraphe" --home small --json ingest scan.pdf >full.after 2>&1
echo $? >full.status2
"$paraphe" --home small --json status >full.board
FULL
mkdir small
if unshare -m true 2>/dev/null; then
	unshare -m sh full.sh "$paraphe"
elif unshare -Urm true 2>/dev/null; then
	unshare -Urm sh full.sh "$paraphe"
fi
if [ -s full.status ]; then
	same 1 "$(cat full.status)" "exit status on a full disk"
	grep -qiE 'disque|place' full.said || { fail "a full disk is not named"; cat full.said; }
	grep -q '"pages"' full.after || { fail "after room was made"; cat full.after; }
fi

end
