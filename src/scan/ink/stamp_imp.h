/*
 * The ring or the frame of a rubber stamp: what is left without it shows whether somebody signed.
 */
#ifndef SCAN_STAMP_IMP_H
#define SCAN_STAMP_IMP_H

#include "scan/ink/points_imp.h"

/* Takes the ring or frame among a member's strokes away from a->ink.  0: there is none. */
int stamp_erase(struct area *a, const struct parts *p, int member);

#endif
