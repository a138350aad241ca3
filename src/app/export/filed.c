#include "app/export/filed.h"

#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/ingest/read.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "scan/source/bind.h"
#include "store/archive.h"
#include "store/batch.h"

struct filing {
	struct home *h;
	struct scan_row *rows; /* one a page: the last that was seen */
	size_t n, cap;
};

static int
same_place(const struct scan_row *a, const struct scan_row *b)
{
	return a->copy == b->copy && a->page == b->page && a->page != 0;
}

/* They come in order of copy, page, event. */
static int
keep_row(void *ctx, const struct scan_row *row)
{
	struct filing *to = ctx;

	if (row->object[0] == '\0' || row->duplicate)
		return 0;
	if (to->n > 0 && same_place(&to->rows[to->n - 1], row)) {
		to->rows[to->n - 1] = *row;
		return 0;
	}
	to->rows = mem_grow(to->rows, to->n, &to->cap, sizeof *to->rows);
	to->rows[to->n++] = *row;
	return 0;
}

/* Page 0 of a copy is one that nobody could name: it stands behind those that have a number. */
static int
compare_rows(const void *a, const void *b)
{
	const struct scan_row *x = a, *y = b;
	unsigned left = (unsigned)x->page - 1, right = (unsigned)y->page - 1;

	if (x->copy != y->copy)
		return x->copy < y->copy ? -1 : 1;
	if (left != right)
		return left < right ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

static void
forget(void *ctx)
{
	claims_forget(ctx);
}

static int
bind_rows(struct filing *w, const char *title, struct buf *out, struct err *e)
{
	struct buf *bytes = mem_zero(w->n, sizeof *bytes);
	struct bind_page *pages = mem_zero(w->n, sizeof *pages);
	int rc = 0;

	for (size_t i = 0; i < w->n; i++)
		bytes[i] = (struct buf)BUF_INIT;
	for (size_t i = 0; i < w->n && rc == 0; i++) {
		const struct scan_row *row = &w->rows[i];

		rc = archive_read(w->h->store, row->object, row->object_ext, &bytes[i], e);
		pages[i] = (struct bind_page){ bytes[i].data, bytes[i].len, row->object_ext,
			row->rotation };
	}
	if (rc == 0) {
		const struct bind b = { title, pages, w->n, forget, w->h };

		rc = scan_bind(&b, out, e);
	}
	for (size_t i = 0; i < w->n; i++)
		buf_release(&bytes[i]);
	free(bytes);
	free(pages);
	return rc;
}

int
filed_pdf(struct home *h, const struct folded *f, int copy, struct buf *out, int *pages,
    struct err *e)
{
	struct filing w = { .h = h };
	struct arena a = ARENA_INIT;
	char code[DOC_CODE_SIZE];
	int rc = batch_each_page_of_document(h->store, f->d.id, copy, keep_row, &w, e);

	*pages = (int)w.n;
	doc_code(f->d.number, code);
	if (rc == 0 && w.n > 0) {
		qsort(w.rows, w.n, sizeof *w.rows, compare_rows);
		rc = bind_rows(
		    &w, arena_printf(&a, "%s %s", doc_kind_words(f->d.kind), code), out, e);
	}
	free(w.rows);
	arena_release(&a);
	return rc;
}

const char *
filed_owner(struct store *st, const struct folded *f, struct arena *a, struct err *e)
{
	struct enrolment en;
	struct student s;
	const char *slug;
	int rc = f->d.enrolment == 0 ? 0 : enrolment_lookup_id(st, f->d.enrolment, a, &en, e);

	if (rc == 1)
		rc = student_lookup_id(st, en.student, a, &s, e);
	if (rc < 0)
		return NULL;
	if (rc == 0)
		return f->d.number;
	char *last = issue_slug_upper(s.last_name), *first = issue_slug_title(s.first_name);

	slug = arena_printf(a, "%s_%s", last, first);
	free(last);
	free(first);
	return slug;
}

const char *
filed_name(struct store *st, const struct folded *f, int copy, struct arena *a, struct err *e)
{
	const char *slug = filed_owner(st, f, a, e), *kind = issue_file_word(f->d.kind);
	struct section s = { .code = "" };

	if (slug == NULL ||
	    (f->d.section != 0 && section_lookup_id(st, f->d.section, a, &s, e) < 0))
		return NULL;
	char *section = issue_slug_upper(s.code);
	const char *stem = arena_printf(
	    a, "%s_%s%s%s_v%d", kind, slug, *section != '\0' ? "_" : "", section, f->d.version);

	free(section);
	return copy > 0 && f->d.copies > 1 ? arena_printf(a, "%s_ex%d.pdf", stem, copy)
					   : arena_printf(a, "%s.pdf", stem);
}
