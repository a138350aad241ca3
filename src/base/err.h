/*
 * Errors, worded where they happen, owned by the caller.
 *
 * The text is French: it reaches the person who ran the command or opened the
 * page.  It names the file, the line or the page, and what to do about it.
 * Only cli/ and web/ print it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err_kind {
	ERR_NONE,
	ERR_USAGE, /* wrong words on the command line */
	ERR_INPUT, /* what was given can't be used: a bad file, a bad row, a bad date */
	ERR_ABSENT, /* what was named does not exist */
	ERR_REFUSED, /* the rules of the procedure or of the law say no */
	ERR_BUSY, /* somebody else holds it; trying again later will do */
	ERR_SYSTEM, /* disk full, no permission, no memory for a process */
	ERR_INTERNAL /* our own fault: an invariant does not hold */
};

struct err {
	enum err_kind kind;
	char text[1024]; /* UTF-8, cut at a whole character when too long */
};

#define ERR_INIT                                                                               \
	{                                                                                      \
		ERR_NONE, ""                                                                   \
	}

/* Fills e (which may be NULL) and returns -1, so that `return err_set(...)` reads well. */
int err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts a place in front of the text: err_in(e, "page %d", 3) gives « page 3 : ... ».  Returns -1. */
int err_in(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* ERR_SYSTEM (ERR_ABSENT for a missing file) with the French words for errno. Returns -1. */
int err_system(struct err *e, const char *what, int errnum);

/* French words for an errno: « fichier ou dossier introuvable », « disque plein ». */
const char *err_words(int errnum);

#endif
