/*
 * Imports: a school's lists, from our own CSV or from what its programs export.
 *
 * A good row goes in, a bad one is named with its file, line, column and what was expected;
 * or with `strict` nothing goes in unless all rows are good.  Everything is an upsert by natural
 * keys: the same file twice changes nothing.
 */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include <stddef.h>
#include <stdint.h>

struct err;
struct home;

enum import_kind {
	IMPORT_SECTIONS,
	IMPORT_TEACHERS,
	IMPORT_STUDENTS,
	IMPORT_COMPANIES,
	IMPORT_PLACEMENTS,
	IMPORT_CALENDAR,
	IMPORT_KIND_COUNT
};

enum import_type {
	TYPE_TEXT, /* one line */
	TYPE_LONG, /* several lines allowed */
	TYPE_SEX, /* F, M, Féminin, Masculin */
	TYPE_DATE,
	TYPE_EMAIL,
	TYPE_PHONE,
	TYPE_SIRET,
	TYPE_POSTCODE,
	TYPE_INE,
	TYPE_SCHOOL_YEAR, /* 2026-2027 */
	TYPE_STUDY, /* 1 or 2 */
	TYPE_NUMBER /* hours, days: 35 or 31,5 */
};

/* How much a column matters. */
enum import_need { NEED_NO, NEED_COLUMN, NEED_VALUE }; /* NEED_VALUE: in every row too */

struct import_column {
	const char *name; /* in our own files, and in messages where the file has none */
	const char
	    *aliases; /* other headers, « | » between; compared without case nor accents */
	enum import_type type;
	enum import_need need;
	const char *help; /* French */
};

struct import_format {
	const char *name; /* "students": the word of the command */
	const char *words; /* « étudiants » */
	const char *key; /* French: what makes two rows the same thing */
	const struct import_column *columns; /* ended by a NULL name */
};

/* The one place where columns and keys are written down. */
extern const struct import_format import_formats[IMPORT_KIND_COUNT];

/* « fin1 » for « fin », « date de fin », « end1 »: our name of a column of that kind; NULL: none. */
const char *import_column_name(enum import_kind kind, const char *word);

int import_kind_parse(const char *word); /* -1 unknown; French words too */

struct import_options {
	int dry_run, strict;
	const char *encoding; /* NULL: guessed */
	const char *year; /* school year of rows that do not say; NULL: today's */
	const char *section; /* section of rows that do not say; NULL: from the class */
	int year_of_study; /* 0: from the class */
	int64_t
	    placement; /* the row changes this one, whatever its natural key says; 0: none */
	int64_t batch; /* what a typed row becomes is a fact of that batch; 0: of none */
	const char *map; /* INI file that says how the columns are called; NULL: none */
};

/* What an import did, or (dry run) would do. */
struct import_report {
	size_t read, added, changed, same, skipped, refused;
	char encoding[32];
	char separator;
	char *unknown; /* headers that nothing is known about, « , » between; "" */
	char *sample; /* a cell with accents, to judge the encoding by; "" */
	char **messages; /* French, a line each: refusals, warnings, what was skipped */
	size_t n_messages, cap_messages;
	size_t dropped_guardians; /* of adults: not kept */
	int done; /* 1: what could go in is in */
	int64_t put; /* import_typed(): the id of what the row became */
	int64_t event; /* import_typed(): the fact that it was added or changed; 0: none */
	int64_t batch; /* import_file(): what takes its placements back; 0: nothing does */
};

/*
 * 0: read report (rows may have been refused); -1 with e filled when the file as a whole can't be
 * taken.  The report is released in both cases.
 */
int import_file(struct home *h, enum import_kind kind, const char *path,
    const struct import_options *o, struct import_report *report, struct err *e);

/*
 * One row that was typed, by the names of our columns (or their aliases), inside a transaction: where
 * report says that it was refused the caller rolls back.  Borrowed.
 */
struct import_values {
	const char *const *names, *const *values;
	size_t n;
};
int import_typed(struct home *h, enum import_kind kind, const struct import_values *v,
    const struct import_options *o, struct import_report *report, struct err *e);

void import_report_release(struct import_report *report);

#endif
