/* Letters and mails about one paper. */
#include <string.h>

#include "app/fields.h"
#include "app/home.h"
#include "app/follow/remind_imp.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mime.h"
#include "pdf/paper.h"

static int
letter_add(struct reminding *m, const struct remind_item *it, const struct js *fields,
    struct press *press, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct paper_face face = { .school = m->home->school.name,
		.title = m->form.title,
		.who = arena_printf(&a, "%s – %s", it->student, it->section),
		.foot = m->home->school.name,
		.logo =
		    m->home->logo.len > 0 ? (const unsigned char *)m->home->logo.data : NULL,
		.logo_size = m->home->logo.len,
		.lang = "fr-FR" };
	struct press_copy copy = { .copy = 1, .outline = it->student };
	const struct block *blocks = form_blocks(&m->form, &m->texts, fields, &a, e);
	struct paper *p = blocks != NULL ? paper_new(m->composer, blocks, &face, e) : NULL;
	int rc = p != NULL ? press_add(press, p, &copy, 1, e) : -1;

	paper_free(p);
	arena_release(&a);
	return rc;
}

int
remind_letter(struct reminding *m, const struct remind_item *it, const struct js *fields,
    struct buf *out, struct err *e)
{
	struct press_info info = {
		.title = m->form.title, .author = m->home->school.name, .created = time_now()
	};
	struct press *own;
	int rc = -1;

	if (out == NULL) {
		m->report->n_letters++;
		return letter_add(m, it, fields, m->press, e);
	}
	own = press_new(m->composer, &info, e);
	if (own != NULL && letter_add(m, it, fields, own, e) == 0)
		rc = press_save(own, out, e);
	press_free(own);
	return rc;
}

/* The first line of the text, « Objet : ... », in the arena; *text is moved behind it. */
static const char *
take_subject(struct arena *a, const char **text)
{
	static const char word[] = "Objet";
	const char *line = *text + strspn(*text, "\n");
	size_t n = strcspn(line, "\n");
	const char *colon = memchr(line, ':', n);

	*text = line + n + strspn(line + n, "\n");
	if (strncmp(line, word, strlen(word)) != 0 || colon == NULL)
		return arena_str_n(a, line, n);
	return arena_str_n(a, colon + 2, n - (size_t)(colon + 2 - line));
}

int
remind_mail_add(struct reminding *m, struct mime *mime, const char *template_name,
    const struct js *data, struct err *e)
{
	const struct school *school = &m->home->school;
	struct remind_report *r = m->report;
	struct template_source source = texts_source(&m->texts);
	struct buf text = BUF_INIT, message = BUF_INIT;
	const char *body;
	int rc = template_text(&source, template_name, data, &text, e);

	body = text.data;
	mime->from = *school->mail_from != '\0' ? school->mail_from : school->email;
	mime->from_name = school->name;
	mime->at = time_now();
	if (rc == 0) {
		mime->subject = take_subject(&r->arena, &body);
		mime->text = body;
		rc = mime_write(mime, &message, e);
	}
	buf_release(&text);
	if (rc < 0) {
		buf_release(&message);
		return -1;
	}
	r->mails = mem_grow(r->mails, r->n_mails, &r->cap_mails, sizeof *r->mails);
	r->mails[r->n_mails++] =
	    (struct remind_mail){ .to = arena_str(&r->arena, mime->to), .message = message };
	return 0;
}

int
remind_write(struct reminding *m, const struct remind_item *it, const char *cc,
    const struct js *fields, struct err *e)
{
	struct buf pdf = BUF_INIT;
	struct mime mime = { .to = it->to, .cc = cc, .n_files = 1 };
	int rc = remind_letter(m, it, fields, &pdf, e);
	struct mime_file file = { "relance.pdf", "application/pdf", pdf.data, pdf.len };

	mime.files = &file;
	if (rc == 0)
		rc = remind_mail_add(m, &mime, "courriels/relance.md", fields, e);
	buf_release(&pdf);
	if (rc < 0)
		return err_in(e, "%s", it->student);
	struct remind_mail *mail = &m->report->mails[m->report->n_mails - 1];

	mail->about = it->student;
	mail->role = it->role;
	mail->documents =
	    mem_grow(NULL, mail->n_documents, &mail->cap_documents, sizeof *mail->documents);
	mail->documents[mail->n_documents++] = it->document;
	return 0;
}
