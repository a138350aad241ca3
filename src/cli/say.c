#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/follow/follow.h"
#include "app/home.h"
#include "app/ingest/inbox.h"
#include "app/label.h"
#include "app/ingest/reading.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "cli/cli.h"
#include "cli/say_imp.h"

void
say_json(struct js *o)
{
	struct buf b = BUF_INIT;

	js_write(o, READING_DIGITS, &b);
	puts(b.data);
	fflush(stdout);
	buf_release(&b);
	js_free(o);
}

void
say_file_fault(const char *name, const char *why)
{
	if (strstr(why, name) != NULL)
		puts(why);
	else
		printf("%s : %s\n", name, why);
}

void
say_folders_left(const struct inbox *in)
{
	for (size_t i = 0; i < in->n_folders; i++) {
		char *name = label_of(in->folders[i]);

		fprintf(stderr,
		    "%s : sous-dossier laissé de côté ; pour le lire, donnez son nom à la "
		    "commande\n",
		    name);
		free(name);
	}
}

static void
print_followed(struct session *se, const struct followed *f)
{
	struct js *o;

	if (se->json) {
		o = js_object();
		js_set_int(o, "event", f->event);
		if (f->batch != 0)
			js_set_int(o, "batch", f->batch);
		js_set_str(o, "document", f->code[0] != '\0' ? f->code : NULL);
		if (f->what[0] != '\0')
			js_set_str(o, "undone", f->what);
		js_set_str(o, "before", f->before);
		js_set_str(o, "after", f->after);
		if (f->placement[0] != '\0')
			js_set_str(o, "placement", f->placement);
		say_json(o);
		return;
	}
	if (f->code[0] == '\0')
		printf("Annulé : %s.\n", f->what);
	else if (strcmp(f->before, f->after) == 0)
		printf("%s : c'est noté ; l'état reste « %s ».\n", f->code, f->after);
	else
		printf("%s : passe de « %s » à « %s ».\n", f->code, f->before, f->after);
	printf("Pour revenir en arrière : paraphe undo %s%lld\n",
	    f->batch != 0 ? "lot-" : "fait-", (long long)(f->batch != 0 ? f->batch : f->event));
}

int
say_followed(
    struct session *se, struct home *h, int rc, const struct followed *f, struct err *e)
{
	if (rc == 0)
		print_followed(se, f);
	home_close(h);
	if (rc < 0)
		return e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
	return CLI_DONE;
}
