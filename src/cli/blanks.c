#include <stdio.h>

#include "app/follow/blanks.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/blanks_imp.h"
#include "cli/cli.h"
#include "cli/grid.h"
#include "cli/say_imp.h"

enum { COLUMNS = 7 };

static void
add_row(struct grid *g, const struct blanks_row *r)
{
	grid_addf(g, TINT_NONE, "%d", r->n);
	grid_add(g, TINT_DIM, r->code);
	grid_add(g, TINT_NONE, r->teacher[0] != '\0' ? r->teacher : "–");
	grid_add_day(g, TINT_NONE, r->printed != 0 ? time_date(r->printed) : DATE_NONE, "–");
	grid_add_day(g, TINT_NONE, r->returned != 0 ? time_date(r->returned) : DATE_NONE, "–");
	if (r->who.name[0] != '\0')
		grid_addf(g, TINT_NONE, "%s, stage n° %s", r->who.name, r->who.placement);
	else
		grid_add(g, TINT_DIM, "–");
	grid_add(g, r->urgent ? TINT_BAD : TINT_DIM, r->note);
}

static void
print_register(const struct blanks *b, const char *year)
{
	static const char *const heads[COLUMNS] = { "N°", "Papier", "Remise à", "Imprimée",
		"Revenue", "Régularisée", "" };
	struct grid g;

	printf("Conventions vierges – %s : %zu, dont %zu à suivre\n\n", year, b->n, b->urgent);
	if (b->n == 0)
		return;
	grid_init(&g, COLUMNS, 1, 2);
	for (size_t i = 0; i < COLUMNS; i++)
		grid_add(&g, TINT_BOLD, heads[i]);
	for (size_t i = 0; i < b->n; i++)
		add_row(&g, &b->rows[i]);
	grid_print(&g, stdout);
	if (b->urgent > 0)
		puts("\nPour régulariser : paraphe regularise CODE --placement N°");
}

static int
save(struct home *h, const struct blanks *b, const char *year, const char *path, struct err *e)
{
	struct buf pdf = BUF_INIT;
	int rc = blanks_pdf(h, b, year, &pdf, e);

	if (rc == 0)
		rc = file_replace(path, pdf.data, pdf.len, e);
	if (rc == 0)
		printf("Registre à imprimer : %s\n", path);
	buf_release(&pdf);
	return rc;
}

int
show_blanks(struct session *se, const char *year, const char *path, struct err *e)
{
	struct blanks b = { 0 };
	struct home h;
	int rc = home_open(&h, se->dir, se->actor, e);

	if (rc == 0)
		rc = blanks_load(&h, year, &b, e);
	if (rc == 0 && path != NULL)
		rc = save(&h, &b, year, path, e);
	else if (rc == 0 && !se->json)
		print_register(&b, year);
	for (size_t i = 0; rc == 0 && path == NULL && se->json && i < b.n; i++)
		say_json(blanks_row_js(&b.rows[i]));
	blanks_release(&b);
	home_close(&h);
	return rc < 0 ? CLI_FAILED : CLI_DONE;
}
