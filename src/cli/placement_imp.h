/*
 * The words after `placement`: list (placement.c), show (placement_show.c), and what changes something
 * (placement_step.c).  Each returns an enum cli_exit.
 */
#ifndef CLI_PLACEMENT_IMP_H
#define CLI_PLACEMENT_IMP_H

#include <stddef.h>

#include "app/follow/stay_step.h"
#include "cli/cli.h"

struct arena;
struct stay;

/* What is known of a placement beside its own row; texts live in the arena given. */
struct placement_more {
	const char *student;
	const char *
	    words; /* the state of its convention: « en attente de l'étudiant », « à imprimer » */
	const char *document; /* number of the convention; "": none */
	struct stay_ending ending;
};
int placement_more(struct home *h, const struct stay *s, struct arena *a,
    struct placement_more *m, struct err *e);
void placement_json(const struct stay *s, const struct placement_more *m);

int placement_show(struct session *se, struct home *h, const char *number, struct err *e);

/* The words are fields, « fin1=19/02/2027 »; number NULL: a new one. */
int placement_change(struct session *se, struct home *h, const char *number, char **words,
    size_t n, struct err *e);

int placement_cancel(
    struct session *se, struct home *h, const char *number, const char *reason, struct err *e);
int placement_interrupt(struct session *se, struct home *h, const char *number, const char *on,
    const char *reason, struct err *e);

#endif
