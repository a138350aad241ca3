#include "book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "base/mem.h"

static int
box_read(const struct js *v, int page, struct box *b, struct err *e)
{
	int kind = box_kind_parse(js_get_str(v, "kind", ""));
	int role = role_parse(js_get_str(v, "role", ""));

	if (kind < 0)
		return err_set(
		    e, ERR_INPUT, "case sans genre connu : « %s »", js_get_str(v, "kind", ""));
	memset(b, 0, sizeof *b);
	snprintf(b->id, sizeof b->id, "%s", js_get_str(v, "id", ""));
	b->kind = (enum box_kind)kind;
	b->role = role < 0 ? ROLE_COUNT : (enum role)role; /* a check box has no role */
	b->page = page;
	b->x = js_get_real(v, "x", 0);
	b->y = js_get_real(v, "y", 0);
	b->w = js_get_real(v, "w", 0);
	b->h = js_get_real(v, "h", 0);
	if (b->w <= 0 || b->h <= 0)
		return err_set(e, ERR_INPUT, "case « %s » sans taille", b->id);
	return 0;
}

static int
document_add(struct book *b, const struct js *doc, struct err *e)
{
	const struct js *pages = js_member(doc, "pages");

	for (size_t i = 0; i < js_len(pages); i++) {
		const struct js *boxes = js_member(js_at(pages, i), "boxes");
		int page = (int)js_get_int(js_at(pages, i), "page", 0);

		for (size_t k = 0; k < js_len(boxes); k++) {
			struct book_entry *entry;

			b->at = mem_grow(b->at, b->n, &b->cap, sizeof *b->at);
			entry = &b->at[b->n];
			snprintf(entry->number, sizeof entry->number, "%s",
			    js_get_str(doc, "document", ""));
			if (box_read(js_at(boxes, k), page, &entry->box, e) < 0)
				return -1;
			b->n++;
		}
	}
	return 0;
}

/* The length of the JSON object at the start of text: up to its own closing brace. */
static size_t
object_length(const char *text)
{
	int depth = 0, quoted = 0;
	size_t i = 0;

	for (; text[i] != '\0'; i++) {
		if (quoted) {
			if (text[i] == '\\' && text[i + 1] != '\0')
				i++;
			else if (text[i] == '"')
				quoted = 0;
		} else if (text[i] == '"') {
			quoted = 1;
		} else if (text[i] == '{') {
			depth++;
		} else if (text[i] == '}' && --depth == 0) {
			return i + 1;
		}
	}
	return i;
}

int
book_read(struct book *b, const char *path, struct err *e)
{
	struct buf text = BUF_INIT;
	const char *at;
	int rc = file_read(path, (size_t)256 << 20, &text, e);

	for (at = text.data + strspn(text.data, " \r\n\t"); rc == 0 && *at == '{';
	     at += strspn(at, " \r\n\t")) {
		size_t n = object_length(at);
		struct js *doc = js_parse(at, n, e);

		rc = doc == NULL ? -1 : document_add(b, doc, e);
		js_free(doc);
		at += n;
	}
	if (rc == 0 && *at != '\0')
		rc = err_set(e, ERR_INPUT, "objet JSON attendu : « %.20s »", at);
	if (rc < 0)
		err_in(e, "%s", path);
	buf_release(&text);
	return rc;
}

void
book_release(struct book *b)
{
	free(b->at);
	*b = (struct book)BOOK_INIT;
}

static int
digit_value(char c)
{
	const char *digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

int
place_parse(const char *tag, struct doc_place *p)
{
	int high, low;

	memset(p, 0, sizeof *p);
	if (strlen(tag) != TAG_LEN || strncmp(tag, "P1", 2) != 0)
		return -1;
	memcpy(p->number, tag + 2, TAG_NUMBER_LEN);
	p->copy = digit_value(tag[14]);
	high = digit_value(tag[15]);
	low = digit_value(tag[16]);
	if (p->copy < 0 || high < 0 || low < 0)
		return -1;
	p->page = high * 32 + low;
	return 0;
}

/* Cuts text at the first c: what follows, or NULL. */
static char *
cut(char *text, char c)
{
	char *at = strchr(text, c);

	if (at != NULL)
		*at++ = '\0';
	return at;
}

/* [NUMBER:[COPY:]]WHO[=INK][@PERCENT], or COPY:WHO... */
static int
sign_parse(char *text, enum ink ink, struct sign *out, struct err *e)
{
	char *percent = cut(text, '@'), *with = cut(text, '='), *rest;
	int k = with == NULL ? (int)ink : ink_parse(with);

	*out = (struct sign){ "", -1, "", INK_NONE, percent == NULL ? 1 : atof(percent) / 100 };
	if (k < 0)
		return err_set(e, ERR_USAGE, "encre inconnue : « %s »", with);
	out->ink = (enum ink)k;
	while ((rest = cut(text, ':')) != NULL) {
		if (strlen(text) == TAG_NUMBER_LEN)
			snprintf(out->number, sizeof out->number, "%s", text);
		else if (strcmp(text, "*") != 0)
			out->copy = atoi(text);
		text = rest;
	}
	if (role_parse(text) < 0 && strcmp(text, "all") != 0 && strcmp(text, "initials") != 0 &&
	    strncmp(text, "id-", 3) != 0)
		return err_set(e, ERR_USAGE, "signataire inconnu : « %s »", text);
	snprintf(out->who, sizeof out->who, "%s", text);
	return 0;
}

int
signs_parse(struct signs *s, const char *text, enum ink ink, struct err *e)
{
	char *copy = mem_str(text), *at = copy, *next;
	int rc = 0;

	for (; rc == 0 && at != NULL; at = next) {
		next = cut(at, ',');
		s->at = mem_grow(s->at, s->n, &s->cap, sizeof *s->at);
		rc = sign_parse(at, ink, &s->at[s->n++], e);
	}
	free(copy);
	return rc;
}

static int
who_fits(const char *who, const struct box *b)
{
	if (strncmp(who, "id-", 3) == 0)
		return strcmp(who + 3, b->id) == 0;
	if (strcmp(who, "initials") == 0)
		return b->kind == BOX_INITIALS;
	return b->kind == BOX_SIGNATURE &&
	       (strcmp(who, "all") == 0 || role_parse(who) == (int)b->role);
}

enum ink
signs_ink(const struct signs *s, const struct doc_place *p, const struct box *b, struct rng *r)
{
	enum ink ink = INK_NONE;

	for (size_t i = 0; i < s->n; i++) {
		const struct sign *g = &s->at[i];

		if (g->number[0] != '\0' && strcmp(g->number, p->number) != 0)
			continue;
		if ((g->copy >= 0 && g->copy != p->copy) || !who_fits(g->who, b))
			continue;
		ink = rng_chance(r, g->chance) ? g->ink : INK_NONE;
		if ((ink == INK_SIGNATURE || ink == INK_PLAIN) && b->kind == BOX_INITIALS)
			ink = INK_INITIALS;
		else if ((ink == INK_SIGNATURE || ink == INK_PLAIN) && b->kind == BOX_CHECK)
			ink = INK_TICK;
	}
	return ink;
}
