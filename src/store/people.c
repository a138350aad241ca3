#include "store/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/columns_imp.h"

int
section_put(struct store *st, struct section *s, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, "SELECT id FROM section WHERE code = :code", e);

	bind_text(q, ":code", s->code);
	return row_find(st, q, &s->id, e) < 0 ? -1 : row_put(st, &section_table, s, e);
}

/* Looks the row up by its key unless its id is known, and writes it. */
static int
put_by_key(struct store *st, const char *find, const struct table *t, void *row,
    const char *key, struct err *e)
{
	int64_t *id = row;

	if (*id == 0) {
		sqlite3_stmt *q = store_stmt(st, find, e);

		bind_text(q, ":key", key);
		if (row_find(st, q, id, e) < 0)
			return -1;
	}
	return row_put(st, t, row, e);
}

int
teacher_put(struct store *st, struct teacher *t, struct err *e)
{
	int has_email = t->email != NULL && *t->email != '\0';
	char *key = has_email ? mem_str(t->email) : utf8_key(t->name);

	for (char *p = key; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	t->key = key;
	int rc = put_by_key(
	    st, "SELECT id FROM teacher WHERE key = :key", &teacher_table, t, key, e);

	t->key = NULL;
	free(key);
	return rc;
}

static char *
student_key(const char *last_name, const char *first_name)
{
	char *both = mem_printf("%s %s", last_name, first_name);
	char *key = utf8_key(both);

	free(both);
	return key;
}

int
student_put(struct store *st, struct student *s, struct err *e)
{
	char *key = student_key(s->last_name, s->first_name);
	int rc = -1;

	if (s->id != 0 || student_match(st, key, s->birth_date, &s->id, e) >= 0) {
		s->key = key;
		rc = row_put(st, &student_table, s, e);
	}
	s->key = NULL;
	free(key);
	return rc;
}

/*
 * The company that the row means: by its SIRET; else the one of that name and place, unless both say
 * different SIRETs.  A company thus gets its SIRET later, and is found again without it.
 */
static int
find_company(
    struct store *st, const struct company *c, const char *siret, int64_t *id, struct err *e)
{
	static const char sql[] =
	    "SELECT id FROM company WHERE (siret <> '' AND siret = :siret)"
	    " OR (name_key = :name AND postcode = COALESCE(:postcode, postcode)"
	    "  AND country = COALESCE(:country, country) AND (siret = '' OR :siret = ''))"
	    " ORDER BY siret = :siret DESC, siret <> '' DESC, id LIMIT 1";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":siret", siret);
	bind_text(q, ":name", c->name_key);
	bind_text(q, ":postcode", c->postcode);
	bind_text(q, ":country", c->country);
	return row_find(st, q, id, e);
}

int
company_put(struct store *st, struct company *c, struct err *e)
{
	int has_siret = c->siret != NULL && *c->siret != '\0';
	char *place = mem_printf("%s|%s|%s", c->name, c->postcode != NULL ? c->postcode : "",
	    c->country != NULL ? c->country : "France");
	char *key = has_siret ? mem_str(c->siret) : utf8_key(place),
	     *name_key = utf8_key(c->name);
	int rc = 0;

	c->name_key = name_key;
	if (c->id == 0)
		rc = find_company(st, c, has_siret ? c->siret : "", &c->id, e);
	/* an empty SIRET does not take a known one away, nor the key that goes with it */
	c->key = has_siret || c->id == 0 ? key : NULL;
	if (!has_siret && c->id != 0)
		c->siret = NULL;
	if (rc >= 0)
		rc = row_put(st, &company_table, c, e);
	c->key = c->name_key = NULL;
	free(key);
	free(name_key);
	free(place);
	return rc;
}

/* The enrolment of that year in another section on which nothing hangs yet. */
static int
find_movable(struct store *st, const struct enrolment *en, int64_t *id, struct err *e)
{
	static const char sql[] =
	    "SELECT id FROM enrolment WHERE student = :student AND year = :year"
	    " AND NOT EXISTS (SELECT 1 FROM placement WHERE enrolment = enrolment.id)"
	    " AND NOT EXISTS (SELECT 1 FROM document WHERE enrolment = enrolment.id"
	    "  OR own_enrolment = enrolment.id)";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":student", en->student);
	bind_text(q, ":year", en->year);
	return row_find(st, q, id, e);
}

int
enrolment_put(struct store *st, struct enrolment *en, struct err *e)
{
	static const char sql[] = "SELECT id FROM enrolment WHERE student = :student"
				  " AND year = :year AND section = :section";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":student", en->student);
	bind_text(q, ":year", en->year);
	bind_int(q, ":section", en->section);
	int rc = row_find(st, q, &en->id, e);

	if (rc == 0)
		rc = find_movable(st, en, &en->id, e);
	return rc < 0 ? -1 : row_put(st, &enrolment_table, en, e);
}

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

int
pupil_each(struct store *st, const struct pupil_filter *f, pupil_visit *visit, void *ctx,
    struct err *e)
{
	static const char sql[] = "SELECT " ROW_SELECT(student, STUDENT) ", " ROW_SELECT(
	    enrolment, ENROLMENT) ", " ROW_SELECT(section,
	    SECTION) " FROM enrolment"
		     " JOIN student ON student.id = enrolment.student"
		     " JOIN section ON section.id = enrolment.section"
		     " WHERE (:year IS NULL OR enrolment.year = :year)"
		     " AND (:section IS NULL OR section.code = :section COLLATE NOCASE)"
		     " AND (:year_of_study IS NULL OR enrolment.year_of_study = :year_of_study)"
		     " AND (:student IS NULL OR student.id = :student)"
		     " AND (:enrolment IS NULL OR enrolment.id = :enrolment)"
		     " ORDER BY section.code, enrolment.year_of_study, student.key, enrolment.year";
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
		rc = words == NULL || words_begin(words, p.student.key) ? visit(ctx, &p) : 0;
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

/* How many rows q has (at most a few), the first id in *id. */
static int
count_rows(struct store *st, sqlite3_stmt *q, int64_t *id, struct err *e)
{
	int n = 0, rc;

	*id = 0;
	while ((rc = store_step(st, q, e)) == 1)
		if (n++ == 0)
			*id = col_int(q, 0);
	return rc < 0 ? -1 : n;
}

int
student_match(
    struct store *st, const char *key, const char *birth_date, int64_t *id, struct err *e)
{
	static const char sql[] = "SELECT id FROM student WHERE key = :key"
				  " AND (:birth_date IS NULL OR birth_date = :birth_date)"
				  " ORDER BY id LIMIT 9";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":key", key);
	bind_text(q, ":birth_date", birth_date);
	return count_rows(st, q, id, e);
}

int
student_match_id(
    struct store *st, const char *ine, const char *local_id, int64_t *id, struct err *e)
{
	static const char sql[] = "SELECT id FROM student WHERE (ine <> '' AND ine = :ine)"
				  " OR (local_id <> '' AND local_id = :local_id) LIMIT 9";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_text(q, ":ine", ine);
	bind_text(q, ":local_id", local_id);
	return count_rows(st, q, id, e);
}

int
company_match(struct store *st, const char *name, int64_t *id, struct err *e)
{
	static const char sql[] = "SELECT id FROM company WHERE name_key = :key LIMIT 9";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	char *key = utf8_key(name);

	bind_text(q, ":key", key);
	int n = count_rows(st, q, id, e);

	free(key);
	return n;
}
