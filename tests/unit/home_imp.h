/*
 * A home of its own for each test of the use cases, with conventions to sign: people are
 * invented, papers are not printed, pages come as the reader would give them.
 */
#ifndef TESTS_HOME_IMP_H
#define TESTS_HOME_IMP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/ingest/apply.h"
#include "app/home.h"
#include "app/ingest/intake.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/document.h"
#include "store/store.h"

struct bench {
	char dir[64];
	struct home home;
	struct err e;
};

/* In memory where there is such a place: a home syncs at every step. */
static inline const char *
bench_root(void)
{
	return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

static inline void
bench_start(struct bench *b)
{
	struct home_made made;

	hash_start();
	b->e = (struct err)ERR_INIT;
	snprintf(b->dir, sizeof b->dir, "%s/paraphe-test-XXXXXX", bench_root());
	assert_non_null(mkdtemp(b->dir));
	assert_int_equal(home_init(b->dir, NULL, &made, &b->e), 0);
	if (home_open(&b->home, b->dir, "mme.roy", &b->e) < 0)
		fail_msg("%s", b->e.text);
}

static inline void
bench_end(struct bench *b)
{
	char *command = mem_printf("rm -rf '%s'", b->dir);

	home_close(&b->home);
	assert_int_equal(system(command), 0);
	free(command);
}

enum { BENCH_PAGES = 3 };

/* A convention of 3 copies and 3 pages, student, company and principal on the last. */
static inline struct document
bench_issue(struct bench *b, enum doc_kind kind, int generic)
{
	static const struct box boxes[] = {
		{ "b1", BOX_SIGNATURE, ROLE_STUDENT, BENCH_PAGES, 20, 200, 55, 28 },
		{ "b2", BOX_SIGNATURE, ROLE_COMPANY, BENCH_PAGES, 80, 200, 55, 28 },
		{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, BENCH_PAGES, 140, 200, 55, 28 },
	};
	static const char *const recipients[] = { "entreprise", "étudiant",
		"professeur référent" };
	struct js *fields = js_object();
	struct document_draft draft = { .d = { .kind = kind,
					    .form = doc_kind_name(kind),
					    .version = 1,
					    .generic = generic,
					    .copies = generic ? 1 : 3,
					    .pages = BENCH_PAGES,
					    .year = "2026-2027",
					    .start = DATE_NONE },
		.fields = fields,
		.template_text = "texte",
		.recipients = recipients,
		.boxes = boxes,
		.n_boxes = 3 };

	assert_int_equal(store_begin(b->home.store, &b->e), 0);
	if (document_add(b->home.store, &draft, "m.petit", &b->e) < 0)
		fail_msg("%s", b->e.text);
	assert_int_equal(store_commit(b->home.store, &b->e), 0);
	js_free(fields);
	return draft.d;
}

/*
 * Adds a page to a file.  `boxes` says the student's, company's and principal's box in turn: 's'
 * signed, '.' empty, '?' doubtful; only the last page has boxes.  `seed` makes the picture.
 */
static inline void
bench_page(struct bench *b, struct intake *in, const struct document *d, int copy, int page,
    const char *boxes, const char *seed)
{
	static const enum role roles[] = { ROLE_STUDENT, ROLE_COMPANY, ROLE_PRINCIPAL };
	struct scan_page p = { .page = (int)in->n + 1,
		.outcome = OUTCOME_READ,
		.object_ext = "png",
		.object = (unsigned char *)seed,
		.object_size = strlen(seed) };
	struct tag tag = { .copy = copy, .page = page };

	memcpy(tag.number, d->number, sizeof tag.number);
	tag_write(&tag, b->home.key, p.text);
	for (size_t i = 0; page == BENCH_PAGES && i < 3; i++) {
		struct scan_box *box = &p.boxes[p.n_boxes++];

		snprintf(box->box.id, sizeof box->box.id, "b%zu", i + 1);
		box->box.role = roles[i];
		box->verdict = boxes[i] == 's'   ? VERDICT_SIGNED
			       : boxes[i] == '.' ? VERDICT_EMPTY
						 : VERDICT_DOUBTFUL;
	}
	assert_int_equal(intake_add(in, b->home.store, &p, &b->e), 0);
}

/* A page of no paper of ours. */
static inline void
bench_other(struct bench *b, struct intake *in, enum outcome outcome, const char *seed)
{
	struct scan_page p = { .page = (int)in->n + 1,
		.outcome = outcome,
		.object_ext = "png",
		.object = (unsigned char *)seed,
		.object_size = strlen(seed) };

	assert_int_equal(intake_add(in, b->home.store, &p, &b->e), 0);
}

/* Applies the file, whose hash is that of its name; 1 applied, 0 known. */
static inline int
bench_apply(struct bench *b, struct intake *in, const char *name, int64_t *batch)
{
	unsigned char hash[HASH_SIZE];
	int rc;

	in->name = name;
	hash_sha256(name, strlen(name), hash);
	hash_hex(hash, in->sha256);
	rc = apply_intake(&b->home, in, batch, &b->e);
	if (rc < 0)
		fail_msg("%s", b->e.text);
	intake_release(in);
	return rc;
}

static inline enum doc_state
bench_state(struct bench *b, const struct document *d)
{
	struct arena a = ARENA_INIT;
	struct folded f;
	enum doc_state state;

	assert_int_equal(document_fold(b->home.store, d->id, &a, &f, &b->e), 1);
	state = f.state.state;
	arena_release(&a);
	return state;
}

#endif
