#!/bin/sh
# Other people's scans and codes: corpus.sh OUT FOLDER.  Of each file: what comes of its pages, whether a
# QR code was seen, beside zbarimg on the same file; no crash, no hang; the times.
set -eu
folder=$(realpath "$2")
. "$(dirname "$0")/common.sh"
patience=120 # seconds a file

"$paraphe" init --school "$samples/school.ini" >/dev/null
find "$folder" -type f | sort >files

# 1 when zbarimg finds a QR code in the file, 0 else.  A PDF goes through pdftoppm.
theirs() {
	case $1 in
	*.pdf | *.PDF)
		rm -rf pictures && mkdir pictures
		timeout $patience pdftoppm -gray -r 200 "$1" pictures/p 2>/dev/null || true
		set -- pictures/*
		[ -e "$1" ] || set -- /dev/null
		;;
	esac
	timeout $patience zbarimg -q --raw -Sdisable -Sqrcode.enable "$@" 2>/dev/null | grep -c . >found || true
	[ "$(cat found)" != 0 ] && echo 1 || echo 0
}

: >lines
: >table
while read -r file; do
	status=0
	timeout $patience ./measure "$paraphe" --json read -j 1 --explain "$file" 3>cost >said 2>/dev/null || status=$?
	case $status in
	0 | 1 | 3) ;;
	124) echo "no end after $patience s: $file" ;;
	*) echo "ended with status $status: $file" ;;
	esac
	cat said >>lines
	# as for zbarimg: any code whose words were read, whatever comes of the page
	ours=$(jq -s 'any(.[].attempts[]?; .found > 0) | if . then 1 else 0 end' said)
	echo "$ours $(theirs "$file") $(cut -d' ' -f1 cost) $(grep -c '"outcome"' said || true) $file" >>table
done <files

echo "$(wc -l <files) files of $folder"
jq -r '(.file | split("/") | last) as $name | .outcome // "refused: \(.error | ltrimstr($name + " : "))"' lines | sort | uniq -c | sort -rn
awk '
	{ ours += $1; both += $1 && $2; theirs += $2; cpu += $3; pages += $4 }
	END {
		printf "files with a QR code: %d seen by paraphe, %d by zbarimg, %d by both\n", ours, theirs, both
		printf "%.1f s CPU, %.0f ms a page\n", cpu, pages ? cpu * 1000 / pages : 0
	}' table
awk '!$1 && $2 { sub(/^[^\/]*/, ""); print "  only zbarimg: " $0 }' table | head -n 40
