/* Which papers change hands: codes, lists of them, a section's, those of a scan. */
#include <stdlib.h>
#include <string.h>

#include "app/follow/hand_imp.h"
#include "app/home.h"
#include "app/scope.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "store/batch.h"
#include "store/people.h"

enum { LIST_MAX = 1 << 20 };

static struct hand_item *
add_item(struct hand_items *items)
{
	items->at = mem_grow(items->at, items->n, &items->cap, sizeof *items->at);
	items->at[items->n] = (struct hand_item){ .typed = NULL };
	return &items->at[items->n++];
}

/* The item of a document, made where there is none. */
static struct hand_item *
item_of(struct hand_items *items, int64_t document)
{
	struct hand_item *it;

	for (size_t i = 0; i < items->n; i++)
		if (items->at[i].document == document)
			return &items->at[i];
	it = add_item(items);
	it->document = document;
	return it;
}

/* An unknown code is an item without a document: it is told like any other that can't be done. */
static int
add_code(struct home *h, struct hand_items *items, const char *code, int whole, struct err *e)
{
	struct err unknown = ERR_INIT;
	struct document d;
	struct hand_item *it;

	if (document_by_code(h->store, code, items->arena, &d, &unknown) < 0) {
		if (unknown.kind != ERR_ABSENT && unknown.kind != ERR_INPUT) {
			*e = unknown;
			return -1;
		}
		it = add_item(items);
		it->typed = arena_str(items->arena, code);
		return 0;
	}
	it = item_of(items, d.id);
	it->whole |= whole;
	return 0;
}

/* « 7K3M-9Q2X-4ABC ; NGUYEN », a comment after « # »: the first word of each line. */
static int
add_list(struct home *h, struct hand_items *items, const char *path, struct err *e)
{
	struct buf text = BUF_INIT;
	int rc = file_read(strcmp(path, "-") == 0 ? "/dev/stdin" : path, LIST_MAX, &text, e);
	int n = 1;

	for (char *p = text.data; rc == 0 && *p != '\0'; n++) {
		size_t line = strcspn(p, "\n"), word;
		char *next = p + line + (p[line] == '\n');

		p[line] = '\0';
		p += strspn(p, " \t\"\r");
		word = strcspn(p, " \t\r\";,#");
		p[word] = '\0';
		if (word > 0 && (rc = add_code(h, items, p, 0, e)) < 0)
			err_in(e, "%s, ligne %d", path, n);
		p = next;
	}
	buf_release(&text);
	return rc;
}

struct turn {
	struct hand_items *items;
	int over;
	enum role role;
};

int
hand_is_turn(enum doc_state s, enum role role)
{
	switch (role) {
	case ROLE_STUDENT:
	case ROLE_GUARDIAN:
		/* who takes it to the company afterwards */
		return s == STATE_ISSUED || s == STATE_SIGNED_STUDENT;
	case ROLE_COMPANY:
	case ROLE_TUTOR:
		return s == STATE_SIGNED_STUDENT;
	case ROLE_PRINCIPAL:
		return s == STATE_SIGNED_COMPANY;
	case ROLE_COUNT:
		return s == STATE_SIGNED_PRINCIPAL;
	case ROLE_TEACHER:
		break;
	}
	return 0;
}

static int
visit_turn(void *ctx, const struct folded *f)
{
	const struct turn *t = ctx;
	int is_ours = f->d.kind == DOC_CONVENTION || f->d.kind == DOC_AMENDMENT;

	if (!is_ours && (f->state.foreign == NULL || !t->over))
		return 0;
	if (hand_is_turn(f->state.state, t->over ? ROLE_COUNT : t->role))
		item_of(t->items, f->d.id);
	return 0;
}

static int
add_section(struct home *h, const struct hand_request *q, int over, struct hand_items *items,
    struct err *e)
{
	struct turn t = { items, over, q->role };
	char year[10];
	struct document_filter filter = { .year = year };
	struct section s;
	int there = section_lookup(h->store, q->section, items->arena, &s, e);

	if (there == 0)
		return scope_check(h, q->section, NULL, e);
	if (there < 0)
		return -1;
	school_year_of(time_date(time_now()), year);
	filter.section = s.id;
	return document_each(h->store, &filter, visit_turn, &t, e);
}

/* A copy of which any page was scanned. */
static int
visit_page(void *ctx, const struct scan_row *row)
{
	struct hand_items *items = ctx;

	if (row->document != 0 && row->outcome == OUTCOME_READ && row->copy > 0 &&
	    row->copy < 64)
		item_of(items, row->document)->copies |= (uint64_t)1 << row->copy;
	return 0;
}

static int
add_batch(struct home *h, struct hand_items *items, int64_t batch, struct err *e)
{
	struct scan_source file;
	int there = batch_lookup_file_of(h->store, batch, items->arena, &file, e);

	return there <= 0 ? there : batch_each_page(h->store, file.id, visit_page, items, e);
}

int
hand_pick(struct home *h, const struct hand_request *q, int over, struct hand_items *items,
    struct err *e)
{
	for (size_t i = 0; i < q->n_codes; i++)
		if (add_code(h, items, q->codes[i], 1, e) < 0)
			return -1;
	if (q->list != NULL && add_list(h, items, q->list, e) < 0)
		return -1;
	for (size_t i = 0; i < q->n_batches; i++)
		if (add_batch(h, items, q->batches[i], e) < 0)
			return -1;
	return q->section != NULL ? add_section(h, q, over, items, e) : 0;
}
