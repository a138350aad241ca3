/* What changed hands, for `handout` and `handover`. */
#ifndef CLI_HAND_SAY_IMP_H
#define CLI_HAND_SAY_IMP_H

struct err;
struct hand_report;
struct session;

/* Prints the report (done: « confié », « remis »); the exit status.  rc: what the use case returned. */
int say_handed(struct session *se, const struct hand_report *r, const char *done, int rc,
    const struct err *e);

#endif
