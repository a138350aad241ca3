#include "domain/tag.h"

#include <string.h>

#include "base/hash.h"

enum {
	BODY_LEN = 17, /* what the code covers: P1, number, copy, page */
	MAC_LEN = 10,
	MAC_BITS = 50,
	CHECKED = 15 /* digits under the check character: number, copy, page */
};

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The value of a digit as printed, or -1. */
static int
digit_value(char c)
{
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* n digits, most significant first. */
static void
write_digits(uint64_t value, int n, char *out)
{
	while (n-- > 0) {
		out[n] = digits[value & 31];
		value >>= 5;
	}
}

void
tag_number_new(char number[TAG_NUMBER_SIZE])
{
	write_digits(random_u64() >> 4, TAG_NUMBER_LEN, number);
	number[TAG_NUMBER_LEN] = '\0';
}

static void
write_mac(const char body[BODY_LEN], const unsigned char key[TAG_KEY_SIZE], char out[MAC_LEN])
{
	unsigned char hash[HASH_SIZE];
	uint64_t top = 0;

	hash_blake2b(body, BODY_LEN, key, hash);
	for (int i = 0; i < 8; i++)
		top = top << 8 | hash[i];
	write_digits(top >> (64 - MAC_BITS), MAC_LEN, out);
}

void
tag_write(const struct tag *t, const unsigned char key[TAG_KEY_SIZE], char out[TAG_SIZE])
{
	memcpy(out, "P1", 2);
	memcpy(out + 2, t->number, TAG_NUMBER_LEN);
	write_digits((uint64_t)t->copy, 1, out + 14);
	write_digits((uint64_t)t->page, 2, out + 15);
	write_mac(out, key, out + BODY_LEN);
	out[TAG_LEN] = '\0';
}

static int
parse_body(const char *text, struct tag *t)
{
	if (memcmp(text, "P1", 2) != 0)
		return -1;
	for (int i = 2; i < TAG_LEN; i++)
		if (digit_value(text[i]) < 0)
			return -1;
	memcpy(t->number, text + 2, TAG_NUMBER_LEN);
	t->number[TAG_NUMBER_LEN] = '\0';
	t->copy = digit_value(text[14]);
	t->page = digit_value(text[15]) * 32 + digit_value(text[16]);
	return t->page >= 1 ? 0 : -1;
}

int
tag_read(const char *text, const unsigned char key[TAG_KEY_SIZE], struct tag *t)
{
	char mac[MAC_LEN];
	unsigned char differs = 0;
	struct tag found;

	if (strnlen(text, TAG_LEN + 1) != TAG_LEN || parse_body(text, &found) < 0)
		return -1;
	write_mac(text, key, mac);
	for (int i = 0; i < MAC_LEN; i++)
		differs |= (unsigned char)(mac[i] ^ text[BODY_LEN + i]);
	if (differs != 0)
		return -1;
	*t = found;
	return 0;
}

/* a times x in GF(32) = GF(2)[x] / (x^5 + x^2 + 1), in which x has order 31. */
static int
times_x(int a)
{
	a <<= 1;
	return a & 32 ? a ^ 0x25 : a;
}

/*
 * The sum of digit i times x^(15-i).  These weights and that of the check character itself, 1, all
 * differ: a wrong digit moves the sum by weight * difference, a swap of two by the
 * difference of their weights * the difference of the digits; neither product is ever 0.
 */
static char
check_digit(const struct tag *t)
{
	char text[CHECKED];
	int sum = 0;

	memcpy(text, t->number, TAG_NUMBER_LEN);
	write_digits((uint64_t)t->copy, 1, text + 12);
	write_digits((uint64_t)t->page, 2, text + 13);
	for (int i = 0; i < CHECKED; i++)
		sum = times_x(sum ^ digit_value(text[i])); /* Horner */
	return digits[sum];
}

void
tag_human(const struct tag *t, char out[TAG_HUMAN_SIZE])
{
	for (int i = 0; i < 3; i++) {
		memcpy(out + 5 * i, t->number + 4 * i, 4);
		out[5 * i + 4] = '-';
	}
	out[15] = check_digit(t);
	out[16] = '\0';
}

int
tag_check_fits(const char *number, char check, int copy, int page)
{
	struct tag t = { .copy = copy, .page = page };

	memcpy(t.number, number, TAG_NUMBER_LEN);
	return check_digit(&t) == check;
}

/* A typed letter as printed: capitals, I and L for 1, O for 0; 0 when it is none of ours. */
static char
typed_digit(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'I' || c == 'L')
		return '1';
	if (c == 'O')
		return '0';
	return digit_value(c) >= 0 ? c : '\0';
}

int
tag_code_split(const char *typed, char number[TAG_NUMBER_SIZE], char *check)
{
	char found[TAG_NUMBER_LEN + 1];
	int n = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ' || *typed == '-')
			continue;
		if (n == TAG_NUMBER_LEN + 1 || (found[n++] = typed_digit(*typed)) == '\0')
			return -1;
	}
	if (n < TAG_NUMBER_LEN)
		return -1;
	memcpy(number, found, TAG_NUMBER_LEN);
	number[TAG_NUMBER_LEN] = '\0';
	*check = n > TAG_NUMBER_LEN ? found[TAG_NUMBER_LEN] : '\0';
	return 0;
}

int
tag_code_parse(const char *typed, char number[TAG_NUMBER_SIZE])
{
	char check;

	return tag_code_split(typed, number, &check);
}
