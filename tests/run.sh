#!/bin/sh
# Runs the tests of a build folder:  run.sh OUT [unit|e2e]
# Unit tests are cmocka programs; an e2e test is a script that ends in 0, 1, or 77 (skipped).
set -u
out=$(realpath "$1")
only=${2:-all}
here=$(cd "$(dirname "$0")" && pwd)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
export LC_ALL=C.UTF-8 TZ=Europe/Paris
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

cat >"$logs/one" <<'RUN'
#!/bin/sh
# one LOGS OUT TEST: writes « passed failed skipped » to LOGS/NAME.sum and keeps what it printed.
logs=$1 out=$2 test=$3
name=$(basename "$(dirname "$test")")-$(basename "$test" .sh)
case $test in
*.sh)	work=$(mktemp -d) || exit 1
	(cd "$work" && exec sh "$test" "$out") >"$logs/$name.log" 2>&1
	status=$?
	rm -rf "$work"
	case $status in
	0) echo 1 0 0 ;;
	77) echo 0 0 1 ;;
	*) echo 0 1 0 ;;
	esac >"$logs/$name.sum" ;;
*) "$test" >"$logs/$name.log" 2>&1
	status=$?
	awk -v status="$status" '
		/^\[  PASSED  \]/ { passed = $4 }
		/^\[  FAILED  \] [0-9]+ test/ { failed = $4 }
		/^\[  SKIPPED \] [0-9]+ test/ { skipped = $4 }
		END {
			if (status != 0 && !failed) failed = 1
			if (status == 0 && !passed && !skipped) failed = 1
			print passed + 0, failed + 0, skipped + 0
		}' "$logs/$name.log" >"$logs/$name.sum" ;;
esac
read -r passed failed skipped <"$logs/$name.sum"
if [ "$failed" != 0 ]; then
	echo "FAIL $name"
	sed 's/^/    /' "$logs/$name.log" | tail -n 60
elif [ "$skipped" != 0 ] && [ "$passed" = 0 ]; then
	echo "skip $name: $(tail -n 1 "$logs/$name.log")"
else
	echo "ok   $name"
fi
RUN

list_tests() {
	if [ "$only" != e2e ]; then
		for source in "$here"/unit/*.c; do
			echo "$out/tests/unit/$(basename "$source" .c)"
		done
		for source in "$here"/fuzz/*.c; do
			[ "$(basename "$source")" = replay.c ] || echo "$out/tests/fuzz/$(basename "$source" .c)"
		done
	fi
	if [ "$only" != unit ]; then
		ls "$here"/e2e/*.sh 2>/dev/null | grep -v '/lib\.sh$'
	fi
}

list_tests | xargs -P "$(nproc)" -n 1 sh "$logs/one" "$logs" "$out"
cat "$logs"/*.sum | awk '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		printf "%d passed, %d failed", passed, failed
		if (skipped) printf ", %d skipped", skipped
		print ""
		exit failed > 0 || passed == 0
	}'
