#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/ingest/inbox.h"
#include "app/label.h"
#include "app/ingest/read.h"
#include "app/ingest/reading.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "cli/grid.h"
#include "cli/progress_imp.h"
#include "cli/say_imp.h"
#include "cli/verbs_imp.h"

/* How the pages are printed. */
struct printer {
	int json, explain;
	const char *path; /* of the table being printed */
	struct grid grid;
	struct progress progress;
	struct scan_attempt attempts[SCAN_ATTEMPTS_MAX]; /* of all pages */
};

static const char *
verdict_mark(enum verdict v)
{
	switch (v) {
	case VERDICT_SIGNED:
		return "signée";
	case VERDICT_EMPTY:
		return "vide";
	case VERDICT_DOUBTFUL:
	case VERDICT_COUNT:
		break;
	}
	return "à vérifier";
}

/* « étudiant : signée, entreprise : vide » */
static void
describe_boxes(const struct scan_page *p, int explain, struct buf *out)
{
	for (size_t i = 0; i < p->n_boxes; i++) {
		const struct scan_box *b = &p->boxes[i];

		buf_printf(out, "%s%s : %s", i > 0 ? ", " : "",
		    b->box.kind == BOX_CHECK ? b->box.id : role_words(b->box.role),
		    verdict_mark(b->verdict));
		if (explain)
			buf_printf(
			    out, " (%.0f %%, encre %.1f mm²)", b->score * 100, b->ink_mm2);
		if (b->hint != NULL)
			buf_printf(out, " [%s]", b->hint);
	}
}

static void
describe_measures(const struct scan_page *p, struct buf *out)
{
	buf_printf(
	    out, "%s%.0f ppp, tournée de %d°", out->len > 0 ? " – " : "", p->dpi, p->rotation);
	if (p->registered)
		buf_printf(
		    out, ", calée à %.2f mm, échelle %.1f %%", p->residual_mm, p->scale * 100);
	buf_printf(out, ", %.0f ms", p->ms);
}

static void
count_attempts(struct printer *pr, const struct scan_page *p)
{
	for (size_t i = 0; i < SCAN_ATTEMPTS_MAX; i++) {
		struct scan_attempt *all = &pr->attempts[i];

		all->tried += p->attempts[i].tried;
		all->found += p->attempts[i].found;
		all->ours += p->attempts[i].ours;
		all->ms += p->attempts[i].ms;
	}
}

/* How the tags were found, for who tunes the order of the attempts. */
static void
print_attempts(const struct printer *pr)
{
	static const char *const heads[] = { "recherche de l'étiquette", "essais", "codes",
		"étiquettes", "ms", "ms par essai" };
	struct grid g;

	grid_init(&g, 6, 1, 2);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		grid_add(&g, TINT_BOLD, heads[i]);
	for (size_t i = 0; scan_attempt_words(i) != NULL; i++) {
		const struct scan_attempt *a = &pr->attempts[i];

		if (a->tried == 0)
			continue;
		grid_add(&g, TINT_NONE, scan_attempt_words(i));
		grid_addf(&g, TINT_NONE, "%d", a->tried);
		grid_addf(&g, TINT_NONE, "%d", a->found);
		grid_addf(&g, TINT_NONE, "%d", a->ours);
		grid_addf(&g, TINT_NONE, "%.0f", a->ms);
		grid_addf(&g, TINT_NONE, "%.1f", a->ms / a->tried);
	}
	putchar('\n');
	grid_print(&g, stdout);
}

static struct js *
attempts_js(const struct scan_page *p)
{
	struct js *list = js_array();

	for (size_t i = 0; scan_attempt_words(i) != NULL; i++) {
		const struct scan_attempt *a = &p->attempts[i];
		struct js *o;

		if (a->tried == 0)
			continue;
		o = js_object();
		js_set_str(o, "attempt", scan_attempt_words(i));
		js_set_int(o, "tried", a->tried);
		js_set_int(o, "found", a->found);
		js_set_int(o, "first", a->ours);
		js_set_real(o, "ms", a->ms);
		js_add(list, o);
	}
	return list;
}

static void
print_json(const struct printer *pr, const char *path, const struct scan_file *f,
    const struct scan_page *p, const struct tag *tag)
{
	struct js *o = reading_write(path, f->sha256, p, tag);

	if (pr->explain) {
		js_set(o, "attempts", attempts_js(p));
		if (tag == NULL && p->text[0] != '\0')
			js_set_str(o, "foreign", p->text);
	}
	say_json(o);
}

static void
end_table(struct printer *pr)
{
	progress_clear(&pr->progress);
	if (pr->path == NULL)
		return;
	grid_print(&pr->grid, stdout);
	pr->path = NULL;
}

static void
start_table(struct printer *pr, const char *path, const struct scan_file *f)
{
	char *name = label_of(path_base(path));

	end_table(pr);
	printf("%s : %d page%s\n", name, f->pages, f->pages > 1 ? "s" : "");
	free(name);
	pr->path = path;
	grid_init(&pr->grid, 5, 1, 2);
	grid_add(&pr->grid, TINT_BOLD, "page");
	grid_add(&pr->grid, TINT_BOLD, "résultat");
	grid_add(&pr->grid, TINT_BOLD, "papier");
	grid_add(&pr->grid, TINT_BOLD, "ex. et page");
	grid_add(&pr->grid, TINT_BOLD, "cases");
}

static enum tint
outcome_tint(enum outcome o)
{
	return o == OUTCOME_READ ? TINT_NONE : o == OUTCOME_BLANK ? TINT_DIM : TINT_WARN;
}

static void
add_row(struct printer *pr, const struct scan_page *p, const struct tag *tag)
{
	struct buf about = BUF_INIT;
	char human[TAG_HUMAN_SIZE];

	grid_addf(&pr->grid, TINT_NONE, "%d", p->page);
	grid_add(&pr->grid, outcome_tint(p->outcome), outcome_words(p->outcome));
	if (tag != NULL) {
		tag_human(tag, human);
		grid_add(&pr->grid, TINT_NONE, human);
		grid_addf(&pr->grid, TINT_NONE, "ex. %d, p. %d", tag->copy, tag->page);
	} else {
		grid_add(&pr->grid, TINT_NONE, NULL);
		grid_add(&pr->grid, TINT_NONE, NULL);
	}
	describe_boxes(p, pr->explain, &about);
	if (p->note[0] != '\0')
		buf_printf(&about, "%s%s", about.len > 0 ? " – " : "", p->note);
	if (pr->explain) {
		describe_measures(p, &about);
		if (tag == NULL && p->text[0] != '\0')
			buf_printf(&about, ", code lu : « %s »", p->text);
	}
	grid_add(&pr->grid, TINT_NONE, about.data);
	buf_release(&about);
}

static int
print_page(void *ctx, const char *path, const struct scan_file *f, const struct scan_page *p,
    const struct tag *tag)
{
	struct printer *pr = ctx;

	if (pr->json) {
		print_json(pr, path, f, p, tag);
	} else {
		count_attempts(pr, p);
		if (pr->path != path)
			start_table(pr, path, f);
		add_row(pr, p, tag);
	}
	progress_page(&pr->progress, path, p->page, f->pages);
	return 0;
}

static void
print_failed(void *ctx, const char *path, const char *why)
{
	struct printer *pr = ctx;
	char *name, *words;

	end_table(pr);
	if (pr->json) {
		say_json(reading_write_error(path, why));
		return;
	}
	name = label_of(path_base(path));
	words = label_of(why);
	say_file_fault(name, words);
	free(name);
	free(words);
}

static int
run_read(struct session *se, int argc, char **argv, struct err *e)
{
	struct printer pr = { .json = se->json };
	int workers = 0, n, rc = 0;
	const struct opt table[] = {
		{ "jobs|j", OPT_INT, &workers, "N",
		    "lecteurs en parallèle (défaut : les cœurs)" },
		{ "explain", OPT_FLAG, &pr.explain, NULL,
		    "ajoute les mesures de chaque page, le texte des codes étrangers et ce que chaque "
		    "essai de lecture d'étiquette a coûté et trouvé" },
		{ 0 },
	};
	const struct read_sink sink = { print_page, print_failed, &pr };
	struct inbox in = INBOX_INIT;
	struct read_count count = { 0 };
	struct home home;

	n = opt_parse(table, argc, argv, e);
	if (n <= 0)
		return n < 0 ? opt_exit(n) : CLI_USAGE;
	progress_init(&pr.progress, pr.json && isatty(STDOUT_FILENO));
	for (int i = 1; i <= n && rc == 0; i++)
		rc = inbox_add(&in, argv[i], e);
	say_folders_left(&in);
	if (rc == 0) {
		rc = home_open(&home, se->dir, se->actor, e);
		if (rc == 0)
			rc = app_read(&home, &in, workers, &sink, &count, e);
		home_close(&home);
	}
	end_table(&pr);
	if (pr.explain && !pr.json && count.pages > 0)
		print_attempts(&pr);
	inbox_release(&in);
	if (rc == 0 && count.files == 0)
		err_set(e, ERR_ABSENT, "aucun fichier à lire");
	if (rc != 0 || count.files == count.failed)
		return CLI_FAILED;
	return count.failed > 0 ? CLI_WAITS : CLI_DONE;
}

const struct verb verb_read = {
	.name = "read",
	.usage = "FICHIER|DOSSIER... [-j N] [--explain]",
	.help = "lit des papiers numérisés, page par page, sans rien changer",
	.run = run_read,
};
