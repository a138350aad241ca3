/* What waits, listed to a teacher or to the principal. */
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/follow/remind_imp.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mime.h"
#include "pdf/paper.h"
#include "store/placement.h"

static struct js *
row_js(const struct board_row *r)
{
	struct js *o = js_object();
	char start[DATE_ISO_SIZE];
	char *words = r->kind == DOC_CONVENTION
			  ? mem_str(r->words)
			  : mem_printf("%s %s", doc_kind_words(r->kind), r->words);

	date_iso(r->who.start, start);
	js_set_str(o, "student", r->who.name);
	js_set_str(o, "section", r->who.section);
	js_set_str(o, "company", r->who.company);
	js_set_str(o, "start", start);
	js_set_str(o, "words", words);
	js_set_str(o, "late", r->late != NULL ? r->late : "");
	js_set_str(o, "away", r->away != NULL ? r->away : "");
	js_set_str(o, "reminded", r->reminded_words != NULL ? r->reminded_words : "");
	js_set_bool(o, "noted", r->late != NULL || r->away != NULL);
	free(words);
	return o;
}

static struct js *
list_js(const struct home *h, date day, const char *name, struct js *rows)
{
	struct js *o = js_object();
	char today[DATE_ISO_SIZE];

	date_iso(day, today);
	js_set_str(o, "today", today);
	js_set(o, "school", school_js(&h->school));
	js_set_str(o, "name", name != NULL ? name : "");
	js_set_bool(o, "principal", name == NULL);
	js_set_int(o, "n", (long long)js_len(rows));
	js_set_bool(o, "several", js_len(rows) > 1);
	js_set(o, "rows", rows);
	return o;
}

struct js *
remind_list_specimen(const struct home *h, date today)
{
	static const struct board_row row = { .kind = DOC_CONVENTION,
		.words = "en attente de l’entreprise",
		.late = "en retard",
		.away = "exemplaire 1 chez l’entreprise",
		.reminded_words = "relance le 12 mars 2027",
		.who = { .name = "EXEMPLE Dominique",
		    .section = "SIO",
		    .company = "Entreprise d’exemple" } };
	struct js *rows = js_array();
	struct board_row dated = row;

	dated.who.start = today;
	js_add(rows, row_js(&dated));
	return list_js(h, today, "Alix Exemple", rows);
}

static int
page_add(
    struct reminding *m, const struct remind_list *list, const struct js *data, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct template_source source = texts_source(&m->texts);
	struct paper_face face = { .school = m->home->school.name,
		.title = "Stages",
		.who = list->name,
		.foot = m->home->school.name,
		.lang = "fr-FR" };
	struct press_copy copy = { .copy = 1, .outline = list->name };
	const struct block *blocks = template_render(&source, "attente.md", data, &a, e);
	struct paper *p = blocks != NULL ? paper_new(m->composer, blocks, &face, e) : NULL;
	int rc = p != NULL ? press_add(m->press, p, &copy, 1, e) : -1;

	paper_free(p);
	arena_release(&a);
	m->report->n_letters += rc == 0;
	return rc;
}

/* Whose turn it is in a row: of a teacher's list also what is to be handed over. */
static int
is_asked(const struct board_row *r, enum role role)
{
	return r->waits_for != NULL &&
	       (strcmp(r->waits_for, role_name(role)) == 0 ||
		   (role == ROLE_TEACHER && strcmp(r->waits_for, "handover") == 0));
}

static int
mail_add(
    struct reminding *m, const struct remind_list *list, const struct js *data, struct err *e)
{
	struct mime mime = { .to = list->to };
	struct remind_mail *mail;

	if (remind_mail_add(m, &mime, "courriels/attente.md", data, e) < 0)
		return -1;
	mail = &m->report->mails[m->report->n_mails - 1];
	mail->role = list->name == NULL ? ROLE_PRINCIPAL : ROLE_TEACHER;
	mail->about = list->name != NULL ? list->name : "chef d'établissement";
	for (size_t i = 0; i < list->n; i++) {
		const struct board_row *r = &m->board.rows[list->rows[i]];

		if (r->document == 0 || !is_asked(r, mail->role))
			continue;
		mail->documents = mem_grow(mail->documents, mail->n_documents,
		    &mail->cap_documents, sizeof *mail->documents);
		mail->documents[mail->n_documents++] = r->document;
	}
	return 0;
}

int
remind_digest(struct reminding *m, const struct remind_list *list, struct err *e)
{
	struct js *rows = js_array(), *data;
	int rc;

	for (size_t i = 0; i < list->n; i++)
		js_add(rows, row_js(&m->board.rows[list->rows[i]]));
	data = list_js(m->home, m->today, list->name, rows);
	rc = list->to != NULL ? mail_add(m, list, data, e) : page_add(m, list, data, e);

	js_free(data);
	return rc;
}

/* The lists of all teachers, as they come up. */
struct lists {
	struct teacher_list {
		int64_t teacher;
		struct remind_list list;
	} * at;
	size_t n, cap;
};

static struct remind_list *
list_of(struct lists *l, const struct teacher *t, int mails, struct arena *a)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].teacher == t->id)
			return &l->at[i].list;
	l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
	l->at[l->n] = (struct teacher_list){ t->id,
		{ .name = arena_str(a, t->name),
		    .to =
			mails && mime_is_address(t->email) ? arena_str(a, t->email) : NULL } };
	return &l->at[l->n++].list;
}

static int
list_row(struct reminding *m, struct lists *l, size_t row, struct err *e)
{
	const struct board_row *r = &m->board.rows[row];
	struct arena a = ARENA_INIT;
	struct stay s;
	int rc = 0;

	if (r->waits_for == NULL || strcmp(r->waits_for, "end") == 0 || r->placement == 0)
		return 0;
	rc = stay_lookup_id(m->home->store, r->placement, &a, &s, e);
	if (rc == 1 && s.teacher.id != 0) {
		struct remind_list *list =
		    list_of(l, &s.teacher, m->q->mails, &m->report->arena);

		list->rows = mem_grow(list->rows, list->n, &list->cap, sizeof *list->rows);
		list->rows[list->n++] = row;
	}
	arena_release(&a);
	return rc < 0 ? -1 : 0;
}

int
remind_teachers(struct reminding *m, struct err *e)
{
	struct lists l = { NULL, 0, 0 };
	int rc = 0;

	for (int late = 1; late >= 0; late--) /* what is late comes first */
		for (size_t i = 0; rc == 0 && i < m->board.n; i++)
			if ((m->board.rows[i].late != NULL) == late)
				rc = list_row(m, &l, i, e);
	for (size_t i = 0; rc == 0 && i < l.n; i++)
		rc = remind_digest(m, &l.at[i].list, e);
	for (size_t i = 0; i < l.n; i++)
		free(l.at[i].list.rows);
	free(l.at);
	return rc;
}
