/* Papers of students, and of nobody: accords, moulds, blank conventions. */
#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/teacher.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "store/blank.h"

/* Rows gathered first: the questions asked of each need the database again. */
struct pupils {
	struct arena *a;
	struct pupil *at;
	size_t n, cap;
};

static int
keep_pupil(void *ctx, const struct pupil *p)
{
	struct pupils *to = ctx;

	to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
	to->at[to->n] = *p;
	pupil_keep(&to->at[to->n++], to->a);
	return 0;
}

/* ---- one student by name ---- */

/* « Martin Camille 2007-02-11 »: cuts the date off; DATE_NONE when there is none. */
static date
cut_birth(char *name)
{
	char *space = strrchr(name, ' ');
	date birth = space != NULL ? date_parse(space + 1) : DATE_NONE;

	if (birth != DATE_NONE)
		*space = '\0';
	return birth;
}

static int
find_pupils(struct issue *is, const char *words, struct pupils *out, struct err *e)
{
	struct pupil_filter f = { .year = is->year, .section = is->q->section };
	char *name = mem_str(words), iso[DATE_ISO_SIZE];
	date birth = cut_birth(name);
	size_t kept = 0;

	if (*name != '\0' && name[strspn(name, "0123456789")] == '\0')
		f.student = strtoll(name, NULL, 10);
	else
		f.name = name;
	int rc = pupil_each(is->h->store, &f, keep_pupil, out, e);

	date_iso(birth, iso);
	for (size_t i = 0; i < out->n; i++)
		if (birth == DATE_NONE || strcmp(out->at[i].student.birth_date, iso) == 0)
			out->at[kept++] = out->at[i];
	out->n = kept;
	free(name);
	return rc;
}

/* The student that --student means; an error lists those it could be. */
static int
find_student(struct issue *is, struct pupils *found, struct err *e)
{
	struct buf names = BUF_INIT;
	size_t i = 1;

	if (find_pupils(is, is->q->student, found, e) < 0)
		return -1;
	if (found->n == 0)
		return err_set(e, ERR_ABSENT, "« %s » : aucun étudiant de ce nom en %s",
		    is->q->student, is->year);
	while (i < found->n && found->at[i].student.id == found->at[0].student.id)
		i++;
	if (i == found->n)
		return 0;
	for (i = 0; i < found->n && i < 8; i++)
		buf_printf(&names, "%s%s (%s, né%s le %s)", i > 0 ? ", " : "",
		    issue_full_name(&is->arena, &found->at[i].student),
		    found->at[i].enrolment.class_label,
		    found->at[i].student.female > 0 ? "e" : "",
		    found->at[i].student.birth_date);
	err_set(e, ERR_USAGE,
	    "« %s » désigne plusieurs étudiants : %s ; ajoutez le prénom ou la date de naissance",
	    is->q->student, names.data);
	buf_release(&names);
	return -1;
}

int
issue_find_student(struct issue *is, int64_t *student, struct err *e)
{
	struct pupils found = { &is->arena, NULL, 0, 0 };
	int rc = find_student(is, &found, e);

	*student = rc == 0 ? found.at[0].student.id : 0;
	free(found.at);
	return rc;
}

/* ---- accords ---- */

static int
select_pupils(struct issue *is, struct err *e)
{
	struct pupil_filter f = { .year = is->year, .section = is->q->section };
	struct pupils pupils = { &is->arena, NULL, 0, 0 };
	int rc = is->q->student != NULL ? find_student(is, &pupils, e)
					: pupil_each(is->h->store, &f, keep_pupil, &pupils, e);

	if (rc == 0 && pupils.n == 0)
		rc = err_set(e, ERR_ABSENT, "aucun étudiant en %s%s%s", is->year,
		    is->q->section != NULL ? " dans la section " : "",
		    is->q->section != NULL ? is->q->section : "");
	for (size_t i = 0; rc == 0 && i < pupils.n; i++)
		rc = issue_select_pupil(is, &pupils.at[i], e);
	free(pupils.at);
	return rc;
}

/* The section that was asked for; id 0: none. */
static int
asked_section(struct issue *is, struct section *s, struct err *e)
{
	int rc;

	s->id = 0;
	if (is->q->section == NULL)
		return 0;
	rc = section_lookup(is->h->store, is->q->section, &is->arena, s, e);
	if (rc == 0)
		return err_set(e, ERR_ABSENT, "« %s » : section inconnue", is->q->section);
	return rc < 0 ? -1 : 0;
}

struct sections {
	struct arena *a;
	struct section *at;
	size_t n, cap;
};

static int
keep_section(void *ctx, const struct section *s)
{
	struct sections *to = ctx;

	to->at = mem_grow(to->at, to->n, &to->cap, sizeof *to->at);
	to->at[to->n++] = (struct section){ .id = s->id,
		.code = arena_str(to->a, s->code),
		.title = arena_str(to->a, s->title),
		.label = arena_str(to->a, s->label),
		.hours = arena_str(to->a, s->hours),
		.annex = arena_str(to->a, s->annex) };
	return 0;
}

/* One mould for each section, with its annex. */
static int
select_all_moulds(struct issue *is, struct err *e)
{
	struct sections sections = { &is->arena, NULL, 0, 0 };
	int rc = section_each(is->h->store, keep_section, &sections, e);

	for (size_t i = 0; rc == 0 && i < sections.n; i++)
		rc = issue_select_mould(is, &sections.at[i], e);
	free(sections.at);
	return rc;
}

static int
select_generic(struct issue *is, struct err *e)
{
	struct section s;

	if (asked_section(is, &s, e) < 0)
		return -1;
	if (is->q->all && s.id == 0)
		return select_all_moulds(is, e);
	return issue_select_mould(is, s.id != 0 ? &s : NULL, e);
}

/* ---- blank conventions ---- */

/* The teacher who takes them away; id 0: not said. */
static int
asked_teacher(struct issue *is, struct teacher *t, struct err *e)
{
	t->id = 0;
	if (is->q->teacher == NULL)
		return 0;
	return teacher_by_words(is->h->store, is->q->teacher, &is->arena, t, e);
}

static int
select_blanks(struct issue *is, struct err *e)
{
	struct section s;
	struct teacher t;
	int n;

	if (asked_section(is, &s, e) < 0 || asked_teacher(is, &t, e) < 0 ||
	    blank_next(is->h->store, is->year, &n, e) < 0)
		return -1;
	for (int i = 0; i < is->q->blank; i++) {
		struct issued *to = issue_report_add(is);
		struct draft *d = issue_draft_add(is);
		struct fields_about about = issue_about(is, d);

		d->blank = n + i;
		d->teacher = t.id;
		to->who = arena_printf(&is->r->arena, "vierge n° %d%s%s", d->blank,
		    t.id != 0 ? ", pour " : "", t.id != 0 ? t.name : "");
		to->section =
		    s.id != 0 ? arena_str(&is->r->arena, s.label) : "toutes les sections";
		d->section = s.id;
		d->fields =
		    fields_generic(&about, s.id != 0 ? &s : NULL, t.id != 0 ? &t : NULL, e);
		issue_report_made(is, d, to);
		if (d->fields == NULL)
			return -1;
		fields_set_document(
		    d->fields, "register", arena_printf(&is->arena, "%d", d->blank));
		issue_describe(d, &is->arena);
	}
	return 0;
}

int
issue_select(struct issue *is, struct err *e)
{
	if (is->q->blank > 0)
		return select_blanks(is, e);
	if (is->q->kind != DOC_ACCORD)
		return issue_select_stays(is, e);
	return is->q->generic ? select_generic(is, e) : select_pupils(is, e);
}
