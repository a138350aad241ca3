/* What several verbs print the same way. */
#ifndef CLI_SAY_IMP_H
#define CLI_SAY_IMP_H

struct err;
struct followed;
struct home;
struct inbox;
struct js;
struct session;

/* One line of JSON on stdout, at once; takes o over. */
void say_json(struct js *o);

/* Why a file can't be used; the words may name it already. */
void say_file_fault(const char *name, const char *why);

/* Names on stderr the folders that were left alone: nobody should take their papers for read. */
void say_folders_left(const struct inbox *in);

/*
 * The end of a verb that took one step: closes the home, says what it did, returns the exit status.
 * rc: what the use case returned.
 */
int say_followed(
    struct session *se, struct home *h, int rc, const struct followed *f, struct err *e);

#endif
