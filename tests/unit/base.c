/* The base room: buffers, memory, errors, files, hashes, JSON, INI. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/js.h"
#include "base/mem.h"

static void
check_buf(const struct buf *b, const char *text)
{
	assert_string_equal(b->data, text);
	assert_int_equal(b->len, strlen(text));
	assert_true(b->cap == 0 || b->len <= b->cap);
}

static void
buf_grows_and_is_always_a_string(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	check_buf(&b, "");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%d,", i % 10);
	assert_int_equal(b.len, 2000);
	assert_int_equal(b.data[2000], '\0');
	buf_cut(&b, 4);
	check_buf(&b, "0,1,");
	buf_release(&b);
	check_buf(&b, "");
}

static void
buf_adds_from_itself(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_str(&b, "abc");
	for (int i = 0; i < 6; i++)
		buf_add(&b, b.data, b.len);
	assert_int_equal(b.len, 3 * 64);
	assert_memory_equal(b.data + 189, "abc", 4);
	buf_release(&b);
}

static void
buf_take_gives_the_bytes_away(void **state)
{
	struct buf b = BUF_INIT;
	char *none = buf_take(&b), *some;

	(void)state;
	assert_string_equal(none, "");
	buf_str(&b, "x");
	some = buf_take(&b);
	assert_string_equal(some, "x");
	check_buf(&b, "");
	free(none);
	free(some);
}

static void
arena_blocks_are_zeroed_and_apart(void **state)
{
	struct arena a = ARENA_INIT;
	unsigned char *big = arena_alloc(&a, 100000), *one = arena_alloc(&a, 1);
	unsigned char *two = arena_alloc(&a, 1);

	(void)state;
	assert_int_equal(big[99999], 0);
	assert_true(two - one >= 1 || one - two >= 1);
	assert_int_equal((uintptr_t)two % sizeof(long), 0);
	assert_string_equal(arena_printf(&a, "%s-%d", "a", 7), "a-7");
	assert_null(arena_str(&a, NULL));
	arena_clear(&a);
	one = arena_alloc(&a, 64);
	for (int i = 0; i < 64; i++)
		assert_int_equal(one[i], 0);
	arena_release(&a);
	assert_null(a.head);
}

static void
an_error_is_cut_at_a_whole_character(void **state)
{
	struct err e = ERR_INIT;
	char text[2000];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof text; i += 2)
		memcpy(text + i, "é", 2);
	text[sizeof text - 2] = '\0';
	assert_int_equal(err_set(&e, ERR_INPUT, "x%s", text), -1);
	assert_int_equal(strlen(e.text) % 2, 1); /* x and whole é's */
	assert_int_equal(err_in(&e, "page %d", 3), -1);
	assert_memory_equal(e.text, "page 3 : xé", strlen("page 3 : xé"));
	assert_int_equal(err_set(NULL, ERR_INPUT, "nothing to fill"), -1);
}

static char *
scratch(const char *name)
{
	static char dir[] = "/tmp/paraphe-base.XXXXXX";

	if (strstr(dir, "XXXXXX") != NULL)
		assert_non_null(mkdtemp(dir));
	return path_join(dir, name);
}

static void
a_replaced_file_is_private_and_whole(void **state)
{
	char *path = scratch("kept"), *deep = scratch("a/b/c");
	struct buf b = BUF_INIT;
	struct err e = ERR_INIT;
	struct stat st;

	(void)state;
	assert_int_equal(file_replace(path, "one", 3, &e), 0);
	assert_int_equal(file_replace(path, "three", 5, &e), 0);
	assert_int_equal(file_keep(path, "four", 4, &e), 0);
	assert_int_equal(file_read(path, 100, &b, &e), 0);
	check_buf(&b, "three");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(file_mkdirs(deep, &e), 0);
	assert_int_equal(file_mkdirs(deep, &e), 0);
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	buf_release(&b);
	assert_int_equal(file_read(path, 4, &b, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_int_equal(file_read(deep, 4, &b, &e), -1);
	assert_non_null(strstr(e.text, "dossier"));
	assert_int_equal(file_remove(path, &e), 0);
	assert_int_equal(file_remove(path, &e), 0);
	assert_int_equal(file_read(path, 4, &b, &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
	buf_release(&b);
	free(path);
	free(deep);
}

static void
a_folder_is_listed_in_order(void **state)
{
	char *dir = scratch("list"), *b = scratch("list/b"), *a = scratch("list/a");
	struct err e = ERR_INIT;
	size_t n;

	(void)state;
	assert_int_equal(file_mkdirs(dir, &e), 0);
	assert_int_equal(file_replace(b, "", 0, &e), 0);
	assert_int_equal(file_replace(a, "", 0, &e), 0);
	char **names = dir_list(dir, &n, &e);

	assert_int_equal(n, 2);
	assert_string_equal(names[0], "a");
	assert_string_equal(names[1], "b");
	free(names[0]);
	free(names[1]);
	free(names);
	assert_null(dir_list(a, &n, &e));
	free(dir);
	free(a);
	free(b);
}

static void
hashes_are_the_known_ones(void **state)
{
	unsigned char h[HASH_SIZE], back[HASH_SIZE];
	char hex[HASH_HEX_SIZE];

	(void)state;
	hash_sha256("abc", 3, h); /* FIPS 180-4, example 1 */
	hash_hex(h, hex);
	assert_string_equal(
	    hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(hash_unhex(hex, back), 0);
	assert_memory_equal(h, back, HASH_SIZE);
	assert_int_equal(hash_unhex("ba78", back), -1);
	hex[3] = 'x';
	assert_int_equal(hash_unhex(hex, back), -1);
}

static void
json_keeps_order_and_forgives_absence(void **state)
{
	struct err e = ERR_INIT;
	struct buf b = BUF_INIT;
	const char *text = "{\"z\":1,\"a\":[true,null,\"é\"],\"r\":0.12}";
	struct js *v = js_parse(text, strlen(text), &e);
	const struct js *value;

	(void)state;
	assert_non_null(v);
	js_write(v, 6, &b);
	check_buf(&b, text);
	assert_int_equal(js_get_int(v, "z", 0), 1);
	assert_int_equal(js_get_int(v, "absent", 7), 7);
	assert_string_equal(js_get_str(v, "z", "not text"), "not text");
	assert_string_equal(js_text(js_at(js_member(v, "a"), 2), ""), "é");
	assert_true(js_is_null(js_at(js_member(v, "a"), 9)));
	assert_string_equal(js_key_at(v, 1, &value), "a");
	assert_int_equal(js_len(value), 3);
	assert_null(js_parse("{\"a\":1,\"a\":2}", 13, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	js_free(v);
	buf_release(&b);
}

static void
ini_keeps_lines_and_names_a_bad_one(void **state)
{
	struct conf c = CONF_INIT;
	struct err e = ERR_INIT;
	const char *text =
	    "[school]\nname = Lycée\n; a comment\ncity = Brest\n[copy 1]\nx = y\n";

	(void)state;
	assert_int_equal(conf_parse(&c, text, "a.ini", &e), 0);
	assert_string_equal(conf_lookup(&c, "school", "city"), "Brest");
	assert_null(conf_lookup(&c, "school", "x"));
	assert_int_equal(c.at[1].line, 4);
	assert_string_equal(conf_section(&c, 1), "copy 1");
	assert_null(conf_section(&c, 2));
	conf_release(&c);
	assert_int_equal(conf_parse(&c, "[a]\nnonsense\n", "a.ini", &e), -1);
	assert_non_null(strstr(e.text, "a.ini:2"));
	conf_release(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buf_grows_and_is_always_a_string),
		cmocka_unit_test(buf_adds_from_itself),
		cmocka_unit_test(buf_take_gives_the_bytes_away),
		cmocka_unit_test(arena_blocks_are_zeroed_and_apart),
		cmocka_unit_test(an_error_is_cut_at_a_whole_character),
		cmocka_unit_test(a_replaced_file_is_private_and_whole),
		cmocka_unit_test(a_folder_is_listed_in_order),
		cmocka_unit_test(hashes_are_the_known_ones),
		cmocka_unit_test(json_keeps_order_and_forgives_absence),
		cmocka_unit_test(ini_keeps_lines_and_names_a_bad_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
