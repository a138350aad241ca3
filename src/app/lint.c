#include "app/lint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/form.h"
#include "app/home.h"
#include "app/mentions.h"
#include "app/presence.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/placement.h"

int
lint_rules(struct law *l, const struct home *h, struct err *e)
{
	law_init(l);
	return law_read(l, &h->conf, "paraphe.ini", e);
}

/* The number at p, with a comma or a point; its end in *end. */
static double
number_at(const char *p, char **end)
{
	char number[16];
	size_t k = 0;

	for (; k < sizeof number - 1 &&
	       (isdigit((unsigned char)p[k]) || p[k] == ',' || p[k] == '.');
	     k++)
		number[k] = (char)(p[k] == ',' ? '.' : p[k]);
	number[k] = '\0';
	*end = (char *)p + k;
	return strtod(number, NULL);
}

/* Euros an hour in « 4,50 € par heure de présence »; 0 when it is not said by the hour. */
static double
hourly_rate(const char *gratification)
{
	char *end;

	if (strstr(gratification, "heure") == NULL && strstr(gratification, "/h") == NULL)
		return 0;
	return number_at(gratification + strcspn(gratification, "0123456789"), &end);
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

/* « 960 heures en première année, 930 en deuxième »: the least that is said; by the week: 0. */
static double
teaching_hours(const char *hours)
{
	double least = 0;

	if (strstr(hours, "semaine") != NULL || strstr(hours, "hebdo") != NULL)
		return 0;
	for (const char *p = hours; *p != '\0';) {
		char *end;
		double n = isdigit((unsigned char)*p) ? number_at(p, &end) : 0;

		if (n == 0) {
			p++;
			continue;
		}
		p = end + strspn(end, " ");
		if (*p == 'h' && (least == 0 || n < least))
			least = n;
	}
	return least;
}

/* The section's period that holds most of the stint, else the nearest. */
static void
frame_stint(struct law_stint *to, const struct section_period *periods, size_t n, int study)
{
	long best = 0;

	for (size_t i = 0; i < n; i++) {
		const struct section_period *p = &periods[i];
		date first = date_parse(p->starts), last = date_parse(p->ends);

		if (p->year_of_study != study || first == DATE_NONE || last == DATE_NONE)
			continue;
		/* days in common; below 0: days between them */
		long common = (to->last < last ? to->last : last) -
			      (to->first > first ? to->first : first) + 1L;

		if (to->framed && common <= best)
			continue;
		best = common;
		to->framed = 1;
		to->frame_first = first;
		to->frame_last = last;
		to->frame_weeks = p->weeks;
	}
}

static int
fill_stints(const struct lint *l, struct law_case *c, const struct stay *s, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct section_period *periods;
	size_t n;
	int rc = section_periods(
	    l->home->store, s->section.id, s->enrolment.year, &a, &periods, &n, e);

	for (size_t i = 0; rc == 0 && i < s->p.n_periods; i++) {
		const struct period *p = &s->p.periods[i];
		struct law_stint *to = &c->stints[c->n_stints];

		*to = (struct law_stint){ .first = date_parse(p->starts),
			.last = date_parse(p->ends),
			.weekly = p->weekly_hours };
		if (to->first == DATE_NONE || to->last == DATE_NONE)
			continue;
		frame_stint(to, periods, n, s->enrolment.year_of_study);
		c->weekly = to->weekly > c->weekly ? to->weekly : c->weekly;
		c->n_stints++;
	}
	arena_release(&a);
	return rc;
}

static void
fill_case(struct law_case *c, const struct stay *s, const struct lint_when *when)
{
	const struct placement *p = &s->p;

	*c = (struct law_case){
		.issued = when->issued,
		.today = when->today,
		.signed_by_all = when->signed_by_all,
		.start = p->n_periods > 0 ? date_parse(p->periods[0].starts) : DATE_NONE,
		.end = p->n_periods > 0 ? date_parse(p->periods[p->n_periods - 1].ends)
					: DATE_NONE,
		.birth = date_parse(s->student.birth_date),
		.abroad = presence_is_abroad(s),
		.alsace_moselle = presence_in_alsace_moselle(s->company.postcode),
		.schedule = p->schedule,
		.teaching = teaching_hours(s->section.hours),
		.hours = presence_hours(s),
		.paid = *p->gratification != '\0',
		.rate = hourly_rate(p->gratification),
		.guardian = *s->student.guardian_name != '\0',
		.unusual = *p->unusual != '\0',
		.missing = missing_mentions(s),
	};
}

static void
fill_people(const struct lint *l, struct law_case *c, const struct stay *s)
{
	const struct crowd *crowd = &l->crowd;
	const struct law_rule *gap = law_lookup(l->law, "gap.third", c->issued);
	struct crowd_before before;

	c->teacher_students = crowd_busiest(crowd, s, CROWD_TEACHER);
	c->tutor_students = crowd_busiest(crowd, s, CROWD_TUTOR);
	/* a share of a staff that nobody told can't be judged */
	c->staff = s->company.staff;
	c->host_students = c->staff > 0 ? crowd_busiest(crowd, s, CROWD_COMPANY) : 0;
	c->other_hours = crowd_other_hours(crowd, s);
	if (gap == NULL || gap->value <= 0 || !crowd_before(crowd, s, gap->value, &before))
		return;
	c->previous = before.number;
	c->previous_end = before.end;
	c->previous_days = before.days;
}

int
lint_open(struct lint *l, struct home *h, const struct law *law, struct err *e)
{
	*l = (struct lint){ .home = h, .law = law };
	return crowd_load(h->store, &l->crowd, e);
}

void
lint_close(struct lint *l)
{
	crowd_release(&l->crowd);
}

int
lint_stay(const struct lint *l, const struct stay *s, const struct lint_when *when,
    struct law_findings *out, struct err *e)
{
	struct buf sum = BUF_INIT;
	struct law_case c;
	int rc;

	fill_case(&c, s, when);
	rc = fill_stints(l, &c, s, e);
	if (rc == 0) {
		fill_people(l, &c, s);
		presence_words(s, &sum);
		c.sum = sum.data;
		law_judge(l->law, &c, out);
	}
	buf_release(&sum);
	return rc;
}

int
lint_convention(const struct lint *l, date issued, struct law_findings *out, struct err *e)
{
	struct texts t = { .dir = l->home->dir, .arena = ARENA_INIT };
	struct form form;
	int rc = form_read(&form, &t, "convention", e);

	if (rc == 0)
		law_judge_template(
		    l->law, issued, mentions_lacking(&t, form.template_name), out);
	texts_release(&t);
	return rc;
}
