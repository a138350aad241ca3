/*
 * Two placements of one student may not share a day.
 */
#ifndef APP_OVERLAP_H
#define APP_OVERLAP_H

struct err;
struct placement;
struct store;

enum { OVERLAP_WORDS_SIZE = 128 };

/*
 * 1 when another placement of the same student shares a day with p (id 0: not kept yet), then words say
 * which: « stage n° 12, du 4 janvier 2027 au 12 février 2027 »; 0; -1.
 */
int overlap_find(
    struct store *st, const struct placement *p, char words[OVERLAP_WORDS_SIZE], struct err *e);

#endif
