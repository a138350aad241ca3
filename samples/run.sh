#!/bin/sh
# The main job on samples/, from a class list to a signed convention:  run.sh OUT
# Everything is made anew under OUT/demo: the home, the papers, the scans.
set -eu
out=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
demo=$out/demo
home=$demo/ecole
paraphe="$out/paraphe --home $home --as demo"
scansim=$out/tests/sim/scansim
export LC_ALL=C.UTF-8 TZ=Europe/Paris

step() {
	printf '\n\033[1m%s\033[0m\n' "$*"
}

rm -rf "$demo"
mkdir -p "$demo/papiers" "$demo/scans"

step "1. Un lycée et ses listes"
sh "$here/load.sh" "$out/paraphe" "$home"

step "2. Les papiers : l'accord préalable à télécharger, et les conventions de quatre sections"
$paraphe issue accord --generic --section SIO -o "$demo/papiers/accord-prealable-SIO.pdf"
for section in SIO MCO CG SP3S; do
	$paraphe issue convention --section "$section" -o "$demo/papiers/conventions-$section.pdf"
done

# One line a convention: its number and its section; and the boxes of each, for the pens.
$paraphe --json status | sed -n 's/.*"document":"\([0-9A-Z]*\)".*/\1/p' >"$demo/numbers"
while read -r number; do
	$paraphe --json show "$number"
done <"$demo/numbers" >"$demo/boxes"

step "3. Des mains et un scanner (simulés) : on signe, on mélange, on numérise"
# Who has signed what, going down the list: nobody; the student; student and company; all; the
# company before the student; a company that only stamped.
signed=$(awk '{
	n = NR % 9
	who = ""
	if (n == 2 || n == 3) who = "student"
	if (n == 4 || n == 5) who = "student company"
	if (n == 6 || n == 7) who = "student company principal tutor teacher"
	if (n == 8) who = "company"
	if (n == 0) who = "student company=stamp"
	count = split(who, one, " ")
	for (i = 1; i <= count; i++)
		printf "%s%s:%s", k++ ? "," : "", $1, one[i]
}' "$demo/numbers")
scan() {	# scan SEED FILE PAPERS [OPTIONS...]
	seed=$1 file=$2 papers=$3
	shift 3
	echo "  $papers  ->  $file"
	"$scansim" --seed "$seed" --severity 2 --boxes "$demo/boxes" --sign "$signed" --ink signature \
		--truth "$demo/$seed.truth" -o "$demo/scans/$file" "$@" "$demo/papiers/$papers"
}
scan 1 retour-CG.pdf conventions-CG.pdf --dpi 200 --shuffle --rotate random --damage office
scan 2 retour-SP3S.tiff conventions-SP3S.pdf --dpi 200 --mode bilevel --blank-backs

step "4. La lecture : le secrétariat dépose les scans"
$paraphe ingest "$demo/scans" || [ $? = 3 ]

step "5. Le tableau"
$paraphe status
step "Ce qui attend une personne"
$paraphe review || [ $? = 3 ]

step "À ouvrir"
printf '  %s\n' "$demo"/papiers/* "$demo"/scans/* "$home"/bordereaux/*
printf '\nEt maintenant, par exemple :\n  %s show %s\n' "$paraphe" "$(sed -n 7p "$demo/numbers")"
