#include "cli/cli.h"

#include <locale.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"

static const char *
login_name(void)
{
	const struct passwd *pw = getpwuid(getuid());
	const char *user = getenv("USER");

	return pw != NULL ? pw->pw_name : user != NULL ? user : "inconnu";
}

/* PARAPHE_HOME, else the XDG data folder; freed by the caller. */
static char *
default_home(void)
{
	const char *home = getenv("PARAPHE_HOME"), *xdg = getenv("XDG_DATA_HOME");
	const char *user = getenv("HOME");

	if (home != NULL && *home != '\0')
		return mem_str(home);
	if (xdg != NULL && *xdg != '\0')
		return mem_printf("%s/paraphe", xdg);
	return mem_printf("%s/.local/share/paraphe", user != NULL ? user : ".");
}

static void
print_usage(FILE *out)
{
	fputs(
	    "paraphe : conventions de stage imprimées, signées à la main, relues au scanner.\n\n"
	    "Usage : paraphe [--home DOSSIER] [--as NOM] [--json] COMMANDE ...\n\nCommandes :\n",
	    out);
	for (const struct verb *const *v = verbs; *v != NULL; v++)
		fprintf(out, "  %-12s %s\n", (*v)->name, (*v)->help);
	fputs("\n« paraphe COMMANDE --help » explique une commande.\n", out);
}

static const struct verb *
verb_lookup(const char *name)
{
	for (const struct verb *const *v = verbs; *v != NULL; v++)
		if (strcmp((*v)->name, name) == 0)
			return *v;
	return NULL;
}

static int
usage_error(const char *fmt, const char *word)
{
	fputs("paraphe : ", stderr);
	fprintf(stderr, fmt, word);
	fputs("\nVoyez « paraphe --help ».\n", stderr);
	return CLI_USAGE;
}

/* The words before the verb; returns the verb's place in argv, or -1. */
static int
take_globals(struct session *se, int argc, char **argv)
{
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		int has_next = i + 1 < argc;

		if (strcmp(argv[i], "--json") == 0)
			se->json = 1;
		else if (strncmp(argv[i], "--home=", 7) == 0)
			se->dir = argv[i] + 7;
		else if (strncmp(argv[i], "--as=", 5) == 0)
			se->actor = argv[i] + 5;
		else if (strcmp(argv[i], "--home") == 0 && has_next)
			se->dir = argv[++i];
		else if (strcmp(argv[i], "--as") == 0 && has_next)
			se->actor = argv[++i];
		else
			return -i;
	}
	return i;
}

/* --json is also understood after the verb: people put it there. */
static int
take_json(struct session *se, int argc, char **argv)
{
	int n = 0;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			se->json = 1;
		else
			argv[n++] = argv[i];
	}
	argv[n] = NULL;
	return n;
}

static int
run_verb(const struct verb *v, struct session *se, int argc, char **argv)
{
	struct err e = ERR_INIT;
	int status;

	argc = take_json(se, argc, argv);
	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		printf("Usage : paraphe %s %s\n\n%s\n\n", v->name, v->usage, v->help);
	status = v->run(se, argc, argv, &e);
	if (e.kind != ERR_NONE && (status == CLI_FAILED || status == CLI_USAGE))
		fprintf(stderr, "paraphe %s : %s\n", v->name, e.text);
	else if (status == CLI_USAGE)
		fprintf(stderr, "Usage : paraphe %s %s\n", v->name, v->usage);
	if (fflush(stdout) != 0 && status == CLI_DONE) {
		fputs("paraphe : la sortie n'a pas pu être écrite\n", stderr);
		status = CLI_FAILED;
	}
	return status;
}

int
cli_main(int argc, char **argv)
{
	char *home = default_home();
	struct session se = { home, login_name(), 0 };
	int at, status;
	const struct verb *v;

	setlocale(LC_CTYPE, "");
	hash_start();
	at = take_globals(&se, argc, argv);
	if (argc == 1 || (at < 0 && strcmp(argv[-at], "--help") == 0)) {
		print_usage(argc == 1 ? stderr : stdout);
		status = argc == 1 ? CLI_USAGE : CLI_DONE;
	} else if (at < 0) {
		status = usage_error("option inconnue ou incomplète « %s ».", argv[-at]);
	} else if (at == argc) {
		status = usage_error("il manque une commande%s.", "");
	} else if ((v = verb_lookup(argv[at])) == NULL) {
		status = usage_error("commande inconnue « %s ».", argv[at]);
	} else {
		status = run_verb(v, &se, argc - at, argv + at);
	}
	free(home);
	return status;
}
