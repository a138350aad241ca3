#include "app/sheet.h"

#include <stddef.h>

#include "app/home.h"
#include "pdf/paper.h"

static int
press_one(struct composer *c, const struct paper *p, const struct press_info *info,
    struct buf *out, struct err *e)
{
	const struct press_copy copy = { .copy = 1 };
	struct press *pr = press_new(c, info, e);
	int rc = -1;

	if (pr != NULL && press_add(pr, p, &copy, 1, e) == 0)
		rc = press_save(pr, out, e);
	press_free(pr);
	return rc;
}

int
sheet_print(struct home *h, const struct block *doc, const char *title, int64_t at,
    struct buf *out, struct err *e)
{
	const struct paper_face face = {
		.school = h->school.name, .title = title, .lang = "fr-FR"
	};
	const struct press_info info = {
		.title = title, .author = h->school.name, .created = at
	};
	struct composer *c = composer_new(e);
	struct paper *p = c != NULL ? paper_new(c, doc, &face, e) : NULL;
	int rc = p != NULL ? press_one(c, p, &info, out, e) : -1;

	paper_free(p);
	composer_free(c);
	return rc;
}
