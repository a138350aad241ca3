/* `status --blank`: the register of blank conventions. */
#ifndef CLI_BLANKS_IMP_H
#define CLI_BLANKS_IMP_H

struct err;
struct session;

/* Prints it, or writes it to `path` (a PDF; NULL: none); the exit status. */
int show_blanks(struct session *se, const char *year, const char *path, struct err *e);

#endif
