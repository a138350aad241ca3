#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/issue/certificate.h"
#include "app/home.h"
#include "app/issue/issue.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "cli/verbs_imp.h"

enum { SHOWN_MAX = 30 }; /* lines of a list, before the rest is only counted */

static const char *
fate_name(enum issue_fate f)
{
	switch (f) {
	case ISSUE_MADE:
		return "made";
	case ISSUE_REPLACED:
		return "replaced";
	case ISSUE_KEPT:
		break;
	}
	return "kept";
}

/* Where the copies are, when each has a file of its own. */
static struct js *
files_js(const struct issue_report *r, const struct issued *d)
{
	struct js *files = js_array();

	for (size_t i = 0; i < d->n_files; i++) {
		struct js *o = js_object();

		js_set_str(o, "file", r->files[d->file + i].path);
		js_set_int(o, "pages", r->files[d->file + i].pages);
		js_add(files, o);
	}
	return files;
}

static void
print_json(const struct issue_report *r, const struct issued *d)
{
	struct js *o = js_object();
	struct buf out = BUF_INIT;

	js_set_str(o, "document", d->number);
	js_set_str(o, "kind", doc_kind_name(d->kind));
	js_set_int(o, "version", d->version);
	js_set_str(o, "fate", fate_name(d->fate));
	js_set_str(o, "student", d->who);
	js_set_str(o, "section", d->section);
	js_set_str(o, "placement", *d->placement != '\0' ? d->placement : NULL);
	js_set_int(o, "copies", d->copies);
	js_set_int(o, "pages", d->pages);
	js_set_int(o, "sheet_pages", d->sheet_pages);
	js_set_str(
	    o, "file", d->fate != ISSUE_KEPT && r->n_files > 0 ? r->files[d->file].path : NULL);
	if (d->n_files > 1)
		js_set(o, "files", files_js(r, d));
	js_write(o, 6, &out);
	puts(out.data);
	buf_release(&out);
	js_free(o);
}

static void
print_kept(const struct issued *d)
{
	char code[DOC_CODE_SIZE];

	doc_code(d->number, code);
	printf("  %s  %s (%s)%s%s : %s\n", code, d->who, d->section,
	    *d->company != '\0' ? ", " : "", d->company, d->words);
}

static size_t
count_fate(const struct issue_report *r, enum issue_fate fate)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_docs; i++)
		n += r->docs[i].fate == fate;
	return n;
}

static const struct {
	const char *name;
	int female;
} words[DOC_KIND_COUNT] = {
	[DOC_ACCORD] = { "accord", 0 },
	[DOC_CONVENTION] = { "convention", 1 },
	[DOC_AMENDMENT] = { "avenant", 0 },
	[DOC_VISIT] = { "fiche", 1 },
	[DOC_CERTIFICATE] = { "attestation", 1 },
	[DOC_COVER] = { "feuille", 1 },
};

static void
print_made(const struct issue_report *r, enum doc_kind kind)
{
	const struct issued *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < r->n_docs; i++)
		if (r->docs[i].fate != ISSUE_KEPT) {
			last = &r->docs[i];
			n++;
		}
	if (n == 0)
		return;
	if (r->n_files == 0)
		printf("Essai, rien n'est imprimé : %zu %s%s en %d exemplaire%s.\n", n,
		    words[kind].name, n > 1 ? "s" : "", last->copies,
		    last->copies > 1 ? "s" : "");
	else
		printf("%zu %s%s imprimé%s%s en %d exemplaire%s.\n", n, words[kind].name,
		    n > 1 ? "s" : "", words[kind].female ? "e" : "", n > 1 ? "s" : "",
		    last->copies, last->copies > 1 ? "s" : "");
	for (size_t i = 0; i < r->n_files; i++)
		printf("  %s (%d page%s)\n", r->files[i].path, r->files[i].pages,
		    r->files[i].pages > 1 ? "s" : "");
}

static void
print_replaced(const struct issue_report *r)
{
	if (count_fate(r, ISSUE_REPLACED) == 0)
		return;
	puts("Remplacent une version qui n'est plus valable :");
	for (size_t i = 0; i < r->n_docs; i++)
		if (r->docs[i].fate == ISSUE_REPLACED)
			printf("  %s (%s), version %d : %s\n", r->docs[i].who,
			    r->docs[i].section, r->docs[i].version, r->docs[i].words);
}

static void
print_report(const struct issue_report *r, enum doc_kind kind)
{
	size_t n = 0;

	print_made(r, kind);
	print_replaced(r);
	if (r->batch != 0)
		printf("Pour revenir en arrière : paraphe undo lot-%lld\n", r->batch);
	if (count_fate(r, ISSUE_KEPT) == 0)
		return;
	puts(
	    "Rien de nouveau pour ceux-ci (« issue --reprint CODE » imprime à nouveau le même papier) :");
	for (size_t i = 0; i < r->n_docs; i++)
		if (r->docs[i].fate == ISSUE_KEPT && n++ < SHOWN_MAX)
			print_kept(&r->docs[i]);
	if (n > SHOWN_MAX)
		printf(
		    "  ... et %zu autres : « paraphe status » les dit tous\n", n - SHOWN_MAX);
}

static void
print_notices(const struct issue_report *r, enum law_severity severity, const char *title)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_notices; i++) {
		if (r->notices[i].severity != severity)
			continue;
		if (n == 0)
			fprintf(stderr, "%s\n", title);
		if (n++ < SHOWN_MAX)
			fprintf(stderr, "  %s : %s\n", r->notices[i].who, r->notices[i].text);
	}
	if (n > SHOWN_MAX)
		fprintf(stderr, "  ... et %zu autres : « paraphe lint » les dit tous\n",
		    n - SHOWN_MAX);
}

static int
finish(const struct session *se, const struct issue_report *r, enum doc_kind kind)
{
	size_t made = r->n_docs - count_fate(r, ISSUE_KEPT);

	print_notices(r, LAW_WARN, "À vérifier :");
	for (size_t i = 0; se->json && i < r->n_docs; i++)
		print_json(r, &r->docs[i]);
	if (!se->json)
		print_report(r, kind);
	if (r->n_docs == 0)
		fputs("Rien à imprimer.\n", stderr);
	return made > 0 ? CLI_DONE : CLI_FAILED;
}

/* One line, written over itself, gone once all is made. */
static void
show_progress(void *ctx, size_t done, size_t all)
{
	(void)ctx;
	if (done < all)
		fprintf(stderr, "\r%zu sur %zu mis en page...", done, all);
	else
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static int
issue_new(struct session *se, struct issue_request *q, struct err *e)
{
	struct home h;
	struct issue_report r = { .batch = 0 };
	int status = CLI_FAILED;

	if (isatty(STDERR_FILENO))
		q->progress = show_progress;
	if (home_open(&h, se->dir, se->actor, e) == 0) {
		if (issue_papers(&h, q, &r, e) == 0)
			status = finish(se, &r, q->kind);
		else
			print_notices(&r, LAW_REFUSE, "À corriger d'abord :");
	}
	issue_report_release(&r);
	home_close(&h);
	return e->kind == ERR_USAGE ? CLI_USAGE : status;
}

static int
issue_reprint(struct session *se, const struct reprint_request *q, struct err *e)
{
	struct home h;
	struct issue_report r = { .batch = 0 };
	int status = CLI_FAILED;

	if (home_open(&h, se->dir, se->actor, e) == 0 && issue_again(&h, q, &r, e) == 0) {
		status = CLI_DONE;
		if (se->json)
			print_json(&r, &r.docs[0]);
		else
			printf("%s (%s), mêmes codes que l'original :\n  %s (%d page%s)\n",
			    r.docs[0].who, r.docs[0].section, r.files[0].path, r.files[0].pages,
			    r.files[0].pages > 1 ? "s" : "");
		if (!se->json && q->reason != NULL)
			printf(
			    "L'ancien papier ne compte plus : ni ses signatures, ni ses pages vues.\n"
			    "Pour revenir en arrière : paraphe undo fait-%lld\n",
			    r.event);
	}
	issue_report_release(&r);
	home_close(&h);
	return e->kind == ERR_USAGE ? CLI_USAGE : status;
}

/* The words of the help are taken too; a recipient has a copy. */
static int
by_parse(const char *word, enum issue_by *by, struct err *e)
{
	static const struct {
		const char *word;
		enum issue_by by;
	} known[] = { { "class", ISSUE_BY_CLASS }, { "classe", ISSUE_BY_CLASS },
		{ "student", ISSUE_BY_STUDENT }, { "étudiant", ISSUE_BY_STUDENT },
		{ "copy", ISSUE_BY_COPY }, { "exemplaire", ISSUE_BY_COPY },
		{ "recipient", ISSUE_BY_COPY }, { "destinataire", ISSUE_BY_COPY } };

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(word, known[i].word) == 0) {
			*by = known[i].by;
			return 0;
		}
	return err_set(e, ERR_USAGE,
	    "--by %s : attendu « class » (classe), « student » (étudiant) ou « copy » "
	    "(exemplaire)",
	    word);
}

/* What was really done is recorded before the certificate says it. */
static int
record_account(
    struct session *se, const struct account *acc, const struct issue_request *q, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct accounted done;
	struct home h;
	int rc = 0;

	if (acc->hours == NULL && acc->absent == NULL && acc->paid == NULL)
		return 0;
	if (q->kind != DOC_CERTIFICATE || q->placement == NULL || q->dry_run)
		return err_set(e, ERR_USAGE,
		    "--hours, --absent et --paid vont avec « issue certificate --placement N° »");
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = certificate_account(&h, acc, &a, &done, e);
	if (rc == 0 && !se->json)
		printf("%s : %s (fait n° %lld)\n", done.who,
		    certificate_duration(done.now.hours, &a), (long long)done.event);
	home_close(&h);
	arena_release(&a);
	return rc;
}

static int
run_issue(struct session *se, int argc, char **argv, struct err *e)
{
	struct issue_request q = { .kind = DOC_CONVENTION };
	struct reprint_request again = { .code = NULL };
	const char *by = "class";
	struct account acc = { NULL, NULL, NULL, NULL };
	const struct opt table[] = {
		{ "section", OPT_STR, &q.section, "SIGLE", "tous les étudiants d'une section" },
		{ "student", OPT_STR, &q.student, "NOM",
		    "un étudiant : nom, prénom, date de naissance" },
		{ "placement", OPT_STR, &q.placement, "N°", "un stage" },
		{ "all", OPT_FLAG, &q.all, NULL, "tous ceux de l'année" },
		{ "generic", OPT_FLAG, &q.generic, NULL,
		    "accord général, non nominatif ; --all : un par section, avec son annexe" },
		{ "blank", OPT_INT, &q.blank, "N",
		    "N conventions vierges, à remplir à la main" },
		{ "teacher", OPT_STR, &q.teacher, "NOM",
		    "avec --blank : à qui elles sont remises ; fiches de visite : celles qu'il fait" },
		{ "hours", OPT_STR, &acc.hours, "H",
		    "attestation : heures de présence réellement faites" },
		{ "absent", OPT_STR, &acc.absent, "H",
		    "attestation : heures d'absence, à déduire de celles prévues" },
		{ "paid", OPT_STR, &acc.paid, "EUROS",
		    "attestation : gratification versée en tout" },
		{ "year", OPT_STR, &q.year, "2026-2027", "année scolaire" },
		{ "dry-run", OPT_FLAG, &q.dry_run, NULL,
		    "dit ce qui serait imprimé, n'imprime rien" },
		{ "by", OPT_STR, &by, "class|student|copy",
		    "un PDF par classe (sans cette option), par étudiant, ou par exemplaire" },
		{ "duplex", OPT_FLAG, &q.duplex, NULL,
		    "recto verso : chaque exemplaire commence une feuille" },
		{ "o", OPT_STR, &q.out, "FICHIER.pdf|DOSSIER", "où mettre les PDF" },
		{ "jobs|j", OPT_INT, &q.jobs, "N",
		    "processus à la fois ; sans lui, un par cœur" },
		{ "reprint", OPT_STR, &again.code, "CODE",
		    "imprime à nouveau ce papier, avec les mêmes codes" },
		{ "reason", OPT_STR, &again.reason, "MOTIF",
		    "avec --reprint : l'ancien papier est perdu ou gâché, il ne compte plus" },
		{ "copy", OPT_INT, &again.copy, "N", "avec --reprint : un seul exemplaire" },
		{ "page", OPT_INT, &again.page, "N", "avec --reprint : une seule page" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e);

	if (n < 0)
		return opt_exit(n);
	again.out = q.out;
	again.duplex = q.duplex;
	if (by_parse(by, &q.by, e) < 0)
		return CLI_USAGE;
	if (again.code != NULL)
		return n > 1 ? CLI_USAGE : issue_reprint(se, &again, e);
	int kind = n == 1 ? doc_kind_parse(argv[1]) : -1;

	if (kind < 0)
		return CLI_USAGE;
	q.kind = (enum doc_kind)kind;
	acc.placement = q.placement;
	if (record_account(se, &acc, &q, e) < 0)
		return e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
	return issue_new(se, &q, e);
}

const struct verb verb_issue = {
	.name = "issue",
	.usage = "accord|convention|amendment|visit|certificate|cover "
		 "[--section SIGLE|--student NOM|--placement N°|--all] | accord --generic | "
		 "convention --blank N | --reprint CODE",
	.help = "imprime accords, conventions, avenants, fiches de visite, attestations",
	.run = run_issue,
};
