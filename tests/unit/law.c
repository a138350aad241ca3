#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/conf.h"
#include "base/err.h"
#include "domain/holiday.h"
#include "domain/law.h"

/* A convention that no rule has anything against, issued before it starts. */
static struct law_case
quiet_case(void)
{
	return (struct law_case){
		.issued = date_make(2026, 11, 2),
		.start = date_make(2027, 1, 4),
		.end = date_make(2027, 2, 12),
		.birth = date_make(2007, 3, 14),
		.hours = 210,
		.weekly = 35,
		.teacher_students = 16,
		.tutor_students = 3,
	};
}

/* How many findings the rule makes of the case; their text in *text. */
static int
count(const struct law_case *c, const char *id, enum law_severity *severity, char text[512])
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
			memcpy(text, f.at[i].text, 512);
		}
	law_findings_release(&f);
	law_release(&l);
	return n;
}

static void
check_found(const struct law_case *c, const char *id, const char *words)
{
	enum law_severity severity;
	char text[512];

	assert_int_equal(count(c, id, &severity, text), 1);
	if (strstr(text, words) == NULL)
		fail_msg("« %s » does not say « %s »", text, words);
}

static void
check_quiet(const struct law_case *c, const char *id)
{
	enum law_severity severity;
	char text[512];

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
test_people_at_one_time(void **state)
{
	struct law_case c = quiet_case();

	(void)state;
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
	char text[512];

	(void)state;
	c.missing = 1u << MENTION_TASKS;
	assert_int_equal(count(&c, "mention.tasks", &severity, text), 1);
	assert_int_equal(severity, LAW_REFUSE);
	assert_non_null(strstr(text, "activités"));
	check_quiet(&c, "mention.tutor");
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

static void
test_a_wrong_row_is_named(void **state)
{
	struct conf conf = CONF_INIT;
	struct err e = ERR_INIT;
	struct law l;

	(void)state;
	law_init(&l);
	assert_int_equal(
	    conf_parse(&conf, "[rule hours.week]\nvalue = beaucoup\n", "p.ini", &e), 0);
	assert_int_equal(law_read(&l, &conf, "p.ini", &e), -1);
	assert_non_null(strstr(e.text, "p.ini:2"));
	law_release(&l);
	conf_release(&conf);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_against_an_ordinary_internship),
		cmocka_unit_test(test_gratification_from_the_309th_hour),
		cmocka_unit_test(test_rate_below_the_minimum),
		cmocka_unit_test(test_a_year_without_a_rate_says_so),
		cmocka_unit_test(test_924_hours),
		cmocka_unit_test(test_minor_on_the_first_day),
		cmocka_unit_test(test_people_at_one_time),
		cmocka_unit_test(test_students_in_one_company),
		cmocka_unit_test(test_issued_after_the_start),
		cmocka_unit_test(test_missing_mentions_refuse),
		cmocka_unit_test(test_abroad_nothing_of_the_host_is_refused),
		cmocka_unit_test(test_a_school_adds_rows),
		cmocka_unit_test(test_a_wrong_row_is_named),
		cmocka_unit_test(test_easter_and_holidays),
		cmocka_unit_test(test_working_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
