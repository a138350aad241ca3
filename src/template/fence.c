#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/buf.h"
#include "template/markdown_imp.h"

enum { PART_MAX = 8, LINES_MAX = 40 };

/* One line of a fence, cut at its bars. */
struct line_parts {
	const char *at[PART_MAX];
	int n;
	int line;
};

/* What to do with the lines of a kind of fence. */
struct fence {
	const char *info;
	enum block_type type; /* of the block that holds them */
	int min, max; /* parts in a line */
	int (*add)(struct reading *r, const struct line_parts *p, struct block ***tail);
};

/* A copy of the n bytes without the blanks at its ends. */
static const char *
trimmed(struct reading *r, const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
		n--;
	return arena_str_n(r->a, s, n);
}

/* The end of the part that starts at s: a bar that no backslash escapes, or the end of the line. */
static const char *
part_end(const char *s)
{
	for (; *s != '\0' && *s != '\n' && *s != '|'; s++)
		if (*s == '\\' && s[1] != '\0' && s[1] != '\n')
			s++;
	return s;
}

/* Cuts the line at *s and moves *s after it.  0: too many parts, the last ones are left out. */
static int
line_cut(struct reading *r, const char **s, struct line_parts *p)
{
	p->n = 0;
	for (;;) {
		const char *end = part_end(*s);

		if (p->n == PART_MAX) {
			*s += strcspn(*s, "\n");
			*s += **s == '\n';
			return 0;
		}
		p->at[p->n++] = trimmed(r, *s, (size_t)(end - *s));
		*s = *end != '\0' ? end + 1 : end;
		if (*end != '|')
			return 1;
	}
}

/* Bare words of a part. */
static int
words(struct reading *r, const struct line_parts *p, int i, const char **out)
{
	struct run *runs;

	*out = "";
	if (i >= p->n)
		return 0;
	if (markdown_inline(r, p->at[i], p->line, &runs) < 0)
		return -1;
	*out = runs_text(r->a, runs);
	return 0;
}

static void
id_note(struct reading *r, const char *id)
{
	struct box_id *b = arena_alloc(r->a, sizeof *b);

	*b = (struct box_id){ r->ids, id };
	r->ids = b;
}

/* The reader looks a box up by its name: two of one name would be one of them lost. */
static int
id_check(struct reading *r, const struct line_parts *p, int i)
{
	const char *id = p->at[i];
	size_t n = strlen(id);

	if (n == 0 || n >= BOX_ID_SIZE)
		return reading_err(r, p->line,
		    "l'identifiant « %s » doit avoir de 1 à %d lettres", id, BOX_ID_SIZE - 1);
	for (const struct box_id *b = r->ids; b != NULL; b = b->next)
		if (strcmp(b->id, id) == 0)
			return reading_err(r, p->line,
			    "deux cases s'appellent « %s » : donnez à celle-ci un autre nom",
			    b->id);
	id_note(r, id);
	return 0;
}

static int
add_signature(struct reading *r, const struct line_parts *p, struct block ***tail)
{
	int role = role_parse(p->at[1]);
	struct block *b;

	if (role < 0)
		return reading_err(r, p->line,
		    "rôle inconnu « %s » ; il y a student, guardian, company, principal, "
		    "tutor et teacher",
		    p->at[1]);
	if (id_check(r, p, 0) < 0)
		return -1;
	b = block_add(r, tail, BLOCK_SIGNATURE, p->line);
	b->id = p->at[0];
	b->role = (enum role)role;
	if (words(r, p, 2, &b->label) < 0 || words(r, p, 3, &b->name) < 0)
		return -1;
	return words(r, p, 4, &b->function);
}

static int
add_field(struct reading *r, const struct line_parts *p, struct block ***tail)
{
	struct block *b = block_add(r, tail, BLOCK_FIELD, p->line);

	if (words(r, p, 0, &b->label) < 0)
		return -1;
	return markdown_inline(r, p->n > 1 ? p->at[1] : "", p->line, &b->runs);
}

static int
add_blank(struct reading *r, const struct line_parts *p, struct block ***tail)
{
	for (int i = 0; i < p->n; i++) {
		struct block *b = block_add(r, tail, BLOCK_BLANK, p->line);

		b->row = p->line;
		if (words(r, p, i, &b->label) < 0)
			return -1;
	}
	return 0;
}

static int
add_check(struct reading *r, const struct line_parts *p, struct block ***tail)
{
	if (p->n % 2 != 0)
		return reading_err(r, p->line,
		    "« %s » a un nom sans texte, ou un texte sans nom : chaque case en veut deux",
		    p->at[p->n - 1]);
	for (int i = 0; i < p->n; i += 2) {
		struct block *b;

		if (id_check(r, p, i) < 0)
			return -1;
		b = block_add(r, tail, BLOCK_CHECK, p->line);
		b->id = p->at[i];
		b->row = p->line;
		if (markdown_inline(r, p->at[i + 1], p->line, &b->runs) < 0)
			return -1;
	}
	return 0;
}

static int
add_place(struct reading *r, const struct line_parts *p, struct block ***tail)
{
	return words(r, p, 0, &block_add(r, tail, BLOCK_PLACE, p->line)->label);
}

static const struct fence fences[] = {
	{ "signatures", BLOCK_SIGNATURES, 3, 5, add_signature },
	{ "fields", BLOCK_FIELDS, 1, 2, add_field },
	{ "blanks", BLOCK_BLANKS, 1, 4, add_blank },
	{ "checks", BLOCK_CHECKS, 2, PART_MAX, add_check },
	{ "place", BLOCK_DOCUMENT, 1, 1, add_place },
};

/* Reads the lines of a fence that has a table of them. */
static int
lines_parse(struct reading *r, const struct fence *f, const char *content, int line,
    struct block ***tail)
{
	struct block *holder = NULL, ***to = tail, **inside;
	struct line_parts p;

	if (f->type != BLOCK_DOCUMENT) {
		holder = block_add(r, tail, f->type, line);
		inside = &holder->child;
		to = &inside;
	}
	for (p.line = line + 1; *content != '\0'; p.line++) {
		int whole = line_cut(r, &content, &p), rc;

		if (p.n == 1 && *p.at[0] == '\0')
			continue;
		if (!whole || p.n > f->max)
			rc = reading_err(
			    r, p.line, "trop de « | » dans ce bloc « %s »", f->info);
		else if (p.n < f->min)
			rc = reading_err(
			    r, p.line, "il manque un « | » dans ce bloc « %s »", f->info);
		else
			rc = f->add(r, &p, to);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int
ruled_parse(struct reading *r, const char *content, int line, struct block ***tail)
{
	struct block *b = block_add(r, tail, BLOCK_LINES, line);
	char *end;
	long n = strtol(content, &end, 10);

	end += strspn(end, " \t\r\n");
	if (end == content || *end != '\0' || n < 1 || n > LINES_MAX)
		return reading_err(
		    r, line, "il faut un nombre de lignes, de 1 à %d", LINES_MAX);
	b->level = (int)n;
	return 0;
}

/* A block of that type, with Markdown inside. */
static int
inside_parse(struct reading *r, enum block_type type, const char *content, int line,
    struct block ***tail)
{
	struct block *inside = markdown_parse(r, content, strlen(content), line + 1);

	if (inside == NULL)
		return -1;
	block_add(r, tail, type, line)->child = inside->child;
	return 0;
}

/* The line « --- » that parts French from English, moved past through *lines; NULL: there is none. */
static const char *
parting(const char *content, int *lines)
{
	for (const char *s = content; *s != '\0'; ++*lines) {
		size_t n = strcspn(s, "\n");

		if (strncmp(s, "---", 3) == 0 && strspn(s, "-") >= n)
			return s;
		s += n + (s[n] == '\n');
	}
	return NULL;
}

static int
side_parse(struct reading *r, const char *text, size_t n, int line, struct block ***tail)
{
	struct block *inside = markdown_parse(r, text, n, line);

	if (inside == NULL)
		return -1;
	block_add(r, tail, BLOCK_DOCUMENT, line)->child = inside->child;
	return 0;
}

static int
bilingual_parse(struct reading *r, const char *content, int line, struct block ***tail)
{
	int lines = 0;
	const char *mid = parting(content, &lines), *english;
	struct block **inside;

	if (mid == NULL)
		return reading_err(r, line,
		    "il manque la ligne « --- » entre le français et l'anglais dans ce bloc "
		    "« bilingual »");
	english = mid + strcspn(mid, "\n");
	inside = &block_add(r, tail, BLOCK_BILINGUAL, line)->child;
	if (side_parse(r, content, (size_t)(mid - content), line + 1, &inside) < 0)
		return -1;
	return side_parse(r, english, strlen(english), line + 1 + lines, &inside);
}

int
fence_parse(
    struct reading *r, const char *info, const char *content, int line, struct block ***tail)
{
	if (strcmp(info, "lines") == 0)
		return ruled_parse(r, content, line, tail);
	if (strcmp(info, "pagebreak") == 0) {
		block_add(r, tail, BLOCK_PAGEBREAK, line);
		return 0;
	}
	if (strcmp(info, "notice") == 0)
		return inside_parse(r, BLOCK_NOTICE, content, line, tail);
	if (strcmp(info, "bilingual") == 0)
		return bilingual_parse(r, content, line, tail);
	if (strcmp(info, "address") == 0)
		return inside_parse(r, BLOCK_ADDRESS, content, line, tail);
	for (size_t i = 0; i < sizeof fences / sizeof fences[0]; i++)
		if (strcmp(fences[i].info, info) == 0)
			return lines_parse(r, &fences[i], content, line, tail);
	if (*info == '\0')
		return reading_err(r, line,
		    "« ``` » sans nom de bloc ; ou bien il referme un bloc qui n'est pas ouvert");
	return reading_err(r, line,
	    "bloc inconnu « %s » ; il y a fields, blanks, lines, checks, place, signatures, "
	    "notice, bilingual, address et pagebreak",
	    info);
}
