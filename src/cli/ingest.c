#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/ingest/ingest.h"
#include "app/label.h"
#include "app/ingest/reading.h"
#include "app/ingest/slip.h"
#include "app/ingest/spool.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "cli/progress_imp.h"
#include "cli/role_imp.h"
#include "cli/say_imp.h"
#include "cli/slip_imp.h"
#include "cli/verbs_imp.h"

/* What came of a run, file after file. */
struct run {
	struct home home;
	int json, lines, no_pdf;
	int failed, waiting, applied;
	struct progress progress;
	struct slip_sum total;
	expected_roles expected; /* of all the files of this run */
	struct err fault; /* a slip that could not be made: the pages are in all the same */
};

static void
set_sum(struct js *o, const struct slip_sum *sum)
{
	js_set_int(o, "pages", sum->pages);
	js_set_int(o, "read", sum->read);
	js_set_int(o, "blank", sum->blank);
	js_set_int(o, "queued", sum->queued);
	js_set_int(o, "duplicates", sum->duplicates);
	js_set_int(o, "advanced", sum->advanced);
}

/* Only where something was expected: those who read the rest need not know. */
static void
set_expected(struct js *o, expected_roles roles, const struct slip_sum *sum)
{
	struct js *names;

	if (roles == 0)
		return;
	names = js_array();
	for (int r = 0; r < ROLE_COUNT; r++)
		if (roles & 1U << r)
			js_add(names, js_str(role_name((enum role)r)));
	js_set(o, "expected", names);
	js_set_int(o, "expected_signed", sum->expected_signed);
	js_set_int(o, "expected_absent", sum->expected_absent);
}

/* One object a file, before the sum. */
static void
print_file_json(const struct ingest_result *r, const struct slip *s)
{
	struct js *o;
	char *label, undo[32]; /* as the verb takes it */

	if (r->status == INGEST_FAILED) {
		say_json(reading_write_error(r->path, r->why.text));
		return;
	}
	o = js_object();
	label = label_of(r->path);
	js_set_str(o, "file", label);
	free(label);
	js_set_int(o, "batch", r->batch);
	snprintf(undo, sizeof undo, "lot-%lld", (long long)r->batch);
	js_set_str(o, "undo", undo);
	js_set_bool(o, "known", r->status == INGEST_KNOWN);
	set_sum(o, &s->sum);
	set_expected(o, s->expected, &s->sum);
	say_json(o);
}

static void
show_progress(void *ctx, const char *path, int page, int pages)
{
	progress_page(&((struct run *)ctx)->progress, path, page, pages);
}

/* The slip as a PDF, unless it is there already: a crash may have come before it. */
static void
keep_slip(struct run *run, const struct slip *s)
{
	char *path = slip_path(&run->home, s->batch.id);

	if (!file_exists(path) && slip_save(&run->home, s, &run->fault) == 0 && !run->json)
		printf("\nBordereau à imprimer : %s\n\n", path);
	free(path);
}

/* The same file again: everything in it is known already, and nothing moves. */
static void
print_known(struct run *run, const struct ingest_result *r, struct slip *s)
{
	char day[DATE_TEXT_SIZE];

	s->sum.duplicates = s->sum.read;
	s->sum.advanced = 0;
	if (run->json)
		return;
	date_text(time_date(s->batch.at), day);
	printf("%s : déjà reçu le %s (lot %lld) : rien n'a changé.\n", r->name, day,
	    (long long)r->batch);
}

static int
open_questions(const struct slip *s)
{
	int n = (int)s->to_settle;

	for (size_t i = 0; i < s->n_pulls; i++)
		n += s->pulls[i].settled ? 0 : s->pulls[i].last_page - s->pulls[i].page + 1;
	return n;
}

static void
file_done(void *ctx, const struct ingest_result *r)
{
	struct run *run = ctx;
	struct slip s = { 0 };

	progress_clear(&run->progress);
	if (r->status == INGEST_FAILED) {
		run->failed++;
		run->total.files++;
		if (run->json)
			print_file_json(r, NULL);
		else
			say_file_fault(r->name, r->why.text);
		return;
	}
	run->applied++;
	if (slip_load(&run->home, r->batch, &s, &run->fault) == 0) {
		if (r->status == INGEST_APPLIED && !run->json)
			slip_print(&s, stdout);
		if (!run->no_pdf)
			keep_slip(run, &s);
		if (r->status == INGEST_KNOWN)
			print_known(run, r, &s);
		run->waiting += open_questions(&s);
		slip_sum_add(&run->total, &s.sum);
		if (run->json)
			print_file_json(r, &s);
	}
	slip_release(&s);
}

static void
print_total(struct run *run)
{
	struct js *o;

	if (!run->json) {
		if (run->total.files > 1) {
			printf("En tout, %d fichiers", run->total.files);
			if (run->failed > 0)
				printf(" dont %d illisible%s", run->failed,
				    run->failed > 1 ? "s" : "");
			printf(" : ");
			slip_print_sum(&run->total, stdout);
		}
		if (run->waiting > 0)
			printf("Pour régler ce qui attend : « paraphe review ».\n");
		return;
	}
	o = js_object();
	js_set_int(o, "files", run->total.files);
	set_sum(o, &run->total);
	set_expected(o, run->expected, &run->total);
	say_json(o);
}

static int
run_status(const struct run *run, int rc, struct err *e)
{
	if (rc < 0)
		return CLI_FAILED;
	if (run->fault.kind != ERR_NONE) {
		fprintf(stderr,
		    "paraphe : les pages sont classées, mais le bordereau n'a pas pu "
		    "être fait : %s\n",
		    run->fault.text);
		return CLI_WAITS;
	}
	if (run->applied == 0) {
		err_set(e, ERR_INPUT,
		    "aucun fichier n'a pu être lu ; rien n'est classé, les "
		    "papiers restent à numériser");
		return CLI_FAILED;
	}
	return run->failed > 0 || run->waiting > 0 ? CLI_WAITS : CLI_DONE;
}

/* One scan, or the attachments of one mail: those are copies, the originals are still to come. */
static int
take_stdin(struct run *run, const struct ingest_options *o, struct err *e)
{
	struct ingest_options own = *o;
	struct spool spool = SPOOL_INIT;
	int rc = spool_fill(&spool, &run->home, STDIN_FILENO, e);

	if (spool.is_mail)
		own.origin = ORIGIN_MAIL;
	if (rc == 0)
		rc = ingest_files(&run->home, &spool.files, &own, e);
	spool_release(&spool);
	return rc;
}

/* A file, or a folder's files. */
static int
take_path(struct run *run, const struct ingest_options *o, const char *path, struct err *e)
{
	struct inbox in = INBOX_INIT;
	int rc = inbox_add(&in, path, e);

	say_folders_left(&in);
	if (rc == 0)
		rc = ingest_files(&run->home, &in, o, e);
	inbox_release(&in);
	return rc;
}

/* « paraphe --json read ... | paraphe apply - » */
static int
take_lines(struct run *run, const struct ingest_options *o, const char *path, struct err *e)
{
	return ingest_lines(&run->home, strcmp(path, "-") == 0 ? "/dev/stdin" : path, o, e);
}

/* Reads and applies what the words say, in their order. */
static int
take_words(struct run *run, const struct ingest_options *o, char **words, int n, struct err *e)
{
	int rc = 0;

	for (int i = 0; i < n && rc == 0; i++)
		rc = run->lines                   ? take_lines(run, o, words[i], e)
		     : strcmp(words[i], "-") == 0 ? take_stdin(run, o, e)
						  : take_path(run, o, words[i], e);
	progress_clear(&run->progress);
	return rc;
}

static int
take_in(struct session *se, struct run *run, struct ingest_options *o, char **words, int n,
    struct err *e)
{
	int rc, status = CLI_FAILED;

	run->json = se->json;
	progress_init(&run->progress, se->json && isatty(STDOUT_FILENO));
	o->progress = show_progress;
	o->done = file_done;
	o->ctx = run;
	if (home_open(&run->home, se->dir, se->actor, e) == 0) {
		rc = take_words(run, o, words, n, e);
		if (run->applied > 0 || run->failed > 0)
			print_total(run);
		status = run_status(run, rc, e);
	}
	home_close(&run->home);
	return status;
}

/* « --expect entreprise --expect chef » */
static int
take_expected(const struct opt_list *words, expected_roles *roles, struct err *e)
{
	for (size_t i = 0; i < words->n; i++) {
		enum role r;

		if (role_typed(words->at[i], &r, e) < 0)
			return -1;
		*roles |= 1U << r;
	}
	return 0;
}

static int
run_ingest(struct session *se, int argc, char **argv, struct err *e)
{
	struct run run = { 0 };
	struct ingest_options o = { 0 };
	struct opt_list expected = { .n = 0 };
	int mailed = 0, n;
	const struct opt table[] = {
		{ "jobs|j", OPT_INT, &o.workers, "N",
		    "lecteurs en parallèle (défaut : les cœurs)" },
		{ "mailed", OPT_FLAG, &mailed, NULL,
		    "copies reçues par courriel : l'original n'est pas encore là" },
		{ "expect", OPT_LIST, &expected, "RÔLE",
		    "pile signée par ce rôle : une case douteuse compte, une case vide est dite" },
		{ "no-slip", OPT_FLAG, &run.no_pdf, NULL, "ne fait pas le bordereau en PDF" },
		{ 0 },
	};

	n = opt_parse(table, argc, argv, e);
	if (n <= 0)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	if (take_expected(&expected, &o.expected, e) < 0)
		return CLI_USAGE;
	run.expected = o.expected;
	o.origin = mailed ? ORIGIN_MAIL : ORIGIN_PAPER;
	return take_in(se, &run, &o, argv + 1, n, e);
}

static int
run_apply(struct session *se, int argc, char **argv, struct err *e)
{
	struct run run = { .lines = 1 };
	struct ingest_options o = { 0 };
	const struct opt table[] = {
		{ "jobs|j", OPT_INT, &o.workers, "N",
		    "lecteurs en parallèle (défaut : les cœurs)" },
		{ "no-slip", OPT_FLAG, &run.no_pdf, NULL, "ne fait pas le bordereau en PDF" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e);

	if (n <= 0)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	return take_in(se, &run, &o, argv + 1, n, e);
}

const struct verb verb_ingest = {
	.name = "ingest",
	.usage = "FICHIER|DOSSIER|-... [-j N] [--expect RÔLE]",
	.help = "lit et classe des papiers numérisés, imprime le bordereau du lot",
	.run = run_ingest,
};

const struct verb verb_apply = {
	.name = "apply",
	.usage = "FICHIER|-",
	.help = "classe des pages lues ailleurs par « paraphe --json read »",
	.run = run_apply,
};
