#!/bin/sh
# The lists in samples/ go in whole; a second time they change nothing.
set -eu
paraphe=$1/paraphe
samples=$(cd "$(dirname "$0")/../../samples" && pwd)

sh "$samples/load.sh" "$paraphe" home >first
sh "$samples/load.sh" "$paraphe" home >second
cat first second

[ "$(grep -c ', 0 refusées' first)" = 5 ]
for list in sections teachers students companies placements; do
	rows=$("$paraphe" --home home import --dry-run "$list" "$samples/$list.csv" | sed -n 's/^\([0-9]*\) lues.*/\1/p')
	grep "$list.csv *$rows lues : $rows nouvelles" first
	grep "$list.csv *$rows lues : 0 nouvelles, 0 modifiées, $rows identiques" second
done
