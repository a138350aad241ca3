/*
 * Which archived objects the database names.
 */
#ifndef STORE_OBJECT_IMP_H
#define STORE_OBJECT_IMP_H

#include "store/store_imp.h"

/* Each once; other than 0 stops, and is returned. */
typedef int object_visit(void *ctx, const char *sha256, const char *ext);
int object_each(struct store *st, object_visit *visit, void *ctx, struct err *e);

#endif
