#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/ingest/apply.h"
#include "app/home.h"
#include "app/ingest/ingest.h"
#include "app/ingest/ingest_imp.h"
#include "app/label.h"
#include "app/ingest/read.h"
#include "app/ingest/reading.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/document.h"

enum { LINES_MAX = 512 << 20 };

/* The consecutive lines of one file. */
struct lines_file {
	struct home *home;
	const struct ingest_options *o;
	const char *beside; /* the file of lines */
	struct reading *at;
	size_t n, cap;
	struct intake in;
	struct err *why;
};

static void
lines_clear(struct lines_file *lf)
{
	for (size_t i = 0; i < lf->n; i++)
		reading_release(&lf->at[i]);
	lf->n = 0;
}

/* As named, else in the folder of the lines; freed by the caller. */
static char *
find_scan(const struct lines_file *lf, const char *named)
{
	char *dir, *path;

	if (file_exists(named))
		return mem_str(named);
	dir = mem_str_n(lf->beside, (size_t)(path_base(lf->beside) - lf->beside));
	path = mem_printf("%s%s", dir, path_base(named));
	free(dir);
	return path;
}

/* Every page of the file once, in order, all of one hash. */
static int
check_lines(const struct lines_file *lf, struct err *e)
{
	for (size_t i = 0; i < lf->n; i++) {
		if (strcmp(lf->at[i].sha256, lf->at[0].sha256) != 0)
			return err_set(
			    e, ERR_INPUT, "les lignes parlent de deux fichiers différents");
		if (lf->at[i].page.page != (int)i + 1)
			return err_set(
			    e, ERR_INPUT, "la page %zu manque ou n'est pas à sa place", i + 1);
	}
	return 0;
}

/* Where the boxes stand, so that their pictures can be cut out. */
static int
locate_boxes(struct lines_file *lf, struct scan_page *p, struct err *e)
{
	struct box known[SCAN_BOXES_MAX];
	struct tag tag;
	size_t n;

	if (tag_read(p->text, lf->home->key, &tag) < 0)
		return 0;
	if (document_page_boxes(lf->home->store, &tag, known, SCAN_BOXES_MAX, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < p->n_boxes; i++)
		for (size_t k = 0; k < n; k++)
			if (strcmp(p->boxes[i].box.id, known[k].id) == 0)
				p->boxes[i].box = known[k];
	return 0;
}

/* A person has to look at it: the same pages as when the reading keeps pictures itself. */
static int
needs_look(const struct scan_page *p)
{
	for (size_t i = 0; i < p->n_boxes; i++)
		if (p->boxes[i].verdict == VERDICT_DOUBTFUL)
			return 1;
	return p->outcome != OUTCOME_READ && p->outcome != OUTCOME_BLANK;
}

/* The picture of page p, with the words that the lines have for it. */
static int
page_extracted(void *ctx, const struct scan_page *p)
{
	struct lines_file *lf = ctx;
	struct scan_page page;

	if (p->page < 1 || (size_t)p->page > lf->n)
		return 1;
	page = lf->at[p->page - 1].page;
	memcpy(page.object_sha256, p->object_sha256, sizeof page.object_sha256);
	memcpy(page.object_ext, p->object_ext, sizeof page.object_ext);
	page.object = p->object;
	page.object_size = p->object_size;
	if (needs_look(&page)) {
		page.thumb = p->thumb;
		page.thumb_size = p->thumb_size;
	}
	for (size_t i = 0; i < page.n_boxes && i < p->n_boxes; i++) {
		if (page.boxes[i].verdict == VERDICT_EMPTY)
			continue;
		page.boxes[i].crop = p->boxes[i].crop;
		page.boxes[i].crop_size = p->boxes[i].crop_size;
	}
	return intake_add(&lf->in, lf->home->store, &page, lf->why) < 0;
}

static void
forget(void *ctx)
{
	claims_forget(((struct lines_file *)ctx)->home);
}

static int
extract(struct lines_file *lf, const char *path, struct scan_file *file, struct err *e)
{
	const struct scan_options so = { .workers = lf->o->workers,
		.keep = 1,
		.page = page_extracted,
		.forget = forget,
		.ctx = lf };
	struct scan_page *wanted = mem_zero(lf->n, sizeof *wanted);
	struct err scan = ERR_INIT;
	int rc = 0;

	lf->why = e;
	for (size_t i = 0; i < lf->n && rc == 0; i++) {
		rc = locate_boxes(lf, &lf->at[i].page, e);
		wanted[i] = lf->at[i].page;
	}
	if (rc == 0) {
		rc = scan_extract(path, wanted, lf->n, &so, file, &scan);
		if (rc != 0 && e->kind == ERR_NONE)
			*e = scan;
	}
	free(wanted);
	if (rc != 0)
		return -1;
	if (strcmp(file->sha256, lf->at[0].sha256) != 0)
		return err_set(e, ERR_INPUT,
		    "ce n'est pas le fichier qui a été lu : son empreinte est différente");
	if (file->pages != (int)lf->n)
		return err_set(e, ERR_INPUT, "le fichier a %d pages, les lignes en donnent %zu",
		    file->pages, lf->n);
	return 0;
}

static int
apply_lines(struct lines_file *lf, struct ingest_result *r)
{
	struct scan_file file = { 0 };
	int known;

	if (lf->at[0].error != NULL)
		return err_set(&r->why, ERR_INPUT, "%s", lf->at[0].error);
	if (check_lines(lf, &r->why) < 0)
		return -1;
	known = apply_is_known(lf->home, lf->at[0].sha256, &r->batch, &r->why);
	if (known != 0) {
		r->status = INGEST_KNOWN;
		return known < 0 ? -1 : 0;
	}
	memcpy(lf->in.sha256, lf->at[0].sha256, sizeof lf->in.sha256);
	lf->in.name = r->name;
	lf->in.origin = lf->o->origin;
	if (extract(lf, r->path, &file, &r->why) < 0)
		return -1;
	return ingest_apply(lf->home, &lf->in, &file, r);
}

/* The lines gathered so far are a whole file. */
static int
end_file(struct lines_file *lf, struct err *e)
{
	struct ingest_result r = { .why = ERR_INIT };
	char *path, *label;
	int rc;

	if (lf->n == 0)
		return 0;
	path = find_scan(lf, lf->at[0].file);
	r.path = path;
	r.name = label = label_of(path_base(path));
	if (apply_lines(lf, &r) < 0)
		r.status = INGEST_FAILED;
	intake_release(&lf->in);
	rc = ingest_report(lf->o, &r, e);
	free(label);
	free(path);
	lines_clear(lf);
	return rc;
}

static int
add_line(struct lines_file *lf, const char *text, size_t len, struct err *e)
{
	struct js *line = js_parse(text, len, e);
	struct reading r;
	int rc;

	if (line == NULL)
		return -1;
	rc = reading_parse(line, &r, e);
	js_free(line);
	if (rc < 0)
		return -1;
	if (lf->n > 0 && strcmp(lf->at[0].file, r.file) != 0 && end_file(lf, e) < 0) {
		reading_release(&r);
		return -1;
	}
	lf->at = mem_grow(lf->at, lf->n, &lf->cap, sizeof *lf->at);
	lf->at[lf->n++] = r;
	return 0;
}

int
ingest_lines(struct home *h, const char *path, const struct ingest_options *o, struct err *e)
{
	struct lines_file lf = { .home = h, .o = o, .beside = path };
	struct buf text = BUF_INIT;
	int rc = file_read(path, LINES_MAX, &text, e), number = 0;

	for (const char *p = text.data; rc == 0 && *p != '\0';) {
		size_t len = strcspn(p, "\n");

		number++;
		if (len > 0 && add_line(&lf, p, len, e) < 0)
			rc = err_in(e, "%s, ligne %d", path_base(path), number);
		p += len + (p[len] == '\n');
	}
	if (rc == 0)
		rc = end_file(&lf, e);
	lines_clear(&lf);
	free(lf.at);
	buf_release(&text);
	return rc;
}
