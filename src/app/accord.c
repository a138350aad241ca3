#include "app/accord.h"

#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/document.h"
#include "store/placement.h"

enum { SHOWN_MAX = 12 };

const char *
accord_form_words(struct store *st, const struct document *d, struct arena *a)
{
	struct folded mould;

	if (d->mould == 0 || document_fold(st, d->mould, a, &mould, NULL) != 1)
		return NULL;
	if (strcmp(mould.d.year, d->year) != 0)
		return arena_printf(a, "formulaire de %s", mould.d.year);
	return mould.state.state == STATE_SUPERSEDED ? "ancienne version du formulaire" : NULL;
}

struct loading {
	struct accord_pupils *out;
	struct err *e;
};

static int
take_pupil(void *ctx, const struct pupil *p)
{
	struct loading *l = ctx;
	struct accord_pupils *to = l->out;
	struct who who;

	who_of_pupil(p, &to->arena, &who);
	to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
	to->at[to->n++] = (struct accord_pupil){ .enrolment = p->enrolment.id,
		.name = who.name,
		.class_label = arena_str(&to->arena, p->enrolment.class_label) };
	return 0;
}

static int
any_stay(void *ctx, const struct stay *s)
{
	(void)ctx;
	(void)s;
	return 1;
}

static int
came_back(void *ctx, const struct folded *f)
{
	(void)ctx;
	return state_is_live(&f->state) && f->state.state != STATE_ISSUED;
}

/* Has neither a placement nor an accord that came back: 1, 0, -1. */
static int
waits(struct store *st, int64_t enrolment, struct err *e)
{
	const struct stay_filter stays = { .enrolment = enrolment };
	const struct document_filter accords = {
		.enrolment = enrolment, .kind_set = 1, .kind = DOC_ACCORD
	};
	int has = stay_each(st, &stays, any_stay, NULL, e);

	if (has == 0)
		has = document_each(st, &accords, came_back, NULL, e);
	return has < 0 ? -1 : !has;
}

/* The section of a generic accord; "" when it is for all of them. */
static int
section_of(struct store *st, const struct document *d, struct arena *a, const char **code,
    struct err *e)
{
	struct section s;
	int there = d->section != 0 ? section_lookup_id(st, d->section, a, &s, e) : 0;

	*code = there > 0 ? s.code : NULL;
	return there < 0 ? -1 : 0;
}

int
accord_pupils_load(struct home *h, const struct document *d, const char *words,
    struct accord_pupils *out, struct err *e)
{
	struct pupil_filter f = { .year = d->year, .name = words, .with_class = 1 };
	struct loading l = { out, e };

	if (words == NULL && section_of(h->store, d, &out->arena, &f.section, e) < 0)
		return -1;
	if (pupil_each(h->store, &f, take_pupil, &l, e) < 0)
		return -1;
	for (size_t i = 0; i < out->n; i++) {
		out->at[i].waits = waits(h->store, out->at[i].enrolment, e);
		if (out->at[i].waits < 0)
			return -1;
		out->n_waiting += (size_t)out->at[i].waits;
	}
	return 0;
}

void
accord_pupils_release(struct accord_pupils *p)
{
	free(p->at);
	arena_release(&p->arena);
	*p = (struct accord_pupils){ .n = 0 };
}

/* Several, or none: who could be meant. */
static int
ambiguous(const struct accord_pupils *found, const char *words, const char *year, struct err *e)
{
	struct buf names = BUF_INIT;

	if (found->n == 0)
		return err_set(e, ERR_ABSENT,
		    "« %s » n'est ni le numéro d'un stage, ni un étudiant ou une classe de %s",
		    words, year);
	for (size_t i = 0; i < found->n && i < SHOWN_MAX; i++)
		buf_printf(&names, "%s%s (%s)", i > 0 ? ", " : "", found->at[i].name,
		    found->at[i].class_label);
	if (found->n > SHOWN_MAX)
		buf_printf(&names, " et %zu autres", found->n - SHOWN_MAX);
	err_set(e, ERR_USAGE,
	    "« %s » désigne plusieurs étudiants : %s ; donnez le nom et le prénom", words,
	    names.data);
	buf_release(&names);
	return -1;
}

int
accord_pupil_find(struct home *h, const struct document *d, const char *words,
    int64_t *enrolment, struct err *e)
{
	struct accord_pupils found = { .n = 0 };
	int rc = accord_pupils_load(h, d, words, &found, e);

	if (rc == 0 && found.n == 1)
		*enrolment = found.at[0].enrolment;
	else if (rc == 0)
		rc = ambiguous(&found, words, d->year, e);
	accord_pupils_release(&found);
	return rc;
}
