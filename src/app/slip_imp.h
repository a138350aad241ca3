/* Between the files that make a slip. */
#ifndef APP_SLIP_IMP_H
#define APP_SLIP_IMP_H

struct slip;

/* Puts pages in a row that ask the same into one line. */
void slip_group_pulls(struct slip *s);

#endif
