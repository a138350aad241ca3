#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/js.h"
#include "base/mem.h"
#include "store/batch.h"
#include "store/archive.h"
#include "store/document.h"
#include "store/event.h"
#include "tests/unit/papers.h"

static void
test_document_is_kept_as_issued(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft);
	struct arena a = ARENA_INIT;
	struct document d;
	struct box *read;
	struct err e = ERR_INIT;
	struct js *fields;
	char *text;
	size_t n;

	assert_int_equal(document_lookup(st, draft.d.number, &a, &d, &e), 1);
	assert_int_equal(d.id, id);
	assert_int_equal(d.version, 1);
	assert_int_equal(d.case_id, id);
	assert_int_equal(d.placement, 1);
	assert_int_equal(d.start, date_make(2027, 1, 4));
	assert_string_equal(d.form, "convention");
	assert_string_equal(d.year, "2026-2027");
	assert_true(d.issued > 0 && d.issued_at > 0);
	assert_int_equal(document_boxes(st, id, &a, &read, &n, &e), 0);
	assert_int_equal(n, 3);
	assert_string_equal(read[2].id, "b3");
	assert_true(read[2].h == 28.25);
	fields = document_find_fields(st, id, &e);
	assert_string_equal(js_get_str(fields, "student", ""), "ŞAHİN Łukasz");
	text = document_find_template(st, id, &e);
	assert_string_equal(text, "# Convention {{document.number}}");
	free(text);
	text = document_find_recipient(st, id, 2, &e);
	assert_string_equal(text, "exemplaire de l'étudiant");
	free(text);
	js_free(fields);
	assert_int_equal(document_lookup(st, "000000000000", &a, &d, &e), 0);
	check_state(st, id, STATE_ISSUED);
	check_whole(st);
	arena_release(&a);
	store_close(st);
}

static int
page_boxes(struct store *st, const char *number, int copy, int page, size_t *n)
{
	struct tag t = { .copy = copy, .page = page };
	struct box out[8];
	struct err e = ERR_INIT;

	memcpy(t.number, number, TAG_NUMBER_SIZE);
	return document_page_boxes(st, &t, out, 8, n, &e);
}

static void
test_pages_that_exist(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	size_t n;

	issue(st, &draft);
	assert_int_equal(page_boxes(st, draft.d.number, 3, 5, &n), 1);
	assert_int_equal(n, 3);
	assert_int_equal(page_boxes(st, draft.d.number, 3, 4, &n), 1);
	assert_int_equal(n, 0);
	assert_int_equal(page_boxes(st, draft.d.number, 0, 1, &n), 1);
	assert_int_equal(page_boxes(st, draft.d.number, 0, 2, &n), 0);
	assert_int_equal(page_boxes(st, draft.d.number, 4, 1, &n), 0);
	assert_int_equal(page_boxes(st, draft.d.number, 1, 6, &n), 0);
	assert_int_equal(page_boxes(st, "000000000000", 1, 1, &n), 0);
	store_close(st);
}

static void
test_code_of_people(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	struct arena a = ARENA_INIT;
	struct document d;
	struct err e = ERR_INIT;
	char human[TAG_HUMAN_SIZE];
	struct tag t = { .copy = 2, .page = 4 };

	issue(st, &draft);
	memcpy(t.number, draft.d.number, TAG_NUMBER_SIZE);
	tag_human(&t, human);
	assert_int_equal(document_by_code(st, human, &a, &d, &e), 0);
	assert_string_equal(d.number, draft.d.number);
	assert_int_equal(document_by_code(st, "convention", &a, &d, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_int_equal(document_by_code(st, "0000-0000-0000", &a, &d, &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
	arena_release(&a);
	store_close(st);
}

static void
test_facts_come_back_as_they_went(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft), event;
	struct fact f = FACT_INIT(FACT_DECIDED), back;
	struct js *more = js_object(), *kept;
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;

	event = scan(st, id, 1, 0, "SDE");
	f.document = id;
	f.copy = 1;
	f.page = 5;
	f.target = event;
	f.box = 2;
	f.decision = DECISION_DELEGATED;
	f.name = "Mme Aubry";
	f.text = "par délégation";
	f.stated = date_make(2026, 12, 18);
	f.actor = "m.delmas";
	js_set_real(more, "residual_mm", 0.12);
	DO(store_begin(st, why));
	DO(event_append(st, &f, more, why));
	DO(store_commit(st, why));
	assert_int_equal(f.event, event + 1);
	assert_int_equal(event_lookup(st, f.event, &a, &back, &e), 1);
	assert_int_equal(back.decision, DECISION_DELEGATED);
	assert_string_equal(back.name, "Mme Aubry");
	assert_string_equal(back.text, "par délégation");
	assert_string_equal(back.actor, "m.delmas");
	assert_int_equal(back.stated, f.stated);
	assert_int_equal(back.target, event);
	kept = event_find_more(st, f.event, &e);
	assert_true(js_get_real(kept, "residual_mm", 0) == 0.12);
	assert_int_equal(event_lookup(st, event, &a, &back, &e), 1);
	assert_int_equal(back.n_boxes, 3);
	assert_int_equal(back.boxes[1].verdict, VERDICT_DOUBTFUL);
	assert_int_equal(back.boxes[1].role, ROLE_COMPANY);
	assert_null(event_find_more(st, event, &e));
	assert_int_equal(event_lookup(st, 99, &a, &back, &e), 0);
	check_state(st, id, STATE_SIGNED_COMPANY);
	js_free(kept);
	js_free(more);
	arena_release(&a);
	store_close(st);
}

static void
test_no_fact_outside_a_transaction(void **state)
{
	struct store *st = start(*state);
	struct fact f = FACT_INIT(FACT_NOTED);
	struct err e = ERR_INIT;

	assert_int_equal(event_append(st, &f, NULL, &e), -1);
	assert_int_equal(e.kind, ERR_INTERNAL);
	store_close(st);
}

static void
test_text_of_another_encoding_is_refused(void **state)
{
	struct store *st = start(*state);
	struct fact f = FACT_INIT(FACT_NOTED);
	struct err e = ERR_INIT;

	f.text = "\xe9t\xe9";
	DO(store_begin(st, why));
	assert_int_equal(event_append(st, &f, NULL, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	f.text = "été";
	f.actor = "L\xe9"
		  "a";
	assert_int_equal(event_append(st, &f, NULL, &e), -1);
	f.actor = "Léa";
	assert_int_equal(event_append(st, &f, NULL, &e), 0);
	store_rollback(st);
	store_close(st);
}

static void
test_undo_and_its_undo(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft), event, last;
	struct err e = ERR_INIT;

	event = scan(st, id, 1, 0, "SEE");
	undo(st, event, 0);
	check_state(st, id, STATE_ISSUED);
	DO(store_begin(st, why));
	assert_int_equal(event_undo(st, event, 0, "x", &last, &e), -1);
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_int_equal(event_undo(st, 4711, 0, "x", &last, &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_int_equal(event_undo(st, 0, 4711, "x", &last, &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
	store_rollback(st);
	undo(st, event + 1, 0);
	check_state(st, id, STATE_SIGNED_STUDENT);
	undo(st, event + 2, 0);
	check_state(st, id, STATE_ISSUED);
	check_whole(st);
	store_close(st);
}

static void
test_undone_batch_applies_again(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft), batch = new_batch(st), event, found;
	struct scan_source file = { .batch = batch, .name = "scan.pdf", .pages = 1, .ext = "" };
	struct scan_row row = { .file_page = 1, .copy = 1, .page = 5, .outcome = OUTCOME_READ };
	struct arena a = ARENA_INIT;
	struct scan_source back;
	struct batch b;
	struct fact decision = FACT_INIT(FACT_DECIDED);
	struct err e = ERR_INIT;

	memset(file.sha256, 'a', 64);
	event = scan(st, id, 1, batch, "DEE");
	row.event = event;
	row.document = id;
	DO(archive_put(st, "page", 4, "jpg", row.object, why));
	memcpy(row.object_ext, "jpg", 4);
	DO(store_begin(st, why));
	DO(batch_add_file(st, &file, &row.file, why));
	DO(batch_add_page(st, &row, why));
	DO(store_commit(st, why));
	decision.document = id;
	decision.target = event;
	decision.box = 1;
	decision.decision = DECISION_SIGNED;
	append(st, &decision);
	check_state(st, id, STATE_SIGNED_STUDENT);
	check_whole(st);
	assert_int_equal(batch_find_live_file(st, file.sha256, &a, &back, &e), 1);
	assert_int_equal(batch_find_same_page(st, row.object, id, 1, 5, &found, &e), 1);
	assert_int_equal(found, event);
	assert_int_equal(batch_find_same_page(st, row.object, id, 2, 5, &found, &e), 0);

	undo(st, 0, batch);
	check_state(st, id, STATE_ISSUED); /* the decision falls with its reading */
	assert_int_equal(batch_find_live_file(st, file.sha256, &a, &back, &e), 0);
	assert_int_equal(batch_find_same_page(st, row.object, id, 1, 5, &found, &e), 0);
	assert_int_equal(batch_lookup(st, batch, &a, &b, &e), 1);
	assert_true(b.undone);
	assert_int_equal(event_is_decided(st, event, 1, &e), 0);
	check_whole(st);
	arena_release(&a);
	store_close(st);
}

static void
test_undoing_that_a_file_was_read_undoes_its_pages(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft), batch = new_batch(st);
	struct fact f = FACT_INIT(FACT_INGESTED);

	f.batch = batch;
	append(st, &f);
	scan(st, id, 1, batch, "SEE");
	undo(st, f.event, 0);
	check_state(st, id, STATE_ISSUED);
	undo(st, f.event + 2, 0);
	check_state(st, id, STATE_SIGNED_STUDENT);
	check_whole(st);
	store_close(st);
}

static void
test_new_version_supersedes_until_it_is_undone(void **state)
{
	struct store *st = start(*state);
	struct document_draft old = convention(1), next = convention(1);
	int64_t first = issue(st, &old), second;
	struct arena a = ARENA_INIT;
	struct folded f;
	struct err e = ERR_INIT;

	next.d.supersedes = first;
	second = issue(st, &next);
	assert_int_equal(next.d.version, 2);
	assert_int_equal(next.d.case_id, first);
	check_state(st, first, STATE_SUPERSEDED);
	assert_int_equal(document_live(st, 1, DOC_CONVENTION, &a, &f, &e), 1);
	assert_int_equal(f.d.id, second);
	undo(st, next.d.issued, 0);
	check_state(st, first, STATE_ISSUED);
	check_state(st, second, STATE_DRAFT);
	assert_int_equal(document_live(st, 1, DOC_CONVENTION, &a, &f, &e), 1);
	assert_int_equal(f.d.id, first);
	assert_int_equal(document_live(st, 2, DOC_CONVENTION, &a, &f, &e), 0);
	check_whole(st);
	arena_release(&a);
	store_close(st);
}

static int64_t
placement_of(struct store *st, int64_t id)
{
	struct arena a = ARENA_INIT;
	struct document d;
	struct err e = ERR_INIT;

	assert_int_equal(document_lookup_id(st, id, &a, &d, &e), 1);
	arena_release(&a);
	return d.placement;
}

static void
test_blank_convention_follows_its_links(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(0);
	struct fact link = FACT_INIT(FACT_LINKED);
	int64_t id, one;

	draft.d.blank = 1;
	id = issue(st, &draft);
	assert_int_equal(placement_of(st, id), 0);
	link.document = id;
	link.placement = 1;
	one = append(st, &link);
	assert_int_equal(placement_of(st, id), 1);
	link.placement = 2;
	append(st, &link);
	assert_int_equal(placement_of(st, id), 2);
	undo(st, link.event, 0);
	assert_int_equal(placement_of(st, id), 1);
	undo(st, one, 0);
	assert_int_equal(placement_of(st, id), 0);
	check_whole(st);
	store_close(st);
}

static int
count_fact(void *ctx, const struct fact *f)
{
	(void)f;
	++*(int *)ctx;
	return 0;
}

static int
waiting(struct store *st)
{
	int n = 0;

	DO(event_each_waiting_page(st, count_fact, &n, why));
	return n;
}

static void
test_pages_of_no_document_wait_for_a_decision(void **state)
{
	struct store *st = start(*state);
	struct fact page = FACT_INIT(FACT_PAGE), d = FACT_INIT(FACT_DECIDED);

	page.outcome = OUTCOME_BLANK;
	append(st, &page);
	assert_int_equal(waiting(st), 0);
	page.outcome = OUTCOME_NO_CODE;
	append(st, &page);
	assert_int_equal(waiting(st), 1);
	d.target = page.event;
	d.decision = DECISION_IGNORE;
	append(st, &d);
	assert_int_equal(waiting(st), 0);
	undo(st, d.event, 0);
	assert_int_equal(waiting(st), 1);
	undo(st, page.event, 0);
	assert_int_equal(waiting(st), 0);
	store_close(st);
}

static void
test_tampering_is_found(void **state)
{
	static const char *const changes[] = {
		"UPDATE event SET actor = 'x' WHERE id = 4",
		"UPDATE event SET payload = replace(payload, 'empty', 'signed') WHERE id = 4",
		"UPDATE event SET copy = 3 WHERE id = 4",
		"UPDATE event SET at = at - 86400 WHERE id = 4",
		"UPDATE event SET payload = NULL WHERE id = 4", /* an erasure takes the nonce too */
		"UPDATE event SET digest = zeroblob(32) WHERE id = 4",
		"DELETE FROM event WHERE id = 4",
		"DELETE FROM event WHERE id = 5", /* the last */
		"INSERT INTO voided VALUES (4)",
		"DELETE FROM box WHERE role = 'student'",
		"UPDATE document SET guardian = 1",
		"UPDATE document SET start = '2026-01-05'",
		"UPDATE document SET placement = 2",
		"UPDATE document SET fields = replace(fields, 'Łukasz', 'Lukas')",
		"UPDATE document SET copies = 2",
		"UPDATE document SET number = '000000000000'",
		"DELETE FROM copy WHERE copy = 2",
		"PRAGMA foreign_keys = OFF; UPDATE event SET document = 99 WHERE id = 4",
	};
	struct place *p = *state;
	struct store *st = start(p);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft);
	struct lines l;

	scan(st, id, 1, 0, "SEE");
	scan(st, id, 1, 0, "SSE");
	check_whole(st);
	tamper(p, "CREATE TABLE keep_event AS SELECT * FROM event;"
		  "CREATE TABLE keep_document AS SELECT * FROM document;"
		  "CREATE TABLE keep_copy AS SELECT * FROM copy;"
		  "CREATE TABLE keep_box AS SELECT * FROM box");
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		tamper(p, changes[i]);
		if (verify(st, &l) == 0)
			fail_msg("not found: %s", changes[i]);
		tamper(p, "DELETE FROM voided; DELETE FROM copy; DELETE FROM box;"
			  "DELETE FROM event; DELETE FROM document;"
			  "INSERT INTO document SELECT * FROM keep_document;"
			  "INSERT INTO event SELECT * FROM keep_event;"
			  "INSERT INTO copy SELECT * FROM keep_copy;"
			  "INSERT INTO box SELECT * FROM keep_box");
		check_whole(st);
	}
	store_close(st);
}

static void
test_lost_object_is_found(void **state)
{
	struct store *st = start(*state);
	int64_t batch = new_batch(st);
	struct scan_source file = { .batch = batch, .name = "a.pdf", .pages = 1, .ext = "" };
	struct scan_row row = { .file_page = 1, .outcome = OUTCOME_NO_CODE };
	struct fact page = FACT_INIT(FACT_PAGE);
	struct lines l;

	page.outcome = OUTCOME_NO_CODE;
	page.batch = batch;
	row.event = append(st, &page);
	DO(archive_put(st, "page", 4, "tif", row.object, why));
	memcpy(row.object_ext, "tif", 4);
	DO(store_begin(st, why));
	DO(batch_add_file(st, &file, &row.file, why));
	DO(batch_add_page(st, &row, why));
	DO(store_commit(st, why));
	check_whole(st);
	DO(archive_remove(st, row.object, "tif", why));
	assert_int_equal(verify(st, &l), 1);
	store_close(st);
}

static void
test_erased_payload_still_verifies(void **state)
{
	struct store *st = start(*state);
	struct document_draft draft = convention(1);
	int64_t id = issue(st, &draft), event = scan(st, id, 1, 0, "SEE");
	struct arena a = ARENA_INIT;
	struct fact f;
	struct err e = ERR_INIT;

	scan(st, id, 1, 0, "SSE");
	DO(store_begin(st, why));
	DO(event_erase(st, event, why));
	DO(store_commit(st, why));
	check_whole(st);
	assert_int_equal(event_lookup(st, event, &a, &f, &e), 1);
	assert_int_equal(f.kind, FACT_READ);
	assert_int_equal(f.n_boxes, 0);
	arena_release(&a);
	store_close(st);
}

/* The same history told to two homes gives one dump, whatever the numbers. */
static void
test_dump_is_of_what_happened(void **state)
{
	struct place *p = *state;
	struct place other = *p;
	struct buf a = BUF_INIT, b = BUF_INIT;

	other.db = path_join(p->dir, "autre.db");
	for (int i = 0; i < 2; i++) {
		struct store *st = start(i == 0 ? p : &other);
		struct document_draft one = convention(1), two = convention(2);
		int64_t id;

		if (i == 0)
			issue(st, &one);
		id = issue(st, &two);
		if (i == 1)
			issue(st, &one);
		scan(st, id, 1, 0, "SDE");
		DO(store_dump(st, i == 0 ? &a : &b, why));
		store_close(st);
	}
	assert_string_equal(a.data, b.data);
	assert_non_null(strstr(a.data, "b1:signed b2:doubtful b3:empty"));
	assert_non_null(strstr(a.data, "stage S2"));
	buf_release(&a);
	buf_release(&b);
	free(other.db);
}

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

static int
keep_event(void *ctx, const struct fact *f)
{
	*(int64_t *)ctx = f->event;
	return 0;
}

static int64_t
last_event(struct store *st)
{
	int64_t last = 0;

	DO(event_each(st, 0, keep_event, &last, why));
	return last;
}

static int
undo_one(
    struct store *st, uint32_t *seed, int64_t last, int64_t batch, int64_t *id, struct err *e)
{
	if (draw(seed, 4) == 0)
		return event_undo(st, 0, batch, "x", id, e);
	return event_undo(st, 1 + draw(seed, (uint32_t)last), 0, "x", id, e);
}

/* One step of some kind on one of the n documents; an undo may be refused. */
static void
random_step(struct store *st, uint32_t *seed, int64_t n, int64_t batch)
{
	static const enum fact_kind kinds[] = { FACT_LINKED, FACT_DECIDED, FACT_CANCELLED,
		FACT_HANDED_OVER };
	struct fact f = FACT_INIT(kinds[draw(seed, 4)]);
	struct err e = ERR_INIT;
	int64_t id, last;

	last = last_event(st);
	switch (draw(seed, 4)) {
	case 0:
		scan(st, 1 + draw(seed, (uint32_t)n), 1 + (int)draw(seed, 3), batch, "SDE");
		return;
	case 1:
		f.document = 1 + draw(seed, (uint32_t)n);
		f.batch = draw(seed, 2) ? batch : 0;
		f.placement = f.kind == FACT_LINKED ? 1 + draw(seed, 2) : 0;
		f.target = f.kind == FACT_DECIDED ? 1 + draw(seed, (uint32_t)last) : 0;
		f.box = 2;
		f.decision = DECISION_SIGNED;
		append(st, &f);
		return;
	default:
		DO(store_begin(st, why));
		if (undo_one(st, seed, last, batch, &id, &e) < 0)
			store_rollback(st);
		else
			DO(store_commit(st, why));
	}
}

static void
test_random_history_always_verifies(void **state)
{
	struct store *st = start(*state);
	struct document_draft first = convention(0), next;
	int64_t batches[3];
	uint32_t seed = 2027;

	issue(st, &first);
	for (int i = 0; i < 3; i++)
		batches[i] = new_batch(st);
	for (int64_t n = 1; n < 6; n++) {
		for (int i = 0; i < 25; i++)
			random_step(st, &seed, n, batches[draw(&seed, 3)]);
		check_whole(st);
		next = convention(draw(&seed, 3));
		next.d.batch = batches[draw(&seed, 3)];
		next.d.supersedes = draw(&seed, 2) ? n : 0;
		issue(st, &next);
	}
	check_whole(st);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
		T(test_document_is_kept_as_issued),
		T(test_pages_that_exist),
		T(test_code_of_people),
		T(test_facts_come_back_as_they_went),
		T(test_no_fact_outside_a_transaction),
		T(test_text_of_another_encoding_is_refused),
		T(test_undo_and_its_undo),
		T(test_undone_batch_applies_again),
		T(test_undoing_that_a_file_was_read_undoes_its_pages),
		T(test_new_version_supersedes_until_it_is_undone),
		T(test_blank_convention_follows_its_links),
		T(test_pages_of_no_document_wait_for_a_decision),
		T(test_tampering_is_found),
		T(test_lost_object_is_found),
		T(test_erased_payload_still_verifies),
		T(test_dump_is_of_what_happened),
		T(test_random_history_always_verifies),
	};

	hash_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
