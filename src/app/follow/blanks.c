#include "app/follow/blanks.h"

#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/md.h"
#include "app/sheet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "store/blank.h"
#include "store/placement.h"
#include "template/block.h"

struct blanks_loading {
	struct home *h;
	struct blanks *b;
	date today;
	struct err *e;
};

/* When the link that counts was made; 0: none. */
static int64_t
linked_at(const struct folded *f)
{
	int64_t at = 0;

	for (size_t i = 0; i < f->n_facts; i++)
		if (f->facts[i].kind == FACT_LINKED && !f->facts[i].voided)
			at = f->facts[i].at;
	return at;
}

static const char *
days(struct arena *a, int n)
{
	return arena_printf(a, "%d jour%s", n, n > 1 ? "s" : "");
}

/* Nobody's yet. */
static void
note_open(const struct blanks_loading *l, const struct folded *f, struct blanks_row *r)
{
	int beyond = l->today - time_date(r->printed) - l->h->school.return_days;

	if (f->state.returned) {
		r->note = "à régulariser";
		r->urgent = 1;
	} else if (l->h->school.return_days > 0 && beyond > 0) {
		r->note = arena_printf(&l->b->arena, "jamais revue depuis %s",
		    days(&l->b->arena, l->today - time_date(r->printed)));
		r->urgent = 1;
	} else {
		r->note = "pas encore revue";
	}
}

/* A placement's: from its first day on the student was covered only once all had signed. */
static void
note_linked(const struct blanks_loading *l, struct blanks_row *r)
{
	struct arena *a = &l->b->arena;
	int late = r->who.start == DATE_NONE ? 0 : time_date(r->regularised) - r->who.start;
	int begun = r->who.start == DATE_NONE ? 0 : l->today - r->who.start;

	if (r->state < STATE_SIGNED_PRINCIPAL && begun > 0) {
		r->note = arena_printf(a, "sans convention valable depuis %s", days(a, begun));
		r->urgent = 1;
	} else if (late > 0) {
		r->note =
		    arena_printf(a, "régularisée %s après le début du stage", days(a, late));
	}
}

static int
fill_row(const struct blanks_loading *l, const struct folded *f, const struct blank *reg,
    struct blanks_row *r)
{
	struct arena *a = &l->b->arena;
	struct teacher t;
	int there = 0;

	*r = (struct blanks_row){ .n = reg->n,
		.teacher = "",
		.printed = f->d.issued_at,
		.returned = f->state.returned_at,
		.regularised = linked_at(f),
		.state = f->state.state,
		.words = state_words(&f->shape, &f->state),
		.note = "" };
	memcpy(r->number, f->d.number, sizeof r->number);
	doc_code(f->d.number, r->code);
	if (who_of_document(l->h->store, &f->d, a, &r->who, l->e) < 0)
		return -1;
	if (f->d.placement == 0)
		r->who.name = "";
	if (reg->teacher != 0)
		there = teacher_lookup_id(l->h->store, reg->teacher, a, &t, l->e);
	if (there > 0)
		r->teacher = t.name;
	if (f->state.to_regularise)
		note_open(l, f, r);
	else if (state_is_live(&f->state))
		note_linked(l, r);
	else
		r->note = f->state.state == STATE_DRAFT ? "impression annulée" : r->words;
	return there < 0 ? -1 : 0;
}

static int
visit(void *ctx, const struct folded *f)
{
	struct blanks_loading *l = ctx;
	struct blanks *b = l->b;
	struct blank reg;
	int there = f->d.blank ? blank_lookup(l->h->store, f->d.id, &b->arena, &reg, l->e) : 0;

	if (there <= 0)
		return there;
	b->rows = mem_grow(b->rows, b->n, &b->cap, sizeof *b->rows);
	if (fill_row(l, f, &reg, &b->rows[b->n]) < 0)
		return -1;
	b->urgent += (size_t)b->rows[b->n++].urgent;
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return ((const struct blanks_row *)a)->n - ((const struct blanks_row *)b)->n;
}

int
blanks_load(struct home *h, const char *year, struct blanks *b, struct err *e)
{
	struct blanks_loading l = { h, b, time_date(time_now()), e };
	const struct document_filter filter = {
		.year = year, .kind_set = 1, .kind = DOC_CONVENTION, .with_purged = 1
	};

	if (document_each(h->store, &filter, visit, &l, e) < 0)
		return -1;
	if (b->n > 1)
		qsort(b->rows, b->n, sizeof *b->rows, compare);
	return 0;
}

void
blanks_release(struct blanks *b)
{
	free(b->rows);
	arena_release(&b->arena);
	*b = (struct blanks){ 0 };
}

static void
set_time(struct js *o, const char *key, int64_t t)
{
	char iso[24];

	time_iso(t, iso);
	js_set_str(o, key, t != 0 ? iso : NULL);
}

struct js *
blanks_row_js(const struct blanks_row *r)
{
	struct js *o = js_object();

	js_set_int(o, "register", r->n);
	js_set_str(o, "document", r->number);
	js_set_str(o, "teacher", r->teacher[0] != '\0' ? r->teacher : NULL);
	set_time(o, "printed", r->printed);
	set_time(o, "returned", r->returned);
	set_time(o, "regularised", r->regularised);
	js_set_str(o, "placement", r->who.placement[0] != '\0' ? r->who.placement : NULL);
	js_set_str(o, "student", r->who.name[0] != '\0' ? r->who.name : NULL);
	js_set_str(o, "state", doc_state_name(r->state));
	js_set_str(o, "note", r->note[0] != '\0' ? r->note : NULL);
	js_set_bool(o, "urgent", r->urgent);
	return o;
}

static const char *
day(struct arena *a, int64_t t)
{
	char words[DATE_TEXT_SIZE];

	if (t == 0)
		return "–";
	date_text(time_date(t), words);
	return arena_str(a, words);
}

static void
add_row(const struct blanks_row *r, struct arena *a, struct buf *md)
{
	const char *whose = r->who.name[0] == '\0'
				? "–"
				: arena_printf(a, "%s, stage n° %s, le %s", r->who.name,
				      r->who.placement, day(a, r->regularised));

	md_row(md, arena_printf(a, "%d", r->n), r->code,
	    r->teacher[0] != '\0' ? r->teacher : "–", day(a, r->printed), day(a, r->returned),
	    whose, r->note[0] != '\0' ? r->note : "–", NULL);
}

int
blanks_pdf(
    struct home *h, const struct blanks *b, const char *year, struct buf *out, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct buf md = BUF_INIT;
	struct block *doc;
	int rc = -1;

	buf_str(&md, "| N° | Papier | Remise à | Imprimée | Revenue | Régularisée | À noter |\n"
		     "|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < b->n; i++)
		add_row(&b->rows[i], &a, &md);
	doc = template_parse(md.data, "registre", &a, e);
	if (doc != NULL)
		rc = sheet_print(h, doc,
		    arena_printf(&a, "Registre des conventions vierges %s", year), time_now(),
		    out, e);
	buf_release(&md);
	arena_release(&a);
	return rc;
}

/* Placements that no convention covers, for a message. */
struct candidates {
	struct home *h;
	struct buf words;
	size_t n;
	struct err *e;
};

enum { CANDIDATES_MAX = 12 };

static int
add_candidate(void *ctx, const struct stay *s)
{
	struct candidates *c = ctx;
	struct arena a = ARENA_INIT;
	struct folded live;
	struct who who;
	int there = document_live(c->h->store, s->p.id, DOC_CONVENTION, &a, &live, c->e);

	if (there == 0 && c->n++ < CANDIDATES_MAX) {
		who_of_stay(s, &a, &who);
		buf_printf(
		    &c->words, "\n  n° %s  %s, %s", who.placement, who.name, who.company);
	}
	arena_release(&a);
	return there < 0 ? -1 : 0;
}

int
blanks_name_candidates(struct home *h, const struct document *d, struct err *e)
{
	struct candidates c = { h, BUF_INIT, 0, e };
	struct arena a = ARENA_INIT;
	struct stay_filter filter = { .year = d->year };
	struct section s;
	int rc = 0;

	if (d->section != 0 && (rc = section_lookup_id(h->store, d->section, &a, &s, e)) > 0)
		filter.section = s.code;
	if (rc >= 0)
		rc = stay_each(h->store, &filter, add_candidate, &c, e);
	if (rc >= 0)
		err_set(e, ERR_USAGE, "quel stage ? (--placement N°)%s%s%s",
		    c.n > 0 ? " Sans convention :" : "", c.words.data,
		    c.n > CANDIDATES_MAX ? "\n  ..." : "");
	buf_release(&c.words);
	arena_release(&a);
	return -1;
}
