/*
 * A home: the one folder that holds a school's work, and what a school IT person backs up.
 *
 *	paraphe.db	the database
 *	secret.key	32 random bytes, 0600: signs the tags; made once, never overwritten
 *	paraphe.ini	the school and its settings; people edit it, it is read at each start
 *	archive/	scanned pages, named by their hash
 *	papiers/	the PDFs that `issue` makes when no other place is named
 *	logo.png or logo.jpg	optional: the school's, on its papers
 *	forms/, templates/	optional: they replace what is in the binary, file by file
 */
#ifndef APP_HOME_H
#define APP_HOME_H

#include "app/school.h"
#include "base/buf.h"
#include "base/conf.h"
#include "domain/tag.h"

struct err;
struct store;

struct home {
	char *dir;
	struct store *store;
	unsigned char key[TAG_KEY_SIZE];
	struct school school; /* of paraphe.ini */
	struct conf conf; /* paraphe.ini whole: the settings of the other rooms */
	struct buf logo; /* PNG or JPEG; empty: none */
	const char *actor; /* who acts, for the events; borrowed */
};

/* What home_init() made; 0: it was there and is left as it was. */
struct home_made {
	int database, key, settings;
};

/*
 * Makes a home in dir, or completes one.  school_ini is copied in as paraphe.ini once its
 * values are checked; NULL writes one to be filled in.  Run again it keeps everything.
 */
int home_init(const char *dir, const char *school_ini, struct home_made *made, struct err *e);

/*
 * Opens a home: database, key, settings.  Its failures say what to do: no home yet (« lancez
 * d'abord paraphe init »), no right to write, a database of a newer version.  h is
 * released by home_close(), also after a failure.
 */
int home_open(struct home *h, const char *dir, const char *actor, struct err *e);
void home_close(struct home *h);

struct calendar;
/* Fills c, which is empty, with the working days of the school; ended by calendar_release(). */
int home_calendar(struct home *h, struct calendar *c, struct err *e);

/* dir/name, freed by the caller. */
char *home_path(const struct home *h, const char *name);

#endif
