#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/archive.h"
#include "store/archive_run.h"
#include "store/store_imp.h"
#include "tests/unit/place.h"

/* Runs SQL behind the store's back, as a school's IT person could. */
static void
tamper(const struct place *p, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static void
test_files_are_private(void **state)
{
	struct place *p = *state;
	mode_t old = umask(0);
	struct store *st = place_open(p);
	char *wal = mem_printf("%s-wal", p->db);

	umask(old);
	assert_int_equal(mode_of(p->db), 0600);
	assert_int_equal(mode_of(wal), 0600);
	assert_int_equal(mode_of(p->archive), 0700);
	store_close(st);
	free(wal);
}

static void
test_opening_again_keeps_what_was_there(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct err e = ERR_INIT;
	char *value;

	assert_int_equal(store_setting_set(st, "uai", "0170060Y", &e), 0);
	assert_int_equal(store_setting_set(st, "uai", "0680007N", &e), 0);
	store_close(st);
	st = store_open(p->db, p->archive, STORE_READ, &e);
	assert_non_null(st);
	value = store_setting_find(st, "uai", &e);
	assert_string_equal(value, "0680007N");
	free(value);
	value = store_setting_find(st, "never set", &e);
	assert_string_equal(value, "");
	free(value);
	assert_int_equal(store_setting_set(st, "uai", "x", &e), -1);
	assert_non_null(strstr(e.text, "pas le droit d'écrire"));
	store_close(st);
}

static void
test_any_name_of_folder_will_do(void **state)
{
	struct place *p = *state;
	struct place odd = *p;
	struct err e = ERR_INIT;
	char *dir = path_join(p->dir, "50 % d'élèves ? #2&immutable=1");

	assert_int_equal(file_mkdirs(dir, &e), 0);
	odd.db = path_join(dir, "paraphe.db");
	store_close(place_open(&odd));
	assert_true(file_exists(odd.db));
	store_close(store_open(odd.db, p->archive, STORE_READ, &e));
	assert_string_equal(e.text, "");
	free(odd.db);
	free(dir);
}

static void
test_missing_database_is_not_made_for_reading(void **state)
{
	struct place *p = *state;
	struct err e = ERR_INIT;

	assert_null(store_open(p->db, p->archive, STORE_READ, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_null(store_open(p->db, p->archive, STORE_WRITE, &e));
	assert_false(file_exists(p->db));
}

static void
test_emptied_database_is_not_filled_in_silence(void **state)
{
	struct place *p = *state;
	struct err e = ERR_INIT;

	store_close(place_open(p));
	assert_int_equal(truncate(p->db, 0), 0);
	assert_null(store_open(p->db, p->archive, STORE_WRITE, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_null(store_open(p->db, p->archive, STORE_READ, &e));
	store_close(place_open(p)); /* init may */
}

static void
test_newer_database_is_refused_with_both_numbers(void **state)
{
	struct place *p = *state;
	struct err e = ERR_INIT;
	char mine[32];

	store_close(place_open(p));
	tamper(p, "PRAGMA user_version = 4711");
	assert_null(store_open(p->db, p->archive, STORE_CREATE, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_non_null(strstr(e.text, "version 4711"));
	snprintf(mine, sizeof mine, "version %d", store_version());
	assert_non_null(strstr(e.text, mine));
}

/*
 * Schools have databases of these: a step that is here never changes, in no letter.  Tables change by one
 * more step in src/store/schema.c, and one more line here.
 */
static const char *const released[] = {
	"b86d1387c2022b0bbebe04ab0e845526be48b1d4d6013722412776357f0c6d11",
};

static void
test_released_tables_never_change(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct err e = ERR_INIT;
	char print[HASH_HEX_SIZE];

	assert_int_equal(store_version(), sizeof released / sizeof *released);
	assert_int_equal(schema_print(st, print, &e), 0);
	assert_string_equal(print, released[store_version() - 1]);
	store_close(st);
}

static void
test_tables_of_another_build_are_refused(void **state)
{
	static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_CREATE };
	struct place *p = *state;

	store_close(place_open(p));
	tamper(p, "ALTER TABLE setting ADD COLUMN note TEXT");
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct err e = ERR_INIT;

		assert_null(store_open(p->db, p->archive, modes[i], &e));
		assert_int_equal(e.kind, ERR_REFUSED);
		assert_non_null(strstr(e.text, p->db));
		assert_non_null(strstr(e.text, "dernière sauvegarde"));
	}
	tamper(p, "ALTER TABLE setting DROP COLUMN note");
	store_close(place_open(p));
}

static void
test_other_files_are_refused(void **state)
{
	struct place *p = *state;
	struct err e = ERR_INIT;

	assert_int_equal(file_replace(p->db, "Nom;Prénom\nMartin;Zoë\n", 23, &e), 0);
	assert_null(store_open(p->db, p->archive, STORE_CREATE, &e));
	assert_non_null(strstr(e.text, "pas une base de paraphe"));
	file_remove(p->db, NULL);
	tamper(p, "CREATE TABLE holidays (day TEXT)");
	assert_null(store_open(p->db, p->archive, STORE_CREATE, &e));
	assert_non_null(strstr(e.text, "pas une base de paraphe"));
}

static void
test_rollback_leaves_nothing(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct err e = ERR_INIT;
	char *value;

	assert_int_equal(store_begin(st, &e), 0);
	assert_int_equal(store_begin(st, &e), -1);
	assert_int_equal(store_setting_set(st, "uai", "x", &e), 0);
	store_rollback(st);
	assert_false(store_in_transaction(st));
	value = store_setting_find(st, "uai", &e);
	assert_string_equal(value, "");
	free(value);
	store_rollback(st);
	store_close(st);
}

static void
write_file(const char *path, const char *text)
{
	assert_int_equal(file_replace(path, text, strlen(text), NULL), 0);
}

static void
test_interrupted_rename_is_finished_at_opening(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct err e = ERR_INIT;
	char *temp = path_join(p->dir, "conventions.pdf.tmp");
	char *final = path_join(p->dir, "conventions.pdf");

	write_file(temp, "%PDF");
	assert_int_equal(store_begin(st, &e), 0);
	assert_int_equal(store_rename_later(st, temp, final, &e), 0);
	assert_int_equal(store_commit(st, &e), 0);
	store_close(st); /* killed here */
	assert_false(file_exists(final));
	st = place_open(p);
	assert_true(file_exists(final));
	assert_false(file_exists(temp));
	write_file(temp, "another's file by now");
	assert_int_equal(store_rename_finish(st, &e), 0);
	assert_true(file_exists(temp));
	store_close(st);
	free(temp);
	free(final);
}

static void
test_rename_that_cannot_be_done_stays_pending(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct store_check check = { 0 };
	struct err e = ERR_INIT;
	char *temp = path_join(p->dir, "a.tmp"), *final = path_join(p->dir, "a.pdf");

	write_file(temp, "%PDF");
	assert_int_equal(mkdir(final, 0700), 0); /* in the way */
	assert_int_equal(store_begin(st, &e), 0);
	assert_int_equal(store_rename_later(st, temp, final, &e), 0);
	assert_int_equal(store_commit(st, &e), 0);
	assert_int_equal(store_rename_finish(st, &e), -1);
	assert_non_null(strstr(e.text, "a.pdf"));
	store_close(st);
	st = place_open(p);
	assert_non_null(st);
	assert_int_equal(store_verify(st, 0, &check, &e), 0);
	assert_int_equal(check.problems, 1);
	assert_int_equal(rmdir(final), 0);
	store_close(st);
	st = place_open(p);
	assert_true(file_exists(final));
	assert_int_equal(store_verify(st, 0, &check, &e), 0);
	assert_int_equal(check.problems, 0);
	store_close(st);
	free(temp);
	free(final);
}

static void
test_rename_of_a_rolled_back_transaction_never_happens(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct err e = ERR_INIT;
	char *temp = path_join(p->dir, "a.tmp"), *final = path_join(p->dir, "a.pdf");

	write_file(temp, "%PDF");
	assert_int_equal(store_begin(st, &e), 0);
	assert_int_equal(store_rename_later(st, temp, final, &e), 0);
	store_rollback(st);
	store_close(st);
	store_close(place_open(p));
	assert_false(file_exists(final));
	free(temp);
	free(final);
}

static void
test_second_writer_waits_its_turn(void **state)
{
	struct place *p = *state;
	struct store *a = place_open(p), *b = place_open(p);
	struct err e = ERR_INIT;
	char *value;

	assert_int_equal(store_begin(a, &e), 0);
	assert_int_equal(store_setting_set(a, "uai", "x", &e), 0);
	value = store_setting_find(b, "uai", &e); /* reading never waits */
	assert_string_equal(value, "");
	free(value);
	assert_int_equal(store_commit(a, &e), 0);
	assert_int_equal(store_begin(b, &e), 0);
	assert_int_equal(store_commit(b, &e), 0);
	store_close(a);
	store_close(b);
}

static void
test_backup_is_a_whole_database(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p), *copy;
	struct err e = ERR_INIT;
	char *path = path_join(p->dir, "copie.db"), *value;

	assert_int_equal(store_setting_set(st, "uai", "0170060Y", &e), 0);
	assert_int_equal(store_backup(st, path, &e), 0);
	assert_int_equal(mode_of(path), 0600);
	copy = store_open(path, p->archive, STORE_WRITE, &e);
	assert_non_null(copy);
	value = store_setting_find(copy, "uai", &e);
	assert_string_equal(value, "0170060Y");
	free(value);
	store_close(copy);
	assert_int_equal(store_backup(st, path, &e), -1); /* never over another */
	store_close(st);
	free(path);
}

static void
test_archive_keeps_and_proves(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct err e = ERR_INIT;
	struct buf out = BUF_INIT;
	char name[65], again[65], *path;

	assert_int_equal(archive_put(st, "page", 4, "jpg", name, &e), 0);
	assert_int_equal(archive_put(st, "page", 4, "jpg", again, &e), 0);
	assert_string_equal(name, again);
	assert_int_equal(archive_read(st, name, "jpg", &out, &e), 0);
	assert_string_equal(out.data, "page");
	assert_true(archive_is_whole(st, name, "jpg", &e));

	path = archive_path(st, name, "jpg");
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(file_replace(path, "paie", 4, &e), 0);
	assert_false(archive_is_whole(st, name, "jpg", &e));
	assert_int_equal(archive_read(st, name, "jpg", &out, &e), -1);
	assert_string_equal(out.data, "page"); /* nothing of the damaged one */
	assert_non_null(strstr(e.text, "abîmée"));

	assert_int_equal(archive_remove(st, name, "jpg", &e), 0);
	assert_int_equal(archive_remove(st, name, "jpg", &e), 0);
	assert_int_equal(archive_read(st, name, "jpg", &out, &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
	free(path);
	buf_release(&out);
	store_close(st);
}

/* A page that is its whole file is kept twice at once: as a page to settle, and as the original. */
static void
test_a_page_that_is_its_file(void **state)
{
	struct place *p = *state;
	struct store *st = place_open(p);
	struct archive_run run = { .st = st };
	struct err e = ERR_INIT;
	char name[65], *path = mem_printf("%s/scan.tif", p->dir);

	assert_int_equal(file_replace(path, "page", 4, &e), 0);
	assert_int_equal(archive_run_put(&run, "page", 4, "tif", name, &e), 0);
	assert_int_equal(archive_put_file(st, path, name, "tif", &e), 0);
	if (archive_run_settle(&run, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(archive_is_whole(st, name, "tif", &e));
	archive_run_release(&run);
	free(path);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_emptied_database_is_not_filled_in_silence,
		    place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(test_rename_that_cannot_be_done_stays_pending,
		    place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_files_are_private, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_opening_again_keeps_what_was_there, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_any_name_of_folder_will_do, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(test_missing_database_is_not_made_for_reading,
		    place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_newer_database_is_refused_with_both_numbers, place_set_up,
		    place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_released_tables_never_change, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_tables_of_another_build_are_refused, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_other_files_are_refused, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_rollback_leaves_nothing, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(test_interrupted_rename_is_finished_at_opening,
		    place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_rename_of_a_rolled_back_transaction_never_happens, place_set_up,
		    place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_second_writer_waits_its_turn, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_backup_is_a_whole_database, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_archive_keeps_and_proves, place_set_up, place_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_a_page_that_is_its_file, place_set_up, place_tear_down),
	};

	hash_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
