/* Printing again what was issued: same texts, same fields, same tags. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "pdf/paper.h"
#include "store/document.h"
#include "store/event.h"
#include "store/store.h"

/* mm: less than a reader could see */
static const double box_tolerance = 0.05;

/* A new version of this program may lay pages out otherwise: then the boxes would not be where the
 * reader looks for them. */
static int
check_boxes(struct home *h, const struct document *doc, const struct draft *d, struct arena *a,
    struct err *e)
{
	struct box *boxes;
	size_t n;
	int same;

	if (document_boxes(h->store, doc->id, a, &boxes, &n, e) < 0)
		return -1;
	same = n == d->n_boxes && d->pages == doc->pages && d->sheet_pages == doc->sheet_pages;
	for (size_t i = 0; same && i < n; i++)
		same = strcmp(boxes[i].id, d->boxes[i].id) == 0 &&
		       boxes[i].page == d->boxes[i].page &&
		       fabs(boxes[i].x - d->boxes[i].x) < box_tolerance &&
		       fabs(boxes[i].y - d->boxes[i].y) < box_tolerance &&
		       fabs(boxes[i].w - d->boxes[i].w) < box_tolerance &&
		       fabs(boxes[i].h - d->boxes[i].h) < box_tolerance;
	return same
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "ce papier ne se met plus en page comme à l'origine ; réimprimez le PDF gardé, "
			 "ou annulez-le et imprimez-en un nouveau");
}

static int
check_state(struct home *h, const struct document *doc, struct arena *a, struct err *e)
{
	struct folded f;
	int rc = document_fold(h->store, doc->id, a, &f, e);

	if (rc == 1 && !state_is_live(&f.state))
		return err_set(e, ERR_REFUSED, "ce papier ne s'imprime plus : %s",
		    state_words(&f.shape, &f.state));
	return rc < 0 ? -1 : 0;
}

static int
check_range(const struct reprint_request *q, const struct document *doc, struct err *e)
{
	if (q->copy > doc->copies)
		return err_set(e, ERR_USAGE, "ce papier n'a que %d exemplaire%s", doc->copies,
		    doc->copies > 1 ? "s" : "");
	if (q->page > doc->pages)
		return err_set(e, ERR_USAGE, "ce papier n'a que %d page%s", doc->pages,
		    doc->pages > 1 ? "s" : "");
	return 0;
}

/* What a reprint has in hand. */
struct reprint {
	struct issue is; /* its home, texts, form, folder, drafts */
	struct document doc;
	char *frozen;
	struct output file;
	int64_t event;
};

/* As it was called, written and dated then: the same bytes each time. */
static struct press *
press_again(const struct reprint *rp, struct composer *c, const struct draft *d, struct err *e)
{
	char *title = mem_printf("%s – %s", rp->is.form.title, d->name);
	struct press_info info = { .title = title,
		.author = js_get_str(js_member(d->fields, "school"), "name", ""),
		.subject = rp->is.form.title,
		.created = rp->doc.issued_at,
		.duplex = rp->is.q->duplex };
	struct press *pr = press_new(c, &info, e);

	free(title);
	return pr;
}

static int
print_again(struct reprint *rp, struct draft *d, const struct reprint_request *q, struct err *e)
{
	struct composer *c = composer_new(e);
	struct press *pr = c != NULL ? press_again(rp, c, d, e) : NULL;
	struct laid laid = { NULL, NULL };
	int rc = pr != NULL ? issue_lay_out(&rp->is.texts, &rp->is.form, c, d, &laid, e) : -1;

	if (rc == 0)
		rc = check_boxes(rp->is.h, &rp->doc, d, &rp->is.arena, e);
	if (rc == 0) {
		struct taken t = issue_take(pr, &laid, q->page);

		rc = issue_print(pr, rp->is.h, &rp->is.form, d, &t, q->copy, q->page, e);
	}
	if (rc == 0) {
		rp->file.pages = press_pages(pr);
		rc = issue_write(pr, rp->is.folder, getpid(), &rp->file.temp, e);
	}
	issue_laid_release(&laid);
	press_free(pr);
	composer_free(c);
	return rc;
}

static int
record_again(struct reprint *rp, const struct reprint_request *q, struct err *e)
{
	struct store *st = rp->is.h->store;
	struct fact f = FACT_INIT(FACT_REPRINTED);
	int rc = store_begin(st, e);

	f.document = rp->doc.id;
	f.copy = q->copy;
	f.page = q->page;
	f.text = q->reason;
	f.actor = rp->is.h->actor;
	if (rc == 0)
		rc = event_append(st, &f, NULL, e);
	rp->event = f.event;
	if (rc == 0)
		rc = store_rename_later(st, rp->file.temp, rp->file.final, e);
	if (rc == 0)
		rc = store_commit(st, e);
	if (rc < 0) {
		store_rollback(st);
		return -1;
	}
	return store_rename_finish(st, e);
}

static void
name_again(struct reprint *rp, const struct draft *d, const struct reprint_request *q)
{
	struct arena *a = &rp->is.arena;
	const char *copy = q->copy > 0 ? arena_printf(a, "_ex%d", q->copy) : "";
	const char *page = q->page > 0 ? arena_printf(a, "_p%d", q->page) : "";

	rp->file.final =
	    rp->is.file != NULL
		? rp->is.file
		: arena_printf(a, "%s/%s_%s_v%d%s%s_reimpression.pdf", rp->is.folder,
		      issue_file_word(rp->doc.kind), d->slug, rp->doc.version, copy, page);
}

static void
report_again(struct reprint *rp, const struct draft *d, struct issue_report *r)
{
	struct issued *to;

	r->docs = mem_grow(r->docs, r->n_docs, &r->cap_docs, sizeof *r->docs);
	to = &r->docs[r->n_docs++];
	*to = (struct issued){ .fate = ISSUE_MADE,
		.kind = rp->doc.kind,
		.version = rp->doc.version,
		.copies = rp->doc.copies,
		.pages = d->pages,
		.sheet_pages = d->sheet_pages,
		.who = arena_str(&r->arena, d->name),
		.section = arena_str(&r->arena, d->class_label),
		.placement = "",
		.company = "",
		.words = "" };
	memcpy(to->number, rp->doc.number, sizeof to->number);
	r->event = rp->event;
	r->files = mem_grow(r->files, r->n_files, &r->cap_files, sizeof *r->files);
	r->files[r->n_files++] =
	    (struct issue_file){ arena_str(&r->arena, rp->file.final), rp->file.pages };
}

static int
reprint_run(
    struct reprint *rp, const struct reprint_request *q, struct issue_report *r, struct err *e)
{
	struct home *h = rp->is.h;
	struct draft d = { .start = DATE_NONE };
	int rc;

	if (document_by_code(h->store, q->code, &rp->is.arena, &rp->doc, e) < 0 ||
	    check_range(q, &rp->doc, e) < 0 || check_state(h, &rp->doc, &rp->is.arena, e) < 0)
		return -1;
	snprintf(rp->is.year, sizeof rp->is.year, "%s", rp->doc.year);
	if (issue_place(&rp->is, e) < 0)
		return -1;
	rp->frozen = document_find_template(h->store, rp->doc.id, e);
	d.fields = document_find_fields(h->store, rp->doc.id, e);
	rc = rp->frozen == NULL || d.fields == NULL ? -1 : 0;
	rp->is.texts.frozen = rp->frozen;
	if (rc == 0)
		texts_logo(&rp->is.texts, NULL);
	if (rc == 0)
		rc = form_read(&rp->is.form, &rp->is.texts, rp->doc.form, e);
	if (rc == 0) {
		memcpy(d.number, rp->doc.number, sizeof d.number);
		d.version = rp->doc.version;
		issue_describe(&d, &rp->is.arena);
		rc = print_again(rp, &d, q, e);
	}
	if (rc == 0) {
		name_again(rp, &d, q);
		rc = record_again(rp, q, e);
	}
	if (rc == 0)
		report_again(rp, &d, r);
	else if (rp->file.temp != NULL)
		unlink(rp->file.temp);
	js_free(d.fields);
	return rc;
}

int
issue_again(
    struct home *h, const struct reprint_request *q, struct issue_report *r, struct err *e)
{
	const struct issue_request place = { .out = q->out, .duplex = q->duplex };
	struct reprint rp = { .is = { .h = h,
				  .q = &place,
				  .r = r,
				  .today = time_date(time_now()),
				  .overwrite = 1 } };
	int rc;

	*r = (struct issue_report){ .arena = ARENA_INIT };
	rc = reprint_run(&rp, q, r, e);
	free(rp.file.temp);
	free(rp.frozen);
	free(rp.is.folder);
	texts_release(&rp.is.texts);
	arena_release(&rp.is.arena);
	return rc;
}
