/*
 * Forgetting on time.  Settings, in paraphe.ini:
 *
 *	[retention] years = 2		whole school years kept after the one that a paper is of
 *	            convention = 5	the same for one kind: accord, convention, amendment, visit,
 *	                        	certificate, cover
 *	[retention] originals = 30	days that a scanned file stays beside its pages
 *
 * An internship and its student stay as long as a paper of theirs does, and at least `years`.
 * What waits for a decision is never forgotten, and holds back the file that it came in.  What
 * companies and teachers are called stays: the next year needs them.
 */
#ifndef APP_PURGE_H
#define APP_PURGE_H

#include <stdint.h>

#include "app/who.h"

struct err;
struct home;

struct purge_report {
	int64_t documents; /* erased */
	int64_t waiting; /* old enough, and kept: a question of theirs waits */
	int64_t placements, students;
	int64_t pages; /* of no document */
	int64_t originals; /* scanned files of which the pages stay */
	int64_t prints; /* PDFs of papers and slips in the home */
	int64_t objects; /* removed from the archive; 0 in a rehearsal */
	int years, days; /* the settings */
};

/* A document that goes (waits 0), or would if no question of it waited. */
typedef void purge_row(void *ctx, const struct document *d, const struct who *w, int waits);

/*
 * Forgets, or (apply 0) only counts what it would forget: the same steps, taken back at
 * the end.  row may be NULL.
 */
int purge_run(struct home *h, int apply, purge_row *row, void *ctx, struct purge_report *r,
    struct err *e);

#endif
