/* The principal's pile, as a list to tick: what is ready to be signed, the first to begin first. */
#include <stdio.h>
#include <stdlib.h>

#include "app/board.h"
#include "app/home.h"
#include "app/md.h"
#include "app/sheet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "template/block.h"

enum { SOON = 30 }; /* days: later than that, the date alone says it */

static int
by_start(const void *x, const void *y)
{
	const struct board_row *a = *(const struct board_row *const *)x,
			       *b = *(const struct board_row *const *)y;

	if (a->who.start != b->who.start)
		return a->who.start < b->who.start ? -1 : 1;
	return a < b ? -1 : a > b; /* as on the board */
}

/* « 12 mars 2027, dans 3 jours » */
static void
add_start(date start, date today, struct buf *md)
{
	char day[DATE_TEXT_SIZE];
	int left = start - today;

	date_text(start, day);
	md_solid(md, start != DATE_NONE ? day : "–");
	if (start == DATE_NONE || left > SOON)
		return;
	if (left < 0)
		buf_printf(md, ", commencé depuis %d jour%s", -left, left < -1 ? "s" : "");
	else if (left < 2)
		buf_str(md, left == 0 ? ", aujourd'hui" : ", demain");
	else
		buf_printf(md, ", dans %d jours", left);
}

/* « 1, 2 »: the copies that can be signed now. */
static void
add_copies(const struct board_row *r, struct buf *out)
{
	for (int i = 0; i < r->n_copies; i++)
		if (r->copies[i] == STATE_SIGNED_COMPANY)
			buf_printf(out, "%s%d", out->len > 0 ? ", " : "", i + 1);
}

static void
add_row(const struct board_row *r, date today, struct buf *md)
{
	struct buf copies = BUF_INIT, remarks = BUF_INIT;

	add_copies(r, &copies);
	board_remarks(r, &remarks);
	if (remarks.len == 0)
		buf_str(&remarks, "–"); /* only the first cell is for a pen */
	buf_str(md, "| | ");
	md_text(md, r->who.name);
	buf_str(md, " | ");
	md_solid(md, r->who.section);
	buf_str(md, " | ");
	md_text(md, r->who.company);
	buf_str(md, " | ");
	add_start(r->who.start, today, md);
	buf_printf(md, " | %s | ", copies.data);
	md_text(md, remarks.data);
	buf_str(md, " |\n");
	buf_release(&copies);
	buf_release(&remarks);
}

/* Whose pile it is, how many, and what to do with it. */
static void
add_head(const struct home *h, const struct board *b, const char *day, struct buf *md)
{
	const struct school *s = &h->school;

	buf_printf(md, "# À signer : %zu convention%s\n\n**", b->n, b->n > 1 ? "s" : "");
	md_text(md, s->principal_name);
	if (s->principal_title[0] != '\0') {
		buf_str(md, ", ");
		md_text(md, s->principal_title);
	}
	buf_printf(md,
	    "**, le %s\n\nUn exemplaire au moins porte déjà les signatures de l'étudiant et de "
	    "l'entreprise. Le stage ne commence qu'une fois la convention signée de tous ; s'il "
	    "manque un tuteur, sa signature reste à demander.\n\n",
	    day);
}

int
board_pile_pdf(struct home *h, const struct board *b, struct buf *out, struct err *e)
{
	const struct board_row **rows = mem_zero(b->n + 1, sizeof *rows);
	struct arena a = ARENA_INIT;
	struct buf md = BUF_INIT;
	struct block *doc;
	char day[DATE_TEXT_SIZE];
	int rc = -1;

	for (size_t i = 0; i < b->n; i++)
		rows[i] = &b->rows[i];
	qsort(rows, b->n, sizeof *rows, by_start);
	date_text(b->today, day);
	add_head(h, b, day, &md);
	if (b->n > 0)
		buf_str(&md, "| Signé | Étudiant | Section | Entreprise | Début du stage | "
			     "Ex. | À noter |\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < b->n; i++)
		add_row(rows[i], b->today, &md);
	buf_str(&md, "\n```blanks\nRendu au secrétariat le | Signature\n```\n");
	doc = template_parse(md.data, "parapheur", &a, e);
	if (doc != NULL)
		rc = sheet_print(h, doc, "Liste pour le parapheur", time_now(), out, e);
	buf_release(&md);
	arena_release(&a);
	free(rows);
	return rc;
}
