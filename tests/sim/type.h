/*
 * Words in a printer's typefaces, as rubber stamps are cut with.
 */
#ifndef SIM_TYPE_H
#define SIM_TYPE_H

#include "sheet.h"

enum face {
	FACE_SANS,
	FACE_SANS_BOLD,
	FACE_SERIF,
	FACE_SERIF_BOLD,
	FACE_TYPEWRITER,
	FACE_COUNT
};

enum { TYPE_CAPITAL = 40, TYPE_FOOT = 14 }; /* pixels above the line and below it */

struct type;

struct type *type_new(enum face face);
void type_free(struct type *t);

/* One line, as wide as its ink, TYPE_CAPITAL + TYPE_FOOT high.  The caller frees its px. */
struct mask type_set(struct type *t, const char *words);

#endif
