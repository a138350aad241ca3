/* A placement as a fact keeps it: what people said of it, whole, so that it can be put back. */
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/columns_imp.h"
#include "store/placement.h"

/* What the log makes, and the number that never changes, are not part of it. */
static int
is_kept(const struct column *c)
{
	return strcmp(c->bind, ":number") != 0 && strcmp(c->bind, ":gone") != 0 &&
	       strcmp(c->bind, ":interrupted") != 0;
}

static void
set_column(struct js *o, const struct column *c, const void *row)
{
	const char *at = (const char *)row + c->offset, *key = c->bind + 1;

	switch (c->type) {
	case COLUMN_TEXT:
		js_set_str(o, key, *(const char *const *)at);
		break;
	case COLUMN_INT:
		js_set_int(o, key, *(const int *)at);
		break;
	case COLUMN_REF:
		js_set_int(o, key, *(const int64_t *)at);
		break;
	}
}

static void
take_column(void *row, const struct column *c, const struct js *o, struct arena *a)
{
	char *at = (char *)row + c->offset;
	const char *key = c->bind + 1;

	switch (c->type) {
	case COLUMN_TEXT:
		*(const char **)at = arena_str(a, js_get_str(o, key, ""));
		break;
	case COLUMN_INT:
		*(int *)at = (int)js_get_int(o, key, 0);
		break;
	case COLUMN_REF:
		*(int64_t *)at = js_get_int(o, key, 0);
		break;
	}
}

struct js *
placement_js(const struct placement *p)
{
	struct js *o = js_object(), *periods = js_array();

	for (size_t i = 0; i < placement_table.n; i++)
		if (is_kept(&placement_table.columns[i]))
			set_column(o, &placement_table.columns[i], p);
	for (size_t i = 0; i < p->n_periods; i++) {
		struct js *period = js_object();

		js_set_str(period, "starts", p->periods[i].starts);
		js_set_str(period, "ends", p->periods[i].ends);
		js_set_real(period, "weekly_hours", p->periods[i].weekly_hours);
		js_set_int(period, "days_off", p->periods[i].days_off);
		js_add(periods, period);
	}
	js_set(o, "periods", periods);
	return o;
}

static void
take_periods(struct placement *p, const struct js *periods, struct arena *a)
{
	p->n_periods = js_len(periods) < PERIODS_MAX ? js_len(periods) : PERIODS_MAX;
	for (size_t i = 0; i < p->n_periods; i++) {
		const struct js *o = js_at(periods, i);

		p->periods[i] =
		    (struct period){ .starts = arena_str(a, js_get_str(o, "starts", "")),
			    .ends = arena_str(a, js_get_str(o, "ends", "")),
			    .weekly_hours = js_get_real(o, "weekly_hours", 0),
			    .days_off = (int)js_get_int(o, "days_off", 0) };
	}
}

/* placement_put() leaves a teacher that is not said. */
static int
clear_teacher(struct store *st, int64_t id, struct err *e)
{
	sqlite3_stmt *q =
	    store_stmt(st, "UPDATE placement SET teacher = NULL WHERE id = :id", e);

	bind_int(q, ":id", id);
	return store_run(st, q, e);
}

int
placement_restore(struct store *st, int64_t id, const struct js *kept, struct err *e)
{
	struct placement p = { .id = id };
	struct arena a = ARENA_INIT;
	int rc;

	for (size_t i = 0; i < placement_table.n; i++)
		if (is_kept(&placement_table.columns[i]))
			take_column(&p, &placement_table.columns[i], kept, &a);
	take_periods(&p, js_member(kept, "periods"), &a);
	rc = clear_teacher(st, id, e);
	if (rc == 0)
		rc = placement_put(st, &p, e) < 0 ? -1 : 0;
	arena_release(&a);
	return rc;
}
