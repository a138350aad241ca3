#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "pdf/paper_imp.h"

static int
box_order(const void *x, const void *y)
{
	const struct box *a = x, *b = y;

	return a->page - b->page;
}

/* The reader looks a box up by its name: two of one name would be one of them lost. */
static int
ids_check(const struct paper *p, struct err *e)
{
	for (size_t i = 0; i < p->boxes_n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(p->boxes[i].id, p->boxes[k].id) == 0)
				return err_set(e, ERR_INPUT,
				    "deux cases s'appellent « %s » : donnez à l'une un autre nom",
				    p->boxes[i].id);
	return 0;
}

static int
starts_with_title(const struct block *b)
{
	while (b != NULL && b->type == BLOCK_DOCUMENT)
		b = b->child;
	return b != NULL && b->type == BLOCK_HEADING && b->level == 1;
}

static int
lay_out(
    struct paper *p, struct flow *f, const struct block *blocks, const struct paper_face *face)
{
	const struct block *first = blocks->type == BLOCK_DOCUMENT ? blocks->child : blocks;
	double end = face->initials ? BODY_END_INITIALS : BODY_END;

	if (face->logo != NULL && flow_picture_add(f, face->logo, face->logo_size, "logo") < 0)
		return -1;
	f->blocks = first;
	if (flow_labels(f, blocks) < 0 || flow_block(f, blocks) < 0 ||
	    flow_pages(f, PT(BODY_TOP), PT(end), &p->n) < 0)
		return -1;
	flow_signatures_grow(f, PT(end));
	p->pages = mem_zero((size_t)p->n, sizeof *p->pages);
	for (int i = 0; i < p->n; i++)
		p->pages[i] = (struct paper_page){ .ops = BUF_INIT, .text = BUF_INIT };
	if (paper_draw(p, f, face, starts_with_title(blocks)) < 0)
		return -1;
	p->pictures = f->pictures;
	p->pictures_n = f->pictures_n;
	f->pictures = NULL;
	f->pictures_n = 0;
	return ids_check(p, f->e);
}

struct paper *
paper_new(struct composer *c, const struct block *blocks, const struct paper_face *face,
    struct err *e)
{
	struct paper *p = mem_zero(1, sizeof *p);
	struct arena a = ARENA_INIT;
	struct flow f = {
		.c = c, .a = &a, .e = e, .x = PT(TEXT_X), .w = PT(TEXT_W), .body = &style_body
	};
	int rc;

	composer_trim(c);
	p->who = (struct buf)BUF_INIT;
	rc = lay_out(p, &f, blocks, face);

	p->lang = face->lang != NULL ? mem_str(face->lang) : NULL;
	for (size_t i = 0; i < f.pictures_n; i++)
		free(f.pictures[i].bytes);
	free(f.pictures);
	free(f.at);
	arena_release(&a);
	if (rc < 0) {
		paper_free(p);
		return NULL;
	}
	if (p->boxes_n > 0)
		qsort(p->boxes, p->boxes_n, sizeof *p->boxes, box_order);
	return p;
}

void
paper_free(struct paper *p)
{
	if (p == NULL)
		return;
	for (int i = 0; p->pages != NULL && i < p->n; i++) {
		buf_release(&p->pages[i].ops);
		buf_release(&p->pages[i].text);
		link_list_release(&p->pages[i].links);
	}
	for (size_t i = 0; i < p->pictures_n; i++)
		free(p->pictures[i].bytes);
	buf_release(&p->who);
	free(p->pictures);
	free(p->pages);
	free(p->boxes);
	free(p->lang);
	free(p);
}

int
paper_pages(const struct paper *p)
{
	return p->n;
}

const struct box *
paper_boxes(const struct paper *p, size_t *n)
{
	*n = p->boxes_n;
	return p->boxes;
}

void
paper_text(const struct paper *p, int page, struct buf *out)
{
	if (page >= 1 && page <= p->n)
		buf_add(out, p->pages[page - 1].text.data, p->pages[page - 1].text.len);
}
