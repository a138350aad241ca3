#include "app/ingest/ingest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/ingest/apply.h"
#include "app/home.h"
#include "app/ingest/ingest_imp.h"
#include "app/label.h"
#include "app/ingest/read.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/archive.h"
#include "store/archive_run.h"

/* One file being taken in. */
struct taking {
	struct claims claims;
	const struct ingest_options *o;
	struct scan_file file;
	struct intake in;
	struct ingest_result *r;
};

int
ingest_is_fatal(const struct err *e)
{
	return e->kind == ERR_SYSTEM || e->kind == ERR_BUSY || e->kind == ERR_INTERNAL;
}

int
ingest_report(const struct ingest_options *o, struct ingest_result *r, struct err *e)
{
	if (r->status == INGEST_FAILED && ingest_is_fatal(&r->why)) {
		return err_set(e, r->why.kind,
		    "%s : %s ; rien de ce fichier n'est classé, vous pourrez le redonner tel quel",
		    r->name, r->why.text);
	}
	o->done(o->ctx, r);
	return 0;
}

/* The ending under which an original of that type is archived. */
static const char *
original_ext(const char *type)
{
	return strcmp(type, "tiff") == 0 ? "tif" : strcmp(type, "jpeg") == 0 ? "jpg" : type;
}

int
ingest_apply(
    struct home *h, struct intake *in, const struct scan_file *file, struct ingest_result *r)
{
	int rc;

	snprintf(in->ext, sizeof in->ext, "%s", original_ext(file->type));
	if (archive_put_file(h->store, r->path, in->sha256, in->ext, &r->why) < 0)
		return -1;
	rc = apply_intake(h, in, &r->batch, &r->why);
	if (rc >= 0)
		r->status = rc > 0 ? INGEST_APPLIED : INGEST_KNOWN;
	return rc < 0 ? -1 : 0;
}

static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	struct taking *t = ctx;

	return claims_resolve(&t->claims, text, known);
}

static int
page_read(void *ctx, const struct scan_page *p)
{
	struct taking *t = ctx;

	if (t->r->why.kind != ERR_NONE ||
	    intake_add(&t->in, t->claims.home->store, p, &t->r->why) < 0)
		return 1;
	if (t->o->progress != NULL)
		t->o->progress(t->o->ctx, t->r->path, p->page, t->file.pages);
	return 0;
}

static int
hash_file(const char *path, char hex[HASH_HEX_SIZE], struct err *e)
{
	unsigned char hash[HASH_SIZE];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : hash_sha256_fd(fd, hash);
	int why = errno;

	if (fd >= 0)
		close(fd);
	if (rc < 0) {
		err_system(e, path, why);
		e->kind = ERR_INPUT; /* of this file only: the next may do */
		return -1;
	}
	hash_hex(hash, hex);
	return 0;
}

static void
forget(void *ctx)
{
	claims_forget(((struct taking *)ctx)->claims.home);
}

static int
take_pages(struct taking *t)
{
	const struct scan_options so = { .workers = t->o->workers,
		.keep = 1,
		.resolve = resolve,
		.page = page_read,
		.forget = forget,
		.ctx = t };
	struct err *why = &t->r->why;
	struct err scan = ERR_INIT;
	int rc = scan_file(t->r->path, &so, &t->file, &scan);

	if (rc != 0) {
		if (why->kind == ERR_NONE)
			*why = scan;
		return -1;
	}
	if (strcmp(t->file.sha256, t->in.sha256) != 0)
		return err_set(why, ERR_INPUT,
		    "le fichier a changé pendant la lecture : recommencez quand il est complet");
	return 0;
}

static int
take_file(struct taking *t)
{
	struct ingest_result *r = t->r;
	struct home *h = t->claims.home;
	int known;

	if (hash_file(r->path, t->in.sha256, &r->why) < 0)
		return -1;
	known = apply_is_known(h, t->in.sha256, &r->batch, &r->why);
	if (known != 0) {
		r->status = INGEST_KNOWN;
		return known < 0 ? -1 : 0;
	}
	if (take_pages(t) < 0)
		return -1;
	return ingest_apply(h, &t->in, &t->file, r);
}

static int
ingest_file(struct home *h, const char *path, const struct ingest_options *o, struct err *e)
{
	char *label = label_of(path_base(path));
	struct ingest_result r = { .path = path, .name = label, .why = ERR_INIT };
	struct taking t = { .claims = { h, &r.why }, .o = o, .r = &r };

	int rc;

	t.in.name = r.name;
	t.in.origin = o->origin;
	t.in.expected = o->expected;
	if (take_file(&t) < 0)
		r.status = INGEST_FAILED;
	intake_release(&t.in);
	rc = ingest_report(o, &r, e);
	free(label);
	return rc;
}

int
ingest_files(
    struct home *h, const struct inbox *in, const struct ingest_options *o, struct err *e)
{
	archive_run_sweep(h->store);
	for (size_t i = 0; i < in->n; i++)
		if (ingest_file(h, in->paths[i], o, e) < 0)
			return -1;
	return 0;
}
