# What the parts of the school year share: the clock, the papers printed and signed, what must be seen after
# each step.  Sourced by year.sh after lib.sh.
# shellcheck shell=sh

# on DATE: it is noon of that day.
on() {
	SOURCE_DATE_EPOCH=$(date -u -d "$1 11:00" +%s)
}

# ask SQL: of the database.
ask() {
	sqlite3 "$PARAPHE_HOME/paraphe.db" "$1"
}
# contents: the database, byte for byte.
contents() {
	cksum "$PARAPHE_HOME"/paraphe.db*
}

# refused STATUS PATTERN COMMAND...: it says why, in French, and has changed nothing.
refused() {
	refused_status=$1 why=$2
	shift 2
	contents >contents.before
	run "$refused_status" "$paraphe" "$@"
	says "$why" "why this is refused: $*"
	grep -iE 'no such|error|failed|invalid|constraint|\(null\)|unknown' said complaint &&
		fail "an error that is not in French: $*"
	contents | cmp -s contents.before - || fail "refused, and yet something changed: $*"
}

# The last command said how to take itself back; back: does so.
way_back() {
	sed -n 's/.*paraphe undo \([a-z0-9-]*\).*/\1/p' said | tail -n 1
}
back() {
	run 0 "$paraphe" undo "${1:-$(way_back)}"
}

# undone COMMAND...: done, taken back, after which all states are as before, then done again.
states() {
	"$paraphe" --json status | sed 's/"since":"[^"]*",//' | sort
	ask "SELECT * FROM placement WHERE gone <> 'undone' ORDER BY id;
		SELECT '', placement, n, starts, ends, weekly_hours, days_off FROM period
		JOIN placement ON placement.id = placement WHERE gone <> 'undone' ORDER BY placement, n" | cut -d'|' -f2-
}
undone() {
	states >states.before
	run 03 "$paraphe" "$@"
	way=$(way_back)
	[ -n "$way" ] || fail "nothing says how to take this back: $*"
	back "$way"
	states | cmp -s states.before - || {
		fail "not as before once undone: $*"
		states | diff states.before - | sed 's/^/    /' | cut -c 1-400 | head -n 6
	}
	run 03 "$paraphe" "$@"
}

# student CLASS N: NOM Prénom of the Nth of a class (SIO2), as the lists have it.
student() {
	awk -F';' -v class="$1" -v n="$2" '$9 == class && ++i == n { print $1 " " $2 }' students.csv
}
# placement CLASS N: the number of that student's internship.
placement() {
	ask "SELECT placement.number FROM placement JOIN enrolment ON enrolment.id = enrolment
		JOIN student ON student.id = student WHERE last_name || ' ' || first_name = '$(student "$1" "$2" | sed "s/'/''/g")'
		AND gone = '' ORDER BY placement.id DESC LIMIT 1"
}

# print NAME WHAT...: issued into NAME.pdf; NAME.json says what is in it, boxes.json where it is signed.
print() {
	name=$1
	shift
	run 03 "$paraphe" --json issue "$@" -o "$name.pdf"
	jq -c 'select(.fate != "kept")' said >"$name.json"
	same "$(jq -s 'map(.sheet_pages + .copies * .pages) | add' "$name.json")" "$(qpdf --show-npages "$name.pdf")" "pages of $name"
	boxes_of "$name.json" >>boxes.json
}
# boxes_of FILE.json: the boxes of its documents, as `show` gives them.
boxes_of() {
	ask "SELECT json_object('document', number, 'pages', (SELECT json_group_array(json_object('page', page, 'boxes', json(all_of)))
		FROM (SELECT page, json_group_array(json_object('id', id, 'kind', kind, 'role', iif(kind = 'check', NULL, role),
			'x', x, 'y', y, 'w', w, 'h', h)) AS all_of FROM box WHERE document = d.id GROUP BY page)))
		FROM document d WHERE number IN ($(sed 's/^{"document":\("[^"]*"\).*/\1/' "$1" | tr '"\n' "'," | sed 's/,$//'))"
}
# paper NAME STUDENT: its document; of the only one there, without a student.
paper() {
	sed -n "s/^{\"document\":\"\([^\"]*\)\".*\"student\":\"${2:-[^\"]*}\".*/\1/Ip" "$1.json"
}
# leaves NAME « COPY... » DOCUMENT...: where their pages that are signed stand in NAME.pdf, as scansim wants it.
leaves() {
	leaves_name=$1 copies=$2
	shift 2
	jq -rs --arg copies "$copies" --arg wanted "$*" --slurpfile boxes boxes.json '
		. as $all | [range(length) as $i | $all[$i] |
			.first = ($all[:$i] | map(.sheet_pages + .copies * .pages) | add // 0) + .sheet_pages] as $papers |
		[($wanted | split(" ")[]) as $code | ($papers[] | select(.document == $code)) as $paper |
			([$boxes[] | select(.document == $code)][0].pages |
				map(select(any(.boxes[]; .kind == "signature")).page)[0]) as $page |
			($copies | split(" ")[] | tonumber) as $copy | $paper.first + ($copy - 1) * $paper.pages + $page] |
		map(tostring) | join(",")' "$leaves_name.json"
}

# scan SCAN NAME WHO [OPTION...]: NAME.pdf signed and scanned into SCAN.pdf.
scans=0
scan() {
	target=$1 source=$2 who=$3
	shift 3
	scans=$((scans + 1))
	"$scansim" -j 1 --boxes boxes.json --sign "$who" --dpi 150 --mode bilevel --seed $scans "$@" \
		-o "$target.pdf" "$source.pdf" || fail "scansim $target"
}
# feed SCAN [OPTION...]: ingested, no page lost; a box that the reader leaves open, and that was plainly signed
# or plainly empty, is settled as by somebody who looks at it (not the principal's of the
# document « unsettled »).
unsettled=
feed() {
	target=$1
	shift
	run 03 "$paraphe" --json ingest "$@" "$target.pdf"
	jq -se 'map(select(.files)) | all(.pages == .read + .blank + .queued)' said >/dev/null || fail "pages lost of $target"
	lot=lot-$(jq -r 'select(.batch).batch' said | head -n 1)
	advanced=$(jq -r 'select(.files).advanced' said)
	[ "$got" = 0 ] || look "$target"
}
look() {
	"$paraphe" --json review | jq -r --slurpfile truth "$1.pdf.truth" --arg unsettled "$unsettled" '
		select(.kind == "doubtful" and .role and (.document != $unsettled or .role != "principal")) | . as $q |
		[$truth[] | select(.document == $q.document and .copy == $q.copy).boxes[] |
			select(.role == $q.role).verdicts] as $seen |
		if $seen == [["signed"]] then "\(.id) --signed" elif $seen == [["empty"]] then "\(.id) --empty" else empty end' >looked
	while read -r id answer; do
		"$paraphe" review "$id" "$answer" >/dev/null || fail "$1: $id $answer"
	done <looked
}

# stands DOCUMENT STATE EVENT WHAT: so say the board, the paper itself and the last line of its history (a page
# read may have needed a look).
stands() {
	board_says=$("$paraphe" --json status | sed -n "/^{\"document\":\"$1\"/s/.*\"state\":\"\([a-z_]*\)\".*/\1/p")
	settled "$@"
	same "$2" "$board_says" "$4, on the board"
}
# settled DOCUMENT STATE EVENT WHAT: of what waits for nobody any more, and may have left the board.
settled() {
	found=$("$paraphe" --json show "$1" |
		sed 's/^[^[]*"state":"\([a-z_]*\)",.*{"event":[^{}]*"kind":"\([a-z-]*\)"[^{}]*}\]}$/\1 \2/')
	[ "$3" = read ] && [ "$found" = "$2 decided" ] || same "$2 $3" "$found" "$4"
}
state() {
	"$paraphe" --json show "$1" | sed 's/^[^[]*"state":"\([a-z_]*\)",.*/\1/'
}
# tally SECTION: how many conventions of a section are in each state.
tally() {
	"$paraphe" --json status | jq -r --arg c "$1" 'select(.kind == "convention" and .section == $c).state' |
		sort | uniq -c | awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " }'
}

# asked KIND [DOCUMENT]: the first question of that kind.
asked() {
	"$paraphe" --json review | jq -r --arg k "$1" --arg d "${2:-}" \
		'select(.kind == $k and ($d == "" or .document == $d)).id' | head -n 1
}
questions() {
	"$paraphe" --json review | wc -l
}
