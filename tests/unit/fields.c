/* What papers are told of a placement: app/fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/fields.h"
#include "app/form.h"
#include "app/home.h"
#include "app/lint.h"
#include "base/err.h"
#include "base/js.h"
#include "store/placement.h"

/* A home of which only the school is there: placements of section 0 ask the store nothing. */
struct desk {
	struct home home;
	struct law law;
	struct form form;
	struct stay stay;
	struct js *fields;
};

static void
desk_init(struct desk *d, const char *birth, const char *starts, const char *ends)
{
	memset(d, 0, sizeof *d);
	d->home.school = (struct school){ .name = "",
		.uai = "",
		.address = "",
		.postcode = "",
		.city = "",
		.phone = "",
		.email = "",
		.website = "",
		.principal_name = "",
		.principal_title = "",
		.delegate_name = "",
		.delegate_title = "",
		.council_date = "",
		.council_number = "",
		.insurance_company = "",
		.insurance_policy = "",
		.return_days = 14 };
	law_init(&d->law);
	d->form = (struct form){ .kind = DOC_CONVENTION, .copies = 3, .nominative = 1 };
	d->stay = (struct stay){
		.p = { .number = "1",
		    .tutor_name = "",
		    .tutor_function = "",
		    .tutor_email = "",
		    .tutor_phone = "",
		    .tasks = "- Une\n\n• Deux *étoiles*",
		    .schedule = "",
		    .unusual = "",
		    .gratification = "",
		    .benefits = "",
		    .workplace = "",
		    .insurance = "",
		    .rules = "",
		    .remarks = "",
		    .periods = { { starts, ends, 35, 0 } },
		    .n_periods = 1 },
		.student = { .id = 1,
		    .last_name = "d'Œuvre",
		    .first_name = "Zoé",
		    .birth_date = birth,
		    .email = "",
		    .phone = "",
		    .address = "",
		    .postcode = "",
		    .city = "",
		    .guardian_name = "",
		    .guardian_email = "",
		    .guardian_phone = "" },
		.enrolment = { .year = "2026-2027", .class_label = "SIO2", .left_on = "" },
		.section = { .code = "", .title = "", .label = "", .hours = "", .annex = "" },
		.company = { .name = "",
		    .siret = "",
		    .address = "",
		    .postcode = "",
		    .city = "",
		    .country = "Belgique",
		    .phone = "",
		    .email = "",
		    .activity = "",
		    .representative = "",
		    .representative_function = "" },
		.teacher = { .name = "", .email = "", .phone = "", .discipline = "" },
	};
}

/* The fields on Monday 23 November 2026. */
static const struct js *
desk_fields(struct desk *d, const char *part)
{
	struct fields_about about = { &d->home, &d->law, &d->form, date_parse("2026-11-23"),
		"2026-2027", "000000000000", 1, 0 };
	struct err e = ERR_INIT;

	js_free(d->fields);
	d->fields = fields_of_stay(&about, &d->stay, &e);
	if (d->fields == NULL)
		fail_msg("%s", e.text);
	return part != NULL ? js_member(d->fields, part) : d->fields;
}

static void
desk_release(struct desk *d)
{
	js_free(d->fields);
	law_release(&d->law);
}

static void
assert_wanted_back(const char *starts, int days, const char *expected)
{
	struct desk d;

	desk_init(&d, "2007-01-01", starts, "2027-06-25");
	d.home.school.return_days = days;
	assert_string_equal(js_get_str(desk_fields(&d, NULL), "return_by", ""), expected);
	desk_release(&d);
}

static void
test_wanted_back_in_time_before_the_start_on_an_open_day(void **state)
{
	(void)state;
	assert_wanted_back("2027-05-24", 14, "2026-12-07"); /* far: the school's delay */
	assert_wanted_back("2027-05-24", 12, "2026-12-04"); /* a Saturday: the Friday before */
	assert_wanted_back("2026-11-30", 14, "2026-11-27"); /* starts on Monday: Friday */
	assert_wanted_back("2026-11-25", 14, "2026-11-24");
	assert_wanted_back("2026-11-24", 14, "2026-11-23"); /* tomorrow: today */
	assert_wanted_back("2026-11-09", 14, "2026-12-07"); /* begun: late anyway */
}

static void
test_minor_on_the_first_day_not_today(void **state)
{
	struct desk d;

	(void)state;
	desk_init(&d, "2009-01-05", "2027-01-04", "2027-02-12");
	assert_true(js_get_bool(desk_fields(&d, "student"), "minor", 0));
	assert_true(js_get_bool(desk_fields(&d, "document"), "guardian_signs", 0));
	d.stay.student.birth_date = "2009-01-04"; /* 18 that day, 17 today */
	assert_false(js_get_bool(desk_fields(&d, "student"), "minor", 1));
	assert_false(js_get_bool(desk_fields(&d, "document"), "guardian_signs", 1));
	desk_release(&d);
}

static void
test_what_people_typed_is_text(void **state)
{
	struct desk d;

	(void)state;
	desk_init(&d, "2007-01-01", "2027-01-04", "2027-02-12");
	assert_string_equal(js_get_str(desk_fields(&d, "placement"), "tasks", ""),
	    "- Une\n- Deux \\*étoiles\\*\n");
	assert_string_equal(js_get_str(desk_fields(&d, "student"), "name", ""), "D'ŒUVRE Zoé");
	assert_true(js_get_bool(desk_fields(&d, "company"), "abroad", 0));
	d.stay.p.schedule = "de 9 h à 17 h. \n";
	assert_string_equal(js_get_str(desk_fields(&d, "placement"), "schedule", ""),
	    "de 9 h à 17 h"); /* our sentence has its own full stop */
	desk_release(&d);
}

static void
test_days_are_counted_by_seven_hours(void **state)
{
	struct desk d;

	(void)state;
	desk_init(&d, "2007-01-01", "2027-01-04", "2027-02-12");
	assert_string_equal(js_get_str(desk_fields(&d, "placement"), "duration", ""),
	    "30 jours de présence, soit 210 heures");
	d.stay.p.periods[0].weekly_hours = 32;
	assert_string_equal(js_get_str(desk_fields(&d, "placement"), "duration", ""),
	    "27,4 jours de présence, soit 192 heures");
	desk_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wanted_back_in_time_before_the_start_on_an_open_day),
		cmocka_unit_test(test_minor_on_the_first_day_not_today),
		cmocka_unit_test(test_what_people_typed_is_text),
		cmocka_unit_test(test_days_are_counted_by_seven_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
