#include "homedump.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/store.h"

static void
say(void *ctx, const char *line)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

int
homedump_print(const char *dir, struct err *e)
{
	char *path = path_join(dir, "paraphe.db"), *archive = path_join(dir, "archive");
	struct store_check check = { .say = say };
	struct buf text = BUF_INIT;
	struct store *st;
	int rc = -1;

	hash_start();
	st = store_open(path, archive, STORE_READ, e);
	if (st != NULL && store_verify(st, 1, &check, e) == 0 &&
	    store_dump(st, &text, e) == 0) {
		fputs(text.data, stdout);
		rc = check.problems == 0;
	}
	store_close(st);
	buf_release(&text);
	free(path);
	free(archive);
	return rc;
}
