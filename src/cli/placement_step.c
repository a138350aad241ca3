/* `placement add`, `change`, `cancel`, `interrupt`. */
#include <stdio.h>

#include "app/import/change.h"
#include "app/home.h"
#include "app/issue/issue.h"
#include "base/err.h"
#include "base/js.h"
#include "cli/placement_imp.h"
#include "cli/say_imp.h"

enum { FIELDS_MAX = 48 };

static void
print_messages(const struct import_report *rep)
{
	for (size_t i = 0; i < rep->n_messages; i++)
		fprintf(stderr, "%s\n", rep->messages[i]);
}

/* What the change costs: nothing, a new version, an amendment. */
static void
print_cost(struct home *h, const char *number)
{
	struct issue_report r = { .batch = 0 };
	struct err e = ERR_INIT;
	int rc = change_cost(h, number, &r, &e);

	for (size_t i = 0; i < r.n_notices; i++)
		printf("%s : %s\n",
		    r.notices[i].severity == LAW_REFUSE ? "À corriger avant d'imprimer"
							: "À vérifier",
		    r.notices[i].text);
	if (r.n_docs == 1 && r.docs[0].fate == ISSUE_REPLACED)
		printf(
		    "La convention imprimée n'est plus à jour (%s) : « paraphe issue convention "
		    "--placement %s » imprime la version %d, qui la remplace.\n",
		    r.docs[0].words, number, r.docs[0].version);
	else if (rc == 0 && r.n_docs == 1 && r.docs[0].fate == ISSUE_KEPT)
		printf("Convention : %s.\n", r.docs[0].words);
	issue_report_release(&r);
}

static int
exit_of(int rc, const struct err *e)
{
	return rc == 0 ? CLI_DONE : e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

static void
print_changed(struct session *se, int is_new, const struct changed *c)
{
	if (se->json) {
		struct js *o = js_object();

		js_set_str(o, "placement", c->number);
		js_set_int(o, "event", c->event);
		js_set_bool(o, "added", is_new);
		say_json(o);
		return;
	}
	if (c->event == 0) {
		puts("Rien n'a changé.");
		return;
	}
	printf("Stage n° %s %s.\nPour revenir en arrière : paraphe undo fait-%lld\n", c->number,
	    is_new ? "ajouté" : "modifié", (long long)c->event);
}

int
placement_change(struct session *se, struct home *h, const char *number, char **words, size_t n,
    struct err *e)
{
	const char *names[FIELDS_MAX], *values[FIELDS_MAX];
	struct import_values given = { names, values, n };
	struct import_report rep = { .done = 0 };
	struct changed c = { .event = 0 };
	int rc = n <= FIELDS_MAX
		     ? change_words(words, n, names, values, e)
		     : err_set(e, ERR_USAGE, "trop de champs : %d au plus", FIELDS_MAX);

	if (rc == 0)
		rc = change_placement(h, number, &given, &rep, &c, e);
	if (rc == 0) {
		print_messages(&rep);
		print_changed(se, number == NULL, &c);
		if (number != NULL && c.event != 0 && !se->json)
			print_cost(h, number);
	}
	import_report_release(&rep);
	return exit_of(rc, e);
}

static void
print_stepped(
    struct session *se, const char *number, const char *what, const struct stay_stepped *out)
{
	if (se->json) {
		struct js *o = js_object();

		js_set_str(o, "placement", number);
		js_set_int(o, "event", out->event);
		if (out->batch != 0)
			js_set_int(o, "batch", out->batch);
		js_set_int(o, "papers", out->papers);
		say_json(o);
		return;
	}
	printf("Stage n° %s %s.\n", number, what);
	if (out->papers > 0)
		printf("%d papier%s %s avec lui.\n", out->papers, out->papers > 1 ? "s" : "",
		    out->papers > 1 ? "annulés" : "annulé");
	printf("Pour revenir en arrière : paraphe undo %s%lld\n",
	    out->batch != 0 ? "lot-" : "fait-",
	    (long long)(out->batch != 0 ? out->batch : out->event));
}

int
placement_cancel(
    struct session *se, struct home *h, const char *number, const char *reason, struct err *e)
{
	struct stay_stepped out;
	int rc = stay_cancel(h, number, reason, &out, e);

	if (rc == 0)
		print_stepped(se, number, "annulé", &out);
	return exit_of(rc, e);
}

int
placement_interrupt(struct session *se, struct home *h, const char *number, const char *on,
    const char *reason, struct err *e)
{
	date day = on != NULL ? date_parse(on) : DATE_NONE;
	char words[DATE_TEXT_SIZE + 32], text[DATE_TEXT_SIZE];
	struct stay_stepped out;
	int rc = 0;

	if (on == NULL)
		rc = err_set(
		    e, ERR_USAGE, "il faut le dernier jour de présence (--on 12/03/2027)");
	else if (day == DATE_NONE)
		rc = err_set(e, ERR_USAGE, "« %s » n'est pas une date (12/03/2027)", on);
	if (rc == 0)
		rc = stay_interrupt(h, number, day, reason, &out, e);
	if (rc == 0) {
		date_text(day, text);
		snprintf(words, sizeof words, "interrompu le %s", text);
		print_stepped(se, number, words, &out);
	}
	return exit_of(rc, e);
}
