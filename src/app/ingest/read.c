#include "app/ingest/read.h"

#include <string.h>

#include "app/home.h"
#include "base/err.h"
#include "base/hash.h"
#include "store/document.h"

enum scan_claim
claims_resolve(void *ctx, const char *text, struct scan_known *known)
{
	struct claims *c = ctx;
	struct tag tag;
	int there;

	if (tag_read(text, c->home->key, &tag) < 0)
		return SCAN_CLAIM_FOREIGN;
	if (c->fault->kind != ERR_NONE)
		return SCAN_CLAIM_UNKNOWN;
	there = document_page_boxes(
	    c->home->store, &tag, known->boxes, SCAN_BOXES_MAX, &known->n_boxes, c->fault);
	return there > 0 ? SCAN_CLAIM_KNOWN : SCAN_CLAIM_UNKNOWN;
}

void
claims_forget(struct home *home)
{
	hash_wipe(home->key, sizeof home->key);
}

/* One file being read. */
struct reading_file {
	struct claims claims;
	const struct read_sink *sink;
	const char *path;
	struct scan_file file;
	struct read_count *count;
};

static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	struct reading_file *rf = ctx;

	return claims_resolve(&rf->claims, text, known);
}

static void
forget(void *ctx)
{
	claims_forget(((struct reading_file *)ctx)->claims.home);
}

static int
page_done(void *ctx, const struct scan_page *p)
{
	struct reading_file *rf = ctx;
	struct tag tag;
	int ours = p->text[0] != '\0' && tag_read(p->text, rf->claims.home->key, &tag) == 0;

	if (rf->claims.fault->kind != ERR_NONE)
		return -1;
	rf->count->pages++;
	return rf->sink->page(rf->sink->ctx, rf->path, &rf->file, p, ours ? &tag : NULL);
}

static int
read_one(struct reading_file *rf, int workers, struct err *e)
{
	struct err why = ERR_INIT;
	const struct scan_options o = { .workers = workers,
		.resolve = resolve,
		.page = page_done,
		.forget = forget,
		.ctx = rf };
	int rc;

	memset(&rf->file, 0, sizeof rf->file);
	rc = scan_file(rf->path, &o, &rf->file, &why);
	if (e->kind != ERR_NONE)
		return -1;
	if (rc > 0)
		return rc;
	rf->count->files++;
	if (rc < 0) {
		rf->count->failed++;
		rf->sink->failed(rf->sink->ctx, rf->path, why.text);
	}
	return 0;
}

int
app_read(struct home *h, const struct inbox *in, int workers, const struct read_sink *sink,
    struct read_count *count, struct err *e)
{
	struct reading_file rf = { .claims = { h, e }, .sink = sink, .count = count };
	int rc = 0;

	memset(count, 0, sizeof *count);
	for (size_t i = 0; i < in->n && rc == 0; i++) {
		rf.path = in->paths[i];
		rc = read_one(&rf, workers, e);
	}
	return rc;
}
