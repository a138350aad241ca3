#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "cli/cli.h"

/* "jobs|j": the long name's length; the letter through *letter, 0 if none. */
static size_t
opt_names(const struct opt *o, char *letter)
{
	const char *bar = strchr(o->name, '|');
	size_t len = bar != NULL ? (size_t)(bar - o->name) : strlen(o->name);

	*letter = bar != NULL ? bar[1] : len == 1 ? o->name[0] : '\0';
	return len;
}

static const struct opt *
find_long(const struct opt *table, const char *word, size_t n)
{
	char letter;

	for (const struct opt *o = table; o->name != NULL; o++)
		if (opt_names(o, &letter) == n && n > 1 && strncmp(o->name, word, n) == 0)
			return o;
	return NULL;
}

static const struct opt *
find_letter(const struct opt *table, char c)
{
	char letter;

	for (const struct opt *o = table; o->name != NULL; o++) {
		opt_names(o, &letter);
		if (letter == c)
			return o;
	}
	return NULL;
}

static void
print_help(const struct opt *table)
{
	char letter, names[64];

	if (table->name != NULL)
		puts("Options :");
	for (const struct opt *o = table; o->name != NULL; o++) {
		int len = (int)opt_names(o, &letter);
		int n = letter != '\0' && len > 1
			    ? snprintf(names, sizeof names, "-%c, --%.*s", letter, len, o->name)
			    : snprintf(names, sizeof names, "%s%.*s", len > 1 ? "--" : "-", len,
				  o->name);

		if (o->arg != NULL && n > 0 && (size_t)n < sizeof names)
			snprintf(names + n, sizeof names - (size_t)n, " %s", o->arg);
		int gap = 26 - (int)utf8_width(names);

		printf("  %s%*s %s\n", names, gap > 0 ? gap : 0, "", o->help);
	}
}

static int
store_value(const struct opt *o, const char *value, struct err *e)
{
	char *end;

	switch (o->type) {
	case OPT_FLAG:
		*(int *)o->value = 1;
		return 0;
	case OPT_STR:
		*(const char **)o->value = value;
		return 0;
	case OPT_LIST: {
		struct opt_list *list = o->value;

		if (list->n == sizeof list->at / sizeof list->at[0])
			return err_set(
			    e, ERR_USAGE, "l'option « %s » est donnée trop de fois", o->name);
		list->at[list->n++] = value;
		return 0;
	}
	case OPT_INT: {
		long n = strtol(value, &end, 10);

		if (*value == '\0' || *end != '\0' || n < 0 || n > 1000000)
			return err_set(e, ERR_USAGE,
			    "« %s » n'est pas un nombre entier, de 0 à 1 000 000 (--%.*s)",
			    value, (int)strcspn(o->name, "|"), o->name);
		*(int *)o->value = (int)n;
		return 0;
	}
	}
	return err_set(e, ERR_INTERNAL, "option « %s » sans type", o->name);
}

/* One word that starts with '-'.  *i moves on when the value is the next word. */
static int
take_option(const struct opt *table, int argc, char **argv, int *i, struct err *e)
{
	const char *word = argv[*i];
	int is_long = word[1] == '-';
	size_t n = is_long ? strcspn(word + 2, "=") : 1;
	const struct opt *o =
	    is_long ? find_long(table, word + 2, n) : find_letter(table, word[1]);
	const char *value = word + (is_long ? 2 + n + (word[2 + n] == '=') : 2);
	int has_value = is_long ? word[2 + n] == '=' : *value != '\0';

	if (o == NULL)
		return err_set(e, ERR_USAGE, "option inconnue « %s » ; voyez --help", word);
	if (o->type == OPT_FLAG && has_value)
		return err_set(e, ERR_USAGE, "l'option « %s » ne prend pas de valeur", word);
	if (o->type != OPT_FLAG && !has_value) {
		if (*i + 1 >= argc)
			return err_set(e, ERR_USAGE, "il manque une valeur après « %s »", word);
		value = argv[++*i];
	}
	return store_value(o, value, e);
}

int
opt_parse(const struct opt *table, int argc, char **argv, struct err *e)
{
	int n = 0, only_words = 0;

	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];

		if (!only_words && strcmp(word, "--") == 0) {
			only_words = 1;
		} else if (!only_words && strcmp(word, "--help") == 0) {
			print_help(table);
			return OPT_HELP;
		} else if (!only_words && word[0] == '-' && word[1] != '\0') {
			if (take_option(table, argc, argv, &i, e) < 0)
				return OPT_ERROR;
		} else {
			argv[++n] = argv[i];
		}
	}
	return n;
}

int
opt_exit(int parsed)
{
	return parsed == OPT_HELP ? CLI_DONE : CLI_USAGE;
}
