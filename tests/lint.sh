#!/bin/sh
# The rules of the house that a machine can hold.  Prints each breach; exit 1 if any.
set -u
cd "$(dirname "$0")/.."
bad=0
say() {
	echo "$*"
	bad=1
}
sources=$(find src tests -name '*.[ch]' | sort)
ours=$(find src -name '*.[ch]' | sort)

# 1. One outside library is named in one room.
one_room() {	# one_room ROOM HEADER-PATTERN
	hits=$(grep -nE "#include <($2)" $ours | grep -v "^src/$1/") && say "only src/$1 may name this library:
$hits"
}
one_room scan 'libheif|zbar|fec|mupdf|allheaders|leptonica|tiff|jpeglib|seccomp'
one_room pdf 'hpdf|hyphen|hnj'
one_room store 'sqlite3'
one_room base 'sodium|nettle|jansson|utf8proc|ini\.h|uchardet|csv|iconv|xlsxwriter'
one_room template 'cmark'
one_room tools 'hb|qrencode'
one_room web 'microhttpd'

# 2. Calls go down: main > cli, web > app > template, pdf, scan, store > domain > base;
#    among neighbours only pdf calls template.
may_call() {	# may_call ROOM ALLOWED-ROOMS
	hits=$(grep -rnE '#include "[a-z]+/' src/"$1" 2>/dev/null |
		grep -vE "#include \"($2)/") && say "src/$1 may only include ($2):
$hits"
}
may_call base 'base'
may_call domain 'base|domain'
may_call store 'base|domain|store'
may_call scan 'base|domain|scan'
may_call template 'base|domain|template'
may_call pdf 'base|domain|template|pdf'
may_call app 'base|domain|store|scan|template|pdf|app'
may_call cli 'base|domain|store|app|cli'
may_call web 'base|domain|store|app|web'

# 3. Private headers stay in their folder.
for f in $(echo "$ours" | grep -v '^src/tools/'); do	# a build tool serves its room
	room=${f#src/}
	room=${room%%/*}
	hits=$(grep -nE '#include "[a-z]+/[a-z_]+_imp\.h"' "$f" | grep -v "\"$room/") &&
		say "$f includes another room's private header: $hits"
done

# 4. Functions that bite, and marks of unfinished work.
hits=$(grep -nwE '(strcpy|strcat|strncpy|sprintf|strtok|gmtime|localtime|gets|alloca|system|popen) *\(' $ours |
	grep -vE '^[^:]*:[0-9]+:[[:space:]]*(\*|/\*)') && say "banned functions:
$hits"
hits=$(grep -nwE 'TODO|FIXME|XXX|HACK' $sources) && say "unfinished work:
$hits"
hits=$(grep -nwE '(printf|puts|putchar|perror) *\(|fprintf\(std(out|err)' $(find src -name '*.c' | grep -vE '^src/(cli|web|tools)/') |
	grep -v 'src/base/mem.c\|src/base/hash.c') && say "only cli and web print:
$hits"

# 5. Functions stay short: 80 lines is past any excuse.
for f in $ours; do
	awk -v f="$f" '/^{/ { start = FNR } /^}/ && start {
		if (FNR - start > 80) { printf "%s:%d: function of %d lines\n", f, start, FNR - start; found = 1 }
		start = 0 } END { exit found }' "$f" || bad=1
done

# 6. The top level holds what was agreed, nothing else.
hits=$(ls | grep -vxE 'Makefile|README\.md|LICENSE|src|forms|templates|tests|samples|build')
[ -z "$hits" ] || say "at the top level beyond the agreed layout: $hits"

# 7. Formatting.
if command -v clang-format >/dev/null; then
	clang-format --dry-run -Werror $sources 2>&1 | grep 'error:' | head -n 20 | grep . &&
		say "formatting: clang-format -i does it"
else
	say "clang-format is missing: sh src/share/setup.sh lint"
fi

[ "$bad" = 0 ] && echo "lint: clean"
exit "$bad"
