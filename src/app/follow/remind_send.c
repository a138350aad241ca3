/* What leaves the house, and its trace in the log. */
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "app/follow/post.h"
#include "app/follow/remind.h"
#include "base/err.h"
#include "base/file.h"
#include "domain/fact.h"
#include "store/event.h"
#include "store/store.h"

/* One fact; to NULL: a letter. */
static int
note(struct home *h, int64_t document, enum role role, const char *to, struct err *e)
{
	struct fact f = FACT_INIT(FACT_REMINDED);

	f.document = document;
	f.role = role;
	f.name = to;
	f.actor = h->actor;
	return event_append(h->store, &f, NULL, e);
}

static int
note_mail(struct home *h, const struct remind_mail *mail, struct err *e)
{
	int rc = store_begin(h->store, e);

	for (size_t i = 0; rc == 0 && i < mail->n_documents; i++)
		rc = note(h, mail->documents[i], mail->role, mail->to, e);
	if (rc == 0)
		rc = store_commit(h->store, e);
	if (rc < 0)
		store_rollback(h->store);
	return rc;
}

int
remind_send(struct home *h, struct remind_report *report, struct err *e)
{
	for (size_t i = 0; i < report->n_mails; i++) {
		struct remind_mail *mail = &report->mails[i];

		if (post_send(h->school.sendmail, &mail->message, e) < 0)
			return err_in(e, "%s, %s", mail->about, mail->to);
		mail->sent = 1;
		if (note_mail(h, mail, e) < 0)
			return -1;
	}
	return 0;
}

int
remind_keep(struct remind_report *report, const char *dir, struct err *e)
{
	int rc = file_mkdirs(dir, e);

	for (size_t i = 0; rc == 0 && i < report->n_mails; i++) {
		char *slug = issue_slug_title(report->mails[i].about);
		char *path = mem_printf("%s/%03zu_%s.eml", dir, i + 1, slug);

		rc = post_keep(path, &report->mails[i].message, e);
		free(path);
		free(slug);
	}
	return rc;
}

int
remind_printed(struct home *h, const struct remind_report *report, struct err *e)
{
	int rc = store_begin(h->store, e);

	for (size_t i = 0; rc == 0 && i < report->n_items; i++)
		if (report->items[i].means == REMIND_LETTER)
			rc = note(h, report->items[i].document, report->items[i].role, NULL, e);
	if (rc == 0)
		rc = store_commit(h->store, e);
	if (rc < 0)
		store_rollback(h->store);
	return rc;
}
