#include <stdio.h>
#include <stdlib.h>

#include "app/asked.h"
#include "app/home.h"
#include "app/follow/remind.h"
#include "app/scope.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "cli/grid.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

struct reminder {
	struct remind_request q;
	const char *out;
	int send, dry_run, json;
};

/* « papiers/relances_2026-11-23.pdf » in the home, without the end for a folder. You free it. */
static char *
default_path(const struct home *h, const struct reminder *r, const char *end, struct err *e)
{
	char *folder = home_path(h, "papiers");
	char day[DATE_ISO_SIZE];
	char *path = NULL;

	date_iso(time_date(time_now()), day);
	if (file_mkdirs(folder, e) == 0)
		path = mem_printf(
		    "%s/%s_%s%s", folder, r->q.digest ? "attentes" : "relances", day, end);
	free(folder);
	return path;
}

/* « courriel », « lettre », or why nothing is sent. */
static const char *
means_words(const struct remind_item *it)
{
	switch (it->means) {
	case REMIND_MAIL:
		return it->to;
	case REMIND_LETTER:
		return "lettre";
	case REMIND_RECENT:
		return it->last;
	case REMIND_UNSURE:
		return "à vérifier d'abord : paraphe review";
	case REMIND_NOWHERE:
		break;
	}
	return "en main propre";
}

static const char *
means_name(enum remind_means means)
{
	static const char *const names[] = { [REMIND_MAIL] = "mail",
		[REMIND_LETTER] = "letter",
		[REMIND_RECENT] = "recent",
		[REMIND_UNSURE] = "unsure",
		[REMIND_NOWHERE] = "nowhere" };

	return names[means];
}

static void
say_items(const struct remind_report *report)
{
	for (size_t i = 0; i < report->n_items; i++) {
		const struct remind_item *it = &report->items[i];
		struct js *o = js_object();

		js_set_str(o, "document", it->code);
		js_set_str(o, "student", it->student);
		js_set_str(o, "section", it->section);
		js_set_str(o, "company", it->company);
		js_set_str(o, "role", role_name(it->role));
		js_set_int(o, "late_days", it->late_days);
		js_set_str(o, "late_words", it->late);
		js_set_str(o, "means", means_name(it->means));
		js_set_str(o, "to", it->to);
		say_json(o);
	}
}

static void
print_items(const struct remind_report *report)
{
	struct grid g;

	grid_init(&g, 6, 0, 0);
	for (size_t i = 0; i < report->n_items; i++) {
		const struct remind_item *it = &report->items[i];

		grid_add_cut(&g, TINT_NONE, it->student, 28);
		grid_add_cut(&g, TINT_NONE, it->section, 16);
		grid_add_cut(&g, TINT_NONE, it->company, 28);
		grid_add(&g, TINT_BOLD, role_article(it->role));
		grid_add(&g, it->late != NULL ? TINT_BAD : TINT_NONE,
		    it->late != NULL ? it->late : "dans les temps");
		grid_add(&g, TINT_DIM, means_words(it));
	}
	grid_print(&g, stdout);
	grid_release(&g);
}

/* « 3 courriels envoyés », and what was left out. */
static void
print_counts(const struct reminder *r, const struct remind_report *report)
{
	int recent = remind_count(report, REMIND_RECENT);
	int unsure = remind_count(report, REMIND_UNSURE);
	size_t sent = 0;

	for (size_t i = 0; i < report->n_mails; i++)
		sent += report->mails[i].sent;
	if (sent > 0)
		printf("%zu courriel%s envoyé%s\n", sent, sent > 1 ? "s" : "",
		    sent > 1 ? "s" : "");
	if (recent > 0)
		printf("%d relancé%s il y a peu : --again pour recommencer\n", recent,
		    recent > 1 ? "s" : "");
	if (unsure > 0)
		printf("%d à vérifier d'abord : paraphe review\n", unsure);
	if (report->n_letters == 0 && report->n_mails == 0 && report->n_items == 0)
		puts(r->q.digest ? "Rien n'attend personne." : "Personne à relancer.");
}

/* Where the letters go: the file that was asked for, or one of the home or of the folder. You free it. */
static char *
letters_path(struct home *h, const struct reminder *r, struct err *e)
{
	if (r->out != NULL && !r->dry_run)
		return mem_str(r->out);
	if (r->out != NULL && file_mkdirs(r->out, e) == 0)
		return mem_printf("%s/lettres.pdf", r->out);
	return r->out != NULL ? NULL : default_path(h, r, ".pdf", e);
}

/* {"letters":5,"path":"relances.pdf"} */
static void
say_made(const char *what, int n, const char *path)
{
	struct js *o = js_object();

	js_set_int(o, what, n);
	js_set_str(o, "path", path);
	say_json(o);
}

static int
write_letters(
    struct home *h, const struct reminder *r, const struct remind_report *report, struct err *e)
{
	int n = report->n_letters, rc;
	char *path;

	if (n == 0)
		return 0;
	path = letters_path(h, r, e);
	rc = path != NULL ? file_replace(path, report->letters.data, report->letters.len, e)
			  : -1;
	if (rc == 0 && r->json)
		say_made("letters", n, path);
	else if (rc == 0 && r->q.digest)
		printf("%d page%s à remettre : %s\n", n, n > 1 ? "s" : "", path);
	else if (rc == 0)
		printf("%d lettre%s de relance : %s\n", n, n > 1 ? "s" : "", path);
	free(path);
	return rc == 0 && !r->dry_run ? remind_printed(h, report, e) : rc;
}

/* The mails of a trial, as files. */
static int
keep_mails(
    struct home *h, const struct reminder *r, struct remind_report *report, struct err *e)
{
	char *dir = r->out != NULL ? mem_str(r->out) : default_path(h, r, "", e);
	size_t n = report->n_mails;
	int rc = dir != NULL ? remind_keep(report, dir, e) : -1;

	if (rc == 0 && r->json)
		say_made("mails", (int)n, dir);
	else if (rc == 0)
		printf("Essai, rien n'est envoyé : %zu courriel%s dans %s\n", n,
		    n > 1 ? "s" : "", dir);
	free(dir);
	return rc;
}

static int
let_go(struct home *h, const struct reminder *r, struct remind_report *report, struct err *e)
{
	int rc = write_letters(h, r, report, e);

	if (rc == 0 && r->send)
		rc = remind_send(h, report, e);
	if (rc == 0 && r->dry_run && report->n_mails > 0)
		rc = keep_mails(h, r, report, e);
	return rc;
}

static int
run(struct home *h, const struct reminder *r, struct err *e)
{
	struct remind_report report;
	int rc = remind_prepare(h, &r->q, &report, e);

	if (rc == 0 && r->json)
		say_items(&report);
	else if (rc == 0)
		print_items(&report);
	if (rc == 0)
		rc = let_go(h, r, &report, e);
	if (!r->json)
		print_counts(r, &report);
	int unsure = remind_count(&report, REMIND_UNSURE);

	remind_report_release(&report);
	return rc < 0 ? CLI_FAILED : unsure > 0 ? CLI_WAITS : CLI_DONE;
}

static int
run_remind(struct session *se, int argc, char **argv, struct err *e)
{
	struct reminder r = { .out = NULL };
	const struct opt table[] = {
		{ "section", OPT_STR, &r.q.section, "SIGLE", "les étudiants d'une section" },
		{ "year", OPT_STR, &r.q.year, "2026-2027", "ceux d'une année scolaire" },
		{ "all", OPT_FLAG, &r.q.all, NULL, "tout ce qui attend, même sans retard" },
		{ "again", OPT_FLAG, &r.q.again, NULL,
		    "aussi ceux qui viennent d'être relancés" },
		{ "digest", OPT_FLAG, &r.q.digest, NULL,
		    "à chaque professeur, ce qui attend parmi ses étudiants" },
		{ "dry-run", OPT_FLAG, &r.dry_run, NULL,
		    "écrit les courriels (.eml) sans rien envoyer ni noter" },
		{ "send", OPT_FLAG, &r.send, NULL,
		    "envoie les courriels ; une lettre à qui n'a pas d'adresse" },
		{ "o", OPT_STR, &r.out, "FICHIER.pdf",
		    "où écrire les lettres (avec --dry-run : un dossier) ; sans lui papiers/" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;
	struct home h;

	if (n < 0)
		return opt_exit(n);
	if (n > 0)
		return CLI_USAGE;
	if (r.send && r.dry_run) {
		err_set(e, ERR_USAGE, "--send ou --dry-run, pas les deux");
		return CLI_USAGE;
	}
	r.json = se->json;
	r.q.mails = r.send || r.dry_run;
	if (home_open(&h, se->dir, se->actor, e) == 0 &&
	    scope_check(&h, r.q.section, r.q.year, e) == 0)
		status = run(&h, &r, e);
	home_close(&h);
	return status;
}

const struct verb verb_remind = {
	.name = "remind",
	.usage = "[--section SIGLE] [--all] [--digest] [--dry-run|--send] [-o FICHIER.pdf]",
	.help = "relances des conventions en retard : lettres, ou courriels",
	.run = run_remind,
};
