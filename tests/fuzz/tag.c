/* The text of a QR code, and what people type: whatever is accepted must be what we would write. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/tag.h"
#include "tests/fuzz/fuzz.h"

static const unsigned char key[TAG_KEY_SIZE] = "an invented key, 32 bytes long.";

static void
check_tag(const char *text)
{
	struct tag t;
	char again[TAG_SIZE];

	if (tag_read(text, key, &t) < 0)
		return;
	tag_write(&t, key, again);
	if (strcmp(text, again) != 0)
		abort();
}

static void
check_typed(const char *text)
{
	char number[TAG_NUMBER_SIZE], again[TAG_NUMBER_SIZE];

	if (tag_code_parse(text, number) == 0 &&
	    (tag_code_parse(number, again) < 0 || strcmp(number, again) != 0))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_str_n((const char *)data, size);

	check_tag(text);
	check_typed(text);
	free(text);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	static const struct tag t = { "7K3M9Q2X4ABC", 2, 4 };
	char text[TAG_SIZE];

	tag_write(&t, key, text);
	if (i == 1)
		memcpy(text, "7k3m-9q2x-4abc-F", TAG_HUMAN_SIZE);
	*size = strlen(text);
	return i < 2 ? (uint8_t *)mem_str(text) : NULL;
}
