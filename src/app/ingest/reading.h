/*
 * A reading: what the reader says of one page of one file, and its JSON line, by which a page
 * read on one machine is applied on another (design.md section 8).
 *
 *	{"file","sha256","page","outcome","tag","document","copy","doc_page","rotation","dpi",
 *	 "residual_mm","scale","map","boxes","note","signers","ms"}	or	{"file","error"}
 *
 * The codes of others are never repeated: a foreign code may hold anything.
 */
#ifndef APP_READING_H
#define APP_READING_H

#include "domain/tag.h"
#include "scan/scan.h"

struct err;
struct js;

struct reading {
	char *file; /* as it was named; owned */
	char *error; /* the file could not be opened: French; owned; NULL else */
	char sha256[65]; /* of the file */
	struct scan_page
	    page; /* without object, crops and thumb; hints are borrowed from below */
	char *hints[SCAN_BOXES_MAX]; /* owned */
};

/* The reading's JSON object.  `tag` is what page->text says under our key, NULL if nothing. */
struct js *reading_write(
    const char *file, const char *sha256, const struct scan_page *page, const struct tag *tag);
struct js *reading_write_error(const char *file, const char *error);

/*
 * Fills r from a line's object, which is checked member by member: it may come from another
 * machine, or from a text editor.  Unknown members are let through.  -1 with e filled (ERR_INPUT).
 */
int reading_parse(const struct js *line, struct reading *r, struct err *e);
void reading_release(struct reading *r);

/* The significant digits that a line's numbers need: maps reach 10 000 pixels to 0.01. */
enum { READING_DIGITS = 9 };

#endif
