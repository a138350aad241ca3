#include "app/ingest/slip.h"
#include "base/buf.h"
#include "base/date.h"
#include "cli/grid.h"
#include "cli/slip_imp.h"

void
slip_print_sum(const struct slip_sum *sum, FILE *out)
{
	struct buf words = BUF_INIT;

	slip_sum_words(sum, &words);
	fprintf(
	    out, "%s%s%s\n", tint_start(out, TINT_BOLD), words.data, tint_end(out, TINT_BOLD));
	buf_release(&words);
}

static void
print_title(const char *words, FILE *out)
{
	fprintf(out, "\n%s%s%s\n", tint_start(out, TINT_BOLD), words, tint_end(out, TINT_BOLD));
}

static void
add_paper(struct grid *g, const struct slip_paper *p)
{
	grid_add(g, TINT_NONE, p->who.section);
	grid_add(g, TINT_NONE, p->who.name);
	grid_add(g, TINT_NONE, p->who.company);
	grid_add(g, TINT_DIM, p->code);
}

static void
print_moves_to(const struct slip *s, enum doc_kind kind, enum doc_state to, FILE *out)
{
	struct buf words = BUF_INIT;
	struct grid g;
	size_t n = 0;

	grid_init(&g, 4, 0, 2);
	for (size_t i = 0; i < s->n_papers; i++)
		if (slip_paper_is_move(&s->papers[i], kind, to)) {
			add_paper(&g, &s->papers[i]);
			n++;
		}
	if (n > 0)
		slip_move_words(kind, to, n, &words);
	if (words.len > 0) {
		print_title(words.data, out);
		grid_print(&g, out);
	}
	grid_release(&g);
	buf_release(&words);
}

static void
print_moves(const struct slip *s, FILE *out)
{
	for (int kind = 0; kind < DOC_KIND_COUNT; kind++)
		for (int to = 0; to < STATE_COUNT; to++)
			print_moves_to(s, (enum doc_kind)kind, (enum doc_state)to, out);
}

static void
add_pull(struct grid *g, const struct slip_pull *p)
{
	struct buf pages = BUF_INIT, sheet = BUF_INIT, paper = BUF_INIT;

	slip_pull_words(p, &pages);
	slip_pull_sheet_words(p, &sheet);
	grid_add(g, TINT_WARN, pages.data);
	grid_addf(g, TINT_DIM, "(recto verso : %s)", sheet.data);
	slip_pull_paper_words(p, &paper);
	grid_addf(g, TINT_NONE, "question%s %s%s", p->last_page > p->page ? "s" : "", p->id,
	    p->settled ? ", réglée" : "");
	grid_addf(g, TINT_NONE, paper.len > 0 ? "%s (%s)" : "%s", p->reason, paper.data);
	buf_release(&paper);
	buf_release(&pages);
	buf_release(&sheet);
}

static void
print_pulls(const struct slip *s, FILE *out)
{
	struct grid g;

	if (s->n_pulls == 0)
		return;
	print_title("À sortir de la pile", out);
	grid_init(&g, 4, 0, 2);
	for (size_t i = 0; i < s->n_pulls; i++)
		add_pull(&g, &s->pulls[i]);
	grid_print(&g, out);
}

static void
print_gaps(const struct slip *s, FILE *out)
{
	struct grid g;

	if (s->n_gaps == 0)
		return;
	print_title("Pages jamais vues", out);
	grid_init(&g, 4, 0, 2);
	for (size_t i = 0; i < s->n_gaps; i++) {
		const struct slip_gap *gap = &s->gaps[i];

		grid_add(&g, TINT_NONE, gap->paper->who.name);
		grid_add(&g, TINT_DIM, gap->paper->code);
		grid_add(&g, TINT_NONE, gap->copy);
		grid_add(&g, TINT_NONE, gap->words);
	}
	grid_print(&g, out);
}

static void
print_remarks(const struct slip *s, FILE *out)
{
	struct grid g;

	if (s->n_remarks == 0)
		return;
	print_title("À savoir", out);
	grid_init(&g, 3, 0, 2);
	for (size_t i = 0; i < s->n_remarks; i++) {
		grid_add(&g, TINT_NONE, s->remarks[i].paper->who.name);
		grid_add(&g, TINT_DIM, s->remarks[i].paper->code);
		grid_add(&g, TINT_NONE, s->remarks[i].words);
	}
	grid_print(&g, out);
}

void
slip_print(const struct slip *s, FILE *out)
{
	struct buf scale = BUF_INIT;

	fprintf(out, "Lot %lld – %s\n", (long long)s->batch.id, s->file.name);
	slip_print_sum(&s->sum, out);
	slip_scale_words(s, &scale);
	if (scale.len > 0)
		fprintf(out, "%s\n", scale.data);
	buf_release(&scale);
	print_moves(s, out);
	print_pulls(s, out);
	print_gaps(s, out);
	print_remarks(s, out);
}
