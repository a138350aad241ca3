#include "template/markdown_imp.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* Cmark's tree seen from one place of ours. */
struct walk {
	struct reading *r;
	int first; /* line of r->from that cmark calls 1 */
};

/* Inline text being gathered: neighbours in one style become one run. */
struct gather {
	struct reading *r;
	int line; /* of r->from */
	struct arena *a;
	struct run **tail;
	struct buf text;
	int style;
	const char *url;
};

static const char html_hint[] = "une balise HTML s'imprime telle quelle ; le gras s'écrit "
				"**ainsi**, l'italique *ainsi*";

static int blocks_add(const struct walk *w, cmark_node *parent, struct block ***tail);

int
reading_err(struct reading *r, int line, const char *fmt, ...)
{
	const struct filled *f = r->from;
	size_t i = line > 0 ? (size_t)line - 1 : 0;
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (i >= f->n)
		i = f->n > 0 ? f->n - 1 : 0;
	return mistake(r->m,
	    f->n > 0 ? (struct place){ f->origins[i].name, f->origins[i].line, 1 }
		     : (struct place){ "", 1, 1 },
	    "%s", text);
}

void
reading_hint(struct reading *r, int line, const char *text)
{
	if (r->m->say != NULL)
		reading_err(r, line, "%s", text);
}

struct block *
block_add(struct reading *r, struct block ***tail, enum block_type type, int line)
{
	struct block *b = arena_alloc(r->a, sizeof *b);
	size_t i = line > 0 ? (size_t)line - 1 : 0;

	b->type = type;
	b->line = i < r->from->n ? r->from->origins[i].line : 0;
	b->file = i < r->from->n ? r->from->origins[i].name : NULL;
	**tail = b;
	*tail = &b->next;
	return b;
}

static void
run_end(struct gather *g)
{
	struct run *run;

	if (g->text.len == 0)
		return;
	run = arena_alloc(g->a, sizeof *run);
	run->text = arena_str_n(g->a, g->text.data, g->text.len);
	run->style = g->style;
	run->url = g->url;
	*g->tail = run;
	g->tail = &run->next;
	buf_cut(&g->text, 0);
}

static void
run_text(struct gather *g, const char *text, int style, const char *url)
{
	if (style != g->style || url != g->url)
		run_end(g);
	g->style = style;
	g->url = url;
	buf_str(&g->text, text);
}

static void
run_break(struct gather *g)
{
	struct run *run = arena_alloc(g->a, sizeof *run);

	run_end(g);
	run->text = "";
	run->style = RUN_BREAK;
	*g->tail = run;
	g->tail = &run->next;
}

/* « ** » without its other; **{{name}}** with nothing between is none. */
static int
is_lone_bold(const char *text)
{
	const char *stars = strstr(text, "**");

	return stars != NULL && strspn(stars, "*") < 4;
}

static void
html_text(struct gather *g, const char *text, int style, const char *url)
{
	reading_hint(g->r, g->line, html_hint);
	run_text(g, text, style, url);
}

static void
inlines_add(struct gather *g, cmark_node *parent, int style, const char *url)
{
	for (cmark_node *n = cmark_node_first_child(parent); n != NULL;
	     n = cmark_node_next(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		const char *text = cmark_node_get_literal(n);

		if (type == CMARK_NODE_TEXT && is_lone_bold(text))
			reading_hint(g->r, g->line,
			    "« ** » seul : le gras s'ouvre et se ferme, **ainsi**, sans espace "
			    "à l'intérieur");
		if (type == CMARK_NODE_IMAGE)
			reading_hint(g->r, g->line,
			    "une image ne s'insère pas ainsi ; le logo de l'établissement se "
			    "pose dans le dossier de travail, sous le nom logo.png");
		if (type == CMARK_NODE_TEXT)
			run_text(g, text, style, url);
		else if (type == CMARK_NODE_CODE)
			run_text(g, text, style | RUN_CODE, url);
		else if (type == CMARK_NODE_SOFTBREAK)
			run_text(g, " ", style, url);
		else if (type == CMARK_NODE_LINEBREAK)
			run_break(g);
		else if (type == CMARK_NODE_HTML_INLINE && strncmp(text, "<br", 3) == 0)
			run_break(g);
		else if (type == CMARK_NODE_HTML_INLINE)
			html_text(g, text, style, url);
		else if (type == CMARK_NODE_STRONG)
			inlines_add(g, n, style | RUN_BOLD, url);
		else if (type == CMARK_NODE_EMPH)
			inlines_add(g, n, style | RUN_ITALIC, url);
		else if (type == CMARK_NODE_LINK)
			inlines_add(
			    g, n, style | RUN_LINK, arena_str(g->a, cmark_node_get_url(n)));
		else
			inlines_add(g, n, style, url);
	}
}

static struct run *
runs_read(struct reading *r, cmark_node *parent, int line)
{
	struct run *runs = NULL;
	struct gather g = { .r = r, .line = line, .a = r->a, .tail = &runs, .text = BUF_INIT };

	inlines_add(&g, parent, 0, NULL);
	run_end(&g);
	buf_release(&g.text);
	return runs;
}

const char *
runs_text(struct arena *a, const struct run *runs)
{
	struct buf b = BUF_INIT;
	const char *text;

	for (; runs != NULL; runs = runs->next)
		buf_str(&b, runs->style & RUN_BREAK ? " " : runs->text);
	text = arena_str_n(a, b.data, b.len);
	buf_release(&b);
	return text;
}

/* « Article # » at the head of a title is numbered: an article may come and go with the data. */
static void
article_number(struct reading *r, struct run *run)
{
	static const char mark[] = "Article #";

	if (run == NULL || strncmp(run->text, mark, sizeof mark - 1) != 0)
		return;
	r->articles++;
	run->text =
	    arena_printf(r->a, "Article\u00A0%d%s", r->articles, run->text + sizeof mark - 1);
}

static int
line_of(const struct walk *w, cmark_node *n)
{
	return w->first + cmark_node_get_start_line(n) - 1;
}

static void
rows_add(const struct walk *w, cmark_node *table, struct block *t)
{
	struct block **rows = &t->child;
	const uint8_t *align = cmark_gfm_extensions_get_table_alignments(table);
	int columns = cmark_gfm_extensions_get_table_columns(table);

	for (cmark_node *row = cmark_node_first_child(table); row != NULL;
	     row = cmark_node_next(row)) {
		struct block *line = block_add(w->r, &rows, BLOCK_ROW, line_of(w, row));
		struct block **cells = &line->child;
		int i = 0;

		t->header += cmark_gfm_extensions_get_table_row_is_header(row) != 0;
		for (cmark_node *c = cmark_node_first_child(row); c != NULL && i < columns;
		     c = cmark_node_next(c), i++) {
			struct block *cell =
			    block_add(w->r, &cells, BLOCK_CELL, line_of(w, row));

			cell->runs = runs_read(w->r, c, line_of(w, row));
			cell->align = align[i] == 'c'   ? ALIGN_CENTER
				      : align[i] == 'r' ? ALIGN_RIGHT
							: ALIGN_LEFT;
		}
	}
}

static int
list_add(const struct walk *w, cmark_node *n, struct block ***tail)
{
	struct block *b = block_add(w->r, tail, BLOCK_LIST, line_of(w, n));
	struct block **items = &b->child;

	b->ordered = cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
	b->level = cmark_node_get_list_start(n);
	b->tight = cmark_node_get_list_tight(n);
	for (cmark_node *c = cmark_node_first_child(n); c != NULL; c = cmark_node_next(c)) {
		struct block *item = block_add(w->r, &items, BLOCK_ITEM, line_of(w, c));
		struct block **inside = &item->child;

		if (blocks_add(w, c, &inside) < 0)
			return -1;
	}
	return 0;
}

/* Titles and tables that were mistyped become paragraphs. */
static void
paragraph_check(const struct walk *w, cmark_node *n, const struct run *runs)
{
	const char *text = runs != NULL ? runs->text : "";

	if (*text == '|')
		reading_hint(w->r, line_of(w, n),
		    "ceci n'est pas un tableau : sous la ligne de titre il faut une ligne "
		    "« |---|---| » d'autant de colonnes");
	else if (*text == '#')
		reading_hint(w->r, line_of(w, n),
		    "ceci n'est pas un titre : il faut de un à quatre « # », puis une espace");
}

/* Text that Markdown takes for code or HTML, printed as it stands: the data may hold such. */
static void
literal_add(const struct walk *w, cmark_node *n, struct block ***tail, const char *hint)
{
	struct block *b = block_add(w->r, tail, BLOCK_PARAGRAPH, line_of(w, n));
	char *text = arena_str(w->r->a, cmark_node_get_literal(n));

	for (char *s = text; *s != '\0'; s++)
		if (*s == '\n')
			*s = ' ';
	b->runs = arena_alloc(w->r->a, sizeof *b->runs);
	b->runs->text = text;
	reading_hint(w->r, line_of(w, n), hint);
}

/* 1: the line of r->from is nothing but backticks or tildes. */
static int
closes_fence(const struct reading *r, int line)
{
	const char *s = r->from->text.data;
	size_t n;

	while (--line > 0 && *s != '\0') {
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	s += strspn(s, " \t>");
	n = strspn(s, *s == '~' ? "~" : "`");
	return n >= 3 && strchr("\r\n \t", s[n]) != NULL;
}

/* 1: a fence of three opens inside one of three: the outer one was meant to end before. */
static int
swallows_fence(const char *content)
{
	for (const char *s = content; s != NULL; s = strchr(s, '\n')) {
		s += *s == '\n';
		if (strncmp(s, "```", 3) == 0)
			return 1;
	}
	return 0;
}

static int
fence_add(const struct walk *w, cmark_node *n, struct block ***tail)
{
	int length, offset, first = line_of(w, n);
	char character;

	if (!cmark_node_get_fenced(n, &length, &offset, &character)) {
		literal_add(w, n, tail,
		    "quatre espaces en début de ligne : ôtez-les, un texte commence au bord");
		return 0;
	}
	if ((!closes_fence(w->r, w->first + cmark_node_get_end_line(n) - 1) ||
		(length == 3 && swallows_fence(cmark_node_get_literal(n)))) &&
	    reading_err(w->r, first, "ce bloc n'est pas refermé par une ligne « ``` »") < 0)
		return -1;
	return fence_parse(
	    w->r, cmark_node_get_fence_info(n), cmark_node_get_literal(n), first, tail);
}

static int
other_add(const struct walk *w, cmark_node *n, struct block ***tail)
{
	if (strcmp(cmark_node_get_type_string(n), "table") == 0) {
		rows_add(w, n, block_add(w->r, tail, BLOCK_TABLE, line_of(w, n)));
		return 0;
	}
	return reading_err(w->r, line_of(w, n), "ce balisage n'est pas pris en charge (%s)",
	    cmark_node_get_type_string(n));
}

static int
node_block_add(const struct walk *w, cmark_node *n, struct block ***tail)
{
	struct block *b, **inside;
	cmark_node_type type = cmark_node_get_type(n);

	if (type == CMARK_NODE_HEADING) {
		b = block_add(w->r, tail, BLOCK_HEADING, line_of(w, n));
		b->level = cmark_node_get_heading_level(n);
		b->runs = runs_read(w->r, n, line_of(w, n));
		article_number(w->r, b->runs);
	} else if (type == CMARK_NODE_PARAGRAPH) {
		b = block_add(w->r, tail, BLOCK_PARAGRAPH, line_of(w, n));
		b->runs = runs_read(w->r, n, line_of(w, n));
		paragraph_check(w, n, b->runs);
	} else if (type == CMARK_NODE_THEMATIC_BREAK) {
		block_add(w->r, tail, BLOCK_RULE, line_of(w, n));
	} else if (type == CMARK_NODE_BLOCK_QUOTE) {
		b = block_add(w->r, tail, BLOCK_QUOTE, line_of(w, n));
		inside = &b->child;
		return blocks_add(w, n, &inside);
	} else if (type == CMARK_NODE_LIST) {
		return list_add(w, n, tail);
	} else if (type == CMARK_NODE_CODE_BLOCK) {
		return fence_add(w, n, tail);
	} else if (type == CMARK_NODE_HTML_BLOCK) {
		literal_add(w, n, tail, html_hint);
	} else {
		return other_add(w, n, tail);
	}
	return 0;
}

static int
blocks_add(const struct walk *w, cmark_node *parent, struct block ***tail)
{
	for (cmark_node *n = cmark_node_first_child(parent); n != NULL; n = cmark_node_next(n))
		if (node_block_add(w, n, tail) < 0)
			return -1;
	return 0;
}

static cmark_node *
cmark_tree(const char *text, size_t len)
{
	cmark_parser *parser;
	cmark_node *root;

	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, text, len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

struct block *
markdown_parse(struct reading *r, const char *text, size_t len, int first)
{
	cmark_node *root = cmark_tree(text, len);
	struct walk w = { r, first };
	struct block *b = arena_alloc(r->a, sizeof *b);
	struct block **tail = &b->child;

	b->type = BLOCK_DOCUMENT;
	if (blocks_add(&w, root, &tail) < 0)
		b = NULL;
	cmark_node_free(root);
	return b;
}

int
markdown_inline(struct reading *r, const char *text, int line, struct run **out)
{
	cmark_node *root = cmark_tree(text, strlen(text));
	cmark_node *first = cmark_node_first_child(root);
	int rc = 0;

	*out = NULL;
	if (first != NULL && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH)
		*out = runs_read(r, first, line);
	else if (first != NULL)
		rc = reading_err(r, line, "un texte simple était attendu, pas « %.40s »", text);
	cmark_node_free(root);
	return rc;
}
