/* What a home holds, for tests that compare two of them. */
#ifndef SIM_HOMEDUMP_H
#define SIM_HOMEDUMP_H

struct err;

/*
 * Prints the dump of dir's database (store.h: without times, numbers and random bytes), after
 * proving it whole with all its objects.  1; 0: it is not whole, and each problem is printed on
 * stderr; -1 with e filled.
 */
int homedump_print(const char *dir, struct err *e);

#endif
