#include <stdio.h>

#include "app/home.h"
#include "app/purge.h"
#include "base/js.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

static void
print_row(void *ctx, const struct document *d, const struct who *w, int waits)
{
	char code[DOC_CODE_SIZE];

	(void)ctx;
	doc_code(d->number, code);
	printf("  %s  %s  %s %s%s\n", code, w->year, doc_kind_words(d->kind), w->name,
	    waits ? " (conservé : une question attend une réponse)" : "");
}

static void
print_count(int64_t n, const char *one, const char *many)
{
	if (n > 0)
		printf("  %lld %s\n", (long long)n, n > 1 ? many : one);
}

static void
print_report(const struct purge_report *r, int apply)
{
	int64_t all =
	    r->documents + r->placements + r->students + r->pages + r->originals + r->prints;

	if (all == 0) {
		puts(r->waiting > 0 ? "Rien à oublier tant que ces questions attendent."
				    : "Rien à oublier : rien n'est assez ancien.");
		return;
	}
	puts(apply ? "Oublié pour toujours :" : "À oublier :");
	print_count(r->documents, "papier", "papiers");
	print_count(r->placements, "stage", "stages");
	print_count(r->students, "étudiant", "étudiants");
	print_count(r->pages, "page sans papier", "pages sans papier");
	print_count(r->originals, "fichier numérisé, dont les pages restent",
	    "fichiers numérisés, dont les pages restent");
	print_count(r->prints, "PDF imprimé", "PDF imprimés");
	print_count(r->objects, "image de l'archive", "images de l'archive");
	if (!apply)
		puts(
		    "Rien n'est encore effacé : « paraphe purge --apply » le fait, sans retour.");
}

static void
print_json(const struct purge_report *r, int apply)
{
	struct js *o = js_object();

	js_set_bool(o, "applied", apply);
	js_set_int(o, "documents", r->documents);
	js_set_int(o, "waiting", r->waiting);
	js_set_int(o, "placements", r->placements);
	js_set_int(o, "students", r->students);
	js_set_int(o, "pages", r->pages);
	js_set_int(o, "originals", r->originals);
	js_set_int(o, "prints", r->prints);
	js_set_int(o, "objects", r->objects);
	say_json(o);
}

static int
run_purge(struct session *se, int argc, char **argv, struct err *e)
{
	int apply = 0, n, rc;
	const struct opt table[] = {
		{ "apply", OPT_FLAG, &apply, NULL, "efface vraiment ; sans lui, un essai" },
		{ 0 },
	};
	struct purge_report r;
	struct home h;

	n = opt_parse(table, argc, argv, e);
	if (n != 0)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	rc = home_open(&h, se->dir, se->actor, e);
	if (rc == 0)
		rc = purge_run(&h, apply, se->json ? NULL : print_row, NULL, &r, e);
	if (rc == 0 && se->json)
		print_json(&r, apply);
	else if (rc == 0)
		print_report(&r, apply);
	home_close(&h);
	return rc < 0 ? CLI_FAILED : CLI_DONE;
}

const struct verb verb_purge = {
	.name = "purge",
	.usage = "[--apply]",
	.help = "oublie à temps : la liste de ce qui est trop ancien, puis l'effacement",
	.run = run_purge,
};
