/*
 * The data of the templates: everything that a paper may say, as one JSON object.  Every key is
 * always there ("" or false or an empty list where nothing is known), so that a template that
 * names anything else is wrong.  What a document said is kept with it.
 */
#ifndef APP_FIELDS_H
#define APP_FIELDS_H

#include "base/date.h"

struct err;
struct form;
struct home;
struct js;
struct law;
struct pupil;
struct section;
struct stay;
struct teacher;

struct fields_about {
	struct home *home;
	const struct law *law;
	const struct form *form;
	date today;
	const char *year; /* 2026-2027 */
	const char *number; /* of the document */
	int version;
	int replaces; /* 1: an older version is superseded */
};

/* You free them.  NULL with e filled. */
struct js *
fields_of_stay(const struct fields_about *about, const struct stay *s, struct err *e);
struct js *
fields_of_pupil(const struct fields_about *about, const struct pupil *p, struct err *e);
/* A paper of no student; section, teacher NULL: of none either. */
struct js *fields_generic(const struct fields_about *about, const struct section *s,
    const struct teacher *t, struct err *e);

/*
 * What only some papers say, « document.KEY »: of an amendment « amends », « amends_issued_on »
 * (ISO), « rank » (2 of « Avenant n° 2 »), « changes », and where they changed « former_tutor » and
 * « former_representative »; of a reminder « awaited », « holder » (who has the paper, since when) and
 * « to_company » (not "": it is written to the company);
 * of a blank convention « register », its number; of the accord that follows one that was refused
 * « refused_on » (ISO) and « refusal », why.
 */
void fields_set_document(struct js *fields, const char *key, const char *text);

/* Sets « visitor » and « certificate »: known on the papers that say them, of a known placement. */
int fields_set_course(
    struct js *fields, const struct fields_about *about, const struct stay *s, struct err *e);

/*
 * What a convention binds people to, said otherwise in now than in then: French words with « , »
 * between (« dates, tuteur »), "" when nothing of it changed.  You free it.
 */
char *fields_legal_changes(const struct js *then, const struct js *now);

/* The same for a prior agreement: the student, the section's periods, who to bring it back to. */
char *fields_accord_changes(const struct js *then, const struct js *now);

#endif
