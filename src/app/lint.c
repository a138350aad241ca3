#include "app/lint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/presence.h"
#include "base/err.h"
#include "store/placement.h"

int
lint_rules(struct law *l, const struct home *h, struct err *e)
{
	law_init(l);
	return law_read(l, &h->conf, "paraphe.ini", e);
}

/* Euros an hour in « 4,50 € par heure de présence »; 0 when it is not said by the hour. */
static double
hourly_rate(const char *gratification)
{
	char number[16];
	size_t n = strcspn(gratification, "0123456789"), k = 0;

	if (strstr(gratification, "heure") == NULL && strstr(gratification, "/h") == NULL)
		return 0;
	for (const char *p = gratification + n;
	     k < sizeof number - 1 && (isdigit((unsigned char)*p) || *p == ',' || *p == '.');
	     p++)
		number[k++] = *p == ',' ? '.' : *p;
	number[k] = '\0';
	return strtod(number, NULL);
}

static unsigned
missing_mentions(const struct stay *s)
{
	const char *const said[MENTION_COUNT] = {
		[MENTION_TITLE] = s->section.title,
		[MENTION_TEACHING] = s->section.hours,
		[MENTION_TEACHER] = s->teacher.id != 0 ? s->teacher.name : "",
		[MENTION_TUTOR] = s->p.tutor_name,
		[MENTION_TASKS] = s->p.tasks,
		[MENTION_DATES] = s->p.n_periods > 0 ? s->p.periods[0].starts : "",
		[MENTION_WEEKLY] =
		    s->p.n_periods > 0 && s->p.periods[0].weekly_hours > 0 ? "x" : "",
		[MENTION_REPRESENTATIVE] = s->company.representative,
	};
	unsigned missing = 0;

	for (int i = 0; i < MENTION_COUNT; i++)
		if (*said[i] == '\0')
			missing |= 1u << i;
	return missing;
}

/* Hours of the student's other placements in the same company and year. */
struct others {
	const struct stay *s;
	double hours;
};

static int
add_other(void *ctx, const struct stay *s)
{
	struct others *o = ctx;

	if (s->p.id != o->s->p.id && strcmp(s->enrolment.year, o->s->enrolment.year) == 0)
		o->hours += presence_hours(s);
	return 0;
}

static void
fill_case(struct law_case *c, const struct stay *s, date today)
{
	const struct placement *p = &s->p;

	*c = (struct law_case){
		.issued = today,
		.start = p->n_periods > 0 ? date_parse(p->periods[0].starts) : DATE_NONE,
		.end = p->n_periods > 0 ? date_parse(p->periods[p->n_periods - 1].ends)
					: DATE_NONE,
		.birth = date_parse(s->student.birth_date),
		.abroad = presence_is_abroad(s),
		.hours = presence_hours(s),
		.paid = *p->gratification != '\0',
		.rate = hourly_rate(p->gratification),
		.guardian = *s->student.guardian_name != '\0',
		.unusual = *p->unusual != '\0',
		.missing = missing_mentions(s),
	};
	for (size_t i = 0; i < p->n_periods; i++)
		if (p->periods[i].weekly_hours > c->weekly)
			c->weekly = p->periods[i].weekly_hours;
}

int
lint_stay(struct home *h, const struct law *l, const struct stay *s, date today,
    struct law_findings *out, struct err *e)
{
	struct stay_filter same = { .student = s->student.id, .company = s->company.id };
	struct others others = { s, 0 };
	struct law_case c;

	fill_case(&c, s, today);
	c.teacher_students = stay_teacher_load(h->store, s, e);
	c.tutor_students = stay_tutor_load(h->store, s, e);
	/* a share of a staff that nobody told can't be judged */
	c.staff = s->company.staff;
	c.host_students = c.staff > 0 ? stay_company_load(h->store, s, e) : 0;
	if (c.teacher_students < 0 || c.tutor_students < 0 || c.host_students < 0 ||
	    stay_each(h->store, &same, add_other, &others, e) < 0)
		return -1;
	c.other_hours = others.hours;
	law_judge(l, &c, out);
	return 0;
}
