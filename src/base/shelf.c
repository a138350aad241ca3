#include "base/shelf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct shelf_item {
	struct shelf_item *next;
	uint64_t hash;
	void *value;
	size_t n;
	unsigned char key[];
};

enum { CAP_MIN = 64 };

/* Eight bytes a step: keys are whole paragraphs. */
static uint64_t
hash_of(const unsigned char *p, size_t n)
{
	const uint64_t odd = 0x9E3779B97F4A7C15;
	uint64_t hash = n, w;

	for (; n > 0; p += sizeof w) {
		size_t step = n < sizeof w ? n : sizeof w;

		w = 0;
		memcpy(&w, p, step);
		hash = (hash ^ w) * odd;
		hash ^= hash >> 32;
		n -= step;
		if (step < sizeof w)
			break;
	}
	return hash;
}

void *
shelf_lookup(const struct shelf *s, const void *key, size_t n)
{
	uint64_t hash = hash_of(key, n);
	const struct shelf_item *it = s->cap > 0 ? s->at[hash & (s->cap - 1)] : NULL;

	for (; it != NULL; it = it->next)
		if (it->hash == hash && it->n == n && memcmp(it->key, key, n) == 0)
			return it->value;
	return NULL;
}

static void
shelf_put(struct shelf *s, struct shelf_item *it)
{
	struct shelf_item **chain = &s->at[it->hash & (s->cap - 1)];

	it->next = *chain;
	*chain = it;
}

static void
shelf_grow(struct shelf *s)
{
	struct shelf old = *s;

	s->cap = old.cap > 0 ? old.cap * 2 : CAP_MIN;
	s->at = mem_zero(s->cap, sizeof(struct shelf_item *));
	for (size_t i = 0; i < old.cap; i++)
		for (struct shelf_item *it = old.at[i], *next; it != NULL; it = next) {
			next = it->next;
			shelf_put(s, it);
		}
	free(old.at);
}

void
shelf_add(struct shelf *s, const void *key, size_t n, void *value)
{
	struct shelf_item *it = arena_alloc(&s->arena, sizeof *it + n);

	if (s->n == s->cap)
		shelf_grow(s);
	it->hash = hash_of(key, n);
	it->value = value;
	it->n = n;
	memcpy(it->key, key, n);
	shelf_put(s, it);
	s->n++;
}

void
shelf_release(struct shelf *s)
{
	free(s->at);
	arena_release(&s->arena);
	*s = (struct shelf)SHELF_INIT;
}
