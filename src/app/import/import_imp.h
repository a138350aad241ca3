/*
 * Inside an import: a file read into rows of known columns (import_read.c), and what each kind
 * of row becomes (import_put.c).
 */
#ifndef APP_IMPORT_IMP_H
#define APP_IMPORT_IMP_H

#include "app/import/import.h"
#include "base/csv.h"
#include "base/mem.h"

enum { IMPORT_COLUMNS_MAX = 64 };

/* A row in the order of the format's columns: NULL where the file has no such column. */
struct import_row {
	int line;
	const char *cells[IMPORT_COLUMNS_MAX]; /* in their normal form once checked */
};

struct import_reader {
	struct home *home;
	const struct import_format *format;
	const struct import_options *options;
	struct import_report *report;
	const char *file; /* as messages call it; NULL: a row that was typed */
	struct arena arena;
	struct sheet sheet;
	size_t header; /* row of the sheet */
	int target[SHEET_COLUMNS_MAX]; /* of each column of the sheet: ours, or -1 */
	struct import_row row;
	int64_t put; /* what the row became: of a student, the enrolment */
	struct import_seen {
		int64_t id;
		int line;
	} * seen; /* rows that went in */
	size_t n_seen, cap_seen;
	size_t dropped_guardians;
};

/* Opens and reads the file, finds the header. */
int import_open(struct import_reader *r, const char *path, struct err *e);
int import_open_values(struct import_reader *r, const struct import_values *v, struct err *e);
void import_close(struct import_reader *r);

enum import_verdict { ROW_GOOD, ROW_SKIPPED, ROW_REFUSED };

/* Fills r->row from the i-th row of the sheet; says why it is skipped or refused. */
enum import_verdict import_row(struct import_reader *r, size_t i);

/* A cell of the current row by our column's name: NULL when the file has no such column. */
const char *import_cell(const struct import_reader *r, const char *column);

/* The same, NULL also when it is empty. */
const char *import_value(const struct import_reader *r, const char *column);

/* Messages about the current row: « élèves.csv:17: colonne « x » : text ». column NULL: the row. */
void import_say(struct import_reader *r, const char *column, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts the current row: an enum put; ROW_PUT_REFUSED after import_say(); -1 with e filled. */
enum { ROW_PUT_REFUSED = 100 };
int import_put(struct import_reader *r, enum import_kind kind, struct err *e);
int import_put_student(struct import_reader *r, struct err *e);
int import_put_placement(struct import_reader *r, struct err *e);
/*
 * The log says what a row makes of a placement, so that it can be undone: one fact of the list's
 * batch, which the first one opens.  before: what it said; NULL: it is new.
 */
struct stay;
int import_log_placement(
    struct import_reader *r, const struct stay *before, int64_t placement, struct err *e);

int import_put_calendar(struct import_reader *r, struct err *e);

/* In France the SIRET and the postcode are checked; elsewhere they are what people say. */
struct company;
int import_put_company(struct import_reader *r, struct company *c, const char *siret_column,
    const char *postcode_column, struct err *e);

/* NULL and "" are France too. */
int import_is_france(const char *country);

/* 1 for F, 0 for M, -1 not said. */
int import_female(const struct import_reader *r, const char *column);

/* Last and first name of the row from two columns, or from one; -1 after import_say(). */
int import_names(struct import_reader *r, const char *one, const char *last_column,
    const char *first_column, const char **last, const char **first);

/* « 2026-2027 » */
int import_is_school_year(const char *s);

/* The school year of the row: its column, the command's option, or today's. */
const char *import_school_year(struct import_reader *r);

/*
 * « DE LA TOUR Anne-Lise »: the leading run of words in capitals is the name.  0, or -1 when all
 * are capitals or none: a person must say.
 */
int import_split_name(const char *full, struct arena *a, const char **last, const char **first);

#endif
