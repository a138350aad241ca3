#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/ingest/reading.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct scan_page
sample_page(void)
{
	struct scan_page p = { .page = 3,
		.outcome = OUTCOME_READ,
		.text = "P17K3M9Q2X4ABC205ABCDEFGHJK",
		.rotation = 180,
		.dpi = 299.6,
		.residual_mm = 0.1234,
		.scale = 0.9871,
		.registered = 1,
		.map = { { 11.811023, -0.0123456789, 1.5, 0.2, 11.8, -3, 1e-7, -2e-8 } },
		.n_boxes = 2,
		.note = "image tronquée",
		.ms = 21.44 };

	p.boxes[0] = (struct scan_box){
		.box = { .id = "b1", .kind = BOX_SIGNATURE, .role = ROLE_COMPANY },
		.verdict = VERDICT_SIGNED,
		.score = 0.98,
		.ink_mm2 = 14.1
	};
	p.boxes[1] = (struct scan_box){ .box = { .id = "c1", .kind = BOX_CHECK },
		.verdict = VERDICT_DOUBTFUL,
		.score = 0.5,
		.hint = "trait isolé" };
	return p;
}

static struct js *
parsed(const char *text)
{
	struct err e = ERR_INIT;
	struct js *v = js_parse(text, strlen(text), &e);

	assert_non_null(v);
	return v;
}

/* Written, printed, parsed: the same page; written again: the same line. */
static void
test_round_trip(void **state)
{
	struct tag tag = { "7K3M9Q2X4ABC", 2, 5 };
	struct scan_page p = sample_page();
	struct js *first = reading_write("lot/à signer.pdf", SHA, &p, &tag), *second, *again;
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct err e = ERR_INIT;
	struct reading r;

	(void)state;
	js_write(first, READING_DIGITS, &a);
	again = parsed(a.data);
	assert_int_equal(reading_parse(again, &r, &e), 0);
	assert_string_equal(r.file, "lot/à signer.pdf");
	assert_null(r.error);
	assert_int_equal(r.page.page, 3);
	assert_int_equal(r.page.rotation, 180);
	assert_true(r.page.registered);
	assert_int_equal(r.page.boxes[0].verdict, VERDICT_SIGNED);
	assert_int_equal(r.page.boxes[0].box.role, ROLE_COMPANY);
	assert_string_equal(r.page.boxes[1].hint, "trait isolé");
	second = reading_write(r.file, r.sha256, &r.page, &tag);
	js_write(second, READING_DIGITS, &b);
	assert_string_equal(a.data, b.data);
	reading_release(&r);
	js_free(first);
	js_free(second);
	js_free(again);
	buf_release(&a);
	buf_release(&b);
}

static void
test_foreign_code_is_not_repeated(void **state)
{
	struct scan_page p = {
		.page = 1, .outcome = OUTCOME_FOREIGN, .text = "tel:0123456789"
	};
	struct js *o = reading_write("a.pdf", SHA, &p, NULL);
	struct buf b = BUF_INIT;

	(void)state;
	js_write(o, READING_DIGITS, &b);
	assert_null(strstr(b.data, "0123456789\""));
	assert_null(strstr(b.data, "tel:"));
	js_free(o);
	buf_release(&b);
}

static void
test_error_line(void **state)
{
	struct js *o = reading_write_error("a.pdf", "le fichier est vide");
	struct err e = ERR_INIT;
	struct reading r;

	(void)state;
	assert_int_equal(reading_parse(o, &r, &e), 0);
	assert_string_equal(r.error, "le fichier est vide");
	reading_release(&r);
	js_free(o);
}

static void
test_bad_members_are_refused(void **state)
{
	static const char *const bad[] = {
		"{\"page\":1}",
		"{\"file\":\"a\",\"page\":1,\"outcome\":\"read\",\"sha256\":\"12\"}",
		"{\"file\":\"a\",\"page\":0,\"outcome\":\"read\",\"sha256\":\"" SHA "\"}",
		"{\"file\":\"a\",\"page\":1,\"outcome\":\"lue\",\"sha256\":\"" SHA "\"}",
		"{\"file\":\"a\",\"page\":1,\"outcome\":\"read\",\"sha256\":\"" SHA
		"\",\"rotation\":45}",
		"{\"file\":\"a\",\"page\":1,\"outcome\":\"read\",\"sha256\":\"" SHA
		"\",\"map\":[1,2]}",
		"{\"file\":\"a\",\"page\":1,\"outcome\":\"read\",\"sha256\":\"" SHA
		"\",\"boxes\":[{\"id\":\"b1\",\"kind\":\"signature\",\"verdict\":\"signed\"}]}",
		"[]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct js *o = parsed(bad[i]);
		struct err e = ERR_INIT;
		struct reading r;

		assert_int_equal(reading_parse(o, &r, &e), -1);
		assert_int_equal(e.kind, ERR_INPUT);
		js_free(o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_foreign_code_is_not_repeated),
		cmocka_unit_test(test_error_line),
		cmocka_unit_test(test_bad_members_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
