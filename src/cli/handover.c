#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/follow/hand.h"
#include "app/home.h"
#include "app/ingest/ingest.h"
#include "app/ingest/slip.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "cli/hand_say_imp.h"
#include "cli/say_imp.h"
#include "cli/slip_imp.h"
#include "cli/verbs_imp.h"

/* What is scanned to be handed over. */
struct scanning {
	struct session *se;
	struct home home;
	int64_t batches[64];
	size_t n;
	int failed;
	struct err fault;
};

static void
show_scan(struct scanning *s, int64_t batch)
{
	struct slip slip = { 0 };

	if (slip_load(&s->home, batch, &slip, &s->fault) == 0 &&
	    slip_save(&s->home, &slip, &s->fault) == 0 && !s->se->json)
		slip_print(&slip, stdout);
	slip_release(&slip);
}

static void
scan_done(void *ctx, const struct ingest_result *r)
{
	struct scanning *s = ctx;

	if (r->status == INGEST_FAILED) {
		s->failed++;
		if (!s->se->json)
			say_file_fault(r->name, r->why.text);
		return;
	}
	s->batches[s->n++] = r->batch;
	if (r->status == INGEST_APPLIED)
		show_scan(s, r->batch);
}

/* The pages are read and filed like any others; which copies they are is what counts here. */
static int
scan_files(struct scanning *s, const struct opt_list *files, struct err *e)
{
	const struct ingest_options o = { .done = scan_done, .ctx = s };
	struct inbox in = INBOX_INIT;
	int rc = 0;

	for (size_t i = 0; i < files->n && rc == 0; i++)
		rc = inbox_add(&in, files->at[i], e);
	if (rc == 0 && in.n > sizeof s->batches / sizeof s->batches[0])
		rc = err_set(e, ERR_USAGE, "%zu fichiers au plus à la fois avec --scan",
		    sizeof s->batches / sizeof s->batches[0]);
	if (rc == 0)
		rc = ingest_files(&s->home, &in, &o, e);
	inbox_release(&in);
	if (rc == 0 && files->n > 0 && s->n == 0)
		rc = err_set(e, ERR_INPUT, "aucun fichier n'a pu être lu ; rien n'est remis");
	return rc;
}

static int
save_receipt(struct scanning *s, const struct hand_report *r, const char *to, const char *out,
    struct err *e)
{
	char *path = out != NULL ? mem_str(out) : hand_receipt_path(&s->home, r->batch);
	char *dir = home_path(&s->home, "bordereaux");
	struct buf pdf = BUF_INIT;
	int rc = hand_receipt(&s->home, r, to, &pdf, e);

	if (rc == 0 && out == NULL)
		rc = file_mkdirs(dir, e);
	if (rc == 0)
		rc = file_replace(path, pdf.data, pdf.len, e);
	if (rc == 0 && !s->se->json)
		printf("Bordereau de remise à faire signer : %s\n", path);
	buf_release(&pdf);
	free(dir);
	free(path);
	return rc < 0 ? err_in(e, "les exemplaires sont remis, mais pas le bordereau") : 0;
}

static int
hand(struct scanning *s, struct hand_request *q, const char *out, struct err *e)
{
	struct hand_report r = { .arena = ARENA_INIT };
	int rc, status;

	q->batches = s->batches;
	q->n_batches = s->n;
	rc = hand_over(&s->home, q, &r, e);
	if (rc == 0 && save_receipt(s, &r, q->to, out, e) < 0)
		s->fault = *e;
	status = say_handed(s->se, &r, "remis", rc, e);
	hand_report_release(&r);
	return status;
}

/* A scan or a slip that went wrong does not undo what was done: it is said, and the exit status tells. */
static int
conclude(const struct scanning *s, int status)
{
	if (s->fault.kind != ERR_NONE)
		fprintf(stderr, "paraphe : %s\n", s->fault.text);
	return status == CLI_DONE && (s->failed > 0 || s->fault.kind != ERR_NONE) ? CLI_WAITS
										  : status;
}

static int
run_handover(struct session *se, int argc, char **argv, struct err *e)
{
	struct hand_request q = { .copy = 0 };
	struct scanning s = { .se = se, .fault = ERR_INIT };
	struct opt_list scans = { .n = 0 };
	const char *out = NULL;
	const struct opt table[] = {
		{ "copy", OPT_INT, &q.copy, "N", "cet exemplaire seulement" },
		{ "to", OPT_STR, &q.to, "NOM", "à qui ils sont remis" },
		{ "reason", OPT_STR, &q.reason, "MOTIF",
		    "pourquoi remettre un exemplaire incomplet" },
		{ "section", OPT_STR, &q.section, "SIGLE",
		    "tout ce que tous ont signé dans la section" },
		{ "list", OPT_STR, &q.list, "FICHIER", "une liste : un code par ligne" },
		{ "scan", OPT_LIST, &scans, "FICHIER|DOSSIER",
		    "les exemplaires numérisés une dernière fois avant de partir" },
		{ "o", OPT_STR, &out, "FICHIER.pdf", "où mettre le bordereau de remise" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;

	if (n < 0)
		return opt_exit(n);
	if (n == 0 && q.section == NULL && q.list == NULL && scans.n == 0)
		return CLI_USAGE;
	q.codes = argv + 1;
	q.n_codes = (size_t)n;
	if (home_open(&s.home, se->dir, se->actor, e) == 0 && scan_files(&s, &scans, e) == 0)
		status = hand(&s, &q, out, e);
	home_close(&s.home);
	return conclude(&s, status);
}

const struct verb verb_handover = {
	.name = "handover",
	.usage = "CODE...|--section SIGLE|--list FICHIER|--scan FICHIER [--copy N] [--to NOM] "
		 "[--reason MOTIF]",
	.help = "les exemplaires signés sont remis : fait le bordereau à signer",
	.run = run_handover,
};
