/* Mails as they are written: heads that nobody can add to, texts that arrive as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/mime.h"

static struct mime
plain_mail(void)
{
	return (struct mime){ .from = "secretariat@lycee.example",
		.from_name = "Lycée Aurélie-Montcharmont",
		.to = "a.b-c@orbe.example",
		.subject = "Relance",
		.text = "Bonjour,\n",
		.at = 1795430000 };
}

static void
check_holds(const struct mime *m, const char *words)
{
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;

	if (mime_write(m, &out, &e) < 0)
		fail_msg("%s", e.text);
	if (strstr(out.data, words) == NULL)
		fail_msg("no « %s » in\n%s", words, out.data);
	buf_release(&out);
}

static void
test_head(void **state)
{
	struct mime m = plain_mail();

	(void)state;
	check_holds(&m, "\nTo: <a.b-c@orbe.example>\n");
	check_holds(&m, "\nDate: Mon, 23 Nov 2026 10:33:20 +0000\n");
	check_holds(&m, "\nSubject: Relance\n");
	check_holds(
	    &m, "From: =?UTF-8?B?THljw6llIEF1csOpbGllLU1vbnRjaGFybW9udA==?=\n <secretariat@");
	check_holds(&m, "@lycee.example>\n");
	m.cc = "d@orbe.example";
	check_holds(&m, "\nCc: <d@orbe.example>\n");
}

static void
test_nobody_adds_a_line_to_the_head(void **state)
{
	static const char *const wrong[] = { "a@b.example\nBcc: c@d.example",
		"a@b.example, c@d.example", "a b@c.example", "<a@b.example>", "a", "@b", "a@",
		"a@b@c.example", "" };
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;
	struct mime m = plain_mail();

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		m.to = wrong[i];
		assert_int_equal(mime_write(&m, &out, &e), -1);
		assert_int_equal(e.kind, ERR_INPUT);
	}
	assert_int_equal(out.len, 0);
	m = plain_mail();
	m.subject = "Relance\nBcc: c@d.example";
	m.from_name = "Lycée\r\nBcc: c@d.example";
	assert_int_equal(mime_write(&m, &out, &e), 0);
	assert_null(strstr(out.data, "Bcc"));
	buf_release(&out);
}

/* No line over 76 bytes, whatever the subject and the text; letters are never cut. */
static void
test_lines_are_short(void **state)
{
	struct buf subject = BUF_INIT, text = BUF_INIT, out = BUF_INIT;
	struct err e = ERR_INIT;
	struct mime m = plain_mail();

	(void)state;
	for (int i = 0; i < 60; i++)
		buf_str(&subject, i % 3 == 0 ? "é" : i % 3 == 1 ? "œ" : "ễ");
	for (int i = 0; i < 300; i++)
		buf_str(&text, i % 2 == 0 ? "a" : "ễ");
	buf_str(&text, "\nFrom somewhere \n.\n");
	m.subject = subject.data;
	m.text = text.data;
	assert_int_equal(mime_write(&m, &out, &e), 0);
	for (const char *p = out.data; *p != '\0';) {
		size_t n = strcspn(p, "\n");

		assert_true(n <= 76);
		p += n + 1;
	}
	assert_non_null(strstr(out.data, "\n=46rom somewhere=20\n=2E\n"));
	buf_release(&subject);
	buf_release(&text);
	buf_release(&out);
}

static void
test_a_file_is_attached(void **state)
{
	struct mime_file file = { "relance.pdf", "application/pdf", "%PDF-1.6", 8 };
	struct mime m = plain_mail();

	(void)state;
	m.files = &file;
	m.n_files = 1;
	check_holds(&m, "Content-Type: multipart/mixed; boundary=\"=_");
	check_holds(&m, "filename=\"relance.pdf\"\n\nJVBERi0xLjY=\n\n--=_");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_nobody_adds_a_line_to_the_head),
		cmocka_unit_test(test_lines_are_short),
		cmocka_unit_test(test_a_file_is_attached),
	};

	hash_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
