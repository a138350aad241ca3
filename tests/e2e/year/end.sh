# July and after: the year's archive, what the log alone says, and forgetting.
# shellcheck shell=sh

# A section's year in a folder.
on 2027-07-05
run 0 "$paraphe" archive --year 2026-2027 --section SIO -o archive
grep -q 'attestation de stage' archive/index.csv || fail "the index does not name the certificate"

# The log alone gives all states again, and the chain holds (verify); the board, papers here and there on it and a copy
# of the home agree.
"$paraphe" --json status | sed -n 's/^{"document":"\([^"]*\)".*"state":"\([a-z_]*\)".*/\1 \2/p' | awk 'NR % 7 == 0' >board
while read -r code state; do same "$state" "$(state "$code")" "$code, on the board and of itself"; done <board
dump "$PARAPHE_HOME" >dump.here
grep -q 'not whole' dump.here && fail "the log is not whole"
run 0 "$paraphe" backup kept
dump kept | cmp -s dump.here - || fail "the backup says something else"
run 0 "$paraphe" verify
says 'tout est en ordre' "the year"

# Forgetting on time: two school years later only the form of the year before is due; then all, after a rehearsal.
on 2028-09-01
run 0 "$paraphe" purge
says '^ *1 papier$' "the former year's form"
on 2029-09-01
contents >contents.before
run 0 "$paraphe" purge
says "Rien n'est encore effacé" "a rehearsal"
says 'convention BEAUMARAIS Hugo' "what is due"
contents | cmp -s contents.before - || fail "a rehearsal changes something"
find "$PARAPHE_HOME/archive" -type f -exec touch -d 2020-01-01 {} +
run 03 "$paraphe" purge --apply
says 'Oublié pour toujours' "the purge"
same 0 "$(grep -ac 'Belcourt\|Beaumarais\|Bonne intégration' "$PARAPHE_HOME/paraphe.db")" "names that stay"
run 0 "$paraphe" verify
