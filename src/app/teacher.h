/* A teacher as people name one. */
#ifndef APP_TEACHER_H
#define APP_TEACHER_H

#include "store/people.h"

struct arena;
struct err;

/*
 * By e-mail, or by some words of the name; texts live in the arena.  -1 with e filled: nobody
 * (ERR_ABSENT), or several (ERR_USAGE).
 */
int teacher_by_words(
    struct store *st, const char *words, struct arena *a, struct teacher *t, struct err *e);

#endif
