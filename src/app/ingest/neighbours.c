#include "app/ingest/neighbours.h"

#include <string.h>

#include "app/gaps.h"
#include "app/home.h"
#include "base/buf.h"
#include "store/batch.h"

/* The nearest pages of known papers on both sides of a page of the file. */
struct around {
	int page;
	struct scan_row before, after; /* document 0: none */
	int lost; /* pages of no paper between them */
};

static int
look_around(void *ctx, const struct scan_row *row)
{
	struct around *ar = ctx;

	if (row->document == 0 || row->copy == 0) {
		ar->lost += row->outcome != OUTCOME_BLANK && ar->after.document == 0;
		return 0;
	}
	if (row->file_page < ar->page) {
		ar->before = *row;
		ar->lost = 0;
	}
	if (row->file_page > ar->page && ar->after.document == 0)
		ar->after = *row;
	return 0;
}

/* The missing page nearest to the one that was seen, in the direction of the lost page. */
static int
likely_page(const struct gaps *g, int seen, int step)
{
	for (int p = seen + step; p >= 1 && p <= g->pages; p += step)
		if (!g->seen[p - 1])
			return p;
	return 0;
}

static int
add_neighbour(struct home *h, const struct scan_row *row, int step, struct arena *a,
    struct neighbours *out, struct err *e)
{
	struct neighbour *nb = &out->at[out->n];
	struct gaps g = { 0 };
	struct buf words = BUF_INIT;
	struct folded f;

	if (row->document == 0)
		return 0;
	if (document_fold(h->store, row->document, a, &f, e) < 0 ||
	    who_of_document(h->store, &f.d, a, &nb->who, e) < 0)
		return -1;
	nb->file_page = row->file_page;
	nb->document = f.d.id;
	memcpy(nb->number, f.d.number, sizeof nb->number);
	nb->kind = f.d.kind;
	doc_code(f.d.number, nb->code);
	nb->copy = row->copy;
	nb->page = row->page;
	g.pages = f.d.pages;
	for (int p = 1; p <= g.pages && (size_t)row->copy <= f.state.n_copies; p++)
		g.seen[p - 1] = f.state.copies[row->copy - 1].seen[p / 64] >> (p % 64) & 1;
	gaps_words(&g, &words);
	nb->missing = arena_str(a, words.data);
	nb->n_missing = gaps_count(&g);
	for (int p = 1; p <= g.pages && nb->n_missing == 1; p++)
		if (!g.seen[p - 1])
			nb->only = p;
	buf_release(&words);
	nb->likely = likely_page(&g, row->page, step);
	out->n++;
	return 0;
}

int
neighbours_find(struct home *h, const struct review_item *it, struct arena *a,
    struct neighbours *out, struct err *e)
{
	struct around ar = { .page = it->file_page };
	struct scan_row row;
	int there = batch_page_of_event(h->store, it->q.event, &row, e);

	*out = (struct neighbours){ .n = 0 };
	if (there <= 0)
		return there;
	if (batch_each_page(h->store, row.file, look_around, &ar, e) < 0 ||
	    add_neighbour(h, &ar.before, 1, a, out, e) < 0)
		return -1;
	out->lost = ar.lost;
	return add_neighbour(h, &ar.after, -1, a, out, e);
}

static int
same_copy(const struct neighbour *a, const struct neighbour *b)
{
	return a->document == b->document && a->copy == b->copy;
}

/* The page between two of one copy, 0: they do not enclose one. */
static int
enclosed_page(const struct neighbours *nb)
{
	const struct neighbour *a = &nb->at[0], *b = &nb->at[1];

	if (nb->n < 2 || nb->lost != 1 || !same_copy(a, b))
		return 0;
	return a->page - b->page == 2 || b->page - a->page == 2 ? (a->page + b->page) / 2 : 0;
}

/* The only page that a copy lacks, where it follows or comes before the page beside; else 0. */
static int
only_page(const struct neighbour *nb)
{
	return nb->only == nb->page + 1 || nb->only == nb->page - 1 ? nb->only : 0;
}

/* The one neighbour whose copy claims the page; NULL: none, or both. */
static const struct neighbour *
only_claim(const struct neighbours *nb)
{
	const struct neighbour *found = NULL;

	for (size_t i = 0; i < nb->n && nb->lost == 1; i++) {
		if (nb->at[i].n_missing > 0 && found != NULL)
			return NULL;
		if (nb->at[i].n_missing > 0)
			found = &nb->at[i];
	}
	return found != NULL && only_page(found) > 0 ? found : NULL;
}

int
inferred_find(struct home *h, const struct review_item *it, struct arena *a,
    struct inferred *out, struct err *e)
{
	struct neighbours nb;
	const struct neighbour *of;

	*out = (struct inferred){ 0 };
	if (it->q.kind != QUESTION_PAGE || it->d.id != 0)
		return 0;
	if (neighbours_find(h, it, a, &nb, e) < 0)
		return -1;
	out->page = enclosed_page(&nb);
	of = out->page > 0 ? &nb.at[0] : only_claim(&nb);
	if (of == NULL)
		return 0;
	if (out->page == 0)
		out->page = only_page(of);
	out->there = 1;
	out->document = of->document;
	memcpy(out->number, of->number, sizeof out->number);
	memcpy(out->code, of->code, sizeof out->code);
	out->kind = of->kind;
	out->who = of->who;
	out->copy = of->copy;
	return 0;
}
