/*
 * Whose is what was written?  Strokes that stand as near as the words of a name are one writing,
 * wherever the borders of boxes run through it.
 */
#ifndef SCAN_WRITINGS_IMP_H
#define SCAN_WRITINGS_IMP_H

#include "scan/ink/points_imp.h"

/*
 * A box owns what it holds of a writing, but not where that stands at the side of a box next to it
 * and is no more than a part of it: there it may have spilled over from that box.  Where it stands
 * so in both, each may be the owner.  Marks such parts, and those outside all boxes that are the
 * rest of what is written in one.
 */
void writings_share(const struct area *a, struct parts *p);

#endif
