#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "domain/tag.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const unsigned char key[TAG_KEY_SIZE] = "an invented key, 32 bytes long.";

static struct tag
random_tag(void)
{
	struct tag t;

	tag_number_new(t.number);
	t.copy = (int)(random_u64() % (TAG_COPY_MAX + 1));
	t.page = 1 + (int)(random_u64() % TAG_PAGE_MAX);
	return t;
}

static void
test_what_is_written_is_read(void **state)
{
	char text[TAG_SIZE];
	struct tag t, back;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		t = random_tag();
		tag_write(&t, key, text);
		assert_int_equal(strlen(text), TAG_LEN);
		assert_int_equal(strspn(text, alphabet), TAG_LEN);
		assert_int_equal(tag_read(text, key, &back), 0);
		assert_string_equal(back.number, t.number);
		assert_int_equal(back.copy, t.copy);
		assert_int_equal(back.page, t.page);
	}
}

static void
test_a_known_tag(void **state)
{
	struct tag t = { "7K3M9Q2X4ABC", 2, 4 };
	char text[TAG_SIZE];
	unsigned char hash[HASH_SIZE];
	uint64_t top = 0;

	(void)state;
	tag_write(&t, key, text);
	assert_memory_equal(text, "P17K3M9Q2X4ABC204", 17);
	hash_blake2b("P17K3M9Q2X4ABC204", 17, key, hash);
	for (int i = 0; i < 7; i++)
		top = top << 8 | hash[i];
	for (int i = 0; i < 10; i++) /* 56 bits, of which the first 50 in fives */
		assert_int_equal(text[17 + i], alphabet[top >> (51 - 5 * i) & 31]);
}

static void
test_any_change_of_one_letter_is_foreign(void **state)
{
	char text[TAG_SIZE];
	struct tag t = random_tag(), back;

	(void)state;
	tag_write(&t, key, text);
	for (int i = 0; i < TAG_LEN; i++) {
		char right = text[i];

		for (int c = 1; c < 256; c++) {
			text[i] = (char)c;
			if ((char)c != right)
				assert_int_equal(tag_read(text, key, &back), -1);
		}
		text[i] = right;
	}
	assert_int_equal(tag_read(text, key, &back), 0);
}

static void
test_what_is_not_a_tag_is_foreign(void **state)
{
	static const unsigned char other[TAG_KEY_SIZE] = "the key of another school, 32 b";
	char text[TAG_SIZE + 1];
	struct tag t = random_tag(), back;

	(void)state;
	tag_write(&t, key, text);
	assert_int_equal(tag_read(text, other, &back), -1);
	text[TAG_LEN] = '0';
	text[TAG_LEN + 1] = '\0';
	assert_int_equal(tag_read(text, key, &back), -1);
	text[TAG_LEN - 1] = '\0';
	assert_int_equal(tag_read(text, key, &back), -1);
	assert_int_equal(tag_read("", key, &back), -1);
	assert_int_equal(tag_read("https://exemple.fr/P1", key, &back), -1);
}

static void
test_page_zero_is_foreign(void **state)
{
	struct tag t = { "7K3M9Q2X4ABC", 1, 0 }, back;
	char text[TAG_SIZE];

	(void)state;
	tag_write(&t, key, text);
	assert_int_equal(tag_read(text, key, &back), -1);
}

/* The 16 printed characters under the check: number, copy, page and the check itself. */
static void
spell(const struct tag *t, char out[17])
{
	char human[TAG_HUMAN_SIZE];

	tag_human(t, human);
	memcpy(out, t->number, TAG_NUMBER_LEN);
	out[12] = alphabet[t->copy];
	out[13] = alphabet[t->page / 32];
	out[14] = alphabet[t->page % 32];
	out[15] = human[15];
	out[16] = '\0';
}

static int
value(char c)
{
	return (int)(strchr(alphabet, c) - alphabet);
}

static int
fits(const char s[17])
{
	return tag_check_fits(s, s[15], value(s[12]), value(s[13]) * 32 + value(s[14]));
}

static void
test_check_catches_any_wrong_letter(void **state)
{
	char s[17];

	(void)state;
	for (int round = 0; round < 50; round++) {
		struct tag t = random_tag();

		spell(&t, s);
		assert_true(fits(s));
		for (int i = 0; i < 16; i++) {
			char right = s[i];

			for (int c = 0; c < 32; c++) {
				s[i] = alphabet[c];
				assert_int_equal(fits(s), s[i] == right);
			}
			s[i] = right;
		}
	}
}

/* The check is linear: for each pair of places, every pair of digits, all else fixed. */
static void
test_check_catches_any_two_swapped(void **state)
{
	struct tag t = random_tag();
	char s[17];

	(void)state;
	for (int i = 0; i < 15; i++)
		for (int j = i + 1; j < 16; j++)
			for (int a = 0; a < 32; a++)
				for (int b = 0; b < 32; b++) {
					spell(&t, s);
					s[i] = alphabet[a];
					if (j < 15)
						s[j] = alphabet[b];
					memcpy(t.number, s, TAG_NUMBER_LEN);
					t.copy = value(s[12]);
					t.page = value(s[13]) * 32 + value(s[14]);
					spell(&t, s);
					char was = s[i];

					s[i] = s[j];
					s[j] = was;
					assert_int_equal(fits(s), s[i] == s[j]);
				}
}

static void
check_code(const char *typed, const char *expected)
{
	char number[TAG_NUMBER_SIZE] = "";

	assert_int_equal(tag_code_parse(typed, number), expected != NULL ? 0 : -1);
	assert_string_equal(number, expected != NULL ? expected : "");
}

static void
test_what_people_type(void **state)
{
	(void)state;
	check_code("7K3M9Q2X4ABC", "7K3M9Q2X4ABC");
	check_code("7k3m-9q2x-4abc-F", "7K3M9Q2X4ABC");
	check_code(" 7K3M 9Q2X 4ABC ", "7K3M9Q2X4ABC");
	check_code("ILO0-1111-0000", "110011110000");
	check_code("7K3M-9Q2X-4AB", NULL);
	check_code("7K3M-9Q2X-4ABC-FF", NULL);
	check_code("7K3M-9Q2X-4ABU", NULL);
	check_code("", NULL);
	check_code("NGUYỄN", NULL);
}

static void
test_numbers_differ(void **state)
{
	char a[TAG_NUMBER_SIZE], b[TAG_NUMBER_SIZE];

	(void)state;
	tag_number_new(a);
	tag_number_new(b);
	assert_int_equal(strspn(a, alphabet), TAG_NUMBER_LEN);
	assert_string_not_equal(a, b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_written_is_read),
		cmocka_unit_test(test_a_known_tag),
		cmocka_unit_test(test_any_change_of_one_letter_is_foreign),
		cmocka_unit_test(test_what_is_not_a_tag_is_foreign),
		cmocka_unit_test(test_page_zero_is_foreign),
		cmocka_unit_test(test_check_catches_any_wrong_letter),
		cmocka_unit_test(test_check_catches_any_two_swapped),
		cmocka_unit_test(test_what_people_type),
		cmocka_unit_test(test_numbers_differ),
	};

	hash_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
