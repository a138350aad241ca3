#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "pdf/haru_imp.h"
#include "pdf/paper_imp.h"
#include "pdf/stamp_imp.h"

/* A paper as the document has it. */
struct press_paper {
	struct press_paper *next;
	struct haru_body *who; /* on each page; NULL: nobody's */
	struct haru_body **bodies; /* one a page, for all copies; NULL: not printed */
	struct link_list *links; /* of each page, owned */
	struct haru_resources *resources;
	int pages;
};

struct press {
	struct haru *haru;
	struct composer *c; /* borrowed */
	struct press_paper *papers;
	struct arena page; /* what the page at hand takes */
	struct buf own; /* its operators */
	struct usage used; /* letters of all that was stamped */
	int duplex;
	int pages;
};

struct press *
press_new(struct composer *c, const struct press_info *info, struct err *e)
{
	struct press *pr = mem_zero(1, sizeof *pr);

	pr->duplex = info->duplex;
	pr->c = c;
	pr->page = (struct arena)ARENA_INIT;
	pr->own = (struct buf)BUF_INIT;
	pr->haru = haru_new(c, info, e);
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
	while (pr->papers != NULL) {
		struct press_paper *p = pr->papers;

		pr->papers = p->next;
		free(p->bodies);
		for (int i = 0; i < p->pages; i++)
			link_list_release(&p->links[i]);
		free(p->links);
		free(p);
	}
	haru_free(pr->haru);
	arena_release(&pr->page);
	buf_release(&pr->own);
	free(pr);
}

int
press_pages(const struct press *pr)
{
	return pr->pages;
}

/* One copy being printed. */
struct printing {
	struct press *pr;
	const struct press_paper *p;
	const struct press_copy *copy;
	struct haru_body *label; /* its name, on each page */
};

/* Makes room for the operators of a page, or of what it shares. */
static struct stamp
stamp_start(struct press *pr, const struct printing *g, int page)
{
	arena_clear(&pr->page);
	buf_cut(&pr->own, 0);
	return (struct stamp){ pr->c, &pr->page, g->copy, page, g->p->pages };
}

static int
label_add(struct printing *g, struct err *e)
{
	struct press *pr = g->pr;
	struct stamp s = stamp_start(pr, g, 0);

	if (g->copy->label == NULL)
		return 0;
	if (stamp_label(&s, &pr->own, &pr->used, e) < 0)
		return -1;
	g->label = haru_body_add(pr->haru, &pr->own);
	return 0;
}

static int
page_print(const struct printing *g, int page, struct err *e)
{
	struct press *pr = g->pr;
	struct stamp s = stamp_start(pr, g, page);
	struct haru_page to = { g->p->who, g->label, g->p->bodies[page - 1], g->p->resources,
		&pr->own };

	if (stamp_draw(&s, &pr->own, &pr->used, e) < 0)
		return -1;
	haru_page_add(pr->haru, &to);
	haru_links_add(pr->haru, &g->p->links[page - 1]);
	pr->pages++;
	return haru_check(pr->haru, e);
}

/* The back of the last sheet stays empty, so that the next copy starts on a new one. */
static void
blank_back(struct press *pr)
{
	char nothing[] = "q Q\n"; /* a page without an operator upsets some viewers */
	struct buf own = { nothing, strlen(nothing), 0 };

	haru_page_add(pr->haru, &(struct haru_page){ .own = &own });
	pr->pages++;
}

static void
page_take(struct press *pr, struct press_paper *pp, const struct paper_page *page, int i)
{
	pp->bodies[i] = haru_body_add(pr->haru, &page->ops);
	link_list_copy(&pp->links[i], &page->links);
}

struct press_paper *
press_take(struct press *pr, const struct paper *p, int page)
{
	struct press_paper *pp = mem_zero(1, sizeof *pp);

	pp->pages = p->n;
	pp->bodies = mem_zero((size_t)p->n, sizeof *pp->bodies);
	pp->links = mem_zero((size_t)p->n, sizeof *pp->links);
	pp->who = p->who.len > 0 ? haru_body_add(pr->haru, &p->who) : NULL;
	for (int i = 0; i < p->n; i++)
		if (page == 0 || page == i + 1)
			page_take(pr, pp, &p->pages[i], i);
	pp->resources = haru_resources_add(pr->haru, p->pictures, p->pictures_n);
	haru_use(pr->haru, &p->used);
	if (pr->papers == NULL && p->lang != NULL)
		haru_lang(pr->haru, p->lang);
	pp->next = pr->papers;
	pr->papers = pp;
	return pp;
}

int
press_print(
    struct press *pr, const struct press_paper *p, const struct press_copy *copy, struct err *e)
{
	int first = copy->page > 0 ? copy->page : 1;
	int last = copy->page > 0 ? copy->page : p->pages;
	struct printing g = { pr, p, copy, NULL };
	char *label = copy->human_copy != NULL ? mem_printf("%s, p. ", copy->human_copy) : NULL;
	int rc = label_add(&g, e);

	if (pr->duplex && pr->pages % 2 == 1)
		blank_back(pr);
	for (int page = first; page <= last && rc == 0; page++) {
		rc = page_print(&g, page, e);
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
	const struct press_paper *pp = press_take(pr, p, n == 1 ? copies[0].page : 0);
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++)
		rc = press_print(pr, pp, &copies[i], e);
	return rc;
}

int
press_save(struct press *pr, struct buf *out, struct err *e)
{
	haru_use(pr->haru, &pr->used);
	return haru_save(pr->haru, out, e);
}
