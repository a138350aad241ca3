#include "app/purge.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "app/home.h"
#include "app/ingest/review.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/batch.h"
#include "store/purge.h"
#include "store/store.h"

enum { YEARS = 2, DAYS = 30, DAY = 86400, YOUNG = DAY };

struct purging {
	struct home *h;
	struct arena arena;
	int64_t now;
	struct review review; /* all that waits */
	int kept[DOC_KIND_COUNT]; /* whole years, by kind of paper */
	const char **years; /* that are over long enough for some kind */
	size_t n_years, cap;
	int64_t *documents; /* that go */
	size_t n, n_cap;
	purge_row *row;
	void *ctx;
	struct purge_report *r;
	struct err *e;
};

/* A whole number of the settings. */
static int
setting(const struct home *h, const char *key, int otherwise, int *out, struct err *e)
{
	const char *value = conf_lookup(&h->conf, "retention", key);
	char *end;
	long n;

	*out = otherwise;
	if (value == NULL || *value == '\0')
		return 0;
	n = strtol(value, &end, 10);
	if (*end != '\0' || n < 0 || n > 10000)
		return err_set(e, ERR_INPUT,
		    "paraphe.ini, [retention] %s : « %s » n'est pas un nombre entier", key,
		    value);
	*out = (int)n;
	return 0;
}

static int
read_settings(struct purging *p)
{
	struct purge_report *r = p->r;

	if (setting(p->h, "years", YEARS, &r->years, p->e) < 0 ||
	    setting(p->h, "originals", DAYS, &r->days, p->e) < 0)
		return -1;
	for (int k = 0; k < DOC_KIND_COUNT; k++)
		if (setting(
			p->h, doc_kind_name((enum doc_kind)k), r->years, &p->kept[k], p->e) < 0)
			return -1;
	return 0;
}

/* Since so many whole years; « 2026-2027 » ends on 31 July 2027. */
static int
is_over(const struct purging *p, const char *year, int kept)
{
	int end = 0;

	for (const char *c = year; *c != '\0'; c++)
		end = *c == '-' ? 0 : end * 10 + (*c - '0');
	return end > 0 && time_date(p->now) >= date_make(end + kept, 8, 1);
}

static int
keep_year(void *ctx, const char *year)
{
	struct purging *p = ctx;
	int over = is_over(p, year, p->r->years);

	for (int k = 0; k < DOC_KIND_COUNT; k++)
		over |= is_over(p, year, p->kept[k]);
	if (!over)
		return 0;
	p->years = mem_grow(p->years, p->n_years, &p->cap, sizeof *p->years);
	p->years[p->n_years++] = arena_str(&p->arena, year);
	return 0;
}

static int
waits(const struct purging *p, int64_t document)
{
	for (size_t i = 0; i < p->review.n; i++)
		if (p->review.items[i].d.id == document)
			return 1;
	return 0;
}

static int
take_document(void *ctx, const struct folded *f)
{
	struct purging *p = ctx;
	int kept = waits(p, f->d.id);
	struct who who;

	if (!is_over(p, f->d.year, p->kept[f->d.kind]))
		return 0;
	if (p->row != NULL) {
		if (who_of_document(p->h->store, &f->d, &p->arena, &who, p->e) < 0)
			return -1;
		p->row(p->ctx, &f->d, &who, kept);
	}
	if (kept) {
		p->r->waiting++;
		return 0;
	}
	p->documents = mem_grow(p->documents, p->n, &p->n_cap, sizeof *p->documents);
	p->documents[p->n++] = f->d.id;
	return 0;
}

static int
erase_years(struct purging *p)
{
	struct store *st = p->h->store;
	struct year_erased people = { 0 };

	for (size_t i = 0; i < p->n_years; i++) {
		struct document_filter f = { .year = p->years[i] };

		if (document_each(st, &f, take_document, p, p->e) < 0)
			return -1;
	}
	for (size_t i = 0; i < p->n; i++)
		if (document_erase(st, p->documents[i], p->e) < 0)
			return -1;
	for (size_t i = 0; i < p->n_years; i++)
		if (is_over(p, p->years[i], p->r->years) &&
		    year_erase(st, p->years[i], &people, p->e) < 0)
			return -1;
	p->r->documents = (int64_t)p->n;
	p->r->placements = people.placements;
	p->r->students = people.students;
	return 0;
}

/* A batch is settled when nothing of it waits. */
static int
drop_originals(void *ctx, const struct batch *b)
{
	struct purging *p = ctx;

	if (b->kind != BATCH_INGEST || b->at > p->now - (int64_t)p->r->days * DAY)
		return 0;
	for (size_t i = 0; i < p->review.n; i++)
		if (p->review.items[i].batch == b->id)
			return 0;
	return originals_erase(p->h->store, b->id, &p->r->originals, p->e);
}

static int
erase_all(struct purging *p)
{
	struct store *st = p->h->store;
	int64_t before = p->now - (int64_t)p->r->years * 365 * DAY;

	if (purge_each_year(st, keep_year, p, p->e) < 0 || erase_years(p) < 0)
		return -1;
	if (loose_pages_erase(st, before, &p->r->pages, p->e) < 0 ||
	    names_erase(st, before, p->e) < 0)
		return -1;
	return batch_each(st, drop_originals, p, p->e);
}

static int
remove_print(struct purging *p, const char *path, const struct stat *st, int apply)
{
	if (st->st_mtime >= p->now - (int64_t)p->r->years * 365 * DAY)
		return 0;
	p->r->prints++;
	return apply ? file_remove(path, p->e) : 0;
}

/* What was printed into the home names people too: papiers/2026-2027/, bordereaux/. */
static int
remove_prints(struct purging *p, const char *dir, int apply)
{
	size_t n = 0;
	char **names = file_is_dir(dir) ? dir_list(dir, &n, p->e) : NULL;
	int rc = file_is_dir(dir) && names == NULL ? -1 : 0;

	for (size_t i = 0; i < n; i++) {
		char *path = path_join(dir, names[i]);
		struct stat st = { 0 };

		if (rc == 0 && lstat(path, &st) != 0)
			rc = err_system(p->e, path, errno);
		if (rc == 0 && S_ISDIR(st.st_mode))
			rc = remove_prints(p, path, apply);
		else if (rc == 0 && S_ISREG(st.st_mode))
			rc = remove_print(p, path, &st, apply);
		free(path);
		free(names[i]);
	}
	free(names);
	return rc;
}

static int
remove_all_prints(struct purging *p, int apply)
{
	static const char *const folders[] = { "papiers", "bordereaux" };
	int rc = 0;

	for (size_t i = 0; i < 2 && rc == 0; i++) {
		char *dir = home_path(p->h, folders[i]);

		rc = remove_prints(p, dir, apply);
		free(dir);
	}
	return rc;
}

static int
finish(struct purging *p)
{
	struct store *st = p->h->store;

	if (store_commit(st, p->e) < 0 || archive_sweep(st, YOUNG, &p->r->objects, p->e) < 0)
		return -1;
	return store_compact(st, p->e);
}

static int
run(struct purging *p, int apply)
{
	struct store *st = p->h->store;
	int rc = 0;

	if (review_load(p->h, &p->review, p->e) < 0 || store_begin(st, p->e) < 0)
		return -1;
	if (erase_all(p) < 0)
		return -1;
	if (apply)
		rc = finish(p);
	else
		store_rollback(st);
	return rc < 0 ? -1 : remove_all_prints(p, apply);
}

int
purge_run(
    struct home *h, int apply, purge_row *row, void *ctx, struct purge_report *r, struct err *e)
{
	struct purging p = {
		.h = h, .now = time_now(), .row = row, .ctx = ctx, .r = r, .e = e
	};
	int rc = -1;

	*r = (struct purge_report){ 0 };
	if (read_settings(&p) == 0)
		rc = run(&p, apply);
	store_rollback(h->store);
	review_release(&p.review);
	free(p.documents);
	free(p.years);
	arena_release(&p.arena);
	return rc;
}
