#include "pdf/ops_imp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
ops_num(struct buf *b, double x)
{
	char text[24];
	long long n = llround(x * 1000), whole = llabs(n) / 1000, rest = llabs(n) % 1000;
	size_t i = sizeof text;

	text[--i] = ' ';
	if (rest > 0) {
		int skip = 1;

		for (int d = 0; d < 3; d++, rest /= 10) {
			skip = skip && rest % 10 == 0;
			if (!skip)
				text[--i] = (char)('0' + rest % 10);
		}
		text[--i] = '.';
	}
	do {
		text[--i] = (char)('0' + whole % 10);
		whole /= 10;
	} while (whole > 0);
	if (n < 0)
		text[--i] = '-';
	buf_add(b, text + i, sizeof text - i);
}

void
ops_nums(struct buf *b, const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ops_num(b, x[i]);
}

int
ops_winansi(uint32_t c)
{
	static const uint16_t high[32] = { 0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019,
		0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0,
		0x17E, 0x178 };

	if (c ==
	    0xA0) /* unbreakable, and stretched as its neighbours: a plain space on paper */
		return ' ';
	if (c == 0x202F)
		return 0xA0;
	if ((c >= 0x20 && c < 0x7F) || (c > 0xA0 && c <= 0xFF))
		return (int)c;
	for (int i = 0; i < 32; i++)
		if (high[i] == c && c != 0)
			return 0x80 + i;
	return 0;
}

/* A string being shown: letters between parentheses (or angles), with moves between them. */
struct shower {
	struct buf *b;
	const struct metrics *m;
	struct seg *seg; /* its letters are noted */
	uint16_t *wide_text; /* room for those of its words that are shown wide */
	int wide; /* Identity-H */
	int inside; /* a string is open */
};

static void
show_close(struct shower *s)
{
	if (s->inside)
		buf_char(s->b, s->wide ? '>' : ')');
	s->inside = 0;
}

static void
show_move(struct shower *s, int thousandths)
{
	if (thousandths == 0)
		return;
	show_close(s);
	ops_num(s->b, -thousandths);
}

static void
show_wide(struct shower *s, uint32_t c)
{
	static const char hex[] = "0123456789ABCDEF";

	if (c == 0x202F)
		c = 0xA0;
	s->wide_text[s->seg->wide_n++] = (uint16_t)c;
	for (int shift = 12; shift >= 0; shift -= 4)
		buf_char(s->b, hex[c >> shift & 15]);
}

static void
show_narrow(struct shower *s, uint32_t c)
{
	int byte = ops_winansi(c);

	s->seg->narrow[byte / 32] |= 1U << byte % 32;
	if (byte == '(' || byte == ')' || byte == '\\')
		buf_char(s->b, '\\');
	buf_char(s->b, (char)byte);
}

static void
show_letter(struct shower *s, uint32_t c)
{
	if (!s->inside)
		buf_char(s->b, s->wide ? '<' : '(');
	s->inside = 1;
	if (s->wide)
		show_wide(s, c);
	else
		show_narrow(s, c);
	if (c == 0x202F)
		show_move(s, NARROW_ADVANCE - metric_advance(s->m, 0xA0));
}

static void
font_select(struct shower *s, int wide)
{
	s->wide = wide;
	buf_char(s->b, '/');
	buf_char(s->b, wide ? 'W' : 'F');
	ops_num(s->b, s->seg->face);
	ops_num(s->b, s->seg->size);
	buf_str(s->b, "Tf[");
}

static void
show_end(struct shower *s)
{
	show_close(s);
	buf_str(s->b, "]TJ\n");
}

/* The letters of the word at i are all WinAnsi; *end is set after it. */
static int
word_narrow(const struct seg *g, size_t i, size_t *end)
{
	int narrow = 1;

	for (; i < g->n && g->text[i] != ' ' && g->text[i] != 0xA0; i++)
		narrow = narrow && ops_winansi(g->text[i]) != 0;
	*end = i;
	return narrow;
}

/* A word with a letter outside WinAnsi is shown whole in the other font: kerned, and copied, as one. */
static void
seg_show(struct shower *s)
{
	const struct seg *g = s->seg;
	size_t word_end = 0;

	for (size_t i = 0; i < g->n; i++) {
		uint32_t c = g->text[i];
		int wide = s->wide;

		if (i >= word_end)
			wide = !word_narrow(g, i, &word_end);
		if (i == 0 || wide != s->wide) {
			if (i > 0)
				show_end(s);
			font_select(s, wide);
		}
		if (i > 0)
			show_move(s, metric_kern(s->m, g->text[i - 1], c));
		show_letter(s, c);
	}
	if (g->n > 0)
		show_end(s);
}

void
ops_write(struct buf *b, const struct composer *c, struct line *l, struct arena *a)
{
	ops_num(b, l->space);
	buf_str(b, "Tw ");
	for (struct seg *g = l->segs; g != NULL; g = g->next) {
		struct shower s = { .b = b,
			.m = c->metrics[g->face],
			.seg = g,
			.wide_text = arena_alloc(a, g->n * sizeof *s.wide_text) };

		seg_show(&s);
		g->wide = s.wide_text;
	}
}

static void
usage_add_seg(struct usage *u, const struct seg *g)
{
	for (int i = 0; i < NARROW_WORDS; i++) {
		u->narrow[g->face][i] |= g->narrow[i];
		if (g->narrow[i] != 0)
			u->faces |= 1U << g->face;
	}
	for (size_t i = 0; i < g->wide_n; i++) {
		u->wide[g->face][g->wide[i] / 8] |= (unsigned char)(1 << g->wide[i] % 8);
		u->faces |= 1U << (FACE_COUNT + g->face);
	}
}

void
usage_add(struct usage *u, const struct usage *more)
{
	for (int f = 0; f < FACE_COUNT; f++) {
		for (int i = 0; i < NARROW_WORDS; i++)
			u->narrow[f][i] |= more->narrow[f][i];
		for (int i = 0; more->faces >> (FACE_COUNT + f) & 1 && i < METRIC_CHARS / 8;
		     i++)
			u->wide[f][i] |= more->wide[f][i];
	}
	u->faces |= more->faces;
}

void
ops_line(struct buf *b, const struct line *l, double x, double y, struct usage *u)
{
	buf_str(b, "1 0 0 1 ");
	ops_nums(b, (const double[]){ x, y }, 2);
	buf_str(b, "Tm ");
	buf_add(b, l->ops, l->ops_n);
	for (const struct seg *g = l->segs; g != NULL; g = g->next)
		usage_add_seg(u, g);
}

void
ops_rule(struct buf *b, double x, double y, double w, double h)
{
	ops_nums(b, (const double[]){ x, y, w, h }, 4);
	buf_str(b, "re f\n");
}

void
ops_frame(struct buf *b, double x, double y, double w, double h, double thick)
{
	ops_num(b, thick);
	buf_str(b, "w ");
	ops_nums(b, (const double[]){ x, y, w, h }, 4);
	buf_str(b, "re S\n");
}

/* Round dots: a dash of no length with round ends. */
void
ops_dots(struct buf *b, double x, double y, double w)
{
	buf_str(b, "q 0.7 w 1 J [0 2.6] 0 d ");
	ops_nums(b, (const double[]){ x, y }, 2);
	buf_str(b, "m ");
	ops_nums(b, (const double[]){ x + w, y }, 2);
	buf_str(b, "l S Q\n");
}
