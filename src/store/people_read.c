/* People and companies read back: one by what names it, or all in order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/columns_imp.h"
#include "store/people.h"

/* Reads the one row of q: 1, 0, -1. */
static int
lookup(struct store *st, sqlite3_stmt *q, const struct table *t, void *row, struct arena *a,
    struct err *e)
{
	int rc = store_step(st, q, e);

	if (rc == 1)
		row_read(q, 0, t, row, a);
	store_done(q);
	return rc;
}

static sqlite3_stmt *
by_id(struct store *st, const char *sql, int64_t id, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":id", id);
	return q;
}

static sqlite3_stmt *
by_text(struct store *st, const char *sql, const char *text, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":text", text);
	return q;
}

int
section_lookup(
    struct store *st, const char *code, struct arena *a, struct section *s, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(section, SECTION) " FROM section"
						   " WHERE code = :text COLLATE NOCASE";

	return lookup(st, by_text(st, sql, code, e), &section_table, s, a, e);
}

int
section_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct section *s, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(section, SECTION) " FROM section WHERE id = :id";

	return lookup(st, by_id(st, sql, id, e), &section_table, s, a, e);
}

int
teacher_lookup_email(
    struct store *st, const char *email, struct arena *a, struct teacher *t, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(teacher, TEACHER) " FROM teacher"
						   " WHERE email = :text COLLATE NOCASE";

	return lookup(st, by_text(st, sql, email, e), &teacher_table, t, a, e);
}

int
teacher_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct teacher *t, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(teacher, TEACHER) " FROM teacher WHERE id = :id";

	return lookup(st, by_id(st, sql, id, e), &teacher_table, t, a, e);
}

int
student_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct student *s, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(student, STUDENT) " FROM student WHERE id = :id";

	return lookup(st, by_id(st, sql, id, e), &student_table, s, a, e);
}

int
enrolment_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct enrolment *en, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(enrolment, ENROLMENT) " FROM enrolment WHERE id = :id";

	return lookup(st, by_id(st, sql, id, e), &enrolment_table, en, a, e);
}

int
company_lookup_id(
    struct store *st, int64_t id, struct arena *a, struct company *c, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(company, COMPANY) " FROM company WHERE id = :id";

	return lookup(st, by_id(st, sql, id, e), &company_table, c, a, e);
}

int
company_lookup_siret(
    struct store *st, const char *siret, struct arena *a, struct company *c, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(company, COMPANY) " FROM company"
						   " WHERE siret = :text AND siret <> ''";

	return lookup(st, by_text(st, sql, siret, e), &company_table, c, a, e);
}

int
section_each(struct store *st, section_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(section, SECTION) " FROM section ORDER BY code";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct section s;

		row_read(q, 0, &section_table, &s, &a);
		rc = visit(ctx, &s);
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}

int
teacher_each(struct store *st, teacher_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(teacher, TEACHER) " FROM teacher ORDER BY name, id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct teacher t;

		row_read(q, 0, &teacher_table, &t, &a);
		rc = visit(ctx, &t);
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}

int
company_each(struct store *st, company_visit *visit, void *ctx, struct err *e)
{
	static const char sql[] =
	    "SELECT " ROW_SELECT(company, COMPANY) " FROM company ORDER BY name, id";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct company c;

		row_read(q, 0, &company_table, &c, &a);
		rc = visit(ctx, &c);
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}

/* 1 when each word of `words` begins some word of `key`; both as utf8_key makes them. */
static int
words_begin(const char *words, const char *key)
{
	while (*words != '\0') {
		size_t n = strcspn(words, " ");
		const char *at = key;

		while (strncmp(at, words, n) != 0) {
			at = strchr(at, ' ');
			if (at == NULL)
				return 0;
			at++;
		}
		words += n + (words[n] == ' ');
	}
	return 1;
}

/* One text for each way in, so that SQLite starts from an index. */
#define PUPILS(WAY_IN)                                                                           \
	"SELECT " ROW_SELECT(student, STUDENT) ", " ROW_SELECT(                                  \
	    enrolment, ENROLMENT) ", " ROW_SELECT(section,                                       \
	    SECTION) " FROM enrolment"                                                           \
		     " JOIN student ON student.id = enrolment.student"                           \
		     " JOIN section ON section.id = enrolment.section"                           \
		     " WHERE " WAY_IN " AND (:year IS NULL OR enrolment.year = :year)"           \
		     " AND (:section IS NULL OR section.code = :section COLLATE NOCASE)"         \
		     " AND (:year_of_study IS NULL OR enrolment.year_of_study = :year_of_study)" \
		     " AND (:student IS NULL OR student.id = :student)"                          \
		     " AND (:enrolment IS NULL OR enrolment.id = :enrolment)"                    \
		     " ORDER BY section.code, enrolment.year_of_study, student.key, enrolment.year"

/* words: as utf8_key makes them; NULL: anybody. */
static int
is_named(const struct pupil *p, const char *words, int with_class, struct arena *a)
{
	char *class_key;
	int yes;

	if (words == NULL || !with_class)
		return words == NULL || words_begin(words, p->student.key);
	class_key = utf8_key(p->enrolment.class_label);
	yes = words_begin(words, arena_printf(a, "%s %s", p->student.key, class_key));
	free(class_key);
	return yes;
}

int
pupil_each(struct store *st, const struct pupil_filter *f, pupil_visit *visit, void *ctx,
    struct err *e)
{
	static const char by_enrolment[] = PUPILS("enrolment.id = :enrolment"),
			  by_student[] = PUPILS("enrolment.student = :student"),
			  all[] = PUPILS("1");
	const char *sql = f->enrolment != 0 ? by_enrolment : f->student != 0 ? by_student : all;
	sqlite3_stmt *q = store_stmt(st, sql, e);
	char *words = f->name != NULL ? utf8_key(f->name) : NULL;
	int rc;

	bind_text(q, ":year", f->year);
	bind_text(q, ":section", f->section);
	bind_id(q, ":year_of_study", f->year_of_study);
	bind_id(q, ":student", f->student);
	bind_id(q, ":enrolment", f->enrolment);
	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct pupil p;
		int at = row_read(q, 0, &student_table, &p.student, &a);

		at = row_read(q, at, &enrolment_table, &p.enrolment, &a);
		row_read(q, at, &section_table, &p.section, &a);
		rc = is_named(&p, words, f->with_class, &a) ? visit(ctx, &p) : 0;
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	free(words);
	return rc;
}

void
pupil_keep(struct pupil *p, struct arena *a)
{
	row_keep(&student_table, &p->student, a);
	row_keep(&enrolment_table, &p->enrolment, a);
	row_keep(&section_table, &p->section, a);
}

int
enrolment_year(struct store *st, const char *wanted, char year[10], struct err *e)
{
	static const char sql[] = "SELECT year FROM enrolment"
				  " ORDER BY year = :wanted DESC, year DESC LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_text(q, ":wanted", wanted);
	rc = store_step(st, q, e);
	snprintf(year, 10, "%s", rc == 1 ? col_text(q, 0) : "");
	store_done(q);
	return rc < 0 ? -1 : 0;
}
