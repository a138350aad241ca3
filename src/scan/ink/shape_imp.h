/*
 * What the strokes of a box look like together.
 */
#ifndef SCAN_SHAPE_IMP_H
#define SCAN_SHAPE_IMP_H

#include "scan/ink/points_imp.h"
#include "scan/ink/traces_imp.h"

/* The share of a member's strokes, width mm wide, that two straight lines explain. */
double shape_ruled(const struct area *a, const struct parts *p, int member, double width);

/* The lines that a member's strokes stand on. */
void shape_rows(const struct area *a, const struct parts *p, int member, struct rows *out);

#endif
