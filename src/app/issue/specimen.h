/*
 * An invented placement, to try forms and templates on before a real one is printed.
 */
#ifndef APP_SPECIMEN_H
#define APP_SPECIMEN_H

#include "app/fields.h"

enum specimen {
	SPECIMEN_PLAIN, /* an adult, in France, one period, nothing special */
	SPECIMEN_FULL, /* a minor, two periods, paid: something to say everywhere */
	SPECIMEN_ABROAD, /* the same of an adult, in a company that is not in France */
	SPECIMEN_BARE, /* nothing but the school and the year: to be filled in by hand */
	SPECIMEN_COUNT
};

/* The data of the templates for it. You free them. NULL with e filled. */
struct js *
specimen_fields(const struct fields_about *about, enum specimen which, struct err *e);

#endif
