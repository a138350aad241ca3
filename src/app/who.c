#include "app/who.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/blank.h"
#include "store/placement.h"

void
doc_code(const char *number, char out[DOC_CODE_SIZE])
{
	snprintf(out, DOC_CODE_SIZE, "%.4s-%.4s-%.4s", number, number + 4, number + 8);
}

const char *
copy_words(struct arena *a, int copy, const char *recipient)
{
	static const char word[] = "exemplaire ";
	const char *whose = recipient != NULL ? recipient : "";

	if (strncmp(whose, word, sizeof word - 1) == 0)
		return arena_printf(a, "exemplaire %d %s", copy, whose + sizeof word - 1);
	return arena_printf(
	    a, *whose != '\0' ? "exemplaire %d (%s)" : "exemplaire %d", copy, whose);
}

static void
who_empty(struct who *w)
{
	*w = (struct who){ .name = "",
		.section = "",
		.section_code = "",
		.year = "",
		.company = "",
		.teacher = "",
		.placement = "",
		.start = DATE_NONE,
		.end = DATE_NONE,
		.interrupted = DATE_NONE };
}

static void
take_student(struct who *w, const struct student *s, struct arena *a)
{
	char *last = utf8_upper(s->last_name);

	w->name = arena_printf(a, "%s %s", last, s->first_name);
	w->female = s->female;
	free(last);
}

static const char *
section_name(const struct section *s)
{
	return s->label != NULL && s->label[0] != '\0' ? s->label : s->code;
}

static void
take_section(
    struct who *w, const struct section *s, const struct enrolment *en, struct arena *a)
{
	w->section = en->year_of_study > 0
			 ? arena_printf(a, "%s %d", section_name(s), en->year_of_study)
			 : arena_str(a, section_name(s));
	w->section_code = arena_str(a, s->code);
	w->year = arena_str(a, en->year);
}

void
who_of_pupil(const struct pupil *p, struct arena *a, struct who *w)
{
	who_empty(w);
	take_student(w, &p->student, a);
	take_section(w, &p->section, &p->enrolment, a);
}

void
who_of_stay(const struct stay *s, struct arena *a, struct who *w)
{
	who_empty(w);
	take_student(w, &s->student, a);
	take_section(w, &s->section, &s->enrolment, a);
	w->company = arena_str(a, s->company.name);
	w->teacher = s->teacher.id != 0 ? arena_str(a, s->teacher.name) : "";
	w->placement = arena_str(a, s->p.number);
	if (s->p.interrupted != NULL) /* the store's, not an invented one */
		w->interrupted = date_parse(s->p.interrupted);
	for (size_t i = 0; i < s->p.n_periods; i++) {
		date from = date_parse(s->p.periods[i].starts);
		date until = date_parse(s->p.periods[i].ends);

		if (w->start == DATE_NONE || from < w->start)
			w->start = from;
		if (w->end == DATE_NONE || until > w->end)
			w->end = until;
	}
}

struct pupil_found {
	struct arena *a;
	struct who *w;
};

static int
pupil_found(void *ctx, const struct pupil *p)
{
	struct pupil_found *f = ctx;

	who_of_pupil(p, f->a, f->w);
	return 1;
}

/* « convention vierge n° 12 », and the teacher who took it away. */
static int
who_of_blank(
    struct store *st, const struct document *d, struct arena *a, struct who *w, struct err *e)
{
	struct blank b;
	struct teacher t;
	int there = blank_lookup(st, d->id, a, &b, e);

	w->name = "convention vierge";
	if (there > 0) {
		w->name = arena_printf(a, "convention vierge n° %d", b.n);
		there = b.teacher != 0 ? teacher_lookup_id(st, b.teacher, a, &t, e) : 0;
	}
	if (there > 0)
		w->teacher = t.name;
	return there < 0 ? -1 : 0;
}

static int
who_of_nobody(
    struct store *st, const struct document *d, struct arena *a, struct who *w, struct err *e)
{
	struct section s;
	int there;

	w->name = d->mould != 0 ? "étudiant à retrouver" : "non nominatif";
	if (d->blank && who_of_blank(st, d, a, w, e) < 0)
		return -1;
	if (d->section == 0)
		return 0;
	there = section_lookup_id(st, d->section, a, &s, e);
	if (there > 0) {
		w->section = arena_str(a, section_name(&s));
		w->section_code = arena_str(a, s.code);
	}
	return there < 0 ? -1 : 0;
}

int
who_of_document(
    struct store *st, const struct document *d, struct arena *a, struct who *w, struct err *e)
{
	const struct pupil_filter filter = { .enrolment = d->enrolment };
	struct pupil_found found = { a, w };
	struct stay s;
	int there;

	who_empty(w);
	if (d->placement != 0) {
		there = stay_lookup_id(st, d->placement, a, &s, e);
		if (there > 0)
			who_of_stay(&s, a, w);
		if (there != 0)
			return there < 0 ? -1 : 0;
	}
	if (d->enrolment != 0)
		return pupil_each(st, &filter, pupil_found, &found, e) < 0 ? -1 : 0;
	return who_of_nobody(st, d, a, w, e);
}
