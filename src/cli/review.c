#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/accord.h"
#include "app/home.h"
#include "app/ingest/neighbours.h"
#include "app/ingest/review.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "cli/grid.h"
#include "cli/role_imp.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"
#include "store/archive.h"

enum { PUPILS_MAX = 15 };

/* The answer as options say it. */
struct words {
	int is_signed, is_empty, is_ignored, is_accepted;
	const char *role, *delegated, *attach, *text, *stated;
	struct opt_list signed_by;
	int copy, page;
};

static void
print_item(struct grid *g, const struct review_item *it)
{
	grid_add(g, TINT_BOLD, it->id);
	if (it->d.id != 0)
		grid_addf(g, TINT_NONE, "%s, %s", it->who.name, doc_kind_words(it->d.kind));
	else
		grid_add(g, TINT_DIM, "papier inconnu");
	grid_add(g, TINT_DIM, it->code);
	if (it->q.copy > 0)
		grid_addf(g, TINT_NONE, "ex. %d, p. %d", it->q.copy, it->q.page);
	else
		grid_add(g, TINT_NONE, NULL);
	if (it->file != NULL)
		grid_addf(
		    g, TINT_DIM, "lot %lld, page %d", (long long)it->batch, it->file_page);
	else
		grid_add(g, TINT_NONE, NULL);
	grid_add(g, TINT_NONE, it->words);
}

static void
print_list(const struct review *r)
{
	struct grid g;

	if (r->n == 0) {
		puts("Rien à vérifier.");
		return;
	}
	printf("À vérifier : %zu\n\n", r->n);
	grid_init(&g, 6, 0, 2);
	for (size_t i = 0; i < r->n; i++)
		print_item(&g, &r->items[i]);
	grid_print(&g, stdout);
	puts(
	    "\nRépondre : paraphe review N° --signed | --empty | --role RÔLE | --delegated NOM\n"
	    "           paraphe review N° --accept | --attach CODE [--copy N --page P] | --ignore");
}

static int
list(struct session *se, struct home *h, struct err *e)
{
	struct review r = { 0 };
	int rc = review_load(h, &r, e);
	int waits = r.n > 0;

	if (rc == 0 && !se->json)
		print_list(&r);
	for (size_t i = 0; rc == 0 && se->json && i < r.n; i++)
		say_json(review_item_js(h, &r.items[i]));
	review_release(&r);
	return rc < 0 ? CLI_FAILED : waits ? CLI_WAITS : CLI_DONE;
}

static void
print_neighbour(const char *id, const struct neighbour *nb)
{
	printf("  page %d : %s, %s %s, exemplaire %d, page %d%s%s\n", nb->file_page,
	    nb->who.name, doc_kind_words(nb->kind), nb->code, nb->copy, nb->page,
	    nb->missing[0] != '\0' ? " – " : "", nb->missing);
	if (nb->likely > 0)
		printf("    serait-ce sa page %d ?  paraphe review %s --attach %s --copy %d "
		       "--page %d\n",
		    nb->likely, id, nb->code, nb->copy, nb->likely);
}

/* Whose accord it may be: first those of whom none came back and who have no placement. */
static int
print_pupils(struct home *h, const struct review_item *it, struct err *e)
{
	struct accord_pupils p = { .n = 0 };
	size_t shown = 0;

	if (accord_pupils_load(h, &it->d, NULL, &p, e) < 0)
		return -1;
	if (p.n_waiting > 0)
		puts("Sans stage ni accord revenu :");
	for (size_t i = 0; i < p.n; i++)
		if (p.at[i].waits && shown++ < PUPILS_MAX)
			printf("  paraphe review %s --attach \"%s\"  (%s)\n", it->id,
			    p.at[i].name, p.at[i].class_label);
	if (p.n_waiting > PUPILS_MAX)
		printf("  ... et %zu autres\n", p.n_waiting - PUPILS_MAX);
	printf("Un autre : paraphe review %s --attach NOM, CLASSE ou N° de stage\n", it->id);
	accord_pupils_release(&p);
	return 0;
}

/* One question: its sentence, where its picture is, what lay beside it in the stack. */
static int
print_question(struct home *h, const struct review_item *it, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct neighbours nb = { .n = 0 };
	int rc = 0;
	char *path;

	printf("Question %s : %s\n", it->id, it->words);
	if (it->d.id != 0)
		printf("%s, %s %s", it->who.name, doc_kind_words(it->d.kind), it->code);
	if (it->q.copy > 0)
		printf(", exemplaire %d, page %d", it->q.copy, it->q.page);
	if (it->d.id != 0)
		putchar('\n');
	if (it->file != NULL)
		printf(
		    "Lot %lld, %s, page %d\n", (long long)it->batch, it->file, it->file_page);
	if (it->picture != NULL) {
		path = archive_path(h->store, it->picture, "png");
		printf("Image : %s\n", path);
		free(path);
	}
	if (it->q.kind == QUESTION_ATTACH)
		return print_pupils(h, it, e);
	if (it->d.id == 0)
		rc = neighbours_find(h, it, &a, &nb, e);
	if (it->inferred != NULL)
		printf("Pour le confirmer : paraphe review %s --accept\n", it->id);
	if (nb.n > 0)
		puts("À côté dans la pile :");
	for (size_t i = 0; i < nb.n; i++)
		print_neighbour(it->id, &nb.at[i]);
	arena_release(&a);
	return rc;
}

static int
show_question(struct session *se, struct home *h, const char *id, struct err *e)
{
	struct review r = { 0 };
	const struct review_item *it;
	int rc = review_load(h, &r, e);

	it = rc == 0 ? review_lookup(&r, id) : NULL;
	if (rc == 0 && it == NULL)
		rc = err_set(e, ERR_ABSENT, "pas de question %s qui attende", id);
	else if (rc == 0 && se->json)
		say_json(review_item_js(h, it));
	else if (rc == 0)
		rc = print_question(h, it, e);
	review_release(&r);
	return rc < 0 ? CLI_FAILED : CLI_WAITS;
}

static int
count_answers(const struct words *w)
{
	return w->is_signed + w->is_empty + w->is_ignored + w->is_accepted + (w->role != NULL) +
	       (w->delegated != NULL) + (w->attach != NULL);
}

static int
parse_answer(const struct words *w, struct answer *a, struct err *e)
{
	if (count_answers(w) != 1)
		return err_set(e, ERR_USAGE,
		    "il faut une réponse, et une seule : --signed, --empty, --role, --delegated, "
		    "--accept, --attach ou --ignore");
	*a = (struct answer){ .name = w->delegated,
		.code = w->attach,
		.copy = w->copy,
		.page = w->page,
		.text = w->text,
		.stated = DATE_NONE };
	a->decision = w->is_signed        ? DECISION_SIGNED
		      : w->is_empty       ? DECISION_EMPTY
		      : w->is_ignored     ? DECISION_IGNORE
		      : w->is_accepted    ? DECISION_ACCEPT
		      : w->role != NULL   ? DECISION_ROLE
		      : w->attach != NULL ? DECISION_ATTACH
					  : DECISION_DELEGATED;
	if (w->role != NULL && role_typed(w->role, &a->role, e) < 0)
		return -1;
	for (size_t i = 0; i < w->signed_by.n && i < ROLE_COUNT; i++)
		if (role_typed(w->signed_by.at[i], &a->signed_by[a->n_signed_by++], e) < 0)
			return -1;
	if (w->stated != NULL && (a->stated = date_parse(w->stated)) == DATE_NONE)
		return err_set(
		    e, ERR_USAGE, "« %s » n'est pas une date (12/03/2027)", w->stated);
	return 0;
}

static void
print_settled(struct session *se, const char *id, const struct settled *s)
{
	struct js *o;

	if (se->json) {
		o = js_object();
		js_set_str(o, "id", id);
		js_set_int(o, "event", s->event);
		js_set_str(o, "document", s->code[0] != '\0' ? s->code : NULL);
		js_set_str(o, "before", s->before);
		js_set_str(o, "after", s->after);
		say_json(o);
		return;
	}
	printf("Question %s réglée", id);
	if (s->code[0] == '\0')
		puts(".");
	else if (strcmp(s->before, s->after) == 0)
		printf(" ; %s reste « %s ».\n", s->code, s->after);
	else
		printf(" ; %s passe de « %s » à « %s ».\n", s->code, s->before, s->after);
	printf("Pour revenir en arrière : paraphe undo fait-%lld\n", (long long)s->event);
}

static int
settle_one(
    struct session *se, struct home *h, const char *id, const struct answer *a, struct err *e)
{
	struct settled s;

	if (review_settle(h, id, a, &s, e) < 0)
		return -1;
	print_settled(se, id, &s);
	return 0;
}

/* « 27-45 »: each that waits. */
static int
settle_range(struct session *se, struct home *h, const char *range, const struct answer *a,
    struct err *e)
{
	struct review r = { 0 };
	unsigned char *wanted = NULL;
	int rc = review_load(h, &r, e);

	if (rc == 0) {
		wanted = mem_zero(r.n + 1, 1);
		rc = review_select(&r, range, wanted, e);
	}
	for (size_t i = 0; rc == 0 && i < r.n; i++)
		if (wanted[i])
			rc = settle_one(se, h, r.items[i].id, a, e);
	free(wanted);
	review_release(&r);
	return rc;
}

static int
settle(struct session *se, struct home *h, char **ids, int n, const struct answer *a,
    struct err *e)
{
	int rc = 0;

	for (int i = 0; i < n && rc == 0; i++)
		rc = strchr(ids[i], '-') != NULL ? settle_range(se, h, ids[i], a, e)
						 : settle_one(se, h, ids[i], a, e);
	if (rc < 0)
		return e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
	return CLI_DONE;
}

/* What the words ask for, in an open home. */
static int
review(
    struct session *se, struct home *h, char **ids, int n, const struct words *w, struct err *e)
{
	struct answer a;

	if (n == 0)
		return list(se, h, e);
	if (count_answers(w) == 0 && n == 1)
		return show_question(se, h, ids[0], e);
	if (parse_answer(w, &a, e) < 0)
		return CLI_USAGE;
	return settle(se, h, ids, n, &a, e);
}

static int
run_review(struct session *se, int argc, char **argv, struct err *e)
{
	struct words w = { 0 };
	const struct opt table[] = {
		{ "signed", OPT_FLAG, &w.is_signed, NULL, "la case est signée, ou cochée" },
		{ "empty", OPT_FLAG, &w.is_empty, NULL,
		    "la case n'est pas signée, ou pas cochée" },
		{ "role", OPT_STR, &w.role, "RÔLE",
		    "la signature est celle d'un autre : étudiant, entreprise, chef..." },
		{ "delegated", OPT_STR, &w.delegated, "NOM", "signée par délégation, par NOM" },
		{ "accept", OPT_FLAG, &w.is_accepted, NULL,
		    "la page est bien celle que ses voisines désignent" },
		{ "attach", OPT_STR, &w.attach, "CODE",
		    "la page est de ce papier ; l'accord, de ce stage, de cet étudiant (nom, ou classe)" },
		{ "copy", OPT_INT, &w.copy, "N", "avec --attach : exemplaire" },
		{ "page", OPT_INT, &w.page, "P", "avec --attach : page du papier" },
		{ "signed-by", OPT_LIST, &w.signed_by, "RÔLE",
		    "avec --attach : signature vue sur la page" },
		{ "ignore", OPT_FLAG, &w.is_ignored, NULL, "rien à en tirer" },
		{ "stated", OPT_STR, &w.stated, "DATE",
		    "jour de la signature, s'il est connu" },
		{ "comment", OPT_STR, &w.text, "TEXTE", "remarque gardée avec la décision" },
		{ 0 },
	};
	struct home h;
	int n = opt_parse(table, argc, argv, e), status = CLI_FAILED;

	if (n < 0)
		return opt_exit(n);
	if (home_open(&h, se->dir, se->actor, e) == 0)
		status = review(se, &h, argv + 1, n, &w, e);
	home_close(&h);
	return status;
}

const struct verb verb_review = {
	.name = "review",
	.usage = "[N°|N°-N°... RÉPONSE]",
	.help = "ce qui attend une décision : la liste, une question, ou y répondre",
	.run = run_review,
};
