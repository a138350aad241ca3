#include "base/conf.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

static int
add_entry(
    struct conf *c, const char *section, const char *key, const char *value, int line, int more)
{
	struct conf_entry *last = c->n > 0 ? &c->at[c->n - 1] : NULL;

	if (more) {
		char *joined = mem_printf("%s\n%s", last->value, value);

		free((char *)last->value);
		last->value = joined;
		return 1;
	}
	c->at = mem_grow(c->at, c->n, &c->cap, sizeof *c->at);
	c->at[c->n++] =
	    (struct conf_entry){ mem_str(section), mem_str(key), mem_str(value), line };
	return 1;
}

struct source {
	struct conf *conf;
	const char *text;
	int line;
	int indented; /* inih takes it for more of the last value, under the same key */
};

static char *
next_line(char *out, int size, void *stream)
{
	struct source *s = stream;
	size_t n = strcspn(s->text, "\n");

	if (*s->text == '\0')
		return NULL;
	s->line++;
	s->indented = *s->text == ' ' || *s->text == '\t';
	if (s->text[n] == '\n')
		n++;
	if (n > (size_t)size - 1)
		n = (size_t)size - 1;
	memcpy(out, s->text, n);
	out[n] = '\0';
	s->text += n;
	return out;
}

static int
is_more(const struct conf *c, const char *section, const char *key)
{
	const struct conf_entry *last = c->n > 0 ? &c->at[c->n - 1] : NULL;

	return last != NULL && strcmp(last->section, section) == 0 &&
	       strcmp(last->key, key) == 0;
}

static int
on_entry(void *user, const char *section, const char *key, const char *value)
{
	struct source *s = user;

	return add_entry(s->conf, section, key, value, s->line,
	    s->indented && is_more(s->conf, section, key));
}

int
conf_parse(struct conf *c, const char *text, const char *name, struct err *e)
{
	struct source s = { .conf = c, .text = text };
	int line = ini_parse_stream(next_line, &s, on_entry, &s);

	if (line > 0)
		return err_set(e, ERR_INPUT,
		    "%s:%d:1 : ligne incomprise ; il faut « [section] » ou « clé = valeur »",
		    name, line);
	return line < 0 ? err_set(e, ERR_SYSTEM, "%s : mémoire insuffisante", name) : 0;
}

void
conf_release(struct conf *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free((char *)c->at[i].section);
		free((char *)c->at[i].key);
		free((char *)c->at[i].value);
	}
	free(c->at);
	*c = (struct conf)CONF_INIT;
}

const char *
conf_lookup(const struct conf *c, const char *section, const char *key)
{
	for (size_t i = c->n; i > 0; i--)
		if (strcmp(c->at[i - 1].section, section) == 0 &&
		    strcmp(c->at[i - 1].key, key) == 0)
			return c->at[i - 1].value;
	return NULL;
}

const char *
conf_section(const struct conf *c, size_t i)
{
	for (size_t k = 0; k < c->n; k++) {
		if (k > 0 && strcmp(c->at[k].section, c->at[k - 1].section) == 0)
			continue;
		if (i-- == 0)
			return c->at[k].section;
	}
	return NULL;
}
