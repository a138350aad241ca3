/*
 * Files that are part of the binary: templates, forms, fonts, hyphenation patterns.  The
 * table is made at build time from the tree (src/tools/embed.sh).
 */
#ifndef BASE_BUILTIN_H
#define BASE_BUILTIN_H

#include <stddef.h>

struct builtin {
	const char
	    *name; /* « templates/convention.md », « fonts/LiberationSerif-Regular.ttf » */
	const unsigned char *data; /* data[size] == 0, so that text can be used as a string */
	size_t size;
};

/* NULL when there is none. */
const struct builtin *builtin_lookup(const char *name);

/* The i-th, in order of name; NULL past the last. */
const struct builtin *builtin_at(size_t i);

#endif
