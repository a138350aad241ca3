#include "store/placement.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/columns_imp.h"

int
placement_match(struct store *st, const struct placement *p, int64_t *id, struct err *e)
{
	static const char sql[] =
	    "SELECT placement.id FROM placement"
	    " JOIN enrolment ON enrolment.id = placement.enrolment"
	    " JOIN enrolment AS ours ON ours.student = enrolment.student AND ours.year = enrolment.year"
	    " JOIN period ON period.placement = placement.id AND period.n = 1"
	    " WHERE ours.id = :enrolment AND placement.company = :company"
	    " AND period.starts = :starts AND placement.gone <> 'undone'";
	sqlite3_stmt *q = store_stmt(st, sql, e);

	bind_int(q, ":enrolment", p->enrolment);
	bind_int(q, ":company", p->company);
	bind_text(q, ":starts", p->periods[0].starts);
	return row_find(st, q, id, e);
}

static int
next_number(struct store *st, char out[PLACEMENT_NUMBER_SIZE], struct err *e)
{
	static const char sql[] = "SELECT max(CAST(number AS INTEGER)) FROM placement";
	int64_t last;

	if (store_int(st, sql, 0, &last, e) < 0)
		return -1;
	snprintf(out, PLACEMENT_NUMBER_SIZE, "%lld", (long long)last + 1);
	return 0;
}

static int
read_periods(struct store *st, struct placement *p, struct arena *a, struct err *e)
{
	static const char sql[] = "SELECT starts, ends, weekly_hours, days_off FROM period"
				  " WHERE placement = :id ORDER BY n";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc = 0;

	p->n_periods = 0;
	bind_int(q, ":id", p->id);
	while (p->n_periods < PERIODS_MAX && (rc = store_step(st, q, e)) == 1)
		p->periods[p->n_periods++] = (struct period){ col_keep(q, 0, a),
			col_keep(q, 1, a), col_real(q, 2), (int)col_int(q, 3) };
	store_done(q);
	return rc < 0 ? -1 : 0;
}

static int
same_periods(const struct placement *a, const struct placement *b)
{
	if (a->n_periods != b->n_periods)
		return 0;
	for (size_t i = 0; i < a->n_periods; i++) {
		const struct period *x = &a->periods[i], *y = &b->periods[i];

		if (strcmp(x->starts, y->starts) != 0 || strcmp(x->ends, y->ends) != 0 ||
		    x->weekly_hours != y->weekly_hours || x->days_off != y->days_off)
			return 0;
	}
	return 1;
}

static int
write_periods(struct store *st, const struct placement *p, struct err *e)
{
	static const char clear[] = "DELETE FROM period WHERE placement = :id";
	static const char add[] =
	    "INSERT INTO period (placement, n, starts, ends, weekly_hours, days_off)"
	    " VALUES (:id, :n, :starts, :ends, :weekly_hours, :days_off)";
	sqlite3_stmt *q = store_stmt(st, clear, e);

	bind_int(q, ":id", p->id);
	if (store_run(st, q, e) < 0)
		return -1;
	for (size_t i = 0; i < p->n_periods; i++) {
		q = store_stmt(st, add, e);
		bind_int(q, ":id", p->id);
		bind_int(q, ":n", (int64_t)i + 1);
		bind_text(q, ":starts", p->periods[i].starts);
		bind_text(q, ":ends", p->periods[i].ends);
		bind_real(q, ":weekly_hours", p->periods[i].weekly_hours);
		bind_int(q, ":days_off", p->periods[i].days_off);
		if (store_run(st, q, e) < 0)
			return -1;
	}
	return 0;
}

int
placement_put(struct store *st, struct placement *p, struct err *e)
{
	struct arena a = ARENA_INIT;
	char number[PLACEMENT_NUMBER_SIZE];
	struct placement old = { .id = 0 };
	int rc = -1;

	if (p->n_periods == 0)
		return err_set(e, ERR_INTERNAL, "un stage sans période");
	if (p->id == 0 && placement_match(st, p, &p->id, e) < 0)
		return -1;
	if (p->id == 0 && p->number == NULL) {
		if (next_number(st, number, e) < 0)
			return -1;
		p->number = number;
	}
	old.id = p->id;
	if (p->id != 0 && read_periods(st, &old, &a, e) < 0)
		goto done;
	rc = row_put(st, &placement_table, p, e);
	if (rc >= 0 && !same_periods(&old, p)) {
		if (write_periods(st, p, e) < 0)
			rc = -1;
		else if (rc == PUT_SAME)
			rc = PUT_CHANGED;
	}
done:
	if (p->number == number)
		p->number = NULL;
	arena_release(&a);
	return rc;
}

static int
stay_read(struct store *st, sqlite3_stmt *q, struct stay *s, struct arena *a, struct err *e)
{
	int at = row_read(q, 0, &placement_table, &s->p, a);

	at = row_read(q, at, &student_table, &s->student, a);
	at = row_read(q, at, &enrolment_table, &s->enrolment, a);
	at = row_read(q, at, &section_table, &s->section, a);
	at = row_read(q, at, &company_table, &s->company, a);
	row_read(q, at, &teacher_table, &s->teacher, a);
	return read_periods(st, &s->p, a, e);
}

/*
 * One text for each way in, so that SQLite starts from an index: « x IS NULL OR x = y » alone
 * would read every placement.
 */
#define STAYS(WAY_IN)                                                                          \
	"SELECT " ROW_SELECT(placement, PLACEMENT) ", " ROW_SELECT(                            \
	    student, STUDENT) ", " ROW_SELECT(enrolment, ENROLMENT) ", " ROW_SELECT(section,   \
	    SECTION) ", " ROW_SELECT(company, COMPANY) ", " ROW_SELECT(teacher,                \
	    TEACHER) " FROM placement"                                                         \
		     " JOIN enrolment ON enrolment.id = placement.enrolment"                   \
		     " JOIN student ON student.id = enrolment.student"                         \
		     " JOIN section ON section.id = enrolment.section"                         \
		     " JOIN company ON company.id = placement.company"                         \
		     " LEFT JOIN teacher ON teacher.id = placement.teacher"                    \
		     " WHERE " WAY_IN " AND (:year IS NULL OR enrolment.year = :year)"         \
		     " AND (:section IS NULL OR section.code = :section COLLATE NOCASE)"       \
		     " AND (:number IS NULL OR placement.number = :number)"                    \
		     " AND (:placement IS NULL OR placement.id = :placement)"                  \
		     " AND (:student IS NULL OR enrolment.student = :student)"                 \
		     " AND (:enrolment IS NULL OR placement.enrolment = :enrolment)"           \
		     " AND (:company IS NULL OR placement.company = :company)"                 \
		     " AND (:teacher IS NULL OR placement.teacher = :teacher)"                 \
		     " AND (placement.gone = '' OR :placement IS NOT NULL OR"                  \
		     "  (:number IS NOT NULL AND placement.gone = 'cancelled'))"               \
		     " ORDER BY section.code, enrolment.year_of_study, student.key, placement.id"

static const char *
stays_sql(const struct stay_filter *f)
{
	static const char by_placement[] = STAYS("placement.id = :placement"),
			  by_number[] = STAYS("placement.number = :number"),
			  by_enrolment[] = STAYS("placement.enrolment = :enrolment"),
			  by_student[] = STAYS("enrolment.student = :student"),
			  by_company[] = STAYS("placement.company = :company"),
			  by_teacher[] = STAYS("placement.teacher = :teacher"),
			  all[] = STAYS("1");

	return f->placement != 0   ? by_placement
	       : f->number != NULL ? by_number
	       : f->enrolment != 0 ? by_enrolment
	       : f->student != 0   ? by_student
	       : f->company != 0   ? by_company
	       : f->teacher != 0   ? by_teacher
				   : all;
}

int
stay_each(
    struct store *st, const struct stay_filter *f, stay_visit *visit, void *ctx, struct err *e)
{
	sqlite3_stmt *q = store_stmt(st, stays_sql(f), e);
	int rc;

	bind_text(q, ":year", f->year);
	bind_text(q, ":section", f->section);
	bind_text(q, ":number", f->number);
	bind_id(q, ":placement", f->placement);
	bind_id(q, ":student", f->student);
	bind_id(q, ":enrolment", f->enrolment);
	bind_id(q, ":company", f->company);
	bind_id(q, ":teacher", f->teacher);
	while ((rc = store_step(st, q, e)) == 1) {
		struct arena a = ARENA_INIT;
		struct stay s;

		rc = stay_read(st, q, &s, &a, e);
		if (rc == 0)
			rc = visit(ctx, &s);
		arena_release(&a);
		if (rc != 0)
			break;
	}
	store_done(q);
	return rc;
}

void
stay_keep(struct stay *s, struct arena *a)
{
	row_keep(&placement_table, &s->p, a);
	row_keep(&student_table, &s->student, a);
	row_keep(&enrolment_table, &s->enrolment, a);
	row_keep(&section_table, &s->section, a);
	row_keep(&company_table, &s->company, a);
	row_keep(&teacher_table, &s->teacher, a);
	for (size_t i = 0; i < s->p.n_periods; i++) {
		s->p.periods[i].starts = arena_str(a, s->p.periods[i].starts);
		s->p.periods[i].ends = arena_str(a, s->p.periods[i].ends);
	}
}

struct keep {
	struct arena *a;
	struct stay *out;
};

static int
keep_stay(void *ctx, const struct stay *s)
{
	struct keep *k = ctx;

	*k->out = *s;
	stay_keep(k->out, k->a);
	return 1;
}

int
stay_lookup(
    struct store *st, const char *number, struct arena *a, struct stay *s, struct err *e)
{
	struct keep k = { a, s };
	struct stay_filter f = { .number = number };

	return stay_each(st, &f, keep_stay, &k, e);
}

int
stay_lookup_id(struct store *st, int64_t id, struct arena *a, struct stay *s, struct err *e)
{
	struct keep k = { a, s };
	struct stay_filter f = { .placement = id };

	return stay_each(st, &f, keep_stay, &k, e);
}
