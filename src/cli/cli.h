/*
 * The command line: one file a verb, one entry each, options in a table.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stddef.h>

struct err;
struct home;

/* Exit statuses (design.md section 8). */
enum cli_exit { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2, CLI_WAITS = 3 };

/* Session: what the words before the verb said. */
struct session {
	const char *dir; /* the home */
	const char *actor; /* --as, or the login */
	int json;
};

enum opt_type {
	OPT_FLAG, /* int *: set to 1 */
	OPT_INT, /* int *: a whole number, 0 or more */
	OPT_STR, /* const char **: borrowed from argv */
	OPT_LIST /* struct opt_list *: may be given several times */
};

struct opt_list {
	const char *at[64];
	size_t n;
};

struct opt {
	const char *name; /* "dry-run" is --dry-run; one letter is -o; "jobs|j" is both */
	enum opt_type type;
	void *value;
	const char *arg; /* French word for the argument in help: "FICHIER"; NULL for a flag */
	const char *help; /* French */
};

/*
 * Reads the options; argv[0] is the verb.  What is not an option is moved to the front:
 * returns how many there are, argv[1..n].  --name=value and --name value, -jN and -j N; "--" ends the
 * options; "-" alone is an argument.  OPT_ERROR with e filled (ERR_USAGE); OPT_HELP when the
 * help was asked for and printed.  Then: if (n < 0) return opt_exit(n);
 */
enum { OPT_ERROR = -1, OPT_HELP = -2 };
int opt_parse(const struct opt *table, int argc, char **argv, struct err *e);
int opt_exit(int parsed); /* CLI_USAGE or CLI_DONE */

struct verb {
	const char *name;
	const char *usage; /* French words for the arguments */
	const char *help; /* French, one line */
	int (*run)(struct session *se, int argc, char **argv, struct err *e);
};

/*
 * run() prints what went well on stdout and returns an enum cli_exit; on CLI_FAILED or CLI_USAGE
 * with e filled, cli_main prints « paraphe VERB : text » on stderr.
 */
int cli_main(int argc, char **argv);

extern const struct verb *const verbs[]; /* NULL-ended, in the order of help */

#endif
