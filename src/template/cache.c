#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "template/mustache_imp.h"

struct template_cache {
	struct arena arena; /* names and nodes */
	struct parsed {
		const char *name;
		struct node *nodes;
	} * at;
	size_t n, cap;
};

struct template_cache *
template_cache_new(void)
{
	struct template_cache *c = mem_zero(1, sizeof *c);

	c->arena = (struct arena)ARENA_INIT;
	return c;
}

void
template_cache_free(struct template_cache *c)
{
	if (c == NULL)
		return;
	arena_release(&c->arena);
	free(c->at);
	free(c);
}

static int
parse(
    const char *text, const char *name, struct arena *a, struct node **out, struct mistakes *m)
{
	*out = NULL;
	if (!utf8_valid(text, strlen(text)))
		return mistake(m, (struct place){ name, 1, 0 }, "ce modèle n'est pas en UTF-8");
	return mustache_parse(text, name, a, out, m);
}

int
cache_parse(struct template_cache *c, const char *text, const char *name, struct arena *a,
    struct node **out, struct mistakes *m)
{
	size_t told = m->n;

	if (c == NULL)
		return parse(text, name, a, out, m);
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->at[i].name, name) == 0) {
			*out = c->at[i].nodes;
			return 0;
		}
	name = arena_str(&c->arena, name);
	if (parse(text, name, &c->arena, out, m) < 0)
		return -1;
	if (m->n > told) /* to be told again next time */
		return 0;
	c->at = mem_grow(c->at, c->n, &c->cap, sizeof *c->at);
	c->at[c->n++] = (struct parsed){ name, *out };
	return 0;
}
