#include "app/copies.h"

#include <string.h>

#include "app/asked.h"
#include "base/buf.h"
#include "base/date.h"
#include "domain/state.h"

/* A question asked of one copy. */
typedef int copy_test(const struct state_copy *c, const void *of);

static size_t
count_copies(const struct state *st, copy_test *test, const void *of)
{
	size_t n = 0;

	for (size_t i = 0; i < st->n_copies; i++)
		n += test(&st->copies[i], of) != 0;
	return n;
}

/* « exemplaire 2 », « exemplaires 1, 2 et 3 »: those that pass; how many. */
static size_t
list_copies(const struct state *st, copy_test *test, const void *of, struct buf *out)
{
	size_t total = count_copies(st, test, of), n = 0;

	if (total > 0)
		buf_str(out, total > 1 ? "exemplaires " : "exemplaire ");
	for (size_t i = 0; i < st->n_copies; i++)
		if (test(&st->copies[i], of)) {
			n++;
			buf_printf(out, "%s%d",
			    n == 1       ? ""
			    : n == total ? " et "
					 : ", ",
			    st->copies[i].copy);
		}
	return total;
}

/* In the same hands since the same day. */
static int
is_with(const struct state_copy *c, const void *of)
{
	const struct state_copy *first = of;

	return c->handed_out != 0 && c->holder == first->holder &&
	       time_date(c->handed_out) == time_date(first->handed_out);
}

/* No copy before this one says the same. */
static int
is_first(const struct state *st, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_with(&st->copies[k], &st->copies[i]))
			return 0;
	return 1;
}

void
copies_away_words(const struct state *st, struct buf *out)
{
	for (size_t i = 0; i < st->n_copies; i++) {
		const struct state_copy *c = &st->copies[i];
		char day[DATE_TEXT_SIZE];

		if (c->handed_out == 0 || !is_first(st, i))
			continue;
		date_text(time_date(c->handed_out), day);
		buf_printf(out, "%schez %s depuis le %s", out->len > 0 ? " ; " : "",
		    role_article(c->holder), day);
		if (count_copies(st, is_with, c) < st->n_copies) {
			buf_str(out, " (");
			list_copies(st, is_with, c, out);
			buf_char(out, ')');
		}
	}
}

static int
is_unseen(const struct state_copy *c, const void *of)
{
	(void)of;
	return c->n_seen == 0 && c->handed_out == 0 && c->handed_over == 0;
}

void
copies_unseen_words(const struct state *st, struct buf *out)
{
	if (!st->returned)
		return;
	size_t n = list_copies(st, is_unseen, NULL, out);

	if (n > 0)
		buf_str(out, n > 1 ? " jamais revus" : " jamais revu");
}

static int
is_incomplete(const struct state_copy *c, const void *of)
{
	(void)of;
	return c->incomplete && c->handed_over == 0;
}

void
copies_incomplete_words(const struct state *st, struct buf *out)
{
	size_t n = list_copies(st, is_incomplete, NULL, out);

	if (n > 0)
		buf_str(out, n > 1 ? " incomplets" : " incomplet");
}
