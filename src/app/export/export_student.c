#include <stdlib.h>
#include <string.h>

#include "app/export/export.h"
#include "app/export/filed.h"
#include "app/history.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/number.h"
#include "store/event.h"
#include "store/placement.h"

/* The access being given. */
struct access {
	struct home *h;
	const char *dir;
	struct exported_student *out;
	struct pupil *pupils; /* one a school year and section, of one student */
	size_t n_pupils, cap_pupils;
	int64_t student;
	int several; /* the name fits more than one */
	struct buf sheet, history;
	struct err *e;
};

static int
take_pupil(void *ctx, const struct pupil *p)
{
	struct access *a = ctx;

	a->several |= a->student != 0 && a->student != p->student.id;
	a->student = p->student.id;
	a->pupils = mem_grow(a->pupils, a->n_pupils, &a->cap_pupils, sizeof *a->pupils);
	a->pupils[a->n_pupils] = *p;
	pupil_keep(&a->pupils[a->n_pupils++], &a->out->arena);
	return 0;
}

static int
find_student(struct access *a, const char *name)
{
	const struct pupil_filter f = { .name = name };

	if (pupil_each(a->h->store, &f, take_pupil, a, a->e) < 0)
		return -1;
	if (a->n_pupils == 0)
		return err_set(a->e, ERR_ABSENT, "« %s » : aucun étudiant de ce nom", name);
	if (a->several)
		return err_set(a->e, ERR_ABSENT,
		    "« %s » désigne plusieurs étudiants : donnez le nom et le prénom", name);
	return 0;
}

/* What is recorded: « Adresse : ... »; nothing where nothing is known. */

static void
say(struct access *a, const char *what, const char *value)
{
	if (value != NULL && *value != '\0')
		buf_printf(&a->sheet, "%s : %s\n", what, value);
}

static void
say_day(struct access *a, const char *what, const char *iso)
{
	char text[DATE_TEXT_SIZE];

	date_text(date_parse(iso), text);
	say(a, what, text);
}

static void
say_student(struct access *a)
{
	const struct student *s = &a->pupils[0].student;

	a->out->name = arena_printf(&a->out->arena, "%s %s", s->last_name, s->first_name);
	buf_printf(&a->sheet, "%s\n\n", a->out->name);
	say_day(a, s->female ? "Née le" : "Né le", s->birth_date);
	say(a, "Identifiant national (INE)", s->ine);
	say(a, "Numéro dans le logiciel de l'établissement", s->local_id);
	say(a, "Adresse électronique", s->email);
	say(a, "Téléphone", s->phone);
	say(a, "Adresse", s->address);
	say(a, "Code postal", s->postcode);
	say(a, "Ville", s->city);
	say(a, "Représentant légal", s->guardian_name);
	say(a, "Adresse électronique du représentant légal", s->guardian_email);
	say(a, "Téléphone du représentant légal", s->guardian_phone);
	for (size_t i = 0; i < a->n_pupils; i++) {
		const struct pupil *p = &a->pupils[i];

		buf_printf(&a->sheet, "\nAnnée scolaire %s : %s, %s année\n", p->enrolment.year,
		    p->section.label,
		    p->enrolment.year_of_study == 1 ? "première" : "deuxième");
		say(a, "Classe", p->enrolment.class_label);
		say_day(a, "Sortie le", p->enrolment.left_on);
	}
}

static void
say_period(struct access *a, const struct period *p)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE], hours[NUMBER_SIZE];

	date_text(date_parse(p->starts), from);
	date_text(date_parse(p->ends), to);
	buf_printf(&a->sheet, "Du %s au %s, %s heures par semaine\n", from, to,
	    number_text(p->weekly_hours, hours));
}

/* A heading in the history, then each fact on its line: when, who, what. */
static void
tell(struct access *a, const char *title, const struct shape *shape, const struct fact *facts,
    size_t n)
{
	buf_printf(&a->history, "%s%s\n", a->history.len > 0 ? "\n" : "", title);
	for (size_t i = 0; i < n; i++) {
		char when[DATE_TEXT_SIZE + 16];

		time_text(facts[i].at, when);
		buf_printf(&a->history, "  %s, %s : ", when, facts[i].actor);
		history_words(shape, &facts[i], &a->history);
		if (facts[i].text != NULL && facts[i].kind == FACT_VISITED)
			buf_printf(&a->history, " – %s", facts[i].text);
		buf_printf(&a->history, "%s\n", facts[i].voided ? " (annulé depuis)" : "");
	}
}

static int
stay_said(void *ctx, const struct stay *s)
{
	struct access *a = ctx;
	struct arena arena = ARENA_INIT;
	struct fact *facts;
	size_t n;

	buf_printf(&a->sheet, "\nStage n° %s : %s\n", s->p.number, s->company.name);
	for (size_t i = 0; i < s->p.n_periods; i++)
		say_period(a, &s->p.periods[i]);
	say(a, "Professeur référent", s->teacher.id != 0 ? s->teacher.name : "");
	say(a, "Tuteur", s->p.tutor_name);
	say(a, "Activités", s->p.tasks);
	say(a, "Horaires", s->p.schedule);
	say(a, "Gratification", s->p.gratification);
	say(a, "Avantages", s->p.benefits);
	say(a, "Remarques", s->p.remarks);
	if (event_list_of_placement(a->h->store, s->p.id, &arena, &facts, &n, a->e) < 0)
		return -1;
	if (n > 0)
		tell(a, arena_printf(&arena, "Stage n° %s", s->p.number), NULL, facts, n);
	arena_release(&arena);
	return 0;
}

/* Papers. */

static int
write_paper(struct access *a, const struct folded *f, struct arena *arena)
{
	const char *name = filed_name(a->h->store, f, 0, arena, a->e);
	struct buf pdf = BUF_INIT;
	int pages = 0, rc = -1;
	char *path;

	if (name == NULL)
		return -1;
	path = path_join(a->dir, name);
	rc = filed_pdf(a->h, f, 0, &pdf, &pages, a->e);
	if (rc == 0 && pages > 0)
		rc = file_replace(path, pdf.data, pdf.len, a->e);
	if (rc == 0 && pages > 0) {
		a->out->files++;
		a->out->pages += pages;
	}
	free(path);
	buf_release(&pdf);
	return rc;
}

static int
paper_told(void *ctx, const struct folded *f)
{
	struct access *a = ctx;
	struct arena arena = ARENA_INIT;
	char code[DOC_CODE_SIZE];
	int rc;

	doc_code(f->d.number, code);
	tell(a,
	    arena_printf(&arena, "%s %s (%s)", doc_kind_words(f->d.kind), code,
		state_words(&f->shape, &f->state)),
	    &f->shape, f->facts, f->n_facts);
	rc = write_paper(a, f, &arena);
	arena_release(&arena);
	return rc;
}

static int
write_text(struct access *a, const char *name, const struct buf *text)
{
	char *path = path_join(a->dir, name);
	int rc = file_replace(path, text->data, text->len, a->e);

	a->out->files += rc == 0;
	free(path);
	return rc;
}

static int
write_all(struct access *a)
{
	const struct stay_filter stays = { .student = a->student };

	if (file_mkdirs(a->dir, a->e) < 0)
		return -1;
	say_student(a);
	if (stay_each(a->h->store, &stays, stay_said, a, a->e) < 0)
		return -1;
	for (size_t i = 0; i < a->n_pupils; i++) {
		const struct document_filter f = { .enrolment = a->pupils[i].enrolment.id };

		if (document_each(a->h->store, &f, paper_told, a, a->e) < 0)
			return -1;
	}
	if (write_text(a, "fiche.txt", &a->sheet) < 0)
		return -1;
	return a->history.len > 0 ? write_text(a, "historique.txt", &a->history) : 0;
}

int
export_student(struct home *h, const char *name, const char *dir, struct exported_student *out,
    struct err *e)
{
	struct access a = {
		.h = h, .dir = dir, .out = out, .sheet = BUF_INIT, .history = BUF_INIT, .e = e
	};
	int rc = -1;

	*out = (struct exported_student){ 0 };
	if (find_student(&a, name) == 0)
		rc = write_all(&a);
	buf_release(&a.sheet);
	buf_release(&a.history);
	free(a.pupils);
	return rc;
}
