/* Lists that a school's programs exported: any bytes to text, to cells, to checked fields. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/check.h"
#include "tests/fuzz/fuzz.h"

enum { ROWS_MAX = 1000 };

static void
check_cell(const char *cell)
{
	static const char *(*const checks[])(const char *, char[CHECK_SIZE]) = { check_siret,
		check_siren, check_uai, check_naf, check_ine, check_postcode, check_email,
		check_phone };
	char out[CHECK_SIZE];

	if (!utf8_valid(cell, strlen(cell)))
		abort();
	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		out[0] = '\0';
		checks[i](cell, out);
		if (memchr(out, '\0', sizeof out) == NULL || !utf8_valid(out, strlen(out)))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = BUF_INIT;
	struct charset_guess guess;
	struct sheet s = SHEET_INIT;
	struct err e = ERR_INIT;

	if (charset_decode((const char *)data, size, NULL, &text, &guess, &e) == 0) {
		if (!utf8_valid(text.data, text.len))
			abort();
		sheet_parse(&s, text.data, ROWS_MAX, &e);
		for (size_t i = 0; i < s.n; i++)
			for (size_t k = 0; k < s.rows[i].n; k++)
				check_cell(s.rows[i].cells[k]);
		sheet_release(&s);
	}
	buf_release(&text);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	static const char wide[] = "\xFF\xFEn\0o\0m\0;\0x\0\r\0\n\0\xE9\0;\0y\0";
	static const struct {
		const char *bytes;
		size_t n;
	} seeds[] = {
#define SEED(text) { text, sizeof text - 1 }
		SEED(
		    "nom;prénom;e-mail\r\n\"Lefèvre \"\"Z\"\"\";Zoë;z@e.example\r\n;;24 élèves\n"),
		SEED("\xEF\xBB\xBFnom,siret,tel\nA,73282932000074,\"0612345678\n2\"\n"),
		SEED("nom\tcode\nNo\xEBl\t01000\n\x8Cuvrard\t612345678\n"),
		SEED(wide),
	};

	if (i >= (int)(sizeof seeds / sizeof seeds[0]))
		return NULL;
	*size = seeds[i].n;
	uint8_t *copy = mem_alloc(*size);

	memcpy(copy, seeds[i].bytes, *size);
	return copy;
}
