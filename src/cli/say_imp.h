/* What several verbs print the same way. */
#ifndef CLI_SAY_IMP_H
#define CLI_SAY_IMP_H

struct js;

/* One line of JSON on stdout, at once; takes o over. */
void say_json(struct js *o);

/* Why a file can't be used; the words may name it already. */
void say_file_fault(const char *name, const char *why);

#endif
