#include "app/teacher.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"

struct search {
	char *key;
	int64_t found;
	int n;
};

static int
match(void *ctx, const struct teacher *t)
{
	struct search *s = ctx;
	char *key = utf8_key(t->name), *email = utf8_key(t->email);

	if ((strcmp(email, s->key) == 0 || strstr(key, s->key) != NULL) && s->n++ == 0)
		s->found = t->id;
	free(key);
	free(email);
	return 0;
}

int
teacher_by_words(
    struct store *st, const char *words, struct arena *a, struct teacher *t, struct err *e)
{
	struct search s = { .key = utf8_key(words) };
	int rc = teacher_each(st, match, &s, e);

	free(s.key);
	if (rc < 0)
		return -1;
	if (s.n == 0)
		return err_set(e, ERR_ABSENT, "« %s » : professeur inconnu", words);
	if (s.n > 1)
		return err_set(e, ERR_USAGE,
		    "« %s » : plusieurs professeurs ; donnez l'adresse électronique", words);
	return teacher_lookup_id(st, s.found, a, t, e) < 0 ? -1 : 0;
}
