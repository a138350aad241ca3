#include "app/ingest/accept.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/ingest/neighbours.h"
#include "app/ingest/read.h"
#include "base/err.h"
#include "store/archive.h"
#include "store/batch.h"
#include "store/event.h"

struct accepting {
	struct claims claims;
	struct intake *in;
	struct err *e;
};

static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	return claims_resolve(&((struct accepting *)ctx)->claims, text, known);
}

static void
forget(void *ctx)
{
	claims_forget(((struct accepting *)ctx)->claims.home);
}

static int
page_read(void *ctx, const struct scan_page *p)
{
	struct accepting *ac = ctx;

	return intake_add(ac->in, ac->claims.home->store, p, ac->e) < 0 ? 1 : 0;
}

static struct tag
tag_of(const struct inferred *in)
{
	struct tag t = { .copy = in->copy, .page = in->page };

	memcpy(t.number, in->number, sizeof t.number);
	return t;
}

static int
read_object(
    struct home *h, const char *path, const char *told, struct intake *in, struct err *e)
{
	struct err fault = ERR_INIT;
	struct accepting ac = { { h, &fault }, in, e };
	const struct scan_options o = { .workers = 1,
		.keep = 1,
		.resolve = resolve,
		.page = page_read,
		.forget = forget,
		.told = told,
		.ctx = &ac };
	struct scan_file file;

	if (scan_file(path, &o, &file, e) != 0)
		return -1;
	if (fault.kind != ERR_NONE) {
		*e = fault;
		return -1;
	}
	return archive_run_settle(&in->run, e);
}

int
accept_read(struct home *h, const struct review_item *it, struct intake *in, struct err *e)
{
	struct tag tag = tag_of(it->inferred);
	char told[TAG_SIZE], *path;
	struct scan_row row;
	int rc = batch_page_of_event(h->store, it->q.event, &row, e);

	if (rc <= 0 || row.object[0] == '\0')
		return rc < 0 ? -1 : 0;
	tag_write(&tag, h->key, told);
	path = archive_path(h->store, row.object, row.object_ext);
	rc = access(path, R_OK) == 0 ? read_object(h, path, told, in, e) : 0;
	free(path);
	return rc;
}

int
accept_fill(struct home *h, const struct review_item *it, const struct intake *in,
    struct arena *a, struct fact *f, struct err *e)
{
	static const struct intake_page nothing;
	struct tag tag = tag_of(it->inferred);
	struct fact seen;

	if (event_lookup(h->store, it->q.event, a, &seen, e) < 0)
		return -1;
	f->origin = seen.origin;
	f->document = it->inferred->document;
	f->copy = tag.copy;
	f->page = tag.page;
	return intake_boxes(h->store, &tag, in->n > 0 ? &in->at[0] : &nothing, a, f, e);
}
