/* What the rules say of one convention. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "domain/law.h"

enum { HOURS_SIZE = NUMBER_SIZE + 4 };

/* The rule, the day that it is looked up for, and where findings go. */
struct judge {
	const struct law *law;
	const struct law_case *c;
	struct law_findings *out;
};

/*
 * Adds « text (article, how sure) ».  Abroad nothing is refused by a rule on the host: it becomes
 * something to check.
 */
static void __attribute__((format(printf, 4, 5)))
found(const struct judge *j, const struct law_rule *r, int of_host, const char *fmt, ...)
{
	struct law_findings *f = j->out;
	int abroad = of_host && j->c->abroad;
	va_list ap;
	size_t n;

	f->at = mem_grow(f->at, f->n, &f->cap, sizeof *f->at);
	struct law_finding *at = &f->at[f->n++];

	at->id = r->id;
	at->severity = abroad ? LAW_WARN : r->severity;
	va_start(ap, fmt);
	vsnprintf(at->text, sizeof at->text, fmt, ap);
	va_end(ap);
	n = strlen(at->text);
	snprintf(at->text + n, sizeof at->text - n, " (%s%s%s)", r->article,
	    abroad                  ? " ; stage à l'étranger, à vérifier"
	    : r->source == LAW_READ ? ""
				    : " ; règle à vérifier par l'établissement",
	    "");
}

static void
judge_mentions(const struct judge *j)
{
	static const struct {
		const char *id, *words;
	} mentions[MENTION_COUNT] = {
		[MENTION_TITLE] = { "mention.title", "l'intitulé complet de la formation" },
		[MENTION_TEACHING] = { "mention.teaching",
		    "le volume horaire d'enseignement de la formation" },
		[MENTION_TEACHER] = { "mention.teacher", "le nom du professeur référent" },
		[MENTION_TUTOR] = { "mention.tutor", "le nom du tuteur" },
		[MENTION_TASKS] = { "mention.tasks", "les activités confiées" },
		[MENTION_DATES] = { "mention.dates", "les dates du stage" },
		[MENTION_WEEKLY] = { "mention.weekly", "la durée hebdomadaire de présence" },
		[MENTION_REPRESENTATIVE] = { "mention.representative",
		    "le nom de la personne qui signe pour l'entreprise" },
	};

	for (int i = 0; i < MENTION_COUNT; i++) {
		const struct law_rule *r = law_lookup(j->law, mentions[i].id, j->c->issued);

		if ((j->c->missing >> i & 1) != 0 && r != NULL)
			found(j, r, 0, "il manque %s", mentions[i].words);
	}
}

/* « 308 h », « 31,5 h » */
static const char *
hours_text(double hours, char out[HOURS_SIZE])
{
	char number[NUMBER_SIZE];

	snprintf(out, HOURS_SIZE, "%s h", number_text(hours, number));
	return out;
}

static void
judge_length(const struct judge *j)
{
	const struct law_rule *longest = law_lookup(j->law, "hours.longest", j->c->issued);
	const struct law_rule *week = law_lookup(j->law, "hours.week", j->c->issued);
	double hours = j->c->hours + j->c->other_hours;
	char a[HOURS_SIZE], b[HOURS_SIZE];

	if (longest != NULL && hours > longest->value)
		found(j, longest, 1,
		    "%s de présence dans cette entreprise et cette année scolaire, au-delà des %s "
		    "permises ; raccourcissez le stage",
		    hours_text(hours, a), hours_text(longest->value, b));
	if (week != NULL && j->c->weekly > week->value)
		found(j, week, 1,
		    "%s par semaine, au-delà de %s ; corrigez la durée hebdomadaire",
		    hours_text(j->c->weekly, a), hours_text(week->value, b));
}

static void
judge_rate(const struct judge *j)
{
	const struct law_rule *rate = law_lookup(j->law, "gratification.rate", j->c->issued);
	const struct law_rule *due = law_lookup(j->law, "gratification.due", j->c->issued);
	int year, month, day;

	if (rate == NULL) {
		date_split(j->c->issued, &year, &month, &day);
		found(j, due, 1,
		    "montant %d de la gratification non renseigné : ajoutez-le dans paraphe.ini, "
		    "section [rule gratification.rate]",
		    year);
	} else if (j->c->rate > 0 && j->c->rate + 0.001 < rate->value) {
		found(j, rate, 1,
		    "gratification de %d,%02d € de l'heure, inférieure au minimum de %d,%02d €",
		    (int)j->c->rate, (int)(j->c->rate * 100 + 0.5) % 100, (int)rate->value,
		    (int)(rate->value * 100 + 0.5) % 100);
	}
}

static void
judge_gratification(const struct judge *j)
{
	const struct law_rule *due = law_lookup(j->law, "gratification.due", j->c->issued);
	double hours = j->c->hours + j->c->other_hours;
	char a[HOURS_SIZE], b[HOURS_SIZE];

	if (due == NULL || hours <= due->value)
		return;
	if (!j->c->paid)
		found(j, due, 1,
		    "%s de présence, plus de %s : la gratification est due dès la première heure ; "
		    "indiquez son montant",
		    hours_text(hours, a), hours_text(due->value, b));
	judge_rate(j);
}

/* By the start date: the age is that of the first day. */
static void
judge_minor(const struct judge *j)
{
	const struct law_case *c = j->c;
	const struct law_rule *week = law_lookup(j->law, "minor.week", c->start);
	const struct law_rule *guardian = law_lookup(j->law, "minor.guardian", c->start);
	const struct law_rule *unusual = law_lookup(j->law, "minor.unusual", c->start);
	char a[HOURS_SIZE], b[HOURS_SIZE];

	if (c->birth == DATE_NONE || c->start == DATE_NONE ||
	    date_age(c->birth, c->start) >= 18)
		return;
	if (week != NULL && c->weekly > week->value)
		found(j, week, 1, "mineur au début du stage : %s par semaine, au-delà de %s",
		    hours_text(c->weekly, a), hours_text(week->value, b));
	if (guardian != NULL && !c->guardian)
		found(j, guardian, 0,
		    "mineur au début du stage : il manque le nom du représentant légal, qui doit "
		    "signer");
	if (unusual != NULL && c->unusual)
		found(j, unusual, 1,
		    "mineur au début du stage : ni travail de nuit, ni dimanche, ni jour férié");
}

static void
judge_people(const struct judge *j)
{
	const struct law_rule *teacher = law_lookup(j->law, "teacher.students", j->c->issued);
	const struct law_rule *tutor = law_lookup(j->law, "tutor.students", j->c->issued);

	if (teacher != NULL && j->c->teacher_students > teacher->value)
		found(j, teacher, 0,
		    "le professeur référent suit %d étudiants à la fois, au-delà de %.0f",
		    j->c->teacher_students, teacher->value);
	if (tutor != NULL && j->c->tutor_students > tutor->value)
		found(j, tutor, 1, "le tuteur suit %d stagiaires à la fois, au-delà de %.0f",
		    j->c->tutor_students, tutor->value);
}

/* A share of the staff, rounded up, from 20 people on; a number below. */
static void
judge_host(const struct judge *j)
{
	enum { SMALL = 20 };
	int small = j->c->staff < SMALL;
	const struct law_rule *r =
	    law_lookup(j->law, small ? "host.students.small" : "host.students", j->c->issued);

	if (r == NULL || j->c->staff <= 0)
		return;
	int most = small ? (int)r->value : (int)((j->c->staff * r->value + 99) / 100);

	if (j->c->host_students > most)
		found(j, r, 1,
		    "l'entreprise accueille %d stagiaires à la fois, au-delà de %d pour un effectif de "
		    "%d",
		    j->c->host_students, most, j->c->staff);
}

/* « 3 jours après le début du stage » */
static const char *
late_text(int days, char out[64])
{
	if (days == 0)
		return "le jour même du début du stage";
	snprintf(out, 64, "%d jour%s après le début du stage", days, days > 1 ? "s" : "");
	return out;
}

static void
judge_start(const struct judge *j)
{
	const struct law_rule *r = law_lookup(j->law, "before.start", j->c->issued);
	char day[DATE_TEXT_SIZE], late[64];

	if (r == NULL || j->c->start == DATE_NONE || j->c->issued < j->c->start)
		return;
	date_text(j->c->start, day);
	found(j, r, 0,
	    "convention imprimée %s (%s) : jusqu'à la dernière signature, l'étudiant n'est pas couvert",
	    late_text(j->c->issued - j->c->start, late), day);
}

void
law_judge(const struct law *l, const struct law_case *c, struct law_findings *out)
{
	struct judge j = { l, c, out };

	judge_mentions(&j);
	judge_start(&j);
	judge_length(&j);
	judge_gratification(&j);
	judge_minor(&j);
	judge_people(&j);
	judge_host(&j);
}
