#!/bin/sh
# SIGKILL at many moments of an ingest and of an issue: the same command run again ends where an
# undisturbed run ends, and leaves nothing half-made behind.
. "$(dirname "$0")/lib.sh"

points=${KILL_POINTS:-16}

school
run 0 "$paraphe" issue convention --placement 9 -o one.pdf
run 0 "$paraphe" issue convention --placement 10 -o two.pdf
boxes boxes.json
"$scansim" --boxes boxes.json --seed 1 --sign student,company --dpi 200 --mode bilevel,gray \
	--damage skew,noise --severity 2 -o scan.pdf one.pdf two.pdf || exit 1

millis() {
	echo $(($(date +%s%N) / 1000000))
}

# What must not be left: temporary files, open transactions.
leftovers() {
	find "$1" -name '*.tmp' -o -name '*.part' -o -name '.*' -type f | head -n 3
	sqlite3 "$1/paraphe.db" 'SELECT count(*) FROM pending_rename' | grep -v '^0$'
}

# killed NAME COMMAND...: COMMAND has %HOME% in it for the home, %OUT% for a file that it makes.
killed() {
	name=$1
	shift
	rm -rf calm calm.out.pdf
	cp -r "$PARAPHE_HOME" calm
	start=$(millis)
	$(echo "$@" | sed 's/%HOME%/calm/g; s/%OUT%/calm.out.pdf/g') >/dev/null 2>&1
	took=$(($(millis) - start))
	dump calm >calm.dump
	point=0
	while [ $point -lt "$points" ]; do
		point=$((point + 1))
		at=$((took * point / points))
		rm -rf hit hit.out.pdf
		cp -r "$PARAPHE_HOME" hit
		command=$(echo "$@" | sed 's/%HOME%/hit/g; s/%OUT%/hit.out.pdf/g')
		setsid $command >/dev/null 2>&1 &
		victim=$!
		sleep "$((at / 1000)).$(printf %03d $((at % 1000)))"
		if [ $((point % 2)) = 0 ]; then
			kill -9 "$victim" 2>/dev/null	# the parent alone: its workers must end by themselves
		else
			kill -9 -- "-$victim" 2>/dev/null
		fi
		wait "$victim" 2>/dev/null
		$command >again 2>&1
		status=$?
		[ $status = 2 ] && { fail "$name, killed after $at ms: run again, exit status 2"; cat again; }
		dump hit >hit.dump 2>hit.problems
		[ -s hit.problems ] && { fail "$name, killed after $at ms: not whole"; head -n 3 hit.problems; }
		cmp -s calm.dump hit.dump || {
			fail "$name, killed after $at ms: ends elsewhere"
			diff calm.dump hit.dump | head -n 5
		}
		if [ -e calm.out.pdf ]; then
			same "$(qpdf --show-npages calm.out.pdf)" "$(qpdf --show-npages hit.out.pdf 2>&1)" \
				"$name, killed after $at ms: pages"
		fi
		same '' "$(leftovers hit)" "$name, killed after $at ms: left behind"
	done
	echo "$name: $points points over $took ms"
}
killed ingest "$paraphe" --home %HOME% ingest scan.pdf
killed issue "$paraphe" --home %HOME% issue convention --section SIO -o %OUT%

end
