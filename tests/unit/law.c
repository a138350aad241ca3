#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/conf.h"
#include "base/err.h"
#include "domain/calendar.h"
#include "domain/holiday.h"
#include "domain/law.h"
#include "domain/schedule.h"

/* A convention that no rule has anything against, issued before it starts. */
static struct law_case
quiet_case(void)
{
	return (struct law_case){
		.issued = date_make(2026, 11, 2),
		.today = DATE_NONE,
		.start = date_make(2027, 1, 4),
		.end = date_make(2027, 2, 12),
		.birth = date_make(2007, 3, 14),
		.hours = 210,
		.weekly = 35,
		.teacher_students = 16,
		.tutor_students = 3,
	};
}

/* The rules that the tests below have seen speak, and seen keep quiet: the last of them looks. */
static struct {
	const char *id;
	int spoke, kept_quiet;
} tried[64];

static void
try(const char *id, int n)
{
	size_t i = 0;

	while (tried[i].id != NULL && strcmp(tried[i].id, id) != 0)
		i++;
	assert_true(i < sizeof tried / sizeof *tried - 1);
	tried[i].id = id;
	tried[i].spoke |= n > 0;
	tried[i].kept_quiet |= n == 0;
}

/* How many findings the rule makes of the case; their text in *text. */
static int
count(const struct law_case *c, const char *id, enum law_severity *severity,
    char text[LAW_TEXT_SIZE])
{
	struct law l;
	struct law_findings f = LAW_FINDINGS_INIT;
	int n = 0;

	law_init(&l);
	law_judge(&l, c, &f);
	for (size_t i = 0; i < f.n; i++)
		if (strcmp(f.at[i].id, id) == 0) {
			n++;
			*severity = f.at[i].severity;
			memcpy(text, f.at[i].text, LAW_TEXT_SIZE);
		}
	law_findings_release(&f);
	law_release(&l);
	try(id, n);
	return n;
}

static void
check_found(const struct law_case *c, const char *id, const char *words)
{
	enum law_severity severity;
	char text[LAW_TEXT_SIZE];

	assert_int_equal(count(c, id, &severity, text), 1);
	if (strstr(text, words) == NULL)
		fail_msg("« %s » does not say « %s »", text, words);
}

static void
check_quiet(const struct law_case *c, const char *id)
{
	enum law_severity severity;
	char text[LAW_TEXT_SIZE];

	assert_int_equal(count(c, id, &severity, text), 0);
}

static void
test_nothing_against_an_ordinary_internship(void **state)
{
	struct law l;
	struct law_findings f = LAW_FINDINGS_INIT;
	struct law_case c = quiet_case();

	(void)state;
	law_init(&l);
	law_judge(&l, &c, &f);
	assert_int_equal(f.n, 0);
	law_release(&l);
	law_findings_release(&f);
}

static void
test_gratification_from_the_309th_hour(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.hours = 308;
	check_quiet(&c, "gratification.due");
	c.hours = 309;
	check_found(&c, "gratification.due", "L124-6");
	c.paid = 1;
	check_quiet(&c, "gratification.due");
	c.paid = 0;
	c.hours = 200;
	c.other_hours = 109; /* in the same company and year: counted together */
	check_found(&c, "gratification.due", "309 h");
}

static void
test_rate_below_the_minimum(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.hours = 400;
	c.paid = 1;
	c.rate = 4.50;
	check_quiet(&c, "gratification.rate");
	c.rate = 4.35;
	check_found(&c, "gratification.rate", "4,50");
}

static void
test_a_year_without_a_rate_says_so(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.issued = date_make(2027, 1, 2);
	c.start = date_make(2027, 1, 4);
	c.hours = 400;
	c.paid = 1;
	check_found(&c, "gratification.due", "2027 de la gratification non renseigné");
}

static void
test_the_rate_is_that_of_the_issue_date(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.hours = 400;
	c.paid = 1;
	c.rate = 4.40;
	c.issued = date_make(2025, 12, 31); /* 4.35 until then */
	check_quiet(&c, "gratification.rate");
	c.issued = date_make(2026, 1, 1);
	check_found(
	    &c, "gratification.rate", "4,40 € de l'heure, inférieure au minimum de 4,50");
}

static void
test_no_rule_before_it_was_made(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.hours = 925;
	c.issued = date_make(2014, 11, 30);
	check_quiet(&c, "hours.longest");
	c.issued = date_make(2014, 12, 1);
	check_found(&c, "hours.longest", "924 h");
}

static void
test_hours_show_how_they_come_about(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.hours = 315;
	c.sum = "9 semaines × 35 h = 315 h";
	check_found(&c, "gratification.due", "315 h de présence (9 semaines × 35 h = 315 h)");
}

static void
test_48_hours_a_week(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.weekly = 48;
	check_quiet(&c, "hours.week");
	c.weekly = 48.5;
	check_found(&c, "hours.week", "48,5 h");
}

static void
test_35_hours_are_the_legal_week(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.weekly = 35;
	check_quiet(&c, "hours.legal");
	c.weekly = 35.5;
	check_found(
	    &c, "hours.legal", "35,5 h par semaine, au-delà de la durée légale de 35 h");
	c.weekly = 48.5;
	check_quiet(&c, "hours.legal"); /* the longest week says it */
	c.weekly = 36;
	c.birth = date_make(2010, 3, 14);
	check_quiet(&c, "hours.legal"); /* a minor's week says it */
}

static void
test_200_hours_of_teaching(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	check_quiet(&c, "teaching.least"); /* nobody told */
	c.teaching = 200;
	check_quiet(&c, "teaching.least");
	c.teaching = 199;
	check_found(&c, "teaching.least", "D124-2");
}

static void
test_924_hours(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.paid = 1;
	c.hours = 924;
	check_quiet(&c, "hours.longest");
	c.hours = 925;
	check_found(&c, "hours.longest", "924 h");
}

static void
test_minor_on_the_first_day(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.birth = date_make(2009, 1, 4); /* 18 on the very first day */
	check_quiet(&c, "minor.guardian");
	c.birth = date_make(2009, 1, 5);
	check_found(&c, "minor.guardian", "représentant légal");
	c.guardian = 1;
	check_quiet(&c, "minor.guardian");
	check_quiet(&c, "minor.week");
	c.weekly = 36;
	check_found(&c, "minor.week", "36 h");
	check_quiet(&c, "minor.unusual");
	c.unusual = 1;
	check_found(&c, "minor.unusual", "nuit");
}

static void
test_hours_of_a_minor(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.birth = c.start - 16 * 366; /* sixteen, a few days past */
	c.weekly = 35;
	c.schedule = "lundi, mardi, jeudi et vendredi"; /* 8.75 h a day */
	check_found(&c, "minor.day", "8,8 h par jour");
	c.weekly = 32;
	check_quiet(&c, "minor.day");
	c.birth = c.start - 15 * 366;
	check_quiet(&c, "minor.day");
	check_found(&c, "minor.day.young", "au-delà de 7 h");
	c.weekly = 28;
	check_quiet(&c, "minor.day.young");
}

static void
test_rest_of_a_minor(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.birth = c.start - 17 * 366;
	c.schedule = "du mardi au samedi"; /* Sunday and Monday off */
	check_quiet(&c, "minor.rest");
	c.schedule = "du lundi au mercredi, vendredi et samedi";
	check_found(&c, "minor.rest", "2 jours de repos");
	c.birth = date_make(2007, 3, 14);
	check_quiet(&c, "minor.rest");
}

static void
test_nights_of_a_minor(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.birth = c.start - 17 * 366;
	c.schedule = "de 14 h à 22 h";
	check_quiet(&c, "minor.night");
	c.schedule = "de 14 h à 22 h 30";
	check_found(&c, "minor.night", "entre 22 h et 6 h");
	c.schedule = "de 5 h 30 à 12 h";
	check_found(&c, "minor.night", "L3163-2");
	c.birth = c.start - 15 * 366;
	c.schedule = "de 13 h à 20 h";
	check_quiet(&c, "minor.night.young");
	c.schedule = "de 13 h à 20 h 15";
	check_found(&c, "minor.night.young", "entre 20 h et 6 h");
}

static void
test_what_is_unusual_must_be_announced(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.schedule = "du lundi au samedi, jamais le dimanche";
	check_quiet(&c, "unusual.said");
	c.schedule = "du mercredi au dimanche";
	check_found(&c, "unusual.said", "le dimanche");
	c.schedule = "du lundi au vendredi ; une nuit par semaine";
	check_found(&c, "unusual.said", "la nuit");
	c.unusual = 1;
	check_quiet(&c, "unusual.said");
}

static void
one_stint(struct law_case *c, date first, date last)
{
	c->n_stints = 1;
	c->stints[0] = (struct law_stint){ .first = first, .last = last, .weekly = 35 };
}

static void
test_begins_or_ends_on_a_day_of_rest(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	one_stint(&c, date_make(2027, 5, 7), date_make(2027, 6, 11));
	check_quiet(&c, "dates.rest");
	one_stint(&c, date_make(2027, 5, 6), date_make(2027, 6, 11));
	check_found(&c, "dates.rest", "commence le 6 mai 2027, jour férié (Ascension)");
	one_stint(&c, date_make(2027, 5, 7), date_make(2027, 6, 13));
	check_found(&c, "dates.rest", "finit le dimanche 13 juin 2027");
	c.unusual = 1;
	check_quiet(&c, "dates.rest");
}

static void
test_good_friday_in_alsace(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	one_stint(&c, date_make(2027, 3, 1), date_make(2027, 3, 26));
	check_quiet(&c, "alsace.friday");
	c.alsace_moselle = 1;
	check_found(&c, "alsace.friday", "26 mars 2027");
	one_stint(&c, date_make(2027, 3, 1), date_make(2027, 3, 25));
	check_quiet(&c, "alsace.friday");
}

static void
frame(struct law_stint *s, date first, date last, int n_weeks)
{
	s->framed = 1;
	s->frame_first = first;
	s->frame_last = last;
	s->frame_weeks = n_weeks;
}

static void
test_periods_of_the_section(void **state)
{
	struct law_case c = quiet_case();
	date first = date_make(2027, 1, 4), last = date_make(2027, 2, 12);

	(void)state;
	one_stint(&c, first, last);
	frame(&c.stints[0], first, last, 6);
	check_quiet(&c, "section.dates");
	check_quiet(&c, "section.weeks");
	c.stints[0].last = last + 1;
	check_found(&c, "section.dates", "du 4 janvier 2027 au 12 février 2027");
	c.stints[0].last = last - 7;
	check_found(&c, "section.weeks", "5 semaines de stage, la section en demande 6");
	/* what lacks is done in a second run of days */
	c.n_stints = 2;
	c.stints[1] = c.stints[0];
	c.stints[1].first = last + 10;
	c.stints[1].last = last + 14;
	check_quiet(&c, "section.weeks");
}

static void
test_gap_of_a_third(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.previous = "12";
	c.previous_days = 42;
	c.previous_end = c.start - 15; /* 14 days between */
	check_quiet(&c, "gap.third");
	c.previous_end = c.start - 14;
	check_found(&c, "gap.third", "n° 12");
	check_found(&c, "gap.third", "avant le 5 janvier 2027");
	c.previous_days = 40; /* 13.3: rounded up */
	check_found(&c, "gap.third", "L124-11"); /* 13 days are not enough */
	c.previous_days = 39;
	check_quiet(&c, "gap.third");
}

static void
test_signed_by_all_on_the_first_day(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.today = c.start - 1;
	check_quiet(&c, "signed.start");
	c.today = c.start;
	check_found(&c, "signed.start", "le stage a commencé le 4 janvier 2027");
	c.signed_by_all = 1;
	check_quiet(&c, "signed.start");
}

static void
test_mentions_of_the_template(void **state)
{
	struct law_findings f = LAW_FINDINGS_INIT;
	struct law l;

	(void)state;
	law_init(&l);
	law_judge_template(&l, date_make(2026, 11, 2), 0, &f);
	assert_int_equal(f.n, 0);
	law_judge_template(&l, date_make(2026, 11, 2), 1u << 2 | 1u << 14, &f);
	assert_int_equal(f.n, 2);
	assert_non_null(strstr(f.at[0].text, "compétences"));
	assert_non_null(strstr(f.at[1].text, "attestation"));
	assert_null(law_mention_name(15));
	law_findings_release(&f);
	law_release(&l);
}

static void
test_people_at_one_time(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	check_quiet(&c, "teacher.students"); /* 16 and 3 are allowed */
	check_quiet(&c, "tutor.students");
	c.teacher_students = 17;
	check_found(&c, "teacher.students", "17");
	c.tutor_students = 4;
	check_found(&c, "tutor.students", "R124-13");
}

static void
test_students_in_one_company(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.host_students = 4; /* nobody told the staff */
	check_quiet(&c, "host.students.small");
	c.staff = 19;
	check_found(&c, "host.students.small", "au-delà de 3");
	c.staff = 20; /* 15 % of 20 are 3 */
	check_found(&c, "host.students", "au-delà de 3");
	c.staff = 21; /* 3.15, rounded up */
	check_quiet(&c, "host.students");
	c.host_students = 5;
	check_found(&c, "host.students", "au-delà de 4");
}

static void
test_issued_after_the_start(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.issued = c.start - 1;
	check_quiet(&c, "before.start");
	c.issued = c.start;
	check_found(&c, "before.start", "le jour même");
	c.issued = c.start + 3;
	check_found(&c, "before.start", "3 jours après");
}

static void
test_missing_mentions_refuse(void **state)
{
	struct law_case c = quiet_case();
	enum law_severity severity;
	char text[LAW_TEXT_SIZE];

	(void)state;
	c.missing = 1u << MENTION_TASKS;
	assert_int_equal(count(&c, "mention.tasks", &severity, text), 1);
	assert_int_equal(severity, LAW_REFUSE);
	assert_non_null(strstr(text, "activités"));
	check_quiet(&c, "mention.tutor");
}

static void
test_each_mention_is_missed(void **state)
{
	static const char *const ids[MENTION_COUNT] = {
		[MENTION_TITLE] = "mention.title",
		[MENTION_TEACHING] = "mention.teaching",
		[MENTION_TEACHER] = "mention.teacher",
		[MENTION_TUTOR] = "mention.tutor",
		[MENTION_TASKS] = "mention.tasks",
		[MENTION_DATES] = "mention.dates",
		[MENTION_WEEKLY] = "mention.weekly",
		[MENTION_REPRESENTATIVE] = "mention.representative",
	};

	(void)state;
	for (int i = 0; i < MENTION_COUNT; i++) {
		struct law_case c = quiet_case();

		check_quiet(&c, ids[i]);
		c.missing = 1u << i;
		check_found(&c, ids[i], "complétez le stage (D124-4");
	}
}

static void
test_abroad_nothing_of_the_host_is_refused(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
	c.abroad = 1;
	c.hours = 400;
	check_found(&c, "gratification.due", "étranger, à vérifier");
}

static void
test_a_school_adds_rows(void **state)
{
	static const char text[] = "[rule gratification.rate]\n"
				   "article = L124-6\nfrom = 2027-01-01\nuntil = 2027-12-31\n"
				   "value = 4,60\nsource = text\nseverity = refuse\n";
	struct conf conf = CONF_INIT;
	struct err e = ERR_INIT;
	struct law l;

	(void)state;
	law_init(&l);
	assert_null(law_lookup(&l, "gratification.rate", date_make(2027, 3, 1)));
	assert_int_equal(conf_parse(&conf, text, "paraphe.ini", &e), 0);
	assert_int_equal(law_read(&l, &conf, "paraphe.ini", &e), 0);
	const struct law_rule *r = law_lookup(&l, "gratification.rate", date_make(2027, 3, 1));

	assert_non_null(r);
	assert_true(r->value > 4.59 && r->value < 4.61);
	assert_int_equal(r->severity, LAW_REFUSE);
	assert_true(law_lookup(&l, "gratification.rate", date_make(2026, 3, 1))->value < 4.51);
	law_release(&l);
	conf_release(&conf);
}

static int
read_rules(struct law *l, const char *text, struct err *e)
{
	struct conf conf = CONF_INIT;
	int rc;

	*e = (struct err)ERR_INIT;
	law_init(l);
	assert_int_equal(conf_parse(&conf, text, "p.ini", e), 0);
	rc = law_read(l, &conf, "p.ini", e);
	conf_release(&conf);
	return rc;
}

static void
test_a_row_says_only_what_changes(void **state)
{
	date day = date_make(2026, 11, 2);
	struct err e;
	struct law l;

	(void)state;
	assert_int_equal(read_rules(&l, "[rule hours.longest]\nseverity = refuse\n", &e), 0);
	const struct law_rule *r = law_lookup(&l, "hours.longest", day);

	assert_int_equal(r->severity, LAW_REFUSE);
	assert_true(r->value > 923.9 && r->value < 924.1);
	assert_string_equal(r->article, "L124-5 et D124-6");
	assert_null(law_lookup(&l, "hours.longest", date_make(2014, 11, 30)));
	law_release(&l);
}

static void
test_two_years_side_by_side(void **state)
{
	struct err e;
	struct law l;

	(void)state;
	assert_int_equal(
	    read_rules(&l,
		"[rule gratification.rate]\nfrom = 2027-01-01\nuntil = 2027-12-31\n"
		"value = 4,60\n[rule gratification.rate]\nfrom = 2028-01-01\n"
		"value = 4,70\n",
		&e),
	    0);
	assert_true(law_lookup(&l, "gratification.rate", date_make(2027, 6, 1))->value < 4.65);
	assert_true(law_lookup(&l, "gratification.rate", date_make(2028, 6, 1))->value > 4.65);
	law_release(&l);
}

static void
test_a_wrong_row_is_named(void **state)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{ "[rule hours.week]\nvalue = beaucoup\n", "p.ini:2" },
		{ "[rule hours.weak]\nvalue = 48\n", "règle inconnue « hours.weak »" },
		{ "[rule gratification.rate]\nfrom = 2027-01-01\n", "il manque « value »" },
		{ "[rule hours.week]\nvalue = 48\nfrom = 2027-02-01\nuntil = 2027-01-31\n",
		    "« until » est avant « from »" },
		{ "[rule hours.week]\nsource = rumeur\n", "valeur incomprise « rumeur »" },
	};
	struct err e;
	struct law l;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_int_equal(read_rules(&l, wrong[i].text, &e), -1);
		if (strstr(e.text, wrong[i].says) == NULL)
			fail_msg("« %s » does not say « %s »", e.text, wrong[i].says);
		law_release(&l);
	}
}

static void
test_days_of_a_schedule(void **state)
{
	static const struct {
		const char *text;
		unsigned days;
		int earliest, latest;
	} cases[] = {
		{ "", 0, -1, -1 },
		{ "du lundi au vendredi, de 9 h à 12 h et de 13 h 30 à 17 h 30", 0x1F, 540,
		    1050 },
		{ "Mardis et jeudis : 8h30-12h", 0x0A, 510, 720 },
		{ "du samedi au lundi", 0x61, -1, -1 },
		{ "tous les jours sauf le mercredi", 0, -1, -1 },
		{ "du lundi au samedi sauf le mercredi", 0x3B, -1, -1 },
		{ "35 h par semaine, 7 h par jour, de 8:00 à 16:00", 0, 480, 960 },
		{ "lundi de 9 h à 12 h. Fermé le mardi", 0x01, 540, 720 },
	};
	struct schedule s;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		schedule_read(cases[i].text, &s);
		if (s.days != cases[i].days || s.earliest != cases[i].earliest ||
		    s.latest != cases[i].latest)
			fail_msg("« %s »: %#x, %d to %d", cases[i].text, s.days, s.earliest,
			    s.latest);
	}
}

static void
test_easter_and_holidays(void **state)
{
	(void)state;
	assert_int_equal(holiday_easter(2026), date_make(2026, 4, 5));
	assert_int_equal(holiday_easter(2027), date_make(2027, 3, 28));
	assert_int_equal(holiday_easter(2038), date_make(2038, 4, 25));
	assert_string_equal(holiday_name(date_make(2027, 5, 6), 0), "Ascension");
	assert_string_equal(holiday_name(date_make(2027, 5, 17), 0), "lundi de Pentecôte");
	assert_null(holiday_name(date_make(2027, 3, 26), 0));
	assert_string_equal(holiday_name(date_make(2027, 3, 26), 1), "vendredi saint");
	assert_null(holiday_name(date_make(2026, 12, 26), 0));
}

static void
test_working_days(void **state)
{
	(void)state;
	/* Monday to Friday of six weeks */
	assert_int_equal(
	    holiday_working_days(date_make(2027, 1, 4), date_make(2027, 2, 12), 0), 30);
	/* the week of Ascension */
	assert_int_equal(
	    holiday_working_days(date_make(2027, 5, 3), date_make(2027, 5, 9), 0), 4);
	assert_int_equal(
	    holiday_working_days(date_make(2027, 5, 8), date_make(2027, 5, 9), 0), 0);
}

static void
test_working_days_of_a_school(void **state)
{
	struct calendar c = CALENDAR_INIT;

	(void)state;
	/* Friday evening to Monday; Ascension */
	assert_int_equal(calendar_days(&c, date_make(2027, 4, 30), date_make(2027, 5, 3)), 1);
	assert_int_equal(calendar_days(&c, date_make(2027, 5, 3), date_make(2027, 5, 7)), 3);
	assert_int_equal(calendar_days(&c, date_make(2027, 5, 7), date_make(2027, 5, 3)), 0);
	calendar_add(&c, date_make(2027, 5, 7), date_make(2027, 5, 8));
	assert_int_equal(calendar_days(&c, date_make(2027, 5, 3), date_make(2027, 5, 7)), 2);
	assert_int_equal(calendar_days(&c, date_make(2027, 3, 25), date_make(2027, 3, 26)), 1);
	c.alsace_moselle = 1;
	assert_int_equal(calendar_days(&c, date_make(2027, 3, 25), date_make(2027, 3, 26)), 0);
	calendar_release(&c);
}

/* What only serves another rule, or is judged elsewhere. */
static int
is_no_judge(const char *id)
{
	static const char *const ids[] = { "minor.young", "host.small", "visits.least",
		"mention.template" };

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (strcmp(ids[i], id) == 0)
			return 1;
	return 0;
}

static void
test_each_rule_was_tried_on_both_sides(void **state)
{
	struct law l;
	size_t k;

	(void)state;
	law_init(&l);
	for (size_t i = 0; i < l.n; i++) {
		const char *id = l.rules[i].id;

		for (k = 0; tried[k].id != NULL && strcmp(tried[k].id, id) != 0; k++)
			;
		if (!is_no_judge(id) && !(tried[k].spoke && tried[k].kept_quiet))
			fail_msg("%s: spoke %d, kept quiet %d", id, tried[k].spoke,
			    tried[k].kept_quiet);
	}
	law_release(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_against_an_ordinary_internship),
		cmocka_unit_test(test_gratification_from_the_309th_hour),
		cmocka_unit_test(test_rate_below_the_minimum),
		cmocka_unit_test(test_a_year_without_a_rate_says_so),
		cmocka_unit_test(test_the_rate_is_that_of_the_issue_date),
		cmocka_unit_test(test_no_rule_before_it_was_made),
		cmocka_unit_test(test_hours_show_how_they_come_about),
		cmocka_unit_test(test_48_hours_a_week),
		cmocka_unit_test(test_35_hours_are_the_legal_week),
		cmocka_unit_test(test_200_hours_of_teaching),
		cmocka_unit_test(test_924_hours),
		cmocka_unit_test(test_minor_on_the_first_day),
		cmocka_unit_test(test_hours_of_a_minor),
		cmocka_unit_test(test_rest_of_a_minor),
		cmocka_unit_test(test_nights_of_a_minor),
		cmocka_unit_test(test_what_is_unusual_must_be_announced),
		cmocka_unit_test(test_begins_or_ends_on_a_day_of_rest),
		cmocka_unit_test(test_good_friday_in_alsace),
		cmocka_unit_test(test_periods_of_the_section),
		cmocka_unit_test(test_gap_of_a_third),
		cmocka_unit_test(test_signed_by_all_on_the_first_day),
		cmocka_unit_test(test_mentions_of_the_template),
		cmocka_unit_test(test_people_at_one_time),
		cmocka_unit_test(test_students_in_one_company),
		cmocka_unit_test(test_issued_after_the_start),
		cmocka_unit_test(test_missing_mentions_refuse),
		cmocka_unit_test(test_each_mention_is_missed),
		cmocka_unit_test(test_abroad_nothing_of_the_host_is_refused),
		cmocka_unit_test(test_a_school_adds_rows),
		cmocka_unit_test(test_a_row_says_only_what_changes),
		cmocka_unit_test(test_two_years_side_by_side),
		cmocka_unit_test(test_a_wrong_row_is_named),
		cmocka_unit_test(test_days_of_a_schedule),
		cmocka_unit_test(test_easter_and_holidays),
		cmocka_unit_test(test_working_days),
		cmocka_unit_test(test_working_days_of_a_school),
		cmocka_unit_test(test_each_rule_was_tried_on_both_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
