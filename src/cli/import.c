#include <stdio.h>
#include <string.h>

#include "app/home.h"
#include "app/import/import.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/utf8.h"
#include "cli/verbs_imp.h"

static const char *const type_words[] = {
	[TYPE_TEXT] = "texte",
	[TYPE_LONG] = "texte, plusieurs lignes",
	[TYPE_SEX] = "F ou M",
	[TYPE_DATE] = "date",
	[TYPE_EMAIL] = "adresse électronique",
	[TYPE_PHONE] = "téléphone",
	[TYPE_SIRET] = "SIRET",
	[TYPE_POSTCODE] = "code postal",
	[TYPE_INE] = "INE",
	[TYPE_SCHOOL_YEAR] = "année scolaire",
	[TYPE_STUDY] = "1 ou 2",
	[TYPE_NUMBER] = "nombre",
};

static void
print_padded(const char *text, size_t width)
{
	size_t n = utf8_width(text);

	fputs(text, stdout);
	for (; n < width; n++)
		putchar(' ');
}

static void
print_columns(const struct import_format *f)
{
	printf("Colonnes d'un fichier CSV pour les %s (« * » : nécessaire).\n", f->words);
	printf("Reconnaît une ligne déjà importée à : %s.\n\n", f->key);
	for (const struct import_column *c = f->columns; c->name != NULL; c++) {
		print_padded(c->need == NEED_NO ? "  " : "* ", 2);
		print_padded(c->name, 24);
		print_padded(type_words[c->type], 25);
		printf("%s\n", c->help);
		if (*c->aliases != '\0') {
			print_padded("", 26);
			printf("aussi : %s\n", c->aliases);
		}
	}
	puts(
	    "\nSéparateur « ; », tabulation ou « , » ; UTF-8, UTF-16 ou Windows-1252 ; dates\n"
	    "JJ/MM/AAAA ou AAAA-MM-JJ.  Majuscules, accents et ordre des colonnes sont libres.");
}

/* « 62 lignes lues : 60 nouvelles, 1 modifiée, 1 refusée » */
static void
print_counts(const struct import_report *rep)
{
	const struct {
		size_t n;
		const char *one;
	} counts[] = { { rep->added, "nouvelle" }, { rep->changed, "modifiée" },
		{ rep->same, "identique" }, { rep->skipped, "ignorée" },
		{ rep->refused, "refusée" } };
	const char *before = " : ";

	printf("%zu ligne%s", rep->read, rep->read > 1 ? "s lues" : " lue");
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		if (counts[i].n == 0)
			continue;
		printf("%s%zu %s%s", before, counts[i].n, counts[i].one,
		    counts[i].n > 1 ? "s" : "");
		before = ", ";
	}
	putchar('\n');
}

static void
print_totals(const struct import_report *rep, const struct import_options *o)
{
	print_counts(rep);
	if (rep->dropped_guardians == 1)
		puts("1 étudiant majeur : ses responsables ne sont pas conservés");
	else if (rep->dropped_guardians > 1)
		printf("%zu étudiants majeurs : leurs responsables ne sont pas conservés\n",
		    rep->dropped_guardians);
	if (*rep->unknown != '\0')
		printf("Colonnes laissées de côté : %s\n", rep->unknown);
	if (o->dry_run)
		puts("Essai seulement : rien n'est enregistré.");
	else if (!rep->done)
		puts(
		    "Rien n'est enregistré (--strict) : corrigez les lignes refusées et recommencez.");
	else if (rep->batch != 0)
		printf("Pour revenir en arrière (les stages seuls) : paraphe undo lot-%lld\n",
		    (long long)rep->batch);
}

static void
print_reading(const struct import_report *rep)
{
	const char *separator = rep->separator == '\t'  ? "tabulation"
				: rep->separator == ',' ? "« , »"
							: "« ; »";

	printf("Encodage %s, séparateur %s", rep->encoding, separator);
	if (*rep->sample != '\0')
		printf(", par exemple « %s »", rep->sample);
	putchar('\n');
}

static void
print_json(const struct import_report *rep)
{
	struct js *o = js_object(), *messages = js_array();
	struct buf out = BUF_INIT;

	js_set_int(o, "read", (long long)rep->read);
	js_set_int(o, "new", (long long)rep->added);
	js_set_int(o, "changed", (long long)rep->changed);
	js_set_int(o, "same", (long long)rep->same);
	js_set_int(o, "skipped", (long long)rep->skipped);
	js_set_int(o, "refused", (long long)rep->refused);
	js_set_bool(o, "done", rep->done);
	if (rep->done && rep->batch != 0)
		js_set_int(o, "batch", rep->batch);
	js_set_str(o, "encoding", rep->encoding);
	for (size_t i = 0; i < rep->n_messages; i++)
		js_add(messages, js_str(rep->messages[i]));
	js_set(o, "messages", messages);
	js_write(o, 6, &out);
	puts(out.data);
	buf_release(&out);
	js_free(o);
}

static int
print_report(
    const struct session *se, const struct import_report *rep, const struct import_options *o)
{
	fflush(stdout);
	for (size_t i = 0; i < rep->n_messages && !se->json; i++)
		fprintf(stderr, "%s\n", rep->messages[i]);
	if (se->json) {
		print_json(rep);
	} else {
		if (o->dry_run)
			print_reading(rep);
		print_totals(rep, o);
	}
	if (!rep->done && !o->dry_run)
		return CLI_FAILED;
	if (rep->refused > 0)
		return rep->added + rep->changed + rep->same > 0 ? CLI_WAITS : CLI_FAILED;
	return CLI_DONE;
}

static int
import_to_home(struct session *se, enum import_kind kind, const char *path,
    const struct import_options *o, struct err *e)
{
	struct home h;
	struct import_report rep = { .done = 0 };
	int status = CLI_FAILED;

	if (home_open(&h, se->dir, se->actor, e) == 0 &&
	    import_file(&h, kind, path, o, &rep, e) == 0)
		status = print_report(se, &rep, o);
	import_report_release(&rep);
	home_close(&h);
	return e->kind == ERR_USAGE ? CLI_USAGE : status;
}

static int
run_import(struct session *se, int argc, char **argv, struct err *e)
{
	struct import_options o = { .dry_run = 0 };
	int columns = 0;
	const struct opt table[] = {
		{ "dry-run", OPT_FLAG, &o.dry_run, NULL, "lit et juge, n'enregistre rien" },
		{ "strict", OPT_FLAG, &o.strict, NULL,
		    "n'enregistre rien si une seule ligne est refusée" },
		{ "encoding", OPT_STR, &o.encoding, "NOM",
		    "encodage du fichier, s'il est mal deviné" },
		{ "year", OPT_STR, &o.year, "2026-2027",
		    "année scolaire des lignes qui ne la disent pas" },
		{ "section", OPT_STR, &o.section, "SIGLE",
		    "section des lignes qui ne la disent pas" },
		{ "study", OPT_INT, &o.year_of_study, "1|2", "année d'études, de même" },
		{ "map", OPT_STR, &o.map, "FICHIER.ini",
		    "noms de colonnes inhabituels : [columns] nom = Leur titre" },
		{ "columns", OPT_FLAG, &columns, NULL,
		    "dit les colonnes attendues, et s'arrête" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e);

	if (n < 0)
		return opt_exit(n);
	if (n != (columns ? 1 : 2))
		return CLI_USAGE;
	int kind = import_kind_parse(argv[1]);

	if (kind < 0) {
		err_set(e, ERR_USAGE,
		    "« %s » : attendu sections, teachers, students, companies, placements ou calendar",
		    argv[1]);
		return CLI_USAGE;
	}
	if (columns) {
		print_columns(&import_formats[kind]);
		return CLI_DONE;
	}
	return import_to_home(se, (enum import_kind)kind, argv[2], &o, e);
}

const struct verb verb_import = {
	.name = "import",
	.usage =
	    "[options] sections|teachers|students|companies|placements|calendar FICHIER.csv",
	.help =
	    "fait entrer une liste : sections, professeurs, étudiants, entreprises, stages, "
	    "vacances",
	.run = run_import,
};
