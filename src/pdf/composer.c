#include "pdf/composer_imp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/err.h"
#include "base/utf8.h"
#include "pdf/pack_imp.h"
#include "pdf/paper.h"
#include "pdf/qr_imp.h"

enum {
	WORD_MAX = 60,
	BEFORE_MIN = 3,
	AFTER_MIN = 3
}; /* letters kept on each side of a hyphen */

static const char *const names[FACE_COUNT] = { "LiberationSerif-Regular",
	"LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic",
	"LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic",
	"LiberationSans-BoldItalic" };

const char *
face_name(enum face f)
{
	return names[f];
}

static int
metrics_open(struct composer *c, struct err *e)
{
	char name[80];

	for (int f = 0; f < FACE_COUNT; f++) {
		const struct builtin *b;

		snprintf(name, sizeof name, "fonts/%s.metrics", names[f]);
		b = builtin_lookup(name);
		if (b == NULL || b->size < sizeof *c->metrics[f])
			return err_set(
			    e, ERR_INTERNAL, "la police %s manque au programme", names[f]);
		c->metrics[f] = (const void *)b->data;
	}
	return 0;
}

static int
codes_open(struct composer *c, struct err *e)
{
	const struct builtin *b = builtin_lookup("qr.table");

	if (b == NULL || b->size < sizeof *c->codes)
		return err_set(e, ERR_INTERNAL, "les codes QR manquent au programme");
	c->codes = (const void *)b->data;
	return 0;
}

static int
dictionary_open(const char *name, HyphenDict **dict, struct err *e)
{
	const struct builtin *b = builtin_lookup(name);
	FILE *f = b != NULL ? fmemopen((void *)b->data, b->size, "r") : NULL;

	if (f != NULL) {
		*dict = hnj_hyphen_load_file(f);
		fclose(f);
	}
	if (*dict == NULL)
		return err_set(
		    e, ERR_INTERNAL, "les règles de coupure des mots manquent au programme");
	return 0;
}

int
composer_language(struct composer *c, int english, struct err *e)
{
	if (english && c->english == NULL &&
	    dictionary_open("hyph_en_US.dic", &c->english, e) < 0)
		return -1;
	c->in_english = english;
	return 0;
}

struct composer *
composer_new(struct err *e)
{
	struct composer *c = mem_zero(1, sizeof *c);

	c->sets = (struct shelf)SHELF_INIT;
	c->kept = (struct arena)ARENA_INIT;
	c->scratch = c->key = (struct buf)BUF_INIT;
	c->packer = packer_new();
	if (c->packer == NULL)
		err_set(e, ERR_INTERNAL, "le PDF ne peut pas être commencé");
	if (c->packer == NULL || metrics_open(c, e) < 0 || codes_open(c, e) < 0 ||
	    dictionary_open("hyph_fr.dic", &c->dict, e) < 0) {
		composer_free(c);
		return NULL;
	}
	return c;
}

void
composer_free(struct composer *c)
{
	if (c == NULL)
		return;
	if (c->dict != NULL)
		hnj_hyphen_free(c->dict);
	if (c->english != NULL)
		hnj_hyphen_free(c->english);
	free(c->items.at);
	free(c->text);
	free(c->stops);
	free(c->active);
	shelf_release(&c->sets);
	arena_release(&c->kept);
	buf_release(&c->scratch);
	buf_release(&c->key);
	packer_free(c->packer);
	free(c);
}

int
metric_advance(const struct metrics *m, uint32_t c)
{
	if (c == 0x202F)
		return NARROW_ADVANCE;
	if (c >= METRIC_CHARS || m->advance[c] == METRIC_NONE)
		return -1;
	return m->advance[c];
}

int
metric_kern(const struct metrics *m, uint32_t a, uint32_t b)
{
	int i = metric_left(a);

	if (i < 0)
		return 0;
	uint32_t low = m->first[i], high = m->first[i + 1];

	while (low < high) {
		uint32_t mid = (low + high) / 2;

		if (m->at[mid].right == b)
			return m->at[mid].value;
		if (m->at[mid].right < b)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

/* A capital inside Latin-1 or ASCII in lower case: the patterns know only those. */
static uint32_t
lower(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
		return c + 0x20;
	return c == 0x152 ? 0x153 : c == 0x2019 ? '\'' : c;
}

void
hyphen_points(struct composer *c, const uint16_t *word, size_t n, char *points)
{
	char text[WORD_MAX * 3 + 1], marks[WORD_MAX * 3 + 5];
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	HyphenDict *dict = c->in_english ? c->english : c->dict;
	size_t len = 0;

	memset(points, 0, n);
	if (dict == NULL || n < BEFORE_MIN + AFTER_MIN || n > WORD_MAX)
		return;
	for (size_t i = 0; i < n; i++)
		len += utf8_put(lower(word[i]), text + len);
	text[len] = '\0';
	if (hnj_hyphen_hyphenate2(dict, text, (int)len, marks, NULL, &rep, &pos, &cut) == 0)
		for (size_t i = 0; i < n; i++)
			points[i] =
			    (marks[i] & 1) && i + 1 >= BEFORE_MIN && n - i - 1 >= AFTER_MIN;
	free(rep);
	free(pos);
	free(cut);
}
