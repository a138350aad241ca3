/* What the rules say of the days and hours of one convention. */
#include <stdio.h>

#include "domain/holiday.h"
#include "domain/judge_imp.h"
#include "domain/schedule.h"

enum { SUNDAY = 6, MINUTES = 60, NIGHT_ENDS = 6 * MINUTES, WEEK = 7 };

/* The most hours in a day: those of the week over the days that are said, else five. */
static double
longest_day(const struct law_case *c, const struct schedule *s)
{
	int days = schedule_days(s);

	return c->weekly / (days > 0 ? days : 5);
}

static void
judge_minor_hours(const struct judge *j, const struct schedule *s, int young)
{
	const struct law_rule *week = judge_minor_rule(j, "minor.week");
	const struct law_rule *day =
	    judge_minor_rule(j, young ? "minor.day.young" : "minor.day");
	const struct law_rule *rest = judge_minor_rule(j, "minor.rest");
	char a[HOURS_SIZE], b[HOURS_SIZE];

	if (week != NULL && j->c->weekly > week->value)
		judge_found(j, week, 1,
		    "mineur au début du stage : %s par semaine, au-delà de %s ; réduisez l'horaire",
		    judge_hours(j->c->weekly, a), judge_hours(week->value, b));
	if (day != NULL && longest_day(j->c, s) > day->value)
		judge_found(j, day, 1,
		    "mineur au début du stage : %s par jour en moyenne, au-delà de %s ; répartissez "
		    "l'horaire sur plus de jours",
		    judge_hours(longest_day(j->c, s), a), judge_hours(day->value, b));
	if (rest != NULL && schedule_rest(s) < rest->value)
		judge_found(j, rest, 1,
		    "mineur au début du stage : il lui faut %.0f jours de repos d'affilée chaque "
		    "semaine ; changez les jours de présence",
		    rest->value);
}

static void
judge_minor_night(const struct judge *j, const struct schedule *s, int young)
{
	const struct law_rule *night =
	    judge_minor_rule(j, young ? "minor.night.young" : "minor.night");
	const struct law_rule *unusual = judge_minor_rule(j, "minor.unusual");

	if (night != NULL && s->earliest != SCHEDULE_NONE &&
	    (s->earliest < NIGHT_ENDS || s->latest > night->value * MINUTES))
		judge_found(j, night, 1,
		    "mineur au début du stage : pas de présence entre %.0f h et 6 h ; changez "
		    "l'horaire",
		    night->value);
	if (unusual != NULL && (j->c->unusual || s->night || s->sunday || s->holiday))
		judge_found(j, unusual, 1,
		    "mineur au début du stage : ni travail de nuit, ni dimanche, ni jour férié, sauf "
		    "dérogation ; changez l'horaire");
}

int
judge_is_minor(const struct judge *j)
{
	const struct law_rule *guardian = judge_minor_rule(j, "minor.guardian");

	return j->c->birth != DATE_NONE && j->c->start != DATE_NONE && guardian != NULL &&
	       date_age(j->c->birth, j->c->start) < guardian->value;
}

/* The age is that of the first day, and so are the rules. */
static void
judge_minor(const struct judge *j, const struct schedule *s)
{
	const struct law_case *c = j->c;
	const struct law_rule *guardian = judge_minor_rule(j, "minor.guardian");
	const struct law_rule *young = judge_minor_rule(j, "minor.young");
	int age;

	if (!judge_is_minor(j))
		return;
	age = date_age(c->birth, c->start);
	if (!c->guardian)
		judge_found(j, guardian, 0,
		    "mineur au début du stage : il manque le nom du représentant légal, qui doit "
		    "signer ; complétez la fiche de l'étudiant");
	judge_minor_hours(j, s, young != NULL && age < young->value);
	judge_minor_night(j, s, young != NULL && age < young->value);
}

/* Nights, Sundays, holidays in the schedule, that the convention must announce as such. */
static void
judge_unusual(const struct judge *j, const struct schedule *s)
{
	const struct law_rule *r = judge_rule(j, "unusual.said");

	if (r == NULL || j->c->unusual)
		return;
	if (s->night || s->sunday || s->holiday)
		judge_found(j, r, 1,
		    "l'horaire prévoit une présence %s : annoncez-la dans les particularités",
		    s->sunday    ? "le dimanche"
		    : s->holiday ? "un jour férié"
				 : "la nuit");
}

/* « dimanche 4 avril 2027 », « jeudi 6 mai 2027 (Ascension) »: a day of rest; NULL: an ordinary one. */
static const char *
rest_text(const struct law_case *c, date d, char out[96])
{
	const char *name = c->abroad ? NULL : holiday_name(d, c->alsace_moselle);
	char day[DATE_TEXT_SIZE];

	if (d == DATE_NONE || (name == NULL && date_weekday(d) != SUNDAY))
		return NULL;
	date_text(d, day);
	if (name == NULL)
		snprintf(out, 96, "le dimanche %s", day);
	else
		snprintf(out, 96, "le %s, jour férié (%s)", day, name);
	return out;
}

static void
judge_rest_days(const struct judge *j)
{
	const struct law_rule *r = judge_rule(j, "dates.rest");
	char day[96];

	if (r == NULL || j->c->unusual)
		return;
	for (size_t i = 0; i < j->c->n_stints; i++) {
		const struct law_stint *s = &j->c->stints[i];

		if (rest_text(j->c, s->first, day) != NULL)
			judge_found(j, r, 1,
			    "le stage commence %s : changez la date, ou annoncez cette présence dans les "
			    "particularités",
			    day);
		if (rest_text(j->c, s->last, day) != NULL)
			judge_found(j, r, 1,
			    "le stage finit %s : changez la date, ou annoncez cette présence dans les "
			    "particularités",
			    day);
	}
}

/* Good Friday is a holiday only where there is a protestant church, or a mixed one. */
static void
judge_alsace(const struct judge *j)
{
	const struct law_rule *r = judge_rule(j, "alsace.friday");
	char day[DATE_TEXT_SIZE];

	if (r == NULL || !j->c->alsace_moselle || j->c->abroad)
		return;
	for (size_t i = 0; i < j->c->n_stints; i++)
		for (date d = j->c->stints[i].first; d <= j->c->stints[i].last; d++)
			if (holiday_is_local(d)) {
				date_text(d, day);
				judge_found(j, r, 1,
				    "le vendredi saint (%s) est compté férié : à vérifier, il ne l'est que "
				    "dans les communes qui ont un temple protestant ou une église mixte",
				    day);
			}
}

static int
weeks(date first, date last)
{
	return (int)(last - first) / WEEK + 1;
}

static void
judge_frames(const struct judge *j)
{
	const struct law_rule *r = judge_rule(j, "section.dates");
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];

	for (size_t i = 0; r != NULL && i < j->c->n_stints; i++) {
		const struct law_stint *s = &j->c->stints[i];

		if (!s->framed || (s->first >= s->frame_first && s->last <= s->frame_last))
			continue;
		date_text(s->frame_first, first);
		date_text(s->frame_last, last);
		judge_found(j, r, 0,
		    "dates hors de la période de la section (du %s au %s) : corrigez-les, ou "
		    "assurez-vous de l'accord de l'équipe",
		    first, last);
	}
}

/* 1 when an earlier stint stands in the same period of the section. */
static int
is_same_frame(const struct law_case *c, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (c->stints[k].framed && c->stints[k].frame_first == c->stints[i].frame_first)
			return 1;
	return 0;
}

/* Cut in two it still counts: all its weeks against all those of the periods that it stands in. */
static void
judge_weeks(const struct judge *j)
{
	const struct law_rule *r = judge_rule(j, "section.weeks");
	int done = 0, wanted = 0;

	for (size_t i = 0; i < j->c->n_stints; i++) {
		const struct law_stint *s = &j->c->stints[i];

		done += weeks(s->first, s->last);
		wanted += s->framed && !is_same_frame(j->c, i) ? s->frame_weeks : 0;
	}
	if (r != NULL && done < wanted)
		judge_found(j, r, 0,
		    "%d semaine%s de stage, la section en demande %d : prolongez-le, ou prévoyez la "
		    "suite",
		    done, done > 1 ? "s" : "", wanted);
}

/* A third of the last internship's length must pass, on one same post. */
static void
judge_gap(const struct judge *j)
{
	const struct law_rule *r = judge_rule(j, "gap.third");
	const struct law_case *c = j->c;
	char ended[DATE_TEXT_SIZE], from[DATE_TEXT_SIZE];

	if (r == NULL || c->previous == NULL || c->start == DATE_NONE)
		return;
	date earliest =
	    c->previous_end + 1 + (int)((c->previous_days + r->value - 1) / r->value);

	if (c->start >= earliest)
		return;
	date_text(c->previous_end, ended);
	date_text(earliest, from);
	judge_found(j, r, 1,
	    "le stage n° %s s'est tenu dans cette entreprise jusqu'au %s : sur le même poste, celui-ci "
	    "ne peut commencer avant le %s (sauf si le stagiaire a rompu le premier) ; vérifiez le "
	    "poste ou changez la date",
	    c->previous, ended, from);
}

void
judge_days(const struct judge *j)
{
	struct schedule s;

	schedule_read(j->c->schedule != NULL ? j->c->schedule : "", &s);
	judge_minor(j, &s);
	judge_unusual(j, &s);
	judge_rest_days(j);
	judge_alsace(j);
	judge_frames(j);
	judge_weeks(j);
	judge_gap(j);
}
