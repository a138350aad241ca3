#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/board.h"
#include "app/home.h"
#include "app/scope.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "base/utf8.h"
#include "cli/blanks_imp.h"
#include "cli/grid.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"
#include "domain/state.h"

enum { COLUMNS = 7 };

/* Names are cut to leave room for the rest on a narrow screen. */
static size_t
name_width(void)
{
	int columns = terminal_columns(stdout);

	return columns == 0 || columns >= 160 ? 32 : columns >= 130 ? 22 : 16;
}

static void
print_head(const struct home *h, const struct board *b, const char *year)
{
	struct buf counts = BUF_INIT, alerts = BUF_INIT;
	char day[DATE_TEXT_SIZE];

	date_text(b->today, day);
	printf("%s%s%s – %s – le %s\n\n", tint_start(stdout, TINT_BOLD), h->school.name,
	    tint_end(stdout, TINT_BOLD), year, day);
	board_counts(b, &counts);
	board_alerts(b, &alerts);
	printf("Conventions : %s\n", counts.data);
	if (alerts.len > 0)
		printf("%sAttention : %s%s\n", tint_start(stdout, TINT_WARN), alerts.data,
		    tint_end(stdout, TINT_WARN));
	buf_release(&counts);
	buf_release(&alerts);
}

static enum tint
state_tint(const struct board_row *r)
{
	switch (r->state) {
	case STATE_SIGNED_PRINCIPAL:
	case STATE_DELIVERED:
	case STATE_VALIDATED:
	case STATE_CLOSED:
		return TINT_GOOD;
	case STATE_REFUSED:
	case STATE_CANCELLED:
	case STATE_SUPERSEDED:
		return TINT_DIM;
	case STATE_DRAFT:
	case STATE_ISSUED:
	case STATE_RETURNED:
	case STATE_SIGNED_STUDENT:
	case STATE_SIGNED_COMPANY:
	case STATE_COUNT:
		break;
	}
	return TINT_NONE;
}

static void
add_remarks(struct grid *g, const struct board_row *r)
{
	struct buf out = BUF_INIT;

	board_remarks(r, &out);
	grid_add(g,
	    r->late != NULL                        ? TINT_BAD
	    : r->order != NULL || r->questions > 0 ? TINT_WARN
						   : TINT_DIM,
	    out.data);
	buf_release(&out);
}

static void
add_row(struct grid *g, const struct board_row *r, size_t width)
{
	grid_add_cut(g, TINT_NONE, r->who.name, width);
	grid_add_cut(g, TINT_NONE, r->who.company, width);
	if (r->kind == DOC_CONVENTION)
		grid_add(g, state_tint(r), r->words);
	else
		grid_addf(g, state_tint(r), "%s %s", doc_kind_words(r->kind), r->words);
	grid_add_day(g, TINT_NONE, r->since != 0 ? time_date(r->since) : DATE_NONE, "");
	grid_add_day(g, TINT_NONE, r->who.start, "");
	grid_add(g, TINT_DIM, r->code);
	add_remarks(g, r);
}

static void
add_heads(struct grid *g)
{
	static const char *const heads[COLUMNS] = { "Étudiant", "Entreprise", "État", "Depuis",
		"Début", "Papier", "" };

	for (size_t i = 0; i < COLUMNS; i++)
		grid_add(g, TINT_BOLD, heads[i]);
}

/* « BTS SIO 2 – 14 » */
static void
add_section(struct grid *g, const struct board *b, size_t first)
{
	const char *section = b->rows[first].who.section;
	size_t end = board_section_end(b, first);
	struct buf title = BUF_INIT;

	buf_printf(
	    &title, "%s – %zu", section[0] != '\0' ? section : "Sans section", end - first);
	grid_title(g, TINT_BOLD, title.data);
	buf_release(&title);
}

static void
print_rows(const struct board *b)
{
	size_t width = name_width();
	struct grid g;

	grid_init(&g, COLUMNS, 0, 2);
	add_heads(&g);
	for (size_t i = 0; i < b->n; i++) {
		if (i == 0 || strcmp(b->rows[i].who.section, b->rows[i - 1].who.section) != 0)
			add_section(&g, b, i);
		add_row(&g, &b->rows[i], width);
	}
	putchar('\n');
	grid_print(&g, stdout);
}

static void
print_board(const struct home *h, const struct board *b, const char *year)
{
	print_head(h, b, year);
	if (b->n == 0)
		puts("\nRien à montrer.");
	else
		print_rows(b);
	if (b->waiting_pages > 0)
		printf("\n%zu page%s sans papier connu : « paraphe review ».\n",
		    b->waiting_pages, b->waiting_pages > 1 ? "s" : "");
}

static int
save_board(struct home *h, const struct board *b, const struct board_filter *f,
    const char *path, struct err *e)
{
	struct buf pdf = BUF_INIT;
	int is_pile = f->state_set && f->state == STATE_SIGNED_COMPANY;
	int rc = is_pile ? board_pile_pdf(h, b, &pdf, e) : board_pdf(h, b, f->year, &pdf, e);

	if (rc == 0)
		rc = file_replace(path, pdf.data, pdf.len, e);
	if (rc == 0)
		printf("%s à imprimer : %s\n", is_pile ? "Liste pour le parapheur" : "Tableau",
		    path);
	buf_release(&pdf);
	return rc;
}

static int
show_board(struct session *se, const struct board_filter *f, const char *path, struct err *e)
{
	struct board b = { 0 };
	struct home h;
	int rc = home_open(&h, se->dir, se->actor, e);

	if (rc == 0)
		rc = scope_check(&h, f->section, f->year, e);
	if (rc == 0)
		rc = board_load(&h, f, &b, e);
	if (rc == 0 && path != NULL)
		rc = save_board(&h, &b, f, path, e);
	else if (rc == 0 && !se->json)
		print_board(&h, &b, f->year);
	for (size_t i = 0; rc == 0 && path == NULL && se->json && i < b.n; i++)
		say_json(board_row_js(&b.rows[i]));
	board_release(&b);
	home_close(&h);
	return rc < 0 ? CLI_FAILED : CLI_DONE;
}

static int
is_called(const char *asked, const char *words)
{
	char *key = utf8_key(words);
	int same = strcmp(key, asked) == 0;

	free(key);
	return same;
}

/*
 * « signed_company », or the words that people read, of a convention or an accord: « à signer par le
 * chef d'établissement », « refusé ».
 */
static int
state_asked(const char *word, struct err *e)
{
	int found = doc_state_parse(word);
	char *asked = utf8_key(word);
	struct buf known = BUF_INIT;

	for (int i = 0; found < 0 && i < STATE_COUNT; i++) {
		const char *words = doc_state_words(DOC_CONVENTION, (enum doc_state)i);

		if (is_called(asked, words) ||
		    is_called(asked, doc_state_words(DOC_ACCORD, (enum doc_state)i)))
			found = i;
		buf_printf(&known, "%s« %s »", i > 0 ? ", " : "", words);
	}
	if (found < 0)
		err_set(e, ERR_USAGE, "« %s » n'est pas un état ; il y a %s", word, known.data);
	buf_release(&known);
	free(asked);
	return found;
}

static int
run_status(struct session *se, int argc, char **argv, struct err *e)
{
	struct board_filter f = { 0 };
	const char *state = NULL, *path = NULL;
	char year[10];
	int blank = 0;
	const struct opt table[] = {
		{ "section", OPT_STR, &f.section, "CODE", "une section (SIO)" },
		{ "state", OPT_STR, &state, "ÉTAT",
		    "un état, comme le tableau l'écrit : « à imprimer », « remise », « refusé »... "
		    "(ou draft, issued, signed_student, signed_company, signed_principal, delivered)" },
		{ "late", OPT_FLAG, &f.late, NULL, "seulement ce qui est en retard" },
		{ "year", OPT_STR, &f.year, "ANNÉE", "année scolaire (2026-2027)" },
		{ "blank", OPT_FLAG, &blank, NULL, "le registre des conventions vierges" },
		{ "o", OPT_STR, &path, "FICHIER", "le tableau en PDF, à afficher" },
		{ 0 },
	};
	int n = opt_parse(table, argc, argv, e), parsed;

	if (n != 0)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	if (state != NULL) {
		if ((parsed = state_asked(state, e)) < 0)
			return CLI_USAGE;
		f.state_set = 1;
		f.state = (enum doc_state)parsed;
	}
	if (f.year == NULL) {
		school_year_of(time_date(time_now()), year);
		f.year = year;
	}
	if (blank)
		return show_blanks(se, f.year, path, e);
	return show_board(se, &f, path, e);
}

const struct verb verb_status = {
	.name = "status",
	.usage =
	    "[--section CODE] [--state ÉTAT] [--late] [--year ANNÉE] [--blank] [-o FICHIER.pdf]",
	.help = "le tableau : ce qui attend qui, et depuis quand",
	.run = run_status,
};
