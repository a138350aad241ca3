/*
 * Reminders: who is waited for, since how many working days, and the letter or the mail that asks
 * for the paper; and for each teacher what waits among their students.
 *
 * remind_prepare() changes nothing and sends nothing.  What then left the house (a printed letter, a
 * mail that the machine took) is a fact of each paper, and for some working days nobody is asked
 * again for the same.
 */
#ifndef APP_REMIND_H
#define APP_REMIND_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "domain/words.h"

struct err;
struct home;
struct js;

struct remind_request {
	const char *section, *year; /* NULL: all; the year of today */
	int all; /* all that wait, not only what is late */
	int again; /* also those who were reminded a short time ago */
	int mails; /* by mail where there is an address, else by letter; 0: letters only */
	int digest; /* to the teachers: what waits for whom; else to those whose turn it is */
};

/* How one is reminded, or why not. */
enum remind_means {
	REMIND_MAIL,
	REMIND_LETTER,
	REMIND_RECENT, /* was reminded a short time ago */
	REMIND_UNSURE, /* a person must look at a scan first */
	REMIND_NOWHERE /* no address is known, and it is nobody to write a letter to */
};

/* One paper that waits. Texts live in the report's arena. */
struct remind_item {
	const char *student, *section, *company, *code; /* « NGUYỄN Thị Hạnh », « BTS SIO 2 » */
	enum role role; /* whose turn it is */
	const char *late; /* NULL: in time */
	int late_days; /* working days */
	const char *last; /* « relance du 12 mars 2027 »; NULL */
	enum remind_means means;
	const char *to; /* the address of a mail; NULL */
	int64_t document;
};

struct remind_mail {
	const char *to, *about; /* the address; whose paper, for a file name */
	enum role role;
	struct buf message;
	int64_t *documents; /* that it asks for */
	size_t n_documents, cap_documents;
	int sent;
};

struct remind_report {
	struct arena arena;
	struct remind_item *items;
	size_t n_items, cap_items;
	struct remind_mail *mails;
	size_t n_mails, cap_mails;
	struct buf letters; /* PDF, one after another in the order of the board; empty: none */
	int n_letters;
};

/* The report is released in both cases. 0 or -1. */
int remind_prepare(struct home *h, const struct remind_request *q, struct remind_report *report,
    struct err *e);
void remind_report_release(struct remind_report *report);

/* How many items are reminded so, or left out for that reason. */
int remind_count(const struct remind_report *report, enum remind_means means);

/* Writes each mail into the folder as a file that mail programs open. */
int remind_keep(struct remind_report *report, const char *dir, struct err *e);

/* Sends the mails, and notes each as soon as it is taken.  Stops at the first that is not: -1. */
int remind_send(struct home *h, struct remind_report *report, struct err *e);

/* Notes that the letters were printed. */
int remind_printed(struct home *h, const struct remind_report *report, struct err *e);

/* The data of a list to a teacher with one invented row, to try its templates on.  You free them. */
struct js *remind_list_specimen(const struct home *h, date today);

#endif
