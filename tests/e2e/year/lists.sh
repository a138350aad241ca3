# The lists of an invented school year: 120 students, five sections, two years of study each.
# shellcheck shell=sh

# 12 beginnings and 10 ends make 120 names that nobody bears together.
awk 'BEGIN {
	OFS = ";"
	split("Bel Mont Clair Roche Font Val Haute Grand Petit Beau Noir Vert", head, " ")
	split("court ville-Œuvre marais fossé landes boisée préaux rivage sart d’Ahuy", tail, " ")
	split("Zoé Léo Inès Noël Maëlle Théo Anaïs Loïc Chloé Hugo Élise Rémi", first, " ")
	split("SIO MCO CG SP3S TOURISME", section, " ")
	print "nom", "prenom", "sexe", "date_naissance", "email", "annee_scolaire", "section", "annee", "classe",
		"responsable_nom", "responsable_email"
	for (i = 0; i < 120; i++) {
		place = i % 12
		study = 2 - int(i / 12) % 2
		minor = study == 1 && place == 0
		s = section[int(i / 24) + 1]
		print head[place + 1] tail[int(i / 12) + 1], first[place + 1], place % 2 ? "M" : "F",
			(minor ? 2010 : 2008 - study) "-0" (place % 9 + 1) "-1" (i % 10),
			"eleve" i "@eleve-montcharmont.example", "2026-2027", s, study, s study,
			minor ? "Claude " head[place + 1] tail[int(i / 12) + 1] : "",
			minor ? "parent" i "@exemple.example" : ""
	}
}' >students.csv

# stays CLASS TEACHER FROM TO DATES: internships of the students FROM to TO of a class, each in a company of its own.
stays() {
	[ -s companies ] || sed 1d "$tree/samples/companies.csv" | awk -F';' '$2 != "" { print $1 ";" $2 }' >companies
	echo "etudiant_nom;etudiant_prenom;annee_scolaire;section;entreprise;entreprise_siret;professeur_email;tuteur_nom;tuteur_fonction;tuteur_telephone;missions;heures_semaine;horaires;debut1;fin1${6:+;debut2;fin2}"
	awk -F';' -v OFS=';' -v class="$1" -v teacher="$2@lycee-montcharmont.example" -v from="$3" -v to="$4" \
	    -v dates="$5${6:+;$6}" '
		FILENAME == "companies" { company[n++] = $0; next }
		$9 == class && ++i >= from && i <= to {
			print $1, $2, $6, $7, company[(FNR * 7) % n], teacher, "Camille Tuteur" i, "responsable",
				"06 39 98 00 " (10 + i), "Découvrir le service, puis y tenir un poste.", 35,
				"du lundi au vendredi, de 9 h à 12 h et de 14 h à 18 h", dates
		}' companies students.csv
}
