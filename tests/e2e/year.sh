#!/bin/sh
# One school year of 120 students, day by day: each step of the procedure with its exceptions, what the board,
# the papers and the history say after it, and at the end the same states from the log alone.
. "$(dirname "$0")/lib.sh"
need import archive export purge
for part in kit lists; do . "$tree/tests/e2e/year/$part.sh"; done
for part in accords incidents conventions changes hands visits crowd end; do . "$tree/tests/e2e/year/$part.sh"; done
end
