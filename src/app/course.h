/* The course of a placement (domain/course.h), from the log. */
#ifndef APP_COURSE_H
#define APP_COURSE_H

#include "domain/course.h"

struct err;
struct fact;
struct home;
struct store;

/* Texts live in the arena.  0 or -1. */
int course_of(
    struct store *st, int64_t placement, struct arena *a, struct course *c, struct err *e);

/* Writes a fact about a placement, inside a transaction. */
int course_append(struct home *h, int64_t placement, struct fact *f, struct err *e);

#endif
