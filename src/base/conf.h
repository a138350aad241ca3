/*
 * INI files (inih behind): a school's settings, the forms.  Order is kept.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include <stddef.h>

struct err;

struct conf_entry {
	const char *section; /* "" before the first [section] */
	const char *key;
	const char *value; /* continuation lines (indented) joined by '\n' */
	int line; /* from 1 */
};

struct conf {
	struct conf_entry *at;
	size_t n, cap;
};
#define CONF_INIT                                                                              \
	{                                                                                      \
		NULL, 0, 0                                                                     \
	}

/*
 * Parses text (UTF-8, a BOM is allowed).  `name` is the file as messages should call it.
 * A line that is neither a section, a key nor a comment is an error naming that line.
 */
int conf_parse(struct conf *c, const char *text, const char *name, struct err *e);
void conf_release(struct conf *c);

/* The last value of section/key; NULL where there is none. Borrowed. */
const char *conf_lookup(const struct conf *c, const char *section, const char *key);

/* The i-th different section name, NULL past the last. Borrowed. */
const char *conf_section(const struct conf *c, size_t i);

#endif
