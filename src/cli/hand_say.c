#include <stdio.h>
#include <string.h>

#include "app/follow/hand.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "cli/cli.h"
#include "cli/grid.h"
#include "cli/hand_say_imp.h"
#include "cli/say_imp.h"

static void
print_json(const struct hand_report *r, const struct handed *p)
{
	struct js *o = js_object(), *copies = js_array();

	if (p->n_copies > 0) {
		js_set_int(o, "event", r->event);
		js_set_int(o, "batch", r->batch);
	}
	js_set_str(o, "document", p->code);
	js_set_str(o, "student", p->who.name);
	for (int i = 0; i < p->n_copies; i++)
		js_add(copies, js_int(p->copies[i]));
	js_set(o, "copies", copies);
	js_set_str(o, "before", p->before);
	js_set_str(o, "after", p->after);
	js_set_str(o, "refused", p->why);
	say_json(o);
}

/* « exemplaires 1 et 2 remis » */
static void
add_copies(struct grid *g, const struct handed *p, const char *done)
{
	struct buf words = BUF_INIT;

	buf_printf(&words, "exemplaire%s ", p->n_copies > 1 ? "s" : "");
	for (int i = 0; i < p->n_copies; i++)
		buf_printf(&words, "%s%d",
		    i == 0                ? ""
		    : i + 1 < p->n_copies ? ", "
					  : " et ",
		    p->copies[i]);
	buf_printf(
	    &words, " %s%s", done, p->n_copies > 1 && done[strlen(done) - 1] != 's' ? "s" : "");
	grid_add(g, TINT_GOOD, words.data);
	buf_release(&words);
}

static void
add_paper(struct grid *g, const struct handed *p)
{
	grid_add(g, TINT_NONE, p->who.section);
	grid_add(g, TINT_NONE, p->who.name);
	grid_add(g, TINT_DIM, p->code);
}

static void
print_done(const struct hand_report *r, const char *done)
{
	struct grid g;

	if (r->done == 0)
		return;
	grid_init(&g, 5, 0, 2);
	for (size_t i = 0; i < r->n; i++) {
		if (r->at[i].n_copies == 0)
			continue;
		add_paper(&g, &r->at[i]);
		add_copies(&g, &r->at[i], done);
		grid_add(&g, TINT_NONE, r->at[i].after);
	}
	grid_print(&g, stdout);
}

static void
print_refused(const struct hand_report *r, const char *done)
{
	struct grid g;

	if (r->refused == 0 || r->n == 1)
		return;
	printf("\nCe qui n'est pas %s :\n", done);
	grid_init(&g, 4, 0, 2);
	for (size_t i = 0; i < r->n; i++) {
		if (r->at[i].why == NULL)
			continue;
		add_paper(&g, &r->at[i]);
		grid_add(&g, TINT_WARN, r->at[i].why);
	}
	grid_print(&g, stdout);
}

int
say_handed(struct session *se, const struct hand_report *r, const char *done, int rc,
    const struct err *e)
{
	for (size_t i = 0; se->json && i < r->n && (rc == 0 || r->n > 1); i++)
		print_json(r, &r->at[i]);
	if (!se->json) {
		print_done(r, done);
		print_refused(r, done);
	}
	if (rc < 0)
		return e->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
	if (!se->json)
		printf(
		    "Pour revenir en arrière : paraphe undo lot-%lld\n", (long long)r->batch);
	return r->refused > 0 ? CLI_WAITS : CLI_DONE;
}
