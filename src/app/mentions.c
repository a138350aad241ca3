#include "app/mentions.h"

#include <stdio.h>
#include <string.h>

#include "app/form.h"
#include "domain/law.h"

enum { DEPTH_MAX = 8, NAME_SIZE = 128 };

static unsigned
announced_here(const char *body)
{
	unsigned found = 0;
	char mark[64];

	for (size_t i = 0; law_mention_name(i) != NULL; i++) {
		snprintf(mark, sizeof mark, "{{! mention : %s }}", law_mention_name(i));
		if (strstr(body, mark) != NULL)
			found |= 1u << i;
	}
	return found;
}

/* « templates/clauses/duree.md » of the partial at p, behind its « {{> »; -1: no such name. */
static int
partial_path(const char *p, char out[NAME_SIZE])
{
	size_t n;

	p += strspn(p, " ");
	n = strcspn(p, " }\n");
	return n > 0 && snprintf(out, NAME_SIZE, "templates/%.*s.md", (int)n, p) < NAME_SIZE
		   ? 0
		   : -1;
}

static unsigned
announced(struct texts *t, const char *path, int depth)
{
	const char *body = texts_lookup(t, path);
	char partial[NAME_SIZE];
	unsigned found;

	if (body == NULL || depth > DEPTH_MAX)
		return 0;
	found = announced_here(body);
	for (const char *p = strstr(body, "{{>"); p != NULL; p = strstr(p, "{{>")) {
		p += strlen("{{>");
		if (partial_path(p, partial) == 0)
			found |= announced(t, partial, depth + 1);
	}
	return found;
}

unsigned
mentions_lacking(struct texts *t, const char *template_name)
{
	char path[NAME_SIZE];
	unsigned all = 0;

	for (size_t i = 0; law_mention_name(i) != NULL; i++)
		all |= 1u << i;
	snprintf(path, sizeof path, "templates/%s", template_name);
	return all & ~announced(t, path, 0);
}
