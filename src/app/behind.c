#include "app/behind.h"

#include <string.h>

#include "base/mem.h"
#include "store/batch.h"
#include "store/document.h"

static int
files_a_page(const struct fact *f)
{
	return f->kind == FACT_DECIDED && !f->voided && f->decision == DECISION_ATTACH &&
	       f->copy == 0 && f->target != 0;
}

/* 1; 0: the page is no more. */
static int
find_page(struct store *st, const struct fact *f, struct arena *a, struct behind_page *out,
    struct err *e)
{
	struct scan_source file;
	struct scan_row row;
	int there = batch_page_of_event(st, f->target, &row, e);

	if (there > 0)
		there = batch_lookup_file(st, row.file, a, &file, e);
	if (there <= 0)
		return there;
	*out = (struct behind_page){ .decision = f->event,
		.file = file.name,
		.file_page = row.file_page,
		.rotation = row.rotation };
	memcpy(out->object, row.object, sizeof out->object);
	memcpy(out->object_ext, row.object_ext, sizeof out->object_ext);
	return 1;
}

int
behind_find(struct store *st, const struct folded *f, struct arena *a,
    struct behind_page **pages, size_t *n, struct err *e)
{
	*n = 0;
	*pages = arena_alloc(a, (f->n_facts + 1) * sizeof **pages);
	for (size_t i = 0; i < f->n_facts; i++) {
		int there = files_a_page(&f->facts[i])
				? find_page(st, &f->facts[i], a, &(*pages)[*n], e)
				: 0;

		if (there < 0)
			return -1;
		*n += (size_t)there;
	}
	return 0;
}
