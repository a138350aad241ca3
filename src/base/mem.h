/*
 * Memory.  Out of memory ends the process, with one French line on stderr: there is
 * nothing a lycée's clerk could do about it, and no caller needs a branch for it.
 * What these return is freed by free().
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n) __attribute__((malloc));
void *mem_zero(size_t count, size_t size) __attribute__((malloc));
void *mem_realloc(void *p, size_t count, size_t size);
char *mem_str(const char *s) __attribute__((malloc));
char *mem_str_n(const char *s, size_t n) __attribute__((malloc));
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Room for one more element at the end of a growing array: doubles *cap when n == *cap.
 *	list->at = mem_grow(list->at, list->n, &list->cap, sizeof *list->at);
 */
void *mem_grow(void *p, size_t n, size_t *cap, size_t size);

/*
 * An arena: many small things that die together.  Starts from ARENA_INIT, ends in
 * arena_release(); may be used again.  Everything is aligned for any type.
 */
struct arena {
	struct arena_block *head;
};
#define ARENA_INIT                                                                             \
	{                                                                                      \
		NULL                                                                           \
	}

void *arena_alloc(struct arena *a, size_t n); /* zeroed */
char *arena_str(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_str_n(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_clear(struct arena *a); /* what it holds goes; some room stays for what comes next */
void arena_release(struct arena *a);

#endif
