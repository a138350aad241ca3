#include "app/neighbours.h"

#include "app/gaps.h"
#include "app/home.h"
#include "base/buf.h"
#include "store/batch.h"

/* The nearest pages of known papers on both sides of a page of the file. */
struct around {
	int page;
	struct scan_row before, after; /* document 0: none */
};

static int
look_around(void *ctx, const struct scan_row *row)
{
	struct around *ar = ctx;

	if (row->document == 0 || row->copy == 0)
		return 0;
	if (row->file_page < ar->page)
		ar->before = *row;
	else if (row->file_page > ar->page && ar->after.document == 0)
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
	nb->kind = f.d.kind;
	doc_code(f.d.number, nb->code);
	nb->copy = row->copy;
	nb->page = row->page;
	g.pages = f.d.pages;
	for (int p = 1; p <= g.pages && (size_t)row->copy <= f.state.n_copies; p++)
		g.seen[p - 1] = f.state.copies[row->copy - 1].seen[p / 64] >> (p % 64) & 1;
	gaps_words(&g, &words);
	nb->missing = arena_str(a, words.data);
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
	return add_neighbour(h, &ar.after, -1, a, out, e);
}
