/*
 * A home with a student, two placements and conventions of them, for the tests of the store.
 */
#ifndef TESTS_UNIT_PAPERS_H
#define TESTS_UNIT_PAPERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/date.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/batch.h"
#include "store/document.h"
#include "store/event.h"
#include "tests/unit/place.h"

static const struct box boxes[] = {
	{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 5, 20, 100, 55, 28 },
	{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 5, 80, 100, 55, 28 },
	{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 5, 140, 100, 55, 28.25 },
};

static const char *const recipients[] = { "exemplaire de l'entreprise",
	"exemplaire de l'étudiant", "exemplaire du professeur référent" };

/* Runs SQL behind the store's back. */
static inline void
tamper(const struct place *p, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->db, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 1000);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* Two placements of one student. */
static const char people[] =
    "INSERT INTO section (id, code) VALUES (1, 'SIO');"
    "INSERT INTO student (id, last_name, first_name, key, birth_date)"
    " VALUES (1, 'Şahin', 'Łukasz', 'sahin lukasz', '2007-03-12');"
    "INSERT INTO enrolment (id, student, year, section, year_of_study)"
    " VALUES (1, 1, '2026-2027', 1, 1);"
    "INSERT INTO company (id, name, key, name_key) VALUES (1, 'Atelier Brun', 'a', 'a');"
    "INSERT INTO placement (id, number, enrolment, company) VALUES (1, 'S1', 1, 1);"
    "INSERT INTO placement (id, number, enrolment, company) VALUES (2, 'S2', 1, 1);";

#define DO(call)                                                                               \
	do {                                                                                   \
		struct err why_ = ERR_INIT;                                                    \
		struct err *why = &why_;                                                       \
                                                                                               \
		if ((call) != 0)                                                               \
			fail_msg("%s: %s", #call, why_.text);                                  \
	} while (0)

static inline struct store *
start(const struct place *p)
{
	struct store *st = place_open(p);

	assert_non_null(st);
	tamper(p, people);
	DO(store_begin(st, why));
	for (int64_t placement = 1; placement <= 2; placement++) {
		struct fact f = FACT_INIT(FACT_PLACEMENT_ADDED);

		f.placement = placement;
		DO(event_append(st, &f, NULL, why));
	}
	DO(store_commit(st, why));
	return st;
}

static inline struct document_draft
convention(int64_t placement)
{
	return (struct document_draft){
		.d = { .kind = DOC_CONVENTION,
		    .form = "convention",
		    .year = "2026-2027",
		    .placement = placement,
		    .enrolment = placement != 0 ? 1 : 0,
		    .copies = 3,
		    .pages = 5,
		    .sheet_pages = 1,
		    .start = date_make(2027, 1, 4) },
		.template_text = "# Convention {{document.number}}",
		.recipients = recipients,
		.boxes = boxes,
		.n_boxes = 3,
	};
}

static inline int64_t
issue(struct store *st, struct document_draft *draft)
{
	struct js *fields = js_object();

	js_set_str(fields, "student", "ŞAHİN Łukasz");
	draft->fields = fields;
	DO(store_begin(st, why));
	DO(document_add(st, draft, "m.delmas", why));
	DO(store_commit(st, why));
	js_free(fields);
	draft->fields = NULL;
	return draft->d.id;
}

static inline int64_t
append(struct store *st, struct fact *f)
{
	DO(store_begin(st, why));
	DO(event_append(st, f, NULL, why));
	DO(store_commit(st, why));
	return f->event;
}

static inline int64_t
scan(struct store *st, int64_t document, int copy, int64_t batch, const char *verdicts)
{
	struct fact f = FACT_INIT(FACT_READ);
	struct fact_box read[3];

	f.document = document;
	f.copy = copy;
	f.page = 5;
	f.batch = batch;
	f.actor = "secretariat";
	f.boxes = read;
	f.n_boxes = strlen(verdicts);
	for (size_t i = 0; i < f.n_boxes; i++) {
		read[i] = (struct fact_box){ .role = boxes[i].role,
			.score = 0.98,
			.verdict = verdicts[i] == 'S'   ? VERDICT_SIGNED
				   : verdicts[i] == 'D' ? VERDICT_DOUBTFUL
							: VERDICT_EMPTY };
		memcpy(read[i].id, boxes[i].id, BOX_ID_SIZE);
	}
	return append(st, &f);
}

static inline void
undo(struct store *st, int64_t event, int64_t batch)
{
	int64_t id;

	DO(store_begin(st, why));
	DO(event_undo(st, event, batch, "m.delmas", &id, why));
	DO(store_commit(st, why));
}

static inline int64_t
new_batch(struct store *st)
{
	int64_t id;

	DO(store_begin(st, why));
	DO(batch_add(st, BATCH_INGEST, "scan.pdf", "secretariat", &id, why));
	DO(store_commit(st, why));
	return id;
}

static inline void
check_state(struct store *st, int64_t document, enum doc_state expected)
{
	struct arena a = ARENA_INIT;
	struct folded f;
	struct err e = ERR_INIT;

	assert_int_equal(document_fold(st, document, &a, &f, &e), 1);
	assert_string_equal(doc_state_name(f.state.state), doc_state_name(expected));
	arena_release(&a);
}

struct lines {
	int n;
	char last[256];
};

static inline void
keep_line(void *ctx, const char *line)
{
	struct lines *l = ctx;

	l->n++;
	snprintf(l->last, sizeof l->last, "%s", line);
}

/* Verifies; returns the number of problems, the last in l. */
static inline int64_t
verify(struct store *st, struct lines *l)
{
	struct store_check check = { .say = keep_line, .ctx = l };

	memset(l, 0, sizeof *l);
	DO(store_verify(st, 1, &check, why));
	assert_int_equal(check.problems, l->n);
	return check.problems;
}

static inline void
check_whole(struct store *st)
{
	struct lines l;

	if (verify(st, &l) != 0)
		fail_msg("%s", l.last);
}

#endif
