#include "app/import/import.h"

#include <stdlib.h>

#include "app/home.h"
#include "app/import/import_imp.h"
#include "base/err.h"
#include "store/people.h"
#include "store/store.h"

/* The same thing twice in one list, said otherwise: somebody should know which line won. */
static void
note_twice(struct import_reader *r, int changed)
{
	for (size_t i = 0; i < r->n_seen; i++)
		if (r->seen[i].id == r->put) {
			if (changed)
				import_say(r, NULL,
				    "dit autre chose que la ligne %d de la même clé ; la dernière l'emporte",
				    r->seen[i].line);
			r->seen[i].line = r->row.line;
			return;
		}
	r->seen = mem_grow(r->seen, r->n_seen, &r->cap_seen, sizeof *r->seen);
	r->seen[r->n_seen++] = (struct import_seen){ r->put, r->row.line };
}

/* One row to the end: 0, or -1 when nothing more can be done. */
static int
take_row(struct import_reader *r, enum import_kind kind, size_t i, struct err *e)
{
	struct import_report *to = r->report;
	enum import_verdict verdict = import_row(r, i);
	int rc;

	to->read++;
	if (verdict != ROW_GOOD) {
		*(verdict == ROW_SKIPPED ? &to->skipped : &to->refused) += 1;
		return 0;
	}
	rc = import_put(r, kind, e);
	if (rc == PUT_NEW || rc == PUT_CHANGED || rc == PUT_SAME)
		note_twice(r, rc == PUT_CHANGED);
	switch (rc) {
	case PUT_NEW:
		to->added++;
		return 0;
	case PUT_CHANGED:
		to->changed++;
		return 0;
	case PUT_SAME:
		to->same++;
		return 0;
	case ROW_PUT_REFUSED:
		to->refused++;
		return 0;
	default:
		/* a full disk or a busy database is not that row's fault */
		return e->kind == ERR_SYSTEM || e->kind == ERR_BUSY || r->file == NULL
			   ? -1
			   : err_in(e, "%s:%d", r->file, r->row.line);
	}
}

static int
put_rows(struct import_reader *r, enum import_kind kind, struct err *e)
{
	int rc = 0;

	for (size_t i = r->header + 1; rc == 0 && i < r->sheet.n; i++)
		rc = take_row(r, kind, i, e);
	return rc;
}

static int
take_rows(struct import_reader *r, enum import_kind kind, struct err *e)
{
	struct store *st = r->home->store;
	struct import_report *to = r->report;
	int rc = store_begin(st, e);

	if (rc < 0)
		return -1;
	rc = put_rows(r, kind, e);
	int keep = rc == 0 && !r->options->dry_run && !(r->options->strict && to->refused > 0);

	if (keep)
		rc = store_commit(st, e);
	if (!keep || rc < 0)
		store_rollback(st);
	to->done = keep && rc == 0;
	return rc;
}

static int
check_options(const struct import_options *o, struct err *e)
{
	if (o->year != NULL && !import_is_school_year(o->year))
		return err_set(e, ERR_USAGE,
		    "« %s » n'est pas une année scolaire (attendu 2026-2027)", o->year);
	if (o->year_of_study < 0 || o->year_of_study > 2)
		return err_set(e, ERR_USAGE,
		    "« %d » n'est pas une année d'études (attendu 1 ou 2)", o->year_of_study);
	return 0;
}

static struct import_reader *
reader_new(struct home *h, enum import_kind kind, const struct import_options *o,
    struct import_report *report)
{
	struct import_reader *r = mem_zero(1, sizeof *r);

	*report = (struct import_report){ .done = 0 };
	r->home = h;
	r->format = &import_formats[kind];
	r->options = o;
	r->report = report;
	return r;
}

static void
reader_free(struct import_reader *r)
{
	r->report->dropped_guardians = r->dropped_guardians;
	import_close(r);
	free(r);
}

int
import_file(struct home *h, enum import_kind kind, const char *path,
    const struct import_options *o, struct import_report *report, struct err *e)
{
	struct import_reader *r = reader_new(h, kind, o, report);
	int rc = check_options(o, e);

	if (rc == 0)
		rc = import_open(r, path, e);
	if (rc == 0)
		rc = take_rows(r, kind, e);
	reader_free(r);
	return rc;
}

int
import_typed(struct home *h, enum import_kind kind, const struct import_values *v,
    const struct import_options *o, struct import_report *report, struct err *e)
{
	struct import_reader *r = reader_new(h, kind, o, report);
	int rc = import_open_values(r, v, e);

	if (rc == 0)
		rc = put_rows(r, kind, e);
	report->put = r->put;
	report->done = rc == 0 && report->refused == 0;
	reader_free(r);
	return rc;
}

void
import_report_release(struct import_report *report)
{
	for (size_t i = 0; i < report->n_messages; i++)
		free(report->messages[i]);
	free(report->messages);
	free(report->unknown);
	free(report->sample);
	*report = (struct import_report){ .done = 0 };
}
