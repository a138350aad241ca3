/* Numbers as French people read them. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

enum { NUMBER_SIZE = 32 };

/* « 154 », « 31,5 »: at most one decimal. Returns out. */
const char *number_text(double x, char out[NUMBER_SIZE]);

/* « 1 245,50 € » of euro cents, 0 to a million euros. Returns out. */
const char *money_text(int64_t cents, char out[NUMBER_SIZE]);

/* « 945 », « 945,5 », « 1 245,50 € » as cents; -1: it is no amount. */
int64_t money_parse(const char *s);

/* « 210 », « 31,5 », « 210 h »; negative: it is no such number. */
double hours_parse(const char *s);

#endif
