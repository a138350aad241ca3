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
