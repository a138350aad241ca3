#include "app/ingest/review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/asked.h"
#include "app/home.h"
#include "app/ingest/neighbours.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "store/archive.h"
#include "store/batch.h"
#include "store/event.h"

struct review_loading {
	struct home *h;
	struct review *r;
	struct err *e;
};

static const char *
sentence(struct store *st, struct arena *a, const struct question *q)
{
	struct buf words = BUF_INIT;
	const char *kept;

	asked_words(st, q, &words);
	kept = arena_str(a, words.data);
	buf_release(&words);
	return kept;
}

static int
first_page(void *ctx, const struct scan_row *row)
{
	*(struct scan_row *)ctx = *row;
	return 1;
}

/* The scan page that raised it; of a whole paper, its first. */
static int
find_row(const struct review_loading *l, const struct question *q, struct scan_row *row)
{
	if (q->kind == QUESTION_ATTACH)
		return batch_each_page_of_document(
		    l->h->store, q->document, 0, first_page, row, l->e);
	return batch_page_of_event(l->h->store, q->event, row, l->e);
}

static int
locate(const struct review_loading *l, struct review_item *it)
{
	struct arena *a = &l->r->arena;
	struct scan_source file;
	struct scan_row row;
	int there = find_row(l, &it->q, &row);

	if (it->q.crop != NULL)
		it->picture = arena_str(a, it->q.crop);
	if (there <= 0)
		return there;
	if (it->picture == NULL && row.thumb[0] != '\0')
		it->picture = arena_str(a, row.thumb);
	it->file_page = row.file_page;
	there = batch_lookup_file(l->h->store, row.file, a, &file, l->e);
	if (there <= 0)
		return there;
	it->file = file.name;
	it->batch = file.batch;
	return 0;
}

static int
add_item(struct review_loading *l, const struct question *q, const struct document *d)
{
	struct review *r = l->r;
	struct review_item *it;

	r->items = mem_grow(r->items, r->n, &r->cap, sizeof *r->items);
	it = &r->items[r->n++];
	*it = (struct review_item){ .q = *q };
	question_id(q, it->id);
	it->words = sentence(l->h->store, &r->arena, q);
	it->q.hint = arena_str(&r->arena, q->hint);
	if (d != NULL) {
		it->d = *d;
		it->d.form = ""; /* its own ends with the visit */
		it->d.year = arena_str(&r->arena, d->year);
		it->batch = d->batch;
		doc_code(d->number, it->code);
		if (who_of_document(l->h->store, d, &r->arena, &it->who, l->e) < 0)
			return -1;
	}
	if (locate(l, it) < 0)
		return -1;
	it->q.crop = it->picture;
	return 0;
}

static int
document_visited(void *ctx, const struct folded *f)
{
	for (size_t i = 0; i < f->state.n_questions; i++)
		if (add_item(ctx, &f->state.questions[i], &f->d) < 0)
			return -1;
	return 0;
}

static int
page_visited(void *ctx, const struct fact *f)
{
	const struct question q = {
		.event = f->event, .kind = QUESTION_PAGE, .at = f->at, .outcome = f->outcome
	};

	return add_item(ctx, &q, NULL);
}

/* « Probablement la page 3 de l'exemplaire 2 de la convention de DURAND Ana. » */
static const char *
with_inferred(struct arena *a, const char *words, const struct inferred *in)
{
	struct buf out = BUF_INIT;
	const char *kept;

	buf_printf(&out, "%s Probablement la page %d de l'exemplaire %d %s de %s.", words,
	    in->page, in->copy, doc_kind_of(in->kind), in->who.name);
	kept = arena_str(a, out.data);
	buf_release(&out);
	return kept;
}

/* When all is loaded: looking at neighbours walks through the same tables. */
static int
infer_pages(struct home *h, struct review *r, struct err *e)
{
	for (size_t i = 0; i < r->n; i++) {
		struct inferred *in = arena_alloc(&r->arena, sizeof *in);

		if (inferred_find(h, &r->items[i], &r->arena, in, e) < 0)
			return -1;
		if (!in->there)
			continue;
		r->items[i].inferred = in;
		r->items[i].words = with_inferred(&r->arena, r->items[i].words, in);
	}
	return 0;
}

static int
compare_items(const void *left, const void *right)
{
	const struct review_item *a = left, *b = right;

	if (a->q.event != b->q.event)
		return a->q.event < b->q.event ? -1 : 1;
	return a->q.box - b->q.box;
}

int
review_load(struct home *h, struct review *r, struct err *e)
{
	const struct document_filter all = { 0 };
	struct review_loading l = { h, r, e };

	if (document_each(h->store, &all, document_visited, &l, e) < 0 ||
	    event_each_waiting_page(h->store, page_visited, &l, e) < 0)
		return -1;
	if (r->n > 0)
		qsort(r->items, r->n, sizeof *r->items, compare_items);
	return infer_pages(h, r, e);
}

/* A page of no paper waits as long as nobody has decided. */
static int
load_page(struct review_loading *l, const struct fact *f)
{
	int decided;

	if (f->kind != FACT_PAGE || f->voided || f->outcome == OUTCOME_BLANK)
		return 0;
	decided = event_is_decided(l->h->store, f->event, 0, l->e);
	return decided != 0 ? (decided < 0 ? -1 : 0) : page_visited(l, f);
}

int
review_load_event(struct home *h, int64_t event, struct review *r, struct err *e)
{
	struct review_loading l = { h, r, e };
	struct arena a = ARENA_INIT;
	struct folded paper;
	struct fact f;
	int rc = event_lookup(h->store, event, &a, &f, e);

	if (rc > 0 && f.document == 0)
		rc = load_page(&l, &f);
	else if (rc > 0)
		rc = document_fold(h->store, f.document, &a, &paper, e) < 0
			 ? -1
			 : document_visited(&l, &paper);
	arena_release(&a);
	return rc < 0 ? -1 : infer_pages(h, r, e);
}

const struct review_item *
review_lookup(const struct review *r, const char *id)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->items[i].id, id) == 0)
			return &r->items[i];
	return NULL;
}

/* « 27-45 »: 1 with both ends. */
static int
parse_range(const char *words, int64_t *first, int64_t *last)
{
	char *end;

	*first = strtoll(words, &end, 10);
	if (end == words || *end != '-')
		return 0;
	words = end + 1;
	*last = strtoll(words, &end, 10);
	return end != words && *end == '\0';
}

int
review_select(const struct review *r, const char *words, unsigned char *wanted, struct err *e)
{
	int64_t first, last;
	int is_range = parse_range(words, &first, &last), n = 0;

	for (size_t i = 0; i < r->n; i++) {
		const struct review_item *it = &r->items[i];

		if (is_range ? it->q.event >= first && it->q.event <= last
			     : strcmp(it->id, words) == 0) {
			wanted[i] = 1;
			n++;
		}
	}
	if (n > 0)
		return 0;
	return err_set(e, ERR_ABSENT, "pas de question %s qui attende", words);
}

void
review_release(struct review *r)
{
	free(r->items);
	arena_release(&r->arena);
	*r = (struct review){ 0 };
}

static void
set_picture(struct js *o, const struct home *h, const struct review_item *it)
{
	char *path;

	if (it->picture == NULL) {
		js_set(o, "picture", js_null());
		return;
	}
	path = archive_path(h->store, it->picture, "png");
	js_set_str(o, "picture", path);
	free(path);
}

static struct js *
inferred_js(const struct inferred *in)
{
	struct js *o = js_object();

	js_set_str(o, "document", in->number);
	js_set_int(o, "copy", in->copy);
	js_set_int(o, "page", in->page);
	js_set_str(o, "student", in->who.name);
	return o;
}

struct js *
review_item_js(const struct home *h, const struct review_item *it)
{
	struct js *o = js_object();
	char at[24];

	js_set_str(o, "id", it->id);
	js_set_str(o, "kind", question_kind_name(it->q.kind));
	js_set_str(o, "words", it->words);
	js_set_str(o, "document", it->d.id != 0 ? it->d.number : NULL);
	js_set_int(o, "copy", it->q.copy);
	js_set_int(o, "page", it->q.page);
	js_set_str(o, "role", it->q.box > 0 ? role_name(it->q.role) : NULL);
	if (it->q.box > 0)
		js_set_real(o, "score", it->q.score);
	if (it->q.kind == QUESTION_PAGE)
		js_set_str(o, "outcome", outcome_name(it->q.outcome));
	js_set_str(o, "student", it->d.id != 0 ? it->who.name : NULL);
	js_set_str(o, "section", it->d.id != 0 ? it->who.section_code : NULL);
	js_set_int(o, "batch", it->batch);
	js_set_str(o, "file", it->file);
	js_set_int(o, "file_page", it->file_page);
	time_iso(it->q.at, at);
	js_set_str(o, "at", at);
	set_picture(o, h, it);
	if (it->inferred != NULL)
		js_set(o, "inferred", inferred_js(it->inferred));
	return o;
}
