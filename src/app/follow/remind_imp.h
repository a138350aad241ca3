/*
 * Inside the reminders: rows of the board become items (remind.c), items letters and mails
 * (remind_write.c), rows of one teacher a digest (remind_digest.c); remind_send.c lets them go.
 */
#ifndef APP_REMIND_IMP_H
#define APP_REMIND_IMP_H

#include "app/board.h"
#include "app/form.h"
#include "app/follow/remind.h"
#include "domain/law.h"

struct block;
struct composer;
struct js;
struct press;
struct stay;

struct reminding {
	struct home *home;
	const struct remind_request *q;
	struct remind_report *report;
	struct law law;
	struct texts texts;
	struct form form; /* of the letter */
	struct composer *composer;
	struct press *press;
	struct board board;
	date today;
};

/* A letter about the item: onto the press of all letters, or as a file of its own (out not NULL). */
int remind_letter(struct reminding *m, const struct remind_item *it, const struct js *fields,
    struct buf *out, struct err *e);

/* A mail about the item, its letter attached. */
int remind_write(struct reminding *m, const struct remind_item *it, const char *cc,
    const struct js *fields, struct err *e);

/*
 * What waits, listed: rows of the board by index, to a teacher by name, or to the principal (name
 * NULL).  A mail where there is an address (to not NULL), else a page on the press.
 */
struct remind_list {
	const char *name, *to;
	size_t *rows;
	size_t n, cap;
};
int remind_digest(struct reminding *m, const struct remind_list *list, struct err *e);

/* A list for each teacher of what waits among their students. */
int remind_teachers(struct reminding *m, struct err *e);

/* An empty mail of the report, from the school; text is a filled template, its first line the subject. */
struct mime;
int remind_mail_add(struct reminding *m, struct mime *mime, const char *template_name,
    const struct js *data, struct err *e);

#endif
