#include "template/mustache_imp.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "template/filter_imp.h"
#include "template/french_imp.h"

enum { DEPTH_MAX = 32 };

/* An open section: its node, and where the next node of its inside goes. */
struct level {
	struct node *section;
	struct node **tail;
};

struct parser {
	const char *name;
	const char *start, *s; /* s: after the last tag */
	int line; /* of s */
	struct level open[DEPTH_MAX];
	int depth;
	char before; /* what stands before s, for French spacing */
	struct arena *a;
	struct mistakes *m;
};

/* A tag as found: {{ inside }}. */
struct tag_text {
	const char *from, *to; /* with its braces */
	const char *inside, *end; /* trimmed, without the sign */
	char sign; /* # ^ / ! > {, or 0 */
	int line, column;
};

int
mistake(struct mistakes *m, struct place at, const char *fmt, ...)
{
	char text[512];
	struct err e = ERR_INIT;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (at.column > 0)
		err_set(&e, ERR_INPUT, "%s:%d:%d : %s", at.name, at.line, at.column, text);
	else
		err_set(&e, ERR_INPUT, "%s:%d : %s", at.name, at.line, text);
	m->n++;
	if (m->say == NULL)
		return err_set(m->e, ERR_INPUT, "%s", e.text);
	m->say(m->ctx, e.text);
	return 0;
}

/* Where the tag stands. */
static struct place
place_of(const struct parser *p, const struct tag_text *t)
{
	return (struct place){ p->name, t->line, t->column };
}

static struct node *
node_add(struct parser *p, enum node_type type, const struct tag_text *t)
{
	struct node *n = arena_alloc(p->a, sizeof *n);
	struct level *l = &p->open[p->depth];

	n->type = type;
	n->line = t->line;
	n->column = t->column;
	*l->tail = n;
	l->tail = &n->next;
	return n;
}

static int
count_lines(const char *from, const char *to)
{
	int n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

/* The place of `at`; columns count letters, as editors do. */
static struct place
place_at(const struct parser *p, const char *at)
{
	struct place place = { p->name, p->line, 1 };

	for (const char *s = p->s; s < at; s++)
		place.line += *s == '\n';
	while (at > p->start && at[-1] != '\n')
		place.column += ((unsigned char)*--at & 0xC0) != 0x80;
	return place;
}

/* Braces in what the template prints are a tag that was mistyped. */
static void
check_braces(struct parser *p, const char *from, const char *to)
{
	for (const char *s = from; s < to; s++) {
		if ((*s != '{' && *s != '}') || (s > from && s[-1] == '\\'))
			continue;
		mistake(p->m, place_at(p, s),
		    "« %c » seul ; une balise s'écrit {{nom}}, une accolade à imprimer \\%c",
		    *s, *s);
		while (s + 1 < to && s[1] == *s)
			s++;
	}
}

static void
text_add(struct parser *p, const char *from, const char *to, int line)
{
	struct tag_text at = { .line = line, .column = 1 };
	struct buf b = BUF_INIT;
	struct node *n;

	if (from >= to)
		return;
	if (p->m->say != NULL)
		check_braces(p, from, to);
	french_template(from, (size_t)(to - from), p->before, &b);
	n = node_add(p, NODE_TEXT, &at);
	n->text = arena_str_n(p->a, b.data, b.len);
	n->len = b.len;
	buf_release(&b);
}

static const char *
skip_blank(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r'))
		s++;
	return s;
}

static const char *
trim_blank(const char *s, const char *end)
{
	while (end > s &&
	       (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\n' || end[-1] == '\r'))
		end--;
	return end;
}

/* What stands before the closing braces belongs to another line or tag: this one was left open. */
static int
is_torn(const char *inside, const char *close)
{
	for (; inside < close; inside++)
		if (*inside == '\n' || *inside == '{')
			return 1;
	return 0;
}

/* Finds the next tag at or after s; 0: none; -1: one that is not closed. */
static int
tag_find(struct parser *p, struct tag_text *t)
{
	const char *open = strstr(p->s, "{{");
	const char *close, *braces = "}}";

	if (open == NULL)
		return 0;
	struct place place = place_at(p, open);

	t->from = open;
	t->line = place.line;
	t->column = place.column;
	t->sign = open[2] != '\0' && strchr("#^/!>{", open[2]) != NULL ? open[2] : '\0';
	if (t->sign == '{')
		braces = "}}}";
	t->inside = open + 2 + (t->sign != '\0');
	close = strstr(t->inside, braces);
	t->to = close != NULL ? close + strlen(braces) : open + 2;
	if (close == NULL || (t->sign != '!' && is_torn(t->inside, close))) {
		t->sign = '!'; /* as a comment, where the work goes on */
		t->inside = t->end = t->to = open + 2;
		return mistake(p->m, place_of(p, t),
			   "cette balise n'est pas refermée par « %s »", braces) < 0
			   ? -1
			   : 1;
	}
	t->inside = skip_blank(t->inside, close);
	t->end = trim_blank(t->inside, close);
	return 1;
}

/* A tag that prints nothing and stands alone on its line takes the whole line away. */
static void
tag_alone(const struct parser *p, struct tag_text *t)
{
	const char *from = t->from, *to = t->to;

	if (t->sign == '\0' || t->sign == '{')
		return;
	while (from > p->s && (from[-1] == ' ' || from[-1] == '\t'))
		from--;
	if (from > p->start && from[-1] != '\n')
		return;
	while (*to == ' ' || *to == '\t' || *to == '\r')
		to++;
	if (*to != '\n' && *to != '\0')
		return;
	t->from = from;
	t->to = *to == '\n' ? to + 1 : to;
}

/* The first `c` in s..end, or end. */
static const char *
find_char(const char *s, const char *end, char c)
{
	while (s < end && *s != c)
		s++;
	return s;
}

/* Words that a filter may print: French as the rest of the template. */
static const char *
filter_words(struct parser *p, const char *s, const char *end)
{
	struct buf b = BUF_INIT;
	const char *words;

	french_template(s, (size_t)(end - s), ' ', &b);
	words = arena_str_n(p->a, b.data, b.len);
	buf_release(&b);
	return words;
}

/* Reads « or:text », which runs up to end; NULL: it is wrong, and told. */
static struct filter_use *
filter_parse(struct parser *p, const char *s, const char *end, struct place at)
{
	const char *colon = find_char(s, end, ':');
	struct filter_use *f = arena_alloc(p->a, sizeof *f);
	enum filter_wants wants = FILTER_ALONE;

	f->name = arena_str_n(p->a, s, (size_t)(colon - s));
	if (colon < end)
		f->arg = filter_words(p, colon + 1, end);
	if (!filter_known(f->name, &wants))
		mistake(p->m, at, "filtre inconnu « %s » ; il y a %s", f->name, filter_names());
	else if (wants == FILTER_ALONE && f->arg != NULL)
		mistake(p->m, at, "le filtre « %s » n'attend rien après lui", f->name);
	else if (wants != FILTER_ALONE && f->arg == NULL)
		mistake(p->m, at, "le filtre « %s » attend un texte après « : »", f->name);
	else if (wants == FILTER_CHOICE && strchr(f->arg, '/') == NULL)
		mistake(p->m, at,
		    "le filtre « %s » attend deux textes séparés par « / », comme "
		    "« né/née », et non « %s »",
		    f->name, f->arg);
	else
		return f;
	return NULL;
}

/* Reads « name|filter|or:text » into n. */
static int
value_parse(struct parser *p, const struct tag_text *t, struct node *n)
{
	struct filter_use **tail = &n->filters;
	const char *bar = find_char(t->inside, t->end, '|');

	n->text =
	    arena_str_n(p->a, t->inside, (size_t)(trim_blank(t->inside, bar) - t->inside));
	while (bar < t->end) {
		const char *from = skip_blank(bar + 1, t->end);

		bar = find_char(from, t->end, '|');
		*tail = filter_parse(p, from, trim_blank(from, bar), place_of(p, t));
		if (*tail == NULL && p->m->say == NULL)
			return -1;
		if (*tail != NULL)
			tail = &(*tail)->next;
	}
	return 0;
}

static int
section_open(struct parser *p, const struct tag_text *t)
{
	struct node *n = node_add(p, t->sign == '#' ? NODE_SECTION : NODE_INVERTED, t);

	n->text = arena_str_n(p->a, t->inside, (size_t)(t->end - t->inside));
	if (p->depth + 1 == DEPTH_MAX)
		return mistake(p->m, place_of(p, t), "trop de sections l'une dans l'autre");
	p->depth++;
	p->open[p->depth].section = n;
	p->open[p->depth].tail = &n->child;
	return 0;
}

static int
same_name(const struct node *open, const struct tag_text *t)
{
	size_t n = (size_t)(t->end - t->inside);

	return strlen(open->text) == n && memcmp(open->text, t->inside, n) == 0;
}

/* Where the work goes on after a mistake, a section is closed with those inside it. */
static int
section_close(struct parser *p, const struct tag_text *t)
{
	int n = (int)(t->end - t->inside), depth = p->depth;
	const struct node *open = p->open[depth].section;

	while (depth > 0 && !same_name(p->open[depth].section, t))
		depth--;
	if (depth > 0 && depth == p->depth) {
		p->depth--;
		return 0;
	}
	if (depth > 0)
		p->depth = depth - 1;
	if (open == NULL)
		return mistake(p->m, place_of(p, t), "« {{/%.*s}} » ne ferme aucune section", n,
		    t->inside);
	return mistake(p->m, place_of(p, t),
	    "« {{/%.*s}} » alors que la section ouverte est « %s » (ligne %d)", n, t->inside,
	    open->text, open->line);
}

static int
tag_apply(struct parser *p, const struct tag_text *t)
{
	struct node *n;

	if (t->sign != '!' && t->inside >= t->end)
		return mistake(p->m, place_of(p, t), "balise vide");
	switch (t->sign) {
	case '!':
		return 0;
	case '#':
	case '^':
		return section_open(p, t);
	case '/':
		return section_close(p, t);
	case '>':
		n = node_add(p, NODE_PARTIAL, t);
		n->text = arena_str_n(p->a, t->inside, (size_t)(t->end - t->inside));
		return 0;
	default:
		n = node_add(p, t->sign == '{' ? NODE_RAW : NODE_VALUE, t);
		return value_parse(p, t, n);
	}
}

static int
tags_parse(struct parser *p)
{
	struct tag_text t = { .from = "" };
	int found;

	while ((found = tag_find(p, &t)) > 0) {
		tag_alone(p, &t);
		text_add(p, p->s, t.from, p->line);
		if (tag_apply(p, &t) < 0)
			return -1;
		p->line += count_lines(p->s, t.to);
		p->s = t.to;
		p->before = t.sign == '\0' || t.sign == '{' ? '0' : t.to[-1];
	}
	return found;
}

/* The sections that nothing closed. */
static int
sections_end(struct parser *p)
{
	for (; p->depth > 0; p->depth--) {
		const struct node *open = p->open[p->depth].section;

		if (mistake(p->m, (struct place){ p->name, open->line, open->column },
			"la section « %s » n'est pas refermée", open->text) < 0)
			return -1;
	}
	return 0;
}

int
mustache_parse(
    const char *text, const char *name, struct arena *a, struct node **out, struct mistakes *m)
{
	struct parser p = { .name = name,
		.start = text,
		.s = text,
		.line = 1,
		.before = '\n',
		.a = a,
		.m = m };

	*out = NULL;
	p.open[0].tail = out;
	if (tags_parse(&p) < 0 || sections_end(&p) < 0)
		return -1;
	text_add(&p, p.s, p.s + strlen(p.s), p.line);
	return 0;
}
