#include "base/builtin.h"

#include <string.h>

/* Made by src/tools/embed.sh: sorted by name, ended by a NULL name. */
extern const struct builtin builtin_table[];

const struct builtin *
builtin_lookup(const char *name)
{
	for (const struct builtin *b = builtin_table; b->name != NULL; b++)
		if (strcmp(b->name, name) == 0)
			return b;
	return NULL;
}

const struct builtin *
builtin_at(size_t i)
{
	for (const struct builtin *b = builtin_table; b->name != NULL; b++)
		if (i-- == 0)
			return b;
	return NULL;
}
