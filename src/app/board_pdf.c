#include "app/board.h"

#include <stdio.h>

#include "app/home.h"
#include "app/md.h"
#include "app/sheet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "template/block.h"

static void
day_text(date d, char out[16])
{
	int year, month, day;

	snprintf(out, 16, "–");
	if (d == DATE_NONE)
		return;
	date_split(d, &year, &month, &day);
	snprintf(out, 16, "%02u/%02u/%02u", (unsigned)day % 100, (unsigned)month % 100,
	    (unsigned)year % 100);
}

static void
add_row(const struct board_row *r, struct buf *md)
{
	struct buf state = BUF_INIT, remarks = BUF_INIT;
	char since[16], start[16];

	if (r->kind != DOC_CONVENTION)
		buf_printf(&state, "%s : ", doc_kind_words(r->kind));
	buf_str(&state, r->words);
	board_remarks(r, &remarks);
	if (remarks.len == 0)
		buf_str(&remarks, "–"); /* an empty cell is ruled for a pen */
	day_text(r->since != 0 ? time_date(r->since) : DATE_NONE, since);
	day_text(r->who.start, start);
	md_row(md, r->who.name, r->who.company, state.data, since, start, remarks.data, NULL);
	buf_release(&state);
	buf_release(&remarks);
}

static void
add_head(const struct board *b, struct buf *md)
{
	struct buf words = BUF_INIT;

	buf_str(md, "```notice\n**Conventions :** ");
	board_counts(b, &words);
	md_text(md, words.data);
	buf_cut(&words, 0);
	board_alerts(b, &words);
	if (words.len > 0) {
		buf_str(md, "\n\n**Attention :** ");
		md_text(md, words.data);
	}
	buf_str(md, "\n```\n");
	buf_release(&words);
}

int
board_pdf(
    struct home *h, const struct board *b, const char *year, struct buf *out, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct buf md = BUF_INIT;
	struct block *doc;
	char day[DATE_TEXT_SIZE];
	int rc = -1;

	add_head(b, &md);
	for (size_t i = 0, end; i < b->n; i = end) {
		end = board_section_end(b, i);
		buf_str(&md, "\n## ");
		md_text(&md, b->rows[i].who.section[0] != '\0' ? b->rows[i].who.section
							       : "Sans section");
		buf_str(&md, "\n\n| Étudiant | Entreprise | État | Depuis | Début | À noter |\n"
			     "|---|---|---|---|---|---|\n");
		for (; i < end; i++)
			add_row(&b->rows[i], &md);
	}
	date_text(b->today, day);
	doc = template_parse(md.data, "tableau", &a, e);
	if (doc != NULL)
		rc = sheet_print(h, doc, arena_printf(&a, "Stages %s – le %s", year, day),
		    time_now(), out, e);
	buf_release(&md);
	arena_release(&a);
	return rc;
}
