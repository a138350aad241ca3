#include <stdio.h>
#include <stdlib.h>

#include "app/asked.h"
#include "app/history.h"
#include "app/home.h"
#include "app/report.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "domain/cover.h"
#include "cli/grid.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static void
print_title(const char *words)
{
	printf("\n%s%s%s\n", tint_start(stdout, TINT_BOLD), words, tint_end(stdout, TINT_BOLD));
}

static void
print_stay(const struct who *w)
{
	char from[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE];

	if (w->placement[0] == '\0')
		return;
	date_text(w->start, from);
	date_text(w->end, until);
	printf("Stage n° %s, du %s au %s, %s\n", w->placement, from, until, w->company);
	if (w->interrupted != DATE_NONE) {
		date_text(w->interrupted, until);
		printf("Ce stage est interrompu le %s (« paraphe placement show %s »).\n",
		    until, w->placement);
	}
}

static void
print_head(const struct report *r)
{
	const struct state *st = &r->f.state;
	char since[DATE_TEXT_SIZE];

	date_text(time_date(st->since), since);
	printf("%s%s %s%s, version %d\n%s%s%s\n", tint_start(stdout, TINT_BOLD),
	    doc_kind_words(r->f.d.kind), r->code, tint_end(stdout, TINT_BOLD), r->f.d.version,
	    r->who.name, r->who.section[0] != '\0' ? " – " : "", r->who.section);
	print_stay(&r->who);
	printf("État : %s", state_words(&r->f.shape, st));
	if (st->since != 0)
		printf(", depuis le %s", since);
	if (st->reason != NULL)
		printf(" – motif : %s", st->reason);
	if (r->superseded_by[0] != '\0')
		printf(" par %s", r->superseded_by);
	putchar('\n');
	if (r->form != NULL)
		printf("Attention : %s\n", r->form);
	if (reply_words(st->reply) != NULL)
		printf("Réponse cochée : %s\n", reply_words(st->reply));
	if (st->foreign != NULL)
		printf("Les pages qui suivent : %s.\n", cover_convention_words(st->foreign));
	if (st->unsaid)
		puts("Rien de coché ne dit ce que sont les pages qui suivent.");
	if (st->late)
		puts("Une signature a été vue après le début du stage.");
}

static int
role_expected(const struct report *r, int role)
{
	for (size_t i = 0; i < r->f.state.n_copies; i++)
		if (r->f.state.copies[i].sign[role].expected)
			return 1;
	return 0;
}

static void
add_sign(struct grid *g, const struct sign *s)
{
	char day[DATE_TEXT_SIZE];

	switch (s->status) {
	case SIGN_NONE:
	case SIGN_STATUS_COUNT:
		grid_add(g, TINT_DIM, s->expected ? "–" : "");
		return;
	case SIGN_DOUBTFUL:
		grid_add(g, TINT_WARN, "à vérifier");
		return;
	case SIGN_CONFLICT:
		grid_add(g, TINT_WARN, "signée, puis vue vide");
		return;
	case SIGN_SIGNED:
		break;
	}
	date_text(s->stated != DATE_NONE ? s->stated : time_date(s->since), day);
	grid_addf(g, TINT_GOOD, "signée%s le %s%s%s", s->stated != DATE_NONE ? "" : ", vue",
	    day, s->delegate != NULL ? " par délégation" : "",
	    s->origin == ORIGIN_MAIL         ? " (courriel, original non reçu)"
	    : s->origin == ORIGIN_ELECTRONIC ? " (signature électronique déclarée, non "
					       "vérifiée ; original non reçu)"
					     : "");
}

/* Whose hands it is in. */
static void
add_place(struct grid *g, const struct state_copy *c)
{
	char day[DATE_TEXT_SIZE];

	date_text(time_date(c->handed_over != 0 ? c->handed_over : c->handed_out), day);
	if (c->handed_over != 0)
		grid_addf(g, TINT_GOOD, "remis le %s%s%s", day,
		    c->handed_to != NULL ? " à " : "",
		    c->handed_to != NULL ? c->handed_to : "");
	else if (c->handed_out != 0)
		grid_addf(g, TINT_WARN, "chez %s depuis le %s", role_article(c->holder), day);
	else
		grid_add(g, TINT_DIM, c->n_seen > 0 ? "au lycée" : "–");
}

/* Copies down, those who sign across. */
static void
print_copies(const struct report *r)
{
	int roles[ROLE_COUNT], n = 0;
	struct grid g;

	for (int role = 0; role < ROLE_COUNT; role++)
		if (role_expected(r, role))
			roles[n++] = role;
	grid_init(&g, (size_t)n + 4, 0, 2);
	grid_add(&g, TINT_BOLD, "exemplaire");
	for (int i = 0; i < n; i++)
		grid_add(&g, TINT_BOLD, role_words((enum role)roles[i]));
	grid_add(&g, TINT_BOLD, "état");
	grid_add(&g, TINT_BOLD, "pages");
	grid_add(&g, TINT_BOLD, "où");
	for (size_t k = 0; k < r->f.state.n_copies; k++) {
		const struct state_copy *c = &r->f.state.copies[k];

		grid_add(&g, TINT_NONE, r->copies[k]);
		for (int i = 0; i < n; i++)
			add_sign(&g, &c->sign[roles[i]]);
		grid_addf(&g, c->out_of_order ? TINT_WARN : TINT_NONE, "%s%s",
		    doc_state_words(r->f.d.kind, c->state),
		    c->out_of_order ? " (hors ordre)" : "");
		grid_add(&g, c->incomplete ? TINT_WARN : TINT_DIM,
		    c->n_seen == 0  ? "pas revenu"
		    : c->incomplete ? r->missing[k]
				    : "toutes vues");
		add_place(&g, c);
	}
	print_title("Exemplaires");
	grid_print(&g, stdout);
}

static void
print_filed(const struct report *r)
{
	struct grid g;

	if (r->n_filed == 0)
		return;
	print_title("Pages classées");
	grid_init(&g, 3, 1, 2);
	for (size_t i = 0; i < r->n_filed; i++) {
		const struct behind_page *p = &r->filed[i];

		grid_addf(&g, TINT_NONE, "%zu", i + 1);
		grid_addf(&g, TINT_NONE, "%s, page %d", p->file, p->file_page);
		grid_addf(&g, TINT_DIM, "pour la retirer : paraphe undo fait-%lld",
		    (long long)p->decision);
	}
	grid_print(&g, stdout);
}

static void
print_questions(const struct report *r)
{
	struct grid g;

	if (r->f.state.n_questions == 0)
		return;
	print_title("À vérifier");
	grid_init(&g, 3, 0, 2);
	for (size_t i = 0; i < r->f.state.n_questions; i++) {
		const struct question *q = &r->f.state.questions[i];
		struct buf words = BUF_INIT;
		char id[QUESTION_ID_SIZE];

		question_id(q, id);
		asked_words(NULL, q, &words);
		grid_add(&g, TINT_BOLD, id);
		grid_addf(&g, TINT_NONE, q->copy > 0 ? "ex. %d, p. %d" : "", q->copy, q->page);
		grid_add(&g, TINT_NONE, words.data);
		buf_release(&words);
	}
	grid_print(&g, stdout);
}

static void
print_history(const struct report *r)
{
	struct grid g;

	print_title("Histoire");
	grid_init(&g, 4, 1, 2);
	for (size_t i = 0; i < r->f.n_facts; i++) {
		const struct fact *f = &r->f.facts[i];
		struct buf words = BUF_INIT;
		char when[DATE_TEXT_SIZE + 16];

		time_text(f->at, when);
		history_words(&r->f.shape, f, &words);
		if (f->voided)
			buf_str(&words, " (annulé depuis)");
		grid_addf(&g, TINT_DIM, "%lld", (long long)f->event);
		grid_add(&g, TINT_NONE, when);
		grid_add(&g, TINT_NONE, f->actor);
		grid_add(&g, f->voided ? TINT_DIM : TINT_NONE, words.data);
		buf_release(&words);
	}
	grid_print(&g, stdout);
}

static int
run_show(struct session *se, int argc, char **argv, struct err *e)
{
	const struct opt table[] = { { 0 } };
	int n = opt_parse(table, argc, argv, e), rc;
	struct report r = { 0 };
	struct home h;

	if (n != 1)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = report_load(&h, argv[1], &r, e);
	if (rc == 0 && se->json) {
		say_json(report_js(&r));
	} else if (rc == 0) {
		print_head(&r);
		print_copies(&r);
		print_filed(&r);
		print_questions(&r);
		print_history(&r);
	}
	report_release(&r);
	home_close(&h);
	return rc < 0 ? CLI_FAILED : CLI_DONE;
}

const struct verb verb_show = {
	.name = "show",
	.usage = "CODE",
	.help = "un papier : exemplaires, signatures, pages, histoire",
	.run = run_show,
};
