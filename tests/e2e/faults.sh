#!/bin/sh
# A disk that is full, a home that can't be written, a newer database, two at once: a message, and
# afterwards the same command does its work.
. "$(dirname "$0")/lib.sh"

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
board() {	# which of the two came first does not matter
	"$paraphe" --home "$1" --json status | jq -c 'select(.document) | [.document, .state, .copies, .questions]'
}
board shared >board.shared
board alone | cmp -s board.shared - || fail "two at once end elsewhere than one after the other"
dump shared >shared.dump
same "$(dump alone | grep -c '^page ')" "$(grep -c '^page ' shared.dump)" "pages of two at once"

# A full disk: a small memory disk of our own, where that may be had.  Nothing of the file is in;
# once there is room, the same command does its work as if nothing had been.
cat >full.sh <<'FULL'
paraphe=$1
mount -t tmpfs -o size=16m none small || exit 77
cp -r home/. small
room=$(df --output=avail -B1024 small | tail -n 1)
head -c $(((room - 200) * 1024)) /dev/zero >small/ballast
"$paraphe" --home small ingest scan.pdf >full.said 2>&1
echo $? >full.status
"$paraphe" --home small --json status >full.board
rm small/ballast
"$paraphe" --home small --json ingest scan.pdf >full.after 2>&1
rm -rf full && cp -r small full
FULL
mkdir small
if unshare -m true 2>/dev/null; then
	unshare -m sh full.sh "$paraphe"
elif unshare -Urm true 2>/dev/null; then
	unshare -Urm sh full.sh "$paraphe"
fi
if [ -s full.status ]; then
	same 1 "$(cat full.status)" "exit status on a full disk"
	grep -q 'disque est plein' full.said || { fail "a full disk is not named"; cat full.said; }
	"$paraphe" --json status | cmp -s full.board - || fail "a full disk changed the board"
	cp -r "$PARAPHE_HOME" roomy
	"$paraphe" --home roomy ingest scan.pdf >/dev/null 2>&1
	dump roomy >roomy.dump
	dump full | cmp -s roomy.dump - || { fail "once there is room"; cat full.after; }
fi

end
