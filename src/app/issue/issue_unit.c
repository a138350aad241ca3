/* The papers of a unit laid out, and the PDFs that they become. */
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "base/buf.h"
#include "base/mem.h"
#include "pdf/paper.h"

static struct press *
press_open(const struct issue *is, struct composer *c, const struct output *o, struct err *e)
{
	const struct draft *d = &is->drafts[o->first];
	char *title = mem_printf("%s – %s", is->form.title,
	    o->n == 1 && *d->name != '\0' ? d->name : d->class_label);
	struct press_info info = { .title = title,
		.author = is->h->school.name,
		.subject = is->form.title,
		.created = time_now(),
		.duplex = is->q->duplex };
	struct press *pr = press_new(c, &info, e);

	free(title);
	return pr;
}

static int
output_write(struct issue *is, struct output *o, struct press *pr, struct err *e)
{
	o->pages = press_pages(pr);
	return issue_write(pr, is->folder, is->pid, &o->temp, e);
}

static int
lay_out(struct issue *is, struct composer *c, struct draft *d, struct laid *laid, struct err *e)
{
	int rc = issue_lay_out(&is->texts, &is->form, c, d, laid, e);

	atomic_fetch_add(&is->tally->done, 1);
	return rc;
}

/* Each paper whole, one after another. */
static int
output_make(struct issue *is, struct composer *c, struct output *o, struct err *e)
{
	struct press *pr = press_open(is, c, o, e);
	int rc = pr != NULL ? 0 : -1;

	for (size_t i = o->first; rc == 0 && i < o->first + o->n; i++) {
		struct laid laid;

		rc = lay_out(is, c, &is->drafts[i], &laid, e);
		if (rc == 0) {
			struct taken t = issue_take(pr, &laid, 0);

			rc = issue_print(
			    pr, is->h, &is->form, &is->drafts[i], &t, o->copy, 0, e);
		}
		issue_laid_release(&laid);
	}
	if (rc == 0)
		rc = output_write(is, o, pr, e);
	press_free(pr);
	return rc;
}

/* The copies of one recipient after another: every paper is laid out once, and printed several times. */
struct sorted {
	struct issue *is;
	const struct unit *u;
	struct press **press; /* one an output; one for all where the file is one */
	size_t n_press;
	struct taken *taken; /* [press][draft] */
};

static int
sorted_take(struct sorted *s, struct composer *c, struct err *e)
{
	for (size_t i = 0; i < s->u->n; i++) {
		struct draft *d = &s->is->drafts[s->u->first + i];
		struct laid laid;
		int rc = lay_out(s->is, c, d, &laid, e);

		for (size_t k = 0; rc == 0 && k < s->n_press; k++)
			s->taken[k * s->u->n + i] = issue_take(s->press[k], &laid, 0);
		issue_laid_release(&laid);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int
sorted_print(const struct sorted *s, size_t press, int copy, struct err *e)
{
	const struct issue *is = s->is;

	for (size_t i = 0; i < s->u->n; i++)
		if (issue_print(s->press[press], is->h, &is->form, &is->drafts[s->u->first + i],
			&s->taken[press * s->u->n + i], copy, 0, e) < 0)
			return -1;
	return 0;
}

/* One file: the sheets, then the copies of each recipient in turn. */
static int
sorted_print_one(const struct sorted *s, struct err *e)
{
	int rc = sorted_print(s, 0, COPY_SHEET, e);

	for (int copy = 1; rc == 0 && copy <= s->is->form.copies; copy++)
		rc = sorted_print(s, 0, copy, e);
	return rc;
}

static int
sorted_run(struct sorted *s, struct composer *c, struct err *e)
{
	struct output *o = &s->is->outputs[s->u->output];
	int one = s->u->n_outputs == 1, rc = 0;

	for (size_t k = 0; rc == 0 && k < s->n_press; k++)
		rc = (s->press[k] = press_open(s->is, c, &o[k], e)) != NULL ? 0 : -1;
	if (rc == 0)
		rc = sorted_take(s, c, e);
	for (size_t k = 0; rc == 0 && k < s->n_press; k++) {
		rc = one ? sorted_print_one(s, e) : sorted_print(s, k, o[k].copy, e);
		if (rc == 0)
			rc = output_write(s->is, &o[k], s->press[k], e);
	}
	return rc;
}

static int
make_sorted(struct issue *is, struct composer *c, const struct unit *u, struct err *e)
{
	struct sorted s = { .is = is, .u = u, .n_press = u->n_outputs };
	int rc;

	s.press = mem_zero(s.n_press, sizeof(struct press *));
	s.taken = mem_zero(s.n_press * u->n, sizeof *s.taken);
	rc = sorted_run(&s, c, e);
	for (size_t k = 0; k < s.n_press; k++)
		press_free(s.press[k]);
	free(s.press);
	free(s.taken);
	return rc;
}

static int
make_in_turn(struct issue *is, struct composer *c, const struct unit *u, struct err *e)
{
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < u->n_outputs; k++)
		rc = output_make(is, c, &is->outputs[u->output + k], e);
	return rc;
}

int
issue_unit_make(struct issue *is, struct composer *c, struct unit *u, struct err *e)
{
	struct buf frozen = BUF_INIT;
	int rc =
	    is->q->by == ISSUE_BY_COPY ? make_sorted(is, c, u, e) : make_in_turn(is, c, u, e);

	if (rc == 0) {
		texts_freeze(&is->texts, &frozen);
		u->frozen = buf_take(&frozen);
	}
	return rc;
}
