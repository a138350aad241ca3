/* Numbers as French people read them. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

enum { NUMBER_SIZE = 32 };

/* « 154 », « 31,5 »: at most one decimal. Returns out. */
const char *number_text(double x, char out[NUMBER_SIZE]);

#endif
