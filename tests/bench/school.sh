#!/bin/sh
# school.sh SAMPLES N DIR: the lists of a school with N students, each with a placement, made from
# the rows of samples/ again and again with other names and numbers.
set -eu
samples=$1 n=$2 dir=$3
mkdir -p "$dir"
cp "$samples/sections.csv" "$samples/teachers.csv" "$samples/companies.csv" "$dir"

# One student row and one placement row are the moulds; only what must differ does.
head -n 1 "$samples/students.csv" >"$dir/students.csv"
head -n 1 "$samples/placements.csv" >"$dir/placements.csv"
awk -F';' -v n="$n" -v students="$dir/students.csv" -v placements="$dir/placements.csv" '
	FNR == 1 { file++ }
	file == 1 && FNR == 2 { student = $0 }
	file == 2 && FNR == 2 { teacher = $4 }
	file == 3 && FNR > 1 { company[++companies] = $1; siret[companies] = $2 }
	END {
		split(student, s, ";")
		for (i = 1; i <= n; i++) {
			name = sprintf("Essai-%c%c%c", 97 + i % 26, 97 + int(i / 26) % 26, 97 + int(i / 676) % 26)
			birth = sprintf("2005-%02d-%02d", 1 + i % 12, 1 + int(i / 12) % 28)
			c = 1 + i % companies
			printf "%s;Zoë;F;%s;;;1 rue des Tanneries;71990;Villenard-sur-Orbe;2026-2027;SIO;2;SIO2;;;\n", \
				name, birth >> students
			printf "%s;Zoë;%s;2026-2027;SIO;%s;%s;%s;Agnès Bouchard;cheffe de projet;" \
				"agnes.bouchard@essai.example;03 53 01 00 43;Déployer un outil de supervision du réseau " \
				"et rédiger sa documentation.;35;2027-01-04;2027-02-12;;;;;" \
				"du lundi au vendredi, de 9 h à 17 h;;;;;;\n", \
				name, birth, company[c], siret[c], teacher >> placements
		}
	}' "$samples/students.csv" "$samples/teachers.csv" "$samples/companies.csv"
