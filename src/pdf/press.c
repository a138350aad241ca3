#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "pdf/haru_imp.h"
#include "pdf/paper_imp.h"
#include "pdf/stamp_imp.h"

struct press {
	struct haru *haru;
	struct composer *c; /* for stamps: without a dictionary */
	int duplex;
	int pages;
};

struct press *
press_new(const struct press_info *info, struct err *e)
{
	struct press *pr = mem_zero(1, sizeof *pr);

	pr->duplex = info->duplex;
	pr->c = composer_plain(e);
	pr->haru = pr->c != NULL ? haru_new(info, e) : NULL;
	if (pr->haru == NULL) {
		press_free(pr);
		return NULL;
	}
	return pr;
}

void
press_free(struct press *pr)
{
	if (pr == NULL)
		return;
	haru_free(pr->haru);
	composer_free(pr->c);
	free(pr);
}

int
press_pages(const struct press *pr)
{
	return pr->pages;
}

/* A paper as the document has it: one body a page, for all copies. */
struct printing {
	const struct paper *paper;
	struct haru_body **bodies; /* a NULL is not made yet */
	struct haru_resources *resources;
};

static struct haru_body *
body_of(struct press *pr, struct printing *p, int page)
{
	struct haru_body **body = &p->bodies[page - 1];

	if (*body == NULL)
		*body = haru_body_add(pr->haru, &p->paper->pages[page - 1].ops);
	return *body;
}

static int
page_print(struct press *pr, struct printing *p, const struct press_copy *copy, int page,
    struct err *e)
{
	struct stamp s = { pr->c, copy, page, p->paper->n };
	struct usage used;
	struct buf own = BUF_INIT;
	int rc;

	memset(&used, 0, sizeof used);
	rc = stamp_draw(&s, &own, &used, e);
	if (rc == 0) {
		haru_use(pr->haru, &used);
		haru_page_add(pr->haru, body_of(pr, p, page), p->resources, &own);
		pr->pages++;
		rc = haru_check(pr->haru, e);
	}
	buf_release(&own);
	return rc;
}

/* The back of the last sheet stays empty, so that the next copy starts on a new one. */
static void
blank_back(struct press *pr)
{
	char nothing[] = "q Q\n"; /* a page without an operator upsets some viewers */
	struct buf own = { nothing, strlen(nothing), 0 };

	haru_page_add(pr->haru, NULL, NULL, &own);
	pr->pages++;
}

static int
copy_print(struct press *pr, struct printing *p, const struct press_copy *copy, struct err *e)
{
	int first = copy->first_page > 0 ? copy->first_page : 1;
	int last = copy->last_page > 0 && copy->last_page < p->paper->n ? copy->last_page
									: p->paper->n;
	char *label = copy->human_copy != NULL ? mem_printf("%s, p. ", copy->human_copy) : NULL;
	int rc = 0;

	if (pr->duplex && pr->pages % 2 == 1)
		blank_back(pr);
	for (int page = first; page <= last && rc == 0; page++) {
		rc = page_print(pr, p, copy, page, e);
		if (rc == 0 && page == first && copy->outline != NULL)
			haru_outline_add(pr->haru, copy->outline);
		if (rc == 0 && page == first)
			haru_label(pr->haru, label, first);
	}
	free(label);
	return rc;
}

int
press_add(struct press *pr, const struct paper *p, const struct press_copy *copies, size_t n,
    struct err *e)
{
	struct printing printing = { .paper = p };
	int rc = 0;

	printing.bodies = mem_zero((size_t)p->n, sizeof *printing.bodies);
	printing.resources = haru_resources_add(pr->haru, p->pictures, p->pictures_n);
	haru_use(pr->haru, &p->used);
	if (pr->pages == 0 && p->lang != NULL)
		haru_lang(pr->haru, p->lang);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = copy_print(pr, &printing, &copies[i], e);
	free(printing.bodies);
	return rc;
}

int
press_save(struct press *pr, struct buf *out, struct err *e)
{
	return haru_save(pr->haru, out, e);
}
