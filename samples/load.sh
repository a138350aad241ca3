#!/bin/sh
# Usage: load.sh PARAPHE HOME   makes a home of the invented school and imports its five lists.
set -eu
[ $# -eq 2 ] || { echo "usage : load.sh PARAPHE DOSSIER" >&2; exit 2; }
paraphe=$1 home=$2
here=$(cd "$(dirname "$0")" && pwd)

"$paraphe" --home "$home" init --school "$here/school.ini"
[ -e "$home/logo.png" ] || install -m 600 "$here/logo.png" "$home"	# beside the code on each page
for kind in sections teachers students companies placements; do
	printf "  %-16s" "$kind.csv"
	"$paraphe" --home "$home" import "$kind" "$here/$kind.csv"
done
