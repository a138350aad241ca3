#include "app/issue/certificate.h"

#include <inttypes.h>
#include <string.h>

#include "app/course.h"
#include "app/home.h"
#include "app/presence.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/number.h"
#include "domain/law.h"
#include "store/placement.h"
#include "store/store.h"

/* The hours of its periods until that day. */
static double
hours_until(const struct stay *s, date last)
{
	double hours = 0;
	char iso[DATE_ISO_SIZE];

	date_iso(last, iso);
	for (size_t i = 0; i < s->p.n_periods; i++) {
		struct period p = s->p.periods[i];

		if (date_parse(p.starts) > last)
			continue;
		if (date_parse(p.ends) > last)
			p.ends = iso;
		hours += presence_period_hours(s, &p);
	}
	return hours;
}

void
certificate_of(const struct stay *s, const struct course *c, struct attested *out)
{
	struct arena a = ARENA_INIT;
	struct who w;

	who_of_stay(s, &a, &w);
	*out = (struct attested){ .start = w.start, .end = w.end, .cents = -1 };
	if (c != NULL && c->interrupted != 0 && c->last_day < out->end)
		out->end = c->last_day;
	out->planned = out->hours = hours_until(s, out->end);
	if (c != NULL && c->hours >= 0) {
		out->hours = c->hours;
		out->recorded = 1;
	}
	if (c != NULL && c->cents >= 0)
		out->cents = c->cents;
	else if (*s->p.gratification == '\0')
		out->cents = 0;
	arena_release(&a);
}

/* 7 hours are a day, 22 days a month (D124-6); a day begun is said with its part. */
const char *
certificate_duration(double hours, struct arena *a)
{
	double days = hours / LAW_HOURS_A_DAY;
	int months = (int)(days / LAW_DAYS_A_MONTH);
	double rest = days - months * LAW_DAYS_A_MONTH;
	char h[NUMBER_SIZE], d[NUMBER_SIZE], r[NUMBER_SIZE];

	number_text(hours, h);
	number_text(days, d);
	if (months == 0)
		return arena_printf(
		    a, "%s heures, soit %s jour%s de présence", h, d, days >= 2 ? "s" : "");
	if (rest < 0.05)
		return arena_printf(
		    a, "%s heures, soit %s jours de présence (%d mois)", h, d, months);
	return arena_printf(a, "%s heures, soit %s jours de présence (%d mois et %s jour%s)", h,
	    d, months, number_text(rest, r), rest >= 2 ? "s" : "");
}

struct js *
certificate_js(const struct attested *at)
{
	struct arena a = ARENA_INIT;
	struct js *o = js_object();
	char iso[DATE_ISO_SIZE], paid[NUMBER_SIZE] = "";

	date_iso(at->start, iso);
	js_set_str(o, "start", iso);
	date_iso(at->end, iso);
	js_set_str(o, "end", iso);
	js_set_str(o, "duration", certificate_duration(at->hours, &a));
	if (at->cents >= 0)
		money_text(at->cents, paid);
	js_set_str(o, "paid", paid);
	arena_release(&a);
	return o;
}

int
certificate_check(const struct attested *at, const struct course *c, date today, struct err *e)
{
	char day[DATE_TEXT_SIZE];

	if (c->cancelled != 0)
		return err_set(
		    e, ERR_REFUSED, "ce stage est annulé : il n'y a rien à attester");
	if (at->end <= today)
		return 0;
	date_text(at->end, day);
	return err_set(e, ERR_REFUSED,
	    "le stage se termine le %s : l'attestation dit ce qui a été fait, elle s'imprime ce "
	    "jour-là ou après (« placement interrupt » s'il s'arrête avant)",
	    day);
}

/* ---- what was really done ---- */

static int
fill(const struct account *q, const struct attested *at, struct fact *f, struct err *e)
{
	const char *typed = q->hours != NULL ? q->hours : q->absent;
	double x = typed != NULL ? hours_parse(typed) : 0;

	if (q->hours != NULL && q->absent != NULL)
		return err_set(e, ERR_USAGE, "--hours ou --absent : l'un des deux");
	if (typed != NULL && x < 0)
		return err_set(e, ERR_USAGE, "« %s » n'est pas un nombre d'heures", typed);
	if (q->hours != NULL)
		f->hours = x;
	if (q->absent != NULL && x > at->planned)
		return err_set(e, ERR_REFUSED,
		    "%s heures d'absence : le stage n'en comptait que %g", q->absent,
		    at->planned);
	if (q->absent != NULL)
		f->hours = at->planned - x;
	if (q->paid != NULL && (f->cents = money_parse(q->paid)) < 0)
		return err_set(e, ERR_USAGE, "« %s » n'est pas un montant en euros", q->paid);
	/* twice what was foreseen is a slip of the hand */
	if (f->hours > 2 * at->planned + 7)
		return err_set(e, ERR_REFUSED,
		    "%s heures : le stage en prévoyait %g ; vérifiez, ou changez d'abord ses dates",
		    q->hours, at->planned);
	return 0;
}

static int
account(struct home *h, const struct account *q, struct arena *a, struct accounted *out,
    struct err *e)
{
	struct fact f = FACT_INIT(FACT_ACCOUNTED);
	struct course c;
	struct stay s;
	struct who w;
	int there = stay_lookup(h->store, q->placement, a, &s, e);

	if (there == 0)
		return err_set(e, ERR_ABSENT, "aucun stage n° %s", q->placement);
	if (there < 0 || course_of(h->store, s.p.id, a, &c, e) < 0)
		return -1;
	certificate_of(&s, &c, &out->now);
	if (c.closed != 0)
		return err_set(e, ERR_REFUSED,
		    "ce stage est clôturé (« paraphe undo fait-%" PRId64 " »)", c.closed);
	if (certificate_check(&out->now, &c, time_date(time_now()), e) < 0 ||
	    fill(q, &out->now, &f, e) < 0)
		return -1;
	if (course_append(h, s.p.id, &f, e) < 0 || course_of(h->store, s.p.id, a, &c, e) < 0)
		return -1;
	certificate_of(&s, &c, &out->now);
	who_of_stay(&s, a, &w);
	out->event = f.event;
	out->who = w.name;
	return 0;
}

int
certificate_account(struct home *h, const struct account *q, struct arena *a,
    struct accounted *out, struct err *e)
{
	int rc = store_begin(h->store, e);

	if (rc == 0)
		rc = account(h, q, a, out, e);
	if (rc == 0)
		rc = store_commit(h->store, e);
	if (rc < 0)
		store_rollback(h->store);
	return rc;
}
