#include "app/fields.h"

#include <stdlib.h>
#include <string.h>

#include "app/form.h"
#include "app/home.h"
#include "app/md.h"
#include "app/presence.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/number.h"
#include "base/utf8.h"
#include "domain/law.h"
#include "store/placement.h"

static void
set_number(struct js *o, const char *key, double x)
{
	char text[NUMBER_SIZE];

	js_set_str(o, key, number_text(x, text));
}

static void
set_date(struct js *o, const char *key, date d)
{
	char iso[DATE_ISO_SIZE];

	date_iso(d, iso);
	js_set_str(o, key, iso);
}

/* « NGUYỄN Thị Hạnh » */
static void
set_full_name(struct js *o, const struct student *s)
{
	char *upper = utf8_upper(s->last_name);
	char *name = mem_printf("%s %s", upper, s->first_name);

	js_set_str(o, "name", name);
	free(upper);
	free(name);
}

static struct js *
student_fields(const struct pupil *p, date start)
{
	const struct student *s = &p->student;
	date birth = date_parse(s->birth_date);
	int minor = birth != DATE_NONE && start != DATE_NONE && date_age(birth, start) < 18;
	struct js *o = js_object();

	js_set_str(o, "last_name", s->last_name);
	js_set_str(o, "first_name", s->first_name);
	set_full_name(o, s);
	js_set_bool(o, "female", s->female > 0);
	js_set_bool(o, "minor", minor);
	js_set_str(o, "birth_date", s->birth_date);
	js_set_str(o, "email", s->email);
	js_set_str(o, "phone", s->phone);
	js_set_str(o, "address", s->address);
	js_set_str(o, "postcode", s->postcode);
	js_set_str(o, "city", s->city);
	js_set_int(o, "year_of_study", p->enrolment.year_of_study);
	js_set_str(o, "class_label", p->enrolment.class_label);
	return o;
}

static struct js *
guardian_fields(const struct student *s)
{
	struct js *o = js_object();

	js_set_str(o, "name", s->guardian_name);
	js_set_str(o, "email", s->guardian_email);
	js_set_str(o, "phone", s->guardian_phone);
	return o;
}

static struct js *
company_fields(const struct company *c)
{
	struct js *o = js_object();

	js_set_str(o, "name", c->name);
	js_set_str(o, "siret", c->siret);
	js_set_str(o, "address", c->address);
	js_set_str(o, "postcode", c->postcode);
	js_set_str(o, "city", c->city);
	js_set_str(o, "country", c->country);
	js_set_bool(o, "abroad", *c->country != '\0' && strcmp(c->country, "France") != 0);
	js_set_str(o, "phone", c->phone);
	js_set_str(o, "email", c->email);
	js_set_str(o, "activity", c->activity);
	js_set_str(o, "representative", c->representative);
	js_set_str(o, "representative_function", c->representative_function);
	js_set_bool(o, "representative_female", c->representative_female > 0);
	return o;
}

static struct js *
tutor_fields(const struct placement *p)
{
	struct js *o = js_object();

	js_set_str(o, "name", p->tutor_name);
	js_set_str(o, "function", p->tutor_function);
	js_set_str(o, "email", p->tutor_email);
	js_set_str(o, "phone", p->tutor_phone);
	return o;
}

static struct js *
teacher_fields(const struct teacher *t)
{
	struct js *o = js_object();

	js_set_str(o, "name", t->name);
	js_set_str(o, "email", t->email);
	js_set_str(o, "phone", t->phone);
	js_set_bool(o, "female", t->female > 0);
	js_set_str(o, "discipline", t->discipline);
	return o;
}

static void
add_section_period(struct js *list, const struct section_period *p)
{
	struct js *o = js_object();

	js_set_int(o, "n", p->n);
	js_set_int(o, "year_of_study", p->year_of_study);
	js_set_str(o, "title", p->title);
	js_set_int(o, "weeks", p->weeks);
	js_set_str(o, "start", p->starts);
	js_set_str(o, "end", p->ends);
	js_add(list, o);
}

/* year_of_study 0: the periods of both years. */
static struct js *
section_fields(
    const struct fields_about *about, const struct section *s, int year_of_study, struct err *e)
{
	struct js *o = js_object(), *list = js_array();
	struct arena a = ARENA_INIT;
	struct section_period *p = NULL;
	size_t n = 0;
	int rc = 0;

	if (s->id != 0)
		rc = section_periods(about->home->store, s->id, about->year, &a, &p, &n, e);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (year_of_study == 0 || p[i].year_of_study == year_of_study)
			add_section_period(list, &p[i]);
	arena_release(&a);
	js_set_str(o, "code", s->code);
	js_set_str(o, "title", s->title);
	js_set_str(o, "label", s->label);
	js_set_str(o, "hours", s->hours);
	js_set_str(o, "annex", s->annex);
	js_set(o, "periods", list);
	if (rc == 0)
		return o;
	js_free(o);
	return NULL;
}

/* As md_text, but an apostrophe stays one: French typography takes care of it. */
static void
add_plain(struct buf *out, const char *s)
{
	for (size_t n; *s != '\0'; s += n) {
		n = strcspn(s, "'");
		if (n > 0) {
			char *part = mem_str_n(s, n);

			md_text(out, part);
			free(part);
		}
		if (s[n] == '\'') {
			buf_char(out, '\'');
			n++;
		}
	}
}

/* The company's activities, a line each, as a list; what they type is text, not Markdown. */
static void
set_tasks(struct js *o, const char *tasks)
{
	struct buf out = BUF_INIT;

	while (*tasks != '\0') {
		size_t n = strcspn(tasks, "\n");
		char *line = mem_str_n(tasks, n), *p = line + strspn(line, " \t");

		/* people type their own bullets */
		if (strncmp(p, "- ", 2) == 0 || strncmp(p, "* ", 2) == 0)
			p += 2;
		else if (strncmp(p, "•", strlen("•")) == 0)
			p += strlen("•");
		p += strspn(p, " \t");
		if (*p != '\0') {
			buf_str(&out, "- ");
			add_plain(&out, p);
			buf_char(&out, '\n');
		}
		free(line);
		tasks += n + (tasks[n] == '\n');
	}
	js_set_str(o, "tasks", out.data);
	buf_release(&out);
}

static struct js *
period_fields(const struct stay *s)
{
	struct js *list = js_array();

	for (size_t i = 0; i < s->p.n_periods; i++) {
		const struct period *p = &s->p.periods[i];
		struct js *o = js_object();

		js_set_int(o, "n", (long long)i + 1);
		js_set_str(o, "start", p->starts);
		js_set_str(o, "end", p->ends);
		js_set_int(o, "weeks", (date_parse(p->ends) - date_parse(p->starts)) / 7 + 1);
		set_number(o, "weekly_hours", p->weekly_hours);
		set_number(o, "days_off", p->days_off);
		set_number(o, "hours", presence_period_hours(s, p));
		js_add(list, o);
	}
	return list;
}

/* « 22 jours de présence, soit 154 heures »: seven hours are a day, however they are spread (D124-6). */
static void
set_duration(struct js *o, const struct stay *s)
{
	double hours = presence_hours(s), days = hours / LAW_HOURS_A_DAY;
	char hours_text[NUMBER_SIZE], days_text[NUMBER_SIZE];
	char *words = mem_printf("%s jour%s de présence, soit %s heures",
	    number_text(days, days_text), days >= 2 ? "s" : "", number_text(hours, hours_text));

	js_set_str(o, "duration", words);
	free(words);
	set_number(o, "hours", hours);
	set_number(o, "days", days);
}

/* What stands in the middle of a sentence of ours, which has its own full stop. */
static void
set_clause(struct js *o, const char *key, const char *text)
{
	size_t n = strlen(text);

	while (n > 0 && strchr(" \t\n.", text[n - 1]) != NULL)
		n--;
	char *clause = mem_str_n(text, n);

	js_set_str(o, key, clause);
	free(clause);
}

static double
most_weekly(const struct placement *p)
{
	double most = 0;

	for (size_t i = 0; i < p->n_periods; i++)
		if (p->periods[i].weekly_hours > most)
			most = p->periods[i].weekly_hours;
	return most;
}

static struct js *
placement_fields(const struct fields_about *about, const struct stay *s)
{
	const struct placement *p = &s->p;
	int due = p->n_periods > 0 &&
		  law_gratification_due(about->law, presence_hours(s), about->today) == 1;
	struct js *o = js_object();

	js_set_str(o, "number", p->number);
	set_tasks(o, p->tasks);
	set_duration(o, s);
	js_set_str(o, "start", p->n_periods > 0 ? p->periods[0].starts : "");
	js_set_str(o, "end", p->n_periods > 0 ? p->periods[p->n_periods - 1].ends : "");
	set_number(o, "weekly_hours", most_weekly(p));
	set_clause(o, "schedule", p->schedule);
	set_clause(o, "unusual", p->unusual);
	js_set_bool(o, "several", p->n_periods > 1);
	js_set_bool(
	    o, "begun", p->n_periods > 0 && date_parse(p->periods[0].starts) <= about->today);
	js_set(o, "periods", period_fields(s));
	js_set_bool(o, "paid", *p->gratification != '\0');
	set_clause(o, "gratification", p->gratification);
	js_set_bool(o, "gratification_due", due);
	set_clause(o, "benefits", p->benefits);
	js_set_str(o, "workplace", p->workplace);
	set_clause(o, "insurance", p->insurance);
	set_clause(o, "rules", p->rules);
	js_set_str(o, "remarks", p->remarks);
	return o;
}

static struct js *
document_fields(const struct fields_about *about, int guardian_signs)
{
	struct js *o = js_object();

	js_set_str(o, "number", about->number);
	js_set_int(o, "version", about->version);
	js_set_bool(o, "replaces", about->replaces);
	js_set_int(o, "copies", about->form->copies);
	js_set_bool(o, "guardian_signs", guardian_signs);
	js_set_str(o, "amends", "");
	js_set_str(o, "amends_issued_on", "");
	js_set_str(o, "rank", "");
	js_set_str(o, "changes", "");
	js_set_str(o, "former_tutor", "");
	js_set_str(o, "refused_on", "");
	js_set_str(o, "refusal", "");
	js_set_str(o, "former_representative", "");
	js_set_str(o, "awaited", "");
	js_set_str(o, "holder", "");
	js_set_str(o, "to_company", "");
	js_set_str(o, "register", "");
	return o;
}

void
fields_set_document(struct js *fields, const char *key, const char *text)
{
	struct js *o = js_copy(js_member(fields, "document"));

	js_set_str(o, key, text);
	js_set(fields, "document", o);
}

/*
 * When a paper is wanted back: in return_days, but before the internship starts, and on a day on
 * which the school is open.
 */
static date
return_day(const struct fields_about *about, date start)
{
	date by = about->today + about->home->school.return_days;

	if (start != DATE_NONE && start > about->today && by >= start)
		by = start - 1;
	while (date_weekday(by) > 4 && by > about->today)
		by--;
	return by;
}

static struct js *
make_fields(
    const struct fields_about *about, const struct stay *s, int year_of_study, struct err *e)
{
	struct pupil p = { s->student, s->enrolment, s->section };
	date start = s->p.n_periods > 0 ? date_parse(s->p.periods[0].starts) : DATE_NONE;
	struct js *section = section_fields(about, &s->section, year_of_study, e);
	struct js *student = student_fields(&p, start != DATE_NONE ? start : about->today);
	int minor = s->student.id != 0 && js_get_bool(student, "minor", 0);
	struct js *o = js_object();

	js_set_str(o, "year", about->year);
	set_date(o, "issued_on", about->today);
	set_date(o, "return_by", return_day(about, start));
	js_set_bool(o, "nominative", about->form->nominative);
	js_set_bool(
	    o, "blank", !about->form->nominative && about->form->kind == DOC_CONVENTION);
	js_set(o, "school", school_js(&about->home->school));
	js_set(o, "student", student);
	js_set(o, "guardian", guardian_fields(&s->student));
	js_set(o, "company", company_fields(&s->company));
	js_set(o, "tutor", tutor_fields(&s->p));
	js_set(o, "teacher", teacher_fields(&s->teacher));
	js_set(o, "placement", placement_fields(about, s));
	js_set(o, "document", document_fields(about, minor));
	if (section != NULL && fields_set_course(o, about, s, e) == 0) {
		js_set(o, "section", section);
		return o;
	}
	js_free(section);
	js_free(o);
	return NULL;
}

/* Nothing is known: every text empty. */
static struct stay
blank_stay(void)
{
	return (struct stay){
		.p = { .number = "",
		    .tutor_name = "",
		    .tutor_function = "",
		    .tutor_email = "",
		    .tutor_phone = "",
		    .tasks = "",
		    .schedule = "",
		    .unusual = "",
		    .gratification = "",
		    .benefits = "",
		    .workplace = "",
		    .insurance = "",
		    .rules = "",
		    .remarks = "" },
		.student = { .last_name = "",
		    .first_name = "",
		    .birth_date = "",
		    .email = "",
		    .phone = "",
		    .address = "",
		    .postcode = "",
		    .city = "",
		    .guardian_name = "",
		    .guardian_email = "",
		    .guardian_phone = "" },
		.enrolment = { .year = "", .class_label = "", .left_on = "" },
		.section = { .code = "", .title = "", .label = "", .hours = "", .annex = "" },
		.company = { .name = "",
		    .siret = "",
		    .address = "",
		    .postcode = "",
		    .city = "",
		    .country = "",
		    .phone = "",
		    .email = "",
		    .activity = "",
		    .representative = "",
		    .representative_function = "" },
		.teacher = { .name = "", .email = "", .phone = "", .discipline = "" },
	};
}

struct js *
fields_of_stay(const struct fields_about *about, const struct stay *s, struct err *e)
{
	return make_fields(about, s, s->enrolment.year_of_study, e);
}

struct js *
fields_of_pupil(const struct fields_about *about, const struct pupil *p, struct err *e)
{
	struct stay s = blank_stay();

	s.student = p->student;
	s.enrolment = p->enrolment;
	s.section = p->section;
	return make_fields(about, &s, p->enrolment.year_of_study, e);
}

struct js *
fields_generic(const struct fields_about *about, const struct section *section,
    const struct teacher *t, struct err *e)
{
	struct stay s = blank_stay();

	if (section != NULL)
		s.section = *section;
	if (t != NULL)
		s.teacher = *t;
	return make_fields(about, &s, 0, e);
}
