/*
 * Figures of a school year, by section and by period: counted here, drawn by figures_page.c.
 */
#ifndef APP_FIGURES_IMP_H
#define APP_FIGURES_IMP_H

#include <stddef.h>

#include "base/date.h"
#include "base/mem.h"

struct buf;
struct err;
struct home;

/* Where a convention stands, in the order of the procedure. */
enum stage {
	STAGE_DRAFT,
	STAGE_STUDENT,
	STAGE_COMPANY,
	STAGE_PRINCIPAL,
	STAGE_HANDOVER,
	STAGE_DONE,
	STAGE_COUNT
};

/* A placement counts in its section and in each of its periods. */
struct figures_group {
	const char *name; /* « BTS SIO 2 » ; of a period « BTS SIO 2, période 1 » */
	date first, last; /* of a period: the days it spans */
	size_t placements, companies;
	size_t stage[STAGE_COUNT];
	size_t late; /* begun without all signatures */
	size_t signed_in_time, signed_late; /* before the first day, or not */
	int *days; /* from printing to the last signature, of those signed */
	size_t n_days, cap_days;
	const char **company; /* of each placement */
	size_t n_company, cap_company;
};

struct figures {
	struct arena arena;
	struct figures_group *sections, *periods;
	size_t n_sections, cap_sections, n_periods, cap_periods;
	struct figures_group all;
	date today;
};

/* f starts zeroed and ends in figures_release(), also after a failure. */
int figures_load(struct home *h, const char *year, struct figures *f, struct err *e);
void figures_release(struct figures *f);

/* The middle of the group's days; -1: none. */
int figures_median(const struct figures_group *g);

/* « à imprimer », ... */
const char *stage_words(enum stage s);

/* The page, appended to out. */
void
figures_page(const struct figures *f, const char *school, const char *year, struct buf *out);

#endif
