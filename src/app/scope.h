/*
 * What a command is about: a section and a school year, as people type them.
 */
#ifndef APP_SCOPE_H
#define APP_SCOPE_H

struct err;
struct home;

/* ERR_ABSENT: no such section (those there are are named), or the year is none.  NULL: not said. */
int scope_check(struct home *h, const char *section, const char *year, struct err *e);

#endif
