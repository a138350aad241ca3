/* Slabs on their pages become PDF operators; so do the head and the foot of each page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "pdf/paper_imp.h"

static const double frame_thick = 0.6;

/* One page being drawn: rules first, then all text in one go. */
struct canvas {
	struct paper *p;
	struct flow *f;
	struct paper_page *page;
	struct buf shapes, words;
	int titled; /* the first page starts with a title in large */
};

static double
up(double y)
{
	return PT(PAGE_H) - y;
}

static void
text_note(struct paper_page *page, const struct line *l)
{
	buf_str(&page->text, l->text);
	buf_char(&page->text, '\n');
}

static void
draw_line(struct canvas *c, const struct line *l, double x, double y)
{
	ops_line(&c->words, l, x, up(y), &c->p->used);
	link_list_add(&c->page->links, l, x, up(y));
	text_note(c->page, l);
}

static void
draw_picture(struct canvas *c, const struct mark *m, double y)
{
	buf_str(&c->shapes, "q ");
	ops_nums(&c->shapes, (const double[]){ m->w, 0, 0, m->h, m->x, up(y + m->h) }, 6);
	buf_printf(&c->shapes, "cm /I%zu Do Q\n", m->picture);
}

static void
draw_mark(struct canvas *c, const struct mark *m, double top)
{
	double y = top + m->y;

	switch (m->type) {
	case MARK_LINE:
		draw_line(c, m->line, m->x, y);
		break;
	case MARK_RULE:
		ops_rule(&c->shapes, m->x, up(y + m->h), m->w, m->h);
		break;
	case MARK_FRAME:
		ops_frame(&c->shapes, m->x, up(y + m->h), m->w, m->h, m->thick);
		break;
	case MARK_DOTS:
		ops_dots(&c->shapes, m->x, up(y), m->w);
		break;
	case MARK_PICTURE:
		draw_picture(c, m, y);
		break;
	}
}

static void
draw_marks(struct canvas *c, const struct mark *m, double top)
{
	for (; m != NULL; m = m->next)
		draw_mark(c, m, top);
}

static void
box_record(struct paper *p, const struct slab *s)
{
	for (size_t i = 0; i < s->boxes_n; i++) {
		struct box b = s->boxes[i];

		b.page = s->page;
		b.x /= PT(1);
		b.y = (b.y + s->top) / PT(1);
		b.w /= PT(1);
		b.h /= PT(1);
		p->boxes = mem_grow(p->boxes, p->boxes_n, &p->boxes_cap, sizeof *p->boxes);
		p->boxes[p->boxes_n++] = b;
	}
}

/* The frame or bar of slabs from..to-1, which stand on one page. */
static void
draw_surround(struct canvas *c, const struct surround *s, size_t from, size_t to)
{
	const struct slab *last = &c->f->at[to - 1];
	double top = c->f->at[from].top - s->above, end = last->top + last->height + s->below;

	if (s->bar > 0)
		ops_rule(&c->shapes, s->x, up(end), s->bar, end - top);
	else
		ops_frame(&c->shapes, s->x, up(end), s->w, end - top, frame_thick);
}

static void
draw_surrounds(struct canvas *c, size_t from, size_t to)
{
	size_t start = from;

	for (size_t i = from; i < to; i++) {
		const struct surround *s = c->f->at[i].surround;

		if (i + 1 < to && c->f->at[i + 1].surround == s)
			continue;
		if (s != NULL)
			draw_surround(c, s, start, i + 1);
		start = i + 1;
	}
}

static void
draw_repeated(struct canvas *c, size_t from)
{
	const struct slab *s = &c->f->at[from];
	double y = s->top;

	for (size_t k = s->head_n; k > 0; k--)
		y -= c->f->at[s->head + k - 1].height;
	for (size_t k = 0; k < s->head_n; k++) {
		draw_marks(c, c->f->at[s->head + k].marks, y);
		y += c->f->at[s->head + k].height;
	}
}

/* Of two columns the first is drawn, and so read, whole before the second. */
static void
draw_body(struct canvas *c, size_t from, size_t to)
{
	size_t row = from;

	if (from < to)
		draw_repeated(c, from);
	for (size_t i = from; i < to; i++) {
		draw_marks(c, c->f->at[i].marks, c->f->at[i].top);
		box_record(c->p, &c->f->at[i]);
		if (c->f->at[i].beside && i + 1 < to)
			continue;
		for (; row <= i; row++)
			draw_marks(c, c->f->at[row].aside, c->f->at[row].top);
	}
	draw_surrounds(c, from, to);
}

/* A text on one line, smaller when it would be wider than w mm. */
static const struct line *
line_within(struct canvas *c, const char *text, struct type_style st, double w)
{
	const struct line *l = type_line(c->f->c, text, &st, c->f->e);

	if (l != NULL && l->width > PT(w)) {
		st.size *= PT(w) / l->width;
		l = type_line(c->f->c, text, &st, c->f->e);
	}
	return l;
}

/* Such a text with its base line at y mm; NULL: nothing. */
static int
draw_text(struct canvas *c, const char *text, const struct type_style *st, double y, double w)
{
	const struct line *l = text != NULL ? line_within(c, text, *st, w) : NULL;

	if (l != NULL)
		draw_line(c, l, PT(HEAD_X), PT(y));
	return text != NULL && l == NULL ? -1 : 0;
}

/* Whose paper it is: one piece for all pages, which are then as those of other papers. */
static int
draw_who(struct canvas *c, const char *text, double w)
{
	static const struct type_style st = { .face = FACE_SERIF, .size = 11 };
	struct buf *who = &c->p->who;
	const struct line *l = line_within(c, text, st, w);

	if (l == NULL)
		return -1;
	if (who->len == 0) {
		buf_str(who, "BT\n");
		ops_line(who, l, PT(HEAD_X), up(PT(HEAD_WHO_Y)), &c->p->used);
		buf_str(who, "ET\n");
	}
	text_note(c->page, l);
	return 0;
}

/* The school's logo, which is the first picture; what it leaves of the header's width, in mm. */
static double
draw_logo(struct canvas *c, const struct paper_face *face)
{
	struct mark m = { .w = PT(LOGO_W), .h = PT(LOGO_H) };

	if (face->logo == NULL)
		return HEAD_W;
	picture_fit(&c->f->pictures[0], &m.w, &m.h);
	m.x = PT(HEAD_X + HEAD_W) - m.w;
	draw_picture(c, &m, PT(HEAD_TOP));
	return HEAD_W - m.w / PT(1) - 4;
}

/*
 * Whose paper it is stands by the copy's name, which the stamp adds above the rule; the lines over it
 * close up, so that one that is missing leaves no hole.  A page that starts with its title in large
 * does not say it twice, and has the school's name for a letterhead.
 */
static int
draw_head(struct canvas *c, const struct paper_face *face, int titled)
{
	const struct type_style school = { .face = FACE_SANS, .size = titled ? 11 : 8.5 };
	static const struct type_style title = { .face = FACE_SANS_BOLD, .size = 10.5 };
	const char *said = titled ? NULL : face->title;
	double w = draw_logo(c, face);
	int named = face->who != NULL && face->who[0] != '\0';
	double title_y = HEAD_WHO_Y - (named ? HEAD_STEP : 0);
	double school_y = title_y - (said != NULL ? HEAD_STEP : 0) - HEAD_GAP;

	if (draw_text(c, face->school, &school, school_y, w) < 0 ||
	    draw_text(c, said, &title, title_y, w) < 0 ||
	    (named && draw_who(c, face->who, w) < 0))
		return -1;
	ops_rule(&c->shapes, PT(HEAD_X), up(PT(HEAD_END)), PT(HEAD_W), 0.5);
	return 0;
}

static int
draw_foot(struct canvas *c, const struct paper_face *face, int page)
{
	char text[40];
	const struct line *l;

	if (draw_text(c, face->foot, &style_small, FOOT_Y, TEXT_W - 25) < 0)
		return -1;
	snprintf(text, sizeof text, "Page %d/%d", page, c->p->n);
	l = type_line(c->f->c, text, &style_small, c->f->e);
	if (l == NULL)
		return -1;
	draw_line(c, l, PT(TEXT_X + TEXT_W) - l->width, PT(FOOT_Y));
	return 0;
}

/* The three marks that a scan is lined up by; the fourth corner has the tag. */
static void
draw_corners(struct canvas *c)
{
	static const double at[3][2] = { { MARK_EDGE, MARK_EDGE },
		{ MARK_EDGE, PAGE_H - MARK_EDGE - MARK_SIZE },
		{ PAGE_W - MARK_EDGE - MARK_SIZE, PAGE_H - MARK_EDGE - MARK_SIZE } };

	for (int i = 0; i < 3; i++)
		ops_rule(&c->shapes, PT(at[i][0]), up(PT(at[i][1] + MARK_SIZE)), PT(MARK_SIZE),
		    PT(MARK_SIZE));
}

static int
draw_initials(struct canvas *c, const struct paper_face *face, int page)
{
	static const char *const usual[] = { "étudiant", "entreprise", "établissement", NULL };
	static const enum role usual_roles[] = { ROLE_STUDENT, ROLE_COMPANY, ROLE_PRINCIPAL };
	int given = face->initials_labels != NULL && face->initials_roles != NULL;
	const char *const *labels = given ? face->initials_labels : usual;
	const enum role *roles = given ? face->initials_roles : usual_roles;

	for (int i = 0; face->initials && labels[i] != NULL; i++) {
		struct box b = { .kind = BOX_INITIALS,
			.role = roles[i],
			.page = page,
			.x = TEXT_X + i * INITIALS_STEP,
			.y = INITIALS_Y,
			.w = INITIALS_W,
			.h = INITIALS_H };
		const struct line *l = type_line(c->f->c, labels[i], &style_small, c->f->e);

		if (l == NULL)
			return -1;
		snprintf(b.id, sizeof b.id, "i%d-%d", page % 10000, (i + 1) % 100);
		draw_line(c, l, PT(b.x), PT(b.y - 1.2));
		ops_frame(
		    &c->shapes, PT(b.x), up(PT(b.y + b.h)), PT(b.w), PT(b.h), frame_thick);
		c->p->boxes = mem_grow(c->p->boxes, c->p->boxes_n, &c->p->boxes_cap, sizeof b);
		c->p->boxes[c->p->boxes_n++] = b;
	}
	return 0;
}

static int
draw_page(struct canvas *c, const struct paper_face *face, int page, size_t *slab)
{
	size_t from = *slab;
	int rc = -1;

	c->page = &c->p->pages[page - 1];
	while (*slab < c->f->n && c->f->at[*slab].page == page)
		++*slab;
	if (draw_head(c, face, page == 1 && c->titled) < 0)
		goto done;
	draw_body(c, from, *slab);
	if (draw_initials(c, face, page) < 0 || draw_foot(c, face, page) < 0)
		goto done;
	draw_corners(c);
	buf_str(&c->page->ops, "q\n");
	buf_add(&c->page->ops, c->shapes.data, c->shapes.len);
	buf_str(&c->page->ops, "BT\n");
	buf_add(&c->page->ops, c->words.data, c->words.len);
	buf_str(&c->page->ops, "ET Q\n");
	rc = 0;
done:
	buf_cut(&c->shapes, 0);
	buf_cut(&c->words, 0);
	return rc;
}

int
paper_draw(struct paper *p, struct flow *f, const struct paper_face *face, int titled)
{
	struct canvas c = {
		.p = p, .f = f, .shapes = BUF_INIT, .words = BUF_INIT, .titled = titled
	};
	size_t slab = 0;
	int rc = 0;

	for (int page = 1; page <= p->n && rc == 0; page++)
		rc = draw_page(&c, face, page, &slab);
	buf_release(&c.shapes);
	buf_release(&c.words);
	return rc;
}
