/*
 * The pages of a copy that no scan has ever shown, in words.
 */
#ifndef APP_GAPS_H
#define APP_GAPS_H

struct buf;
struct shape;
struct state_copy;

enum { GAPS_PAGES_MAX = 1023 };

/* Which pages of a copy were seen; seen[0] is page 1. */
struct gaps {
	int pages; /* that the copy has, at most GAPS_PAGES_MAX */
	unsigned char seen[GAPS_PAGES_MAX];
};

/* Those of one copy of a paper. */
void gaps_of_copy(const struct shape *shape, const struct state_copy *c, struct gaps *g);

int gaps_count(const struct gaps *g); /* pages never seen */

/*
 * 1 when exactly the even ones or exactly the odd ones lack, of two pages or more: the stack was
 * printed on both sides and scanned on one.
 */
int gaps_one_sided(const struct gaps *g);

/* Adds « manque la page 5 », « manquent les pages 1 à 4 et 6 », with « (recto verso ?) »; nothing for none. */
void gaps_words(const struct gaps *g, struct buf *out);

#endif
