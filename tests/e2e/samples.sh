#!/bin/sh
# The lists in samples/ go in whole; a second time they change nothing.
set -eu
paraphe=$1/paraphe
samples=$(cd "$(dirname "$0")/../../samples" && pwd)

sh "$samples/load.sh" "$paraphe" home >first
sh "$samples/load.sh" "$paraphe" home >second
cat first second

[ "$(grep -c 'lignes lues' first)" = 5 ]
! grep 'refusée' first
for list in sections teachers students companies placements; do
	rows=$("$paraphe" --home home import --dry-run "$list" "$samples/$list.csv" | sed -n 's/^\([0-9]*\) lignes lues.*/\1/p')
	grep "$list.csv *$rows lignes lues : $rows nouvelles$" first
	grep "$list.csv *$rows lignes lues : $rows identiques$" second
done
