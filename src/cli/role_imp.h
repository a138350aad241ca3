/* A role as people type it. */
#ifndef CLI_ROLE_IMP_H
#define CLI_ROLE_IMP_H

#include "domain/words.h"

struct err;

/*
 * « entreprise », « Étudiante », « chef », « professeur », or the stable name (« company »): four
 * letters are enough.  0; -1 with e filled (ERR_USAGE).
 */
int role_typed(const char *word, enum role *r, struct err *e);

#endif
