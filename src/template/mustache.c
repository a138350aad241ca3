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
	struct err *e;
};

/* A tag as found: {{ inside }}. */
struct tag_text {
	const char *from, *to; /* with its braces */
	const char *inside, *end; /* trimmed, without the sign */
	char sign; /* # ^ / ! > {, or 0 */
	int line, column;
};

int
template_err(struct err *e, const char *name, int line, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return err_set(e, ERR_INPUT, "%s:%d : %s", name, line, text);
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

static void
text_add(struct parser *p, const char *from, const char *to, int line)
{
	struct tag_text at = { .line = line, .column = 1 };
	struct buf b = BUF_INIT;
	struct node *n;

	if (from >= to)
		return;
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

/* Finds the next tag at or after s; 0: none; -1: one that is not closed. */
static int
tag_find(struct parser *p, struct tag_text *t)
{
	const char *open = strstr(p->s, "{{");
	const char *close, *braces = "}}";

	if (open == NULL)
		return 0;
	const char *bol = open;

	while (bol > p->start && bol[-1] != '\n')
		bol--;
	t->from = open;
	t->line = p->line + count_lines(p->s, open);
	t->column = (int)(open - bol) + 1;
	t->sign = open[2] != '\0' && strchr("#^/!>{", open[2]) != NULL ? open[2] : '\0';
	if (t->sign == '{')
		braces = "}}}";
	t->inside = open + 2 + (t->sign != '\0');
	close = strstr(t->inside, braces);
	if (close == NULL) {
		template_err(p->e, p->name, t->line,
		    "cette balise n'est pas refermée par « %s »", braces);
		return -1;
	}
	t->to = close + strlen(braces);
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

/* Reads « or:text », which runs up to end. */
static struct filter_use *
filter_parse(struct parser *p, const char *s, const char *end, int line)
{
	const char *colon = find_char(s, end, ':');
	struct filter_use *f = arena_alloc(p->a, sizeof *f);
	int wants = 0;

	f->name = arena_str_n(p->a, s, (size_t)(colon - s));
	if (colon < end)
		f->arg = arena_str_n(p->a, colon + 1, (size_t)(end - colon - 1));
	if (!filter_known(f->name, &wants)) {
		template_err(p->e, p->name, line, "filtre inconnu « %s »", f->name);
		return NULL;
	}
	if (wants != (f->arg != NULL)) {
		template_err(p->e, p->name, line,
		    wants ? "le filtre « %s » attend un texte après « : »"
			  : "le filtre « %s » n'attend rien après lui",
		    f->name);
		return NULL;
	}
	return f;
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
		*tail = filter_parse(p, from, trim_blank(from, bar), t->line);
		if (*tail == NULL)
			return -1;
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
		return template_err(
		    p->e, p->name, t->line, "trop de sections l'une dans l'autre");
	p->depth++;
	p->open[p->depth].section = n;
	p->open[p->depth].tail = &n->child;
	return 0;
}

static int
section_close(struct parser *p, const struct tag_text *t)
{
	size_t n = (size_t)(t->end - t->inside);
	const struct node *open = p->open[p->depth].section;

	if (open == NULL)
		return template_err(p->e, p->name, t->line,
		    "« {{/%.*s}} » ne ferme aucune section", (int)n, t->inside);
	if (strlen(open->text) != n || memcmp(open->text, t->inside, n) != 0)
		return template_err(p->e, p->name, t->line,
		    "« {{/%.*s}} » alors que la section ouverte est « %s » (ligne %d)", (int)n,
		    t->inside, open->text, open->line);
	p->depth--;
	return 0;
}

static int
tag_apply(struct parser *p, const struct tag_text *t)
{
	struct node *n;

	if (t->sign != '!' && t->inside >= t->end)
		return template_err(p->e, p->name, t->line, "balise vide");
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

int
mustache_parse(
    const char *text, const char *name, struct arena *a, struct node **out, struct err *e)
{
	struct parser p = { .name = name,
		.start = text,
		.s = text,
		.line = 1,
		.before = '\n',
		.a = a,
		.e = e };

	*out = NULL;
	p.open[0].tail = out;
	if (tags_parse(&p) < 0)
		return -1;
	if (p.depth > 0)
		return template_err(e, name, p.open[p.depth].section->line,
		    "la section « %s » n'est pas refermée", p.open[p.depth].section->text);
	text_add(&p, p.s, p.s + strlen(p.s), p.line);
	return 0;
}
