#include "app/follow/remind.h"

#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/lint.h"
#include "app/follow/remind_imp.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mime.h"
#include "pdf/paper.h"
#include "store/document.h"
#include "store/placement.h"

/* A convention that waits for somebody's signature; of those in time only when all are wanted. */
static int
is_wanted(const struct board_row *r, int all)
{
	static const char *const asked[] = { "student", "guardian", "company", "principal" };

	if (r->kind != DOC_CONVENTION || r->document == 0 || r->placement == 0 ||
	    r->waits_for == NULL || (!all && r->late == NULL))
		return 0;
	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
		if (strcmp(r->waits_for, asked[i]) == 0)
			return 1;
	return 0;
}

/* « la signature de l'étudiante et celle de l'entreprise »: what the most advanced copy lacks. */
static void
awaited_words(const struct board_row *r, const struct folded *f, struct buf *out)
{
	const struct {
		enum role role;
		const char *words;
	} parties[] = {
		{ ROLE_STUDENT, r->who.female ? "l’étudiante" : "l’étudiant" },
		{ ROLE_GUARDIAN, "son représentant légal" },
		{ ROLE_COMPANY, "l’entreprise" },
	};
	const struct state_copy *copy = &f->state.copies[f->state.best];
	const char *lacking[3];
	size_t n = 0;

	for (size_t i = 0; i < sizeof parties / sizeof parties[0]; i++) {
		const struct sign *sign = &copy->sign[parties[i].role];

		if (sign->expected && sign->status == SIGN_NONE)
			lacking[n++] = parties[i].words;
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s de %s",
		    i == 0       ? ""
		    : i + 1 == n ? " et "
				 : ", ",
		    i == 0 ? "la signature" : "celle", lacking[i]);
}

/* The address to write to, and another that should know; "" where none is known. */
static void
addresses(const struct stay *s, enum role role, int minor, const char **to, const char **cc)
{
	const struct student *student = &s->student;

	*to = *cc = "";
	if (role == ROLE_COMPANY) {
		*to = mime_is_address(s->company.email) ? s->company.email : s->p.tutor_email;
		*cc = s->p.tutor_email;
	} else if (role == ROLE_GUARDIAN) {
		*to = student->guardian_email;
		*cc = student->email;
	} else if (role == ROLE_STUDENT) {
		*to = student->email;
		*cc = minor ? student->guardian_email : "";
	}
}

static struct js *
letter_fields(struct reminding *m, const struct board_row *r, const struct stay *s,
    const struct folded *f, struct err *e)
{
	struct fields_about about = { .home = m->home,
		.law = &m->law,
		.form = &m->form,
		.today = m->today,
		.year = r->who.year,
		.number = r->number,
		.version = r->version };
	struct js *fields = fields_of_stay(&about, s, e);
	struct buf awaited = BUF_INIT;

	if (fields == NULL)
		return NULL;
	awaited_words(r, f, &awaited);
	fields_set_document(fields, "awaited", awaited.data);
	fields_set_document(fields, "holder", r->away != NULL ? r->away : "");
	fields_set_document(
	    fields, "to_company", strcmp(r->waits_for, "company") == 0 ? "oui" : "");
	buf_release(&awaited);
	return fields;
}

/* Writes the letter or the mail of one item. */
static int
write_item(struct reminding *m, const struct board_row *r, struct remind_item *it,
    const struct stay *s, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct folded f;
	const char *to, *cc;
	struct js *fields = NULL;
	int rc = document_fold(m->home->store, r->document, &a, &f, e) == 1 ? 0 : -1;

	if (rc == 0 && (fields = letter_fields(m, r, s, &f, e)) == NULL)
		rc = -1;
	if (rc == 0)
		addresses(s, it->role, f.shape.guardian, &to, &cc);
	if (rc == 0 && m->q->mails && mime_is_address(to)) {
		it->means = REMIND_MAIL;
		it->to = arena_str(&m->report->arena, to);
		rc = remind_write(
		    m, it, mime_is_address(cc) && strcmp(cc, to) != 0 ? cc : NULL, fields, e);
	} else if (rc == 0) {
		it->means = REMIND_LETTER;
		rc = remind_letter(m, it, fields, NULL, e);
	}
	js_free(fields);
	arena_release(&a);
	return rc;
}

/* The principal gets no letter, and one mail for all that lie on the desk. */
static void
leave_to_principal(struct reminding *m, struct remind_item *it)
{
	const char *to = m->home->school.email;

	it->means = m->q->mails && mime_is_address(to) ? REMIND_MAIL : REMIND_NOWHERE;
	it->to = it->means == REMIND_MAIL ? to : NULL;
}

static int
was_reminded_lately(const struct reminding *m, const struct board_row *r)
{
	return !m->q->again && r->reminded != 0 &&
	       calendar_days(&m->board.calendar, time_date(r->reminded), m->today) <
		   m->home->school.cooldown;
}

static int
add_item(struct reminding *m, const struct board_row *r, struct err *e)
{
	struct arena *a = &m->report->arena, own = ARENA_INIT;
	struct remind_item it = { .student = arena_str(a, r->who.name),
		.section = arena_str(a, r->who.section),
		.company = arena_str(a, r->who.company),
		.code = arena_str(a, r->code),
		.role = (enum role)role_parse(r->waits_for),
		.late = arena_str(a, r->late),
		.late_days = r->late_days,
		.last = arena_str(a, r->reminded_words),
		.document = r->document };
	struct stay s;
	int rc = 0;

	if (r->questions > 0)
		it.means = REMIND_UNSURE;
	else if (was_reminded_lately(m, r))
		it.means = REMIND_RECENT;
	else if (it.role == ROLE_PRINCIPAL)
		leave_to_principal(m, &it);
	else if ((rc = stay_lookup_id(m->home->store, r->placement, &own, &s, e)) == 1)
		rc = write_item(m, r, &it, &s, e);
	arena_release(&own);
	if (rc < 0)
		return -1;
	m->report->items =
	    mem_grow(m->report->items, m->report->n_items, &m->report->cap_items, sizeof it);
	m->report->items[m->report->n_items++] = it;
	return 0;
}

static int
remind_rows(struct reminding *m, struct err *e)
{
	struct remind_list principal = { .to = m->home->school.email };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->board.n; i++) {
		if (!is_wanted(&m->board.rows[i], m->q->all))
			continue;
		rc = add_item(m, &m->board.rows[i], e);
		if (rc < 0)
			break;
		const struct remind_item *it = &m->report->items[m->report->n_items - 1];

		if (it->role != ROLE_PRINCIPAL || it->means != REMIND_MAIL)
			continue;
		principal.rows = mem_grow(
		    principal.rows, principal.n, &principal.cap, sizeof *principal.rows);
		principal.rows[principal.n++] = i;
	}
	if (rc == 0 && principal.n > 0)
		rc = remind_digest(m, &principal, e);
	free(principal.rows);
	return rc;
}

static int
check_sender(const struct reminding *m, struct err *e)
{
	const struct school *s = &m->home->school;

	if (!m->q->mails || *s->mail_from != '\0' || *s->email != '\0')
		return 0;
	return err_set(e, ERR_INPUT,
	    "paraphe.ini : aucun expéditeur ; complétez [mail] from, ou [school] email");
}

static int
open_press(struct reminding *m, struct err *e)
{
	struct press_info info = {
		.title = m->form.title, .author = m->home->school.name, .created = time_now()
	};

	m->composer = composer_new(e);
	m->press = m->composer != NULL ? press_new(m->composer, &info, e) : NULL;
	return m->press != NULL ? 0 : -1;
}

int
remind_prepare(
    struct home *h, const struct remind_request *q, struct remind_report *report, struct err *e)
{
	struct board_filter filter = { .section = q->section, .year = q->year };
	struct reminding m = { .home = h,
		.q = q,
		.report = report,
		.texts = { .dir = h->dir, .arena = ARENA_INIT },
		.today = time_date(time_now()) };
	int rc = -1;

	*report = (struct remind_report){ .arena = ARENA_INIT, .letters = BUF_INIT };
	if (lint_rules(&m.law, h, e) == 0 && form_read(&m.form, &m.texts, "reminder", e) == 0 &&
	    check_sender(&m, e) == 0 && board_load(h, &filter, &m.board, e) == 0 &&
	    open_press(&m, e) == 0)
		rc = q->digest ? remind_teachers(&m, e) : remind_rows(&m, e);
	if (rc == 0 && report->n_letters > 0)
		rc = press_save(m.press, &report->letters, e);
	press_free(m.press);
	composer_free(m.composer);
	board_release(&m.board);
	texts_release(&m.texts);
	law_release(&m.law);
	return rc;
}

void
remind_report_release(struct remind_report *report)
{
	for (size_t i = 0; i < report->n_mails; i++) {
		buf_release(&report->mails[i].message);
		free(report->mails[i].documents);
	}
	free(report->mails);
	free(report->items);
	buf_release(&report->letters);
	arena_release(&report->arena);
}

int
remind_count(const struct remind_report *report, enum remind_means means)
{
	int n = 0;

	for (size_t i = 0; i < report->n_items; i++)
		n += report->items[i].means == means;
	return n;
}
