#include "store/row_imp.h"

#include "base/mem.h"
#include "store/people.h"

static void
row_bind(sqlite3_stmt *q, const struct table *t, const void *row)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];
		const char *at = (const char *)row + c->offset;

		switch (c->type) {
		case COLUMN_TEXT:
			bind_text(q, c->bind, *(const char *const *)at);
			break;
		case COLUMN_INT:
			if (*(const int *)at >= 0)
				bind_int(q, c->bind, *(const int *)at);
			break;
		case COLUMN_REF:
			bind_id(q, c->bind, *(const int64_t *)at);
			break;
		}
	}
}

int
row_put(struct store *st, const struct table *t, void *row, struct err *e)
{
	int64_t *id = row;
	int is_new = *id == 0;
	sqlite3_stmt *q = store_stmt(st, is_new ? t->insert : t->update, e);

	row_bind(q, t, row);
	if (!is_new)
		bind_int(q, ":id", *id);
	if (store_run(st, q, e) < 0)
		return -1;
	if (is_new)
		*id = store_last_id(st);
	return is_new ? PUT_NEW : store_changes(st) > 0 ? PUT_CHANGED : PUT_SAME;
}

int
row_read(sqlite3_stmt *q, int at, const struct table *t, void *row, struct arena *a)
{
	*(int64_t *)row = col_int(q, at++);
	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];
		char *to = (char *)row + c->offset;

		switch (c->type) {
		case COLUMN_TEXT:
			*(const char **)to = col_keep(q, at++, a);
			break;
		case COLUMN_INT:
			*(int *)to = (int)col_int(q, at++);
			break;
		case COLUMN_REF:
			*(int64_t *)to = col_int(q, at++);
			break;
		}
	}
	return at;
}

void
row_keep(const struct table *t, void *row, struct arena *a)
{
	for (size_t i = 0; i < t->n; i++) {
		const char **text = (const char **)((char *)row + t->columns[i].offset);

		if (t->columns[i].type == COLUMN_TEXT)
			*text = arena_str(a, *text);
	}
}

int
row_find(struct store *st, sqlite3_stmt *q, int64_t *id, struct err *e)
{
	int rc = store_step(st, q, e);

	*id = rc == 1 ? col_int(q, 0) : 0;
	store_done(q);
	return rc;
}
