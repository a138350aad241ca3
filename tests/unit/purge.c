#include "tests/unit/papers.h"

#include "base/buf.h"
#include "base/hash.h"
#include "store/archive.h"
#include "store/purge.h"

/* The bytes of a file hold that text somewhere. */
static int
file_holds(const char *path, const char *text)
{
	struct buf b = BUF_INIT;
	int found;

	assert_int_equal(file_read(path, 64 << 20, &b, NULL), 0);
	found = memmem(b.data, b.len, text, strlen(text)) != NULL;
	buf_release(&b);
	return found;
}

/* A scanned page of a document, with its picture; its event. */
static int64_t
scan_kept(struct store *st, int64_t document, int64_t batch, int64_t file, int n,
    const char *picture, struct scan_row *row)
{
	int64_t event = scan(st, document, 1, batch, "SEE");

	*row = (struct scan_row){ .file = file,
		.file_page = n,
		.event = event,
		.document = document,
		.copy = 1,
		.page = 5,
		.object_ext = "jpg" };
	DO(store_begin(st, why));
	DO(archive_put(st, picture, strlen(picture), "jpg", row->object, why));
	DO(batch_add_page(st, row, why));
	DO(store_commit(st, why));
	return event;
}

static int64_t
scan_file(struct store *st, int64_t batch, int pages)
{
	struct scan_source file = { .batch = batch, .name = "pile.pdf", .pages = pages };
	int64_t id;

	memset(file.sha256, 'b', 64);
	DO(store_begin(st, why));
	DO(batch_add_file(st, &file, &id, why));
	DO(store_commit(st, why));
	return id;
}

static void
test_purged_is_gone_and_the_chain_holds(void **state)
{
	struct place *p = *state;
	struct store *st = start(p);
	struct document_draft one = convention(1), two = convention(2);
	int64_t first = issue(st, &one), second = issue(st, &two);
	int64_t batch = new_batch(st), file = scan_file(st, batch, 2), removed;
	struct scan_row a, b;
	struct arena arena = ARENA_INIT;
	struct folded f;
	struct err e = ERR_INIT;
	size_t n;
	struct tag t = { .copy = 1, .page = 5 };
	struct fact note = FACT_INIT(FACT_NOTED);
	struct year_erased gone = { 0 };

	note.document = first;
	note.text = "numéro de téléphone corrigé à la main";
	append(st, &note);
	scan_kept(st, first, batch, file, 1, "his page", &a);
	scan_kept(st, second, batch, file, 2, "her page", &b);
	check_whole(st);

	DO(store_begin(st, why));
	DO(document_erase(st, first, why));
	DO(year_erase(st, "2026-2027", &gone, why));
	DO(store_commit(st, why));
	assert_int_equal(gone.placements, 1); /* the other's document is kept */
	assert_int_equal(gone.students, 0);
	DO(archive_sweep(st, 3600, &removed, why));
	assert_int_equal(removed, 0); /* too young */
	DO(archive_sweep(st, 0, &removed, why));
	assert_int_equal(removed, 1);
	DO(store_compact(st, why));

	check_whole(st);
	assert_false(archive_is_whole(st, a.object, "jpg", &e));
	assert_true(archive_is_whole(st, b.object, "jpg", &e));
	assert_false(file_holds(p->db, "numéro de téléphone"));
	assert_int_equal(document_fold(st, first, &arena, &f, &e), 1);
	assert_true(f.d.purged);
	assert_int_equal(f.state.state, STATE_SIGNED_STUDENT);
	memcpy(t.number, one.d.number, TAG_NUMBER_SIZE);
	assert_int_equal(document_page_boxes(st, &t, NULL, 0, &n, &e), 0);
	memcpy(t.number, two.d.number, TAG_NUMBER_SIZE);
	assert_int_equal(document_page_boxes(st, &t, NULL, 0, &n, &e), 1);
	check_state(st, second, STATE_SIGNED_STUDENT);
	assert_true(file_holds(p->db, "Łukasz")); /* the other placement is his too */

	DO(store_begin(st, why));
	DO(document_erase(st, second, why));
	DO(year_erase(st, "2026-2027", &gone, why));
	DO(store_commit(st, why));
	assert_int_equal(gone.placements, 2);
	assert_int_equal(gone.students, 1);
	DO(store_compact(st, why));
	assert_false(file_holds(p->db, "Łukasz"));
	check_whole(st);
	arena_release(&arena);
	store_close(st);
}

static int
count_year(void *ctx, const char *year)
{
	assert_string_equal(year, "2026-2027");
	++*(int *)ctx;
	return 0;
}

static void
test_page_of_no_document_goes_once_it_is_settled(void **state)
{
	struct store *st = start(*state);
	struct fact page = FACT_INIT(FACT_PAGE), d = FACT_INIT(FACT_DECIDED);
	int64_t n;
	int years = 0;

	page.outcome = OUTCOME_FOREIGN;
	append(st, &page);
	DO(store_begin(st, why));
	DO(loose_pages_erase(st, INT64_MAX, &n, why));
	assert_int_equal(n, 0);
	store_rollback(st);
	d.target = page.event;
	d.decision = DECISION_IGNORE;
	append(st, &d);
	DO(store_begin(st, why));
	DO(loose_pages_erase(st, 1, &n, why));
	assert_int_equal(n, 0); /* not old enough */
	DO(loose_pages_erase(st, INT64_MAX, &n, why));
	assert_int_equal(n, 1);
	DO(store_commit(st, why));
	check_whole(st);
	DO(purge_each_year(st, count_year, &years, why));
	assert_int_equal(years, 1);
	store_close(st);
}

static int
count_document(void *ctx, const struct folded *f)
{
	(void)f;
	++*(int *)ctx;
	return 0;
}

static void
test_lists_leave_out_what_was_purged(void **state)
{
	struct store *st = start(*state);
	struct document_draft one = convention(1);
	int64_t id = issue(st, &one);
	struct document_filter filter = { 0 };
	int n = 0;

	DO(store_begin(st, why));
	DO(document_erase(st, id, why));
	DO(store_commit(st, why));
	DO(document_each(st, &filter, count_document, &n, why));
	assert_int_equal(n, 0);
	filter.with_purged = 1;
	DO(document_each(st, &filter, count_document, &n, why));
	assert_int_equal(n, 1);
	store_close(st);
}

struct seen {
	int n, copy, page;
};

static int
see_row(void *ctx, const struct scan_row *row)
{
	struct seen *s = ctx;

	s->n++;
	s->copy = row->copy;
	s->page = row->page;
	return 0;
}

static void
test_attached_page_belongs_to_its_document(void **state)
{
	struct store *st = start(*state);
	struct document_draft one = convention(1);
	int64_t id = issue(st, &one), batch = new_batch(st), removed;
	struct fact page = FACT_INIT(FACT_PAGE), d = FACT_INIT(FACT_DECIDED);
	struct scan_row row = {
		.file_page = 1, .outcome = OUTCOME_NO_CODE, .object_ext = "jpg"
	};
	struct seen seen = { 0 };

	page.outcome = OUTCOME_NO_CODE;
	page.batch = batch;
	row.event = append(st, &page);
	row.file = scan_file(st, batch, 1);
	DO(store_begin(st, why));
	DO(archive_put(st, "torn page", 9, "jpg", row.object, why));
	DO(batch_add_page(st, &row, why));
	DO(store_commit(st, why));
	d.target = page.event;
	d.decision = DECISION_ATTACH;
	d.document = id;
	d.copy = 2;
	d.page = 4;
	append(st, &d);
	DO(batch_each_page_of_document(st, id, 0, see_row, &seen, why));
	assert_int_equal(seen.n, 1);
	assert_int_equal(seen.copy, 2);
	assert_int_equal(seen.page, 4);
	DO(batch_each_page_of_document(st, id, 1, see_row, &seen, why));
	assert_int_equal(seen.n, 1);
	DO(store_begin(st, why));
	DO(document_erase(st, id, why));
	DO(store_commit(st, why));
	DO(archive_sweep(st, 0, &removed, why));
	assert_int_equal(removed, 1);
	check_whole(st);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, place_set_up, place_tear_down)
		T(test_purged_is_gone_and_the_chain_holds),
		T(test_page_of_no_document_goes_once_it_is_settled),
		T(test_lists_leave_out_what_was_purged),
		T(test_attached_page_belongs_to_its_document),
	};

	hash_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
