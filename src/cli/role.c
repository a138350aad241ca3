#include "cli/role_imp.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

enum { SHORTEST = 4 };

/* « chef » begins « chef d'établissement »; « étudiante » is begun by « étudiant ». */
static int
is_word_of(const char *typed, enum role r)
{
	char *words = utf8_key(role_words(r)), *key = utf8_key(typed);
	size_t n = strlen(words), m = strlen(key);
	int fits = m >= SHORTEST && strncmp(words, key, m < n ? m : n) == 0 && m <= n + 1;

	free(words);
	free(key);
	return fits;
}

int
role_typed(const char *word, enum role *r, struct err *e)
{
	int role = role_parse(word);

	for (int i = 0; role < 0 && i < ROLE_COUNT; i++)
		if (is_word_of(word, (enum role)i))
			role = i;
	if (role < 0)
		return err_set(e, ERR_USAGE,
		    "« %s » n'est pas un rôle : étudiant, représentant, entreprise, chef, "
		    "tuteur ou professeur",
		    word);
	*r = (enum role)role;
	return 0;
}
