/* A batch slip on the terminal. */
#ifndef CLI_SLIP_IMP_H
#define CLI_SLIP_IMP_H

#include <stdio.h>

struct slip;
struct slip_sum;

void slip_print(const struct slip *s, FILE *out);

/* The sum in one line. */
void slip_print_sum(const struct slip_sum *sum, FILE *out);

#endif
