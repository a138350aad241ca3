/* What the rules say of one convention. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "domain/judge_imp.h"

const struct law_rule *
judge_rule(const struct judge *j, const char *id)
{
	return law_lookup(j->law, id, j->c->issued);
}

const struct law_rule *
judge_minor_rule(const struct judge *j, const char *id)
{
	return law_lookup(j->law, id, j->c->start);
}

void
judge_found(const struct judge *j, const struct law_rule *r, int of_host, const char *fmt, ...)
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
	snprintf(at->text + n, sizeof at->text - n, " (%s%s)", r->article,
	    abroad                  ? " ; stage à l'étranger, à vérifier"
	    : r->source == LAW_READ ? ""
				    : " ; règle à vérifier par l'établissement");
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
		const struct law_rule *r = judge_rule(j, mentions[i].id);

		if ((j->c->missing >> i & 1) != 0 && r != NULL)
			judge_found(
			    j, r, 0, "il manque %s : complétez le stage", mentions[i].words);
	}
}

const char *
judge_hours(double hours, char out[HOURS_SIZE])
{
	char number[NUMBER_SIZE];

	snprintf(out, HOURS_SIZE, "%s h", number_text(hours, number));
	return out;
}

/* « 315 h de présence (9 semaines × 35 h = 315 h) », with those of other internships there. */
static const char *
total_text(const struct judge *j, char out[LAW_TEXT_SIZE / 2])
{
	const struct law_case *c = j->c;
	char all[HOURS_SIZE], other[HOURS_SIZE];
	size_t n;

	judge_hours(c->hours + c->other_hours, all);
	n = (size_t)snprintf(out, LAW_TEXT_SIZE / 2, "%s de présence", all);
	if (c->sum != NULL)
		n += (size_t)snprintf(out + n, LAW_TEXT_SIZE / 2 - n, " (%.300s)", c->sum);
	if (c->other_hours > 0)
		snprintf(out + n, LAW_TEXT_SIZE / 2 - n,
		    ", dont %s d'un autre stage dans cette entreprise",
		    judge_hours(c->other_hours, other));
	return out;
}

static void
judge_length(const struct judge *j)
{
	const struct law_rule *longest = judge_rule(j, "hours.longest");
	const struct law_rule *week = judge_rule(j, "hours.week");
	const struct law_rule *legal = judge_rule(j, "hours.legal");
	char total[LAW_TEXT_SIZE / 2], a[HOURS_SIZE], b[HOURS_SIZE];

	if (longest != NULL && j->c->hours + j->c->other_hours > longest->value)
		judge_found(j, longest, 1,
		    "%s dans l'année scolaire, au-delà des %s permises ; raccourcissez le stage",
		    total_text(j, total), judge_hours(longest->value, b));
	if (week != NULL && j->c->weekly > week->value)
		judge_found(j, week, 1,
		    "%s par semaine, au-delà de %s ; corrigez la durée hebdomadaire",
		    judge_hours(j->c->weekly, a), judge_hours(week->value, b));
	else if (legal != NULL && j->c->weekly > legal->value && !judge_is_minor(j))
		judge_found(j, legal, 1,
		    "%s par semaine, au-delà de la durée légale de %s ; assurez-vous que c'est "
		    "l'horaire du service, ou ramenez-la à %s",
		    judge_hours(j->c->weekly, a), judge_hours(legal->value, b),
		    judge_hours(legal->value, b));
}

static void
judge_teaching(const struct judge *j)
{
	const struct law_rule *r = judge_rule(j, "teaching.least");
	char a[HOURS_SIZE], b[HOURS_SIZE];

	if (r != NULL && j->c->teaching > 0 && j->c->teaching < r->value)
		judge_found(j, r, 0,
		    "%s d'enseignement dans l'année, moins que les %s qui permettent un stage (dont "
		    "50 h en présence des étudiants) ; corrigez le volume horaire de la section",
		    judge_hours(j->c->teaching, a), judge_hours(r->value, b));
}

static void
judge_rate(const struct judge *j)
{
	const struct law_rule *rate = judge_rule(j, "gratification.rate");
	const struct law_rule *due = judge_rule(j, "gratification.due");
	int year, month, day;

	if (rate == NULL) {
		date_split(j->c->issued, &year, &month, &day);
		judge_found(j, due, 1,
		    "montant %d de la gratification non renseigné : ajoutez-le dans paraphe.ini, "
		    "section [rule gratification.rate]",
		    year);
	} else if (j->c->rate > 0 && j->c->rate + 0.001 < rate->value) {
		judge_found(j, rate, 1,
		    "gratification de %d,%02d € de l'heure, inférieure au minimum de %d,%02d € ; "
		    "corrigez-la",
		    (int)j->c->rate, (int)(j->c->rate * 100 + 0.5) % 100, (int)rate->value,
		    (int)(rate->value * 100 + 0.5) % 100);
	}
}

static void
judge_gratification(const struct judge *j)
{
	const struct law_rule *due = judge_rule(j, "gratification.due");
	char total[LAW_TEXT_SIZE / 2], b[HOURS_SIZE];

	if (due == NULL || j->c->hours + j->c->other_hours <= due->value)
		return;
	if (!j->c->paid)
		judge_found(j, due, 1,
		    "%s, plus de %s : la gratification est due dès la première heure ; indiquez son "
		    "montant",
		    total_text(j, total), judge_hours(due->value, b));
	judge_rate(j);
}

static void
judge_people(const struct judge *j)
{
	const struct law_rule *teacher = judge_rule(j, "teacher.students");
	const struct law_rule *tutor = judge_rule(j, "tutor.students");

	if (teacher != NULL && j->c->teacher_students > teacher->value)
		judge_found(j, teacher, 0,
		    "le professeur référent suit %d étudiants à la fois, au-delà de %.0f ; confiez-en à un "
		    "autre",
		    j->c->teacher_students, teacher->value);
	if (tutor != NULL && j->c->tutor_students > tutor->value)
		judge_found(j, tutor, 1,
		    "le tuteur suit %d stagiaires à la fois, au-delà de %.0f ; demandez un autre "
		    "tuteur",
		    j->c->tutor_students, tutor->value);
}

/* A share of the staff, rounded up, from 20 people on; a number below. */
static void
judge_host(const struct judge *j)
{
	const struct law_rule *limit = judge_rule(j, "host.small");
	int small = limit != NULL && j->c->staff < limit->value;
	const struct law_rule *r =
	    law_lookup(j->law, small ? "host.students.small" : "host.students", j->c->issued);

	if (r == NULL || j->c->staff <= 0)
		return;
	int most = small ? (int)r->value : (int)((j->c->staff * r->value + 99) / 100);

	if (j->c->host_students > most)
		judge_found(j, r, 1,
		    "l'entreprise accueille %d stagiaires à la fois, au-delà de %d pour un effectif de "
		    "%d ; décalez ce stage ou changez d'entreprise",
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

/* Printed too late, or (once it is) not signed by all on the first day. */
static void
judge_start(const struct judge *j)
{
	const struct law_case *c = j->c;
	const struct law_rule *printed = judge_rule(j, "before.start");
	const struct law_rule *signed_by = judge_rule(j, "signed.start");
	char day[DATE_TEXT_SIZE], late[64];

	date_text(c->start, day);
	if (c->start == DATE_NONE)
		return;
	if (printed != NULL && c->issued >= c->start)
		judge_found(j, printed, 0,
		    "la convention vient %s (%s) : jusqu'à la dernière signature, l'étudiant n'est pas "
		    "couvert ; faites-la signer avant qu'il y aille",
		    late_text(c->issued - c->start, late), day);
	if (signed_by != NULL && c->today != DATE_NONE && c->today >= c->start &&
	    !c->signed_by_all)
		judge_found(j, signed_by, 0,
		    "le stage a commencé le %s et la convention n'est pas signée par tous : l'étudiant "
		    "n'est pas couvert ; suspendez sa présence jusqu'à la dernière signature",
		    day);
}

void
law_judge(const struct law *l, const struct law_case *c, struct law_findings *out)
{
	struct judge j = { l, c, out };

	judge_mentions(&j);
	judge_start(&j);
	judge_length(&j);
	judge_gratification(&j);
	judge_days(&j);
	judge_teaching(&j);
	judge_people(&j);
	judge_host(&j);
}

void
law_judge_template(
    const struct law *l, date issued, unsigned unannounced, struct law_findings *out)
{
	const struct law_case c = { .issued = issued, .start = DATE_NONE };
	const struct judge j = { l, &c, out };
	const struct law_rule *r = judge_rule(&j, "mention.template");

	for (size_t i = 0; r != NULL && law_mention_name(i) != NULL; i++)
		if ((unannounced >> i & 1) != 0)
			judge_found(&j, r, 0,
			    "il n'annonce pas la mention « %s », %s : ajoutez-la, ou la ligne "
			    "{{! mention : %s }} devant",
			    law_mention_name(i), law_mention_words(i), law_mention_name(i));
}
