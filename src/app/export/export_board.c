#include "app/export/export_imp.h"

#include "base/buf.h"
#include "domain/words.h"

static const struct book_column columns[] = {
	{ "Section", BOOK_TEXT, 12 },
	{ "Étudiant", BOOK_TEXT, 28 },
	{ "Entreprise", BOOK_TEXT, 28 },
	{ "Professeur référent", BOOK_TEXT, 22 },
	{ "Stage n°", BOOK_TEXT, 9 },
	{ "Début", BOOK_DATE, 11 },
	{ "Fin", BOOK_DATE, 11 },
	{ "Papier", BOOK_TEXT, 20 },
	{ "Code", BOOK_TEXT, 16 },
	{ "Version", BOOK_NUMBER, 8 },
	{ "État", BOOK_TEXT, 38 },
	{ "Depuis", BOOK_DATE, 11 },
	{ "Exemplaire 1", BOOK_TEXT, 34 },
	{ "Exemplaire 2", BOOK_TEXT, 34 },
	{ "Exemplaire 3", BOOK_TEXT, 34 },
	{ "À noter", BOOK_TEXT, 60 },
};
enum { COLUMNS = sizeof columns / sizeof columns[0], SHOWN_COPIES = 3 };

/* As the board on the terminal is coloured. */
static enum book_tone
tone_of(const struct board_row *r)
{
	if (r->late != NULL)
		return BOOK_BAD;
	if (r->order != NULL || r->questions > 0 || r->to_regularise)
		return BOOK_WARN;
	switch (r->state) {
	case STATE_SIGNED_PRINCIPAL:
	case STATE_DELIVERED:
	case STATE_VALIDATED:
	case STATE_CLOSED:
		return BOOK_GOOD;
	case STATE_REFUSED:
	case STATE_CANCELLED:
	case STATE_SUPERSEDED:
		return BOOK_DIM;
	case STATE_DRAFT:
	case STATE_ISSUED:
	case STATE_RETURNED:
	case STATE_SIGNED_STUDENT:
	case STATE_SIGNED_COMPANY:
	case STATE_COUNT:
		break;
	}
	return BOOK_PLAIN;
}

static const char *
remarks_of(struct export_rows *to, const struct board_row *r)
{
	struct buf out = BUF_INIT;
	const char *kept;

	board_remarks(r, &out);
	kept = arena_str(&to->arena, out.data);
	buf_release(&out);
	return kept;
}

static void
add_row(struct export_rows *to, const struct board_row *r)
{
	const char **c = export_row(to, r->who.section, tone_of(r));

	*c++ = r->who.section;
	*c++ = r->who.name;
	*c++ = r->who.company;
	*c++ = r->who.teacher;
	*c++ = r->who.placement;
	*c++ = export_date(to, r->who.start);
	*c++ = export_date(to, r->who.end);
	*c++ = doc_kind_words(r->kind);
	*c++ = r->code;
	*c++ = r->version > 0 ? arena_printf(&to->arena, "%d", r->version) : "";
	*c++ = r->words;
	*c++ = export_date(to, r->since != 0 ? time_date(r->since) : DATE_NONE);
	for (int i = 0; i < SHOWN_COPIES; i++)
		*c++ = i < r->n_copies ? doc_state_words(r->kind, r->copies[i]) : "";
	*c = remarks_of(to, r);
}

int
export_board(struct home *h, const struct board_filter *f, enum export_format format,
    struct buf *out, struct err *e)
{
	struct export_rows rows = { .columns = columns, .n_columns = COLUMNS };
	struct board b = { 0 };
	int rc = board_load(h, f, &b, e);

	for (size_t i = 0; rc == 0 && i < b.n; i++)
		add_row(&rows, &b.rows[i]);
	if (rc == 0)
		rc = export_write(&rows, format, out, e);
	export_rows_release(&rows);
	board_release(&b);
	return rc;
}
