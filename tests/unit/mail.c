#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "scan/source/mail.h"

/* « name=bytes;» for each part. */
static int
add_part(void *ctx, const char *name, const unsigned char *bytes, size_t n)
{
	buf_printf(ctx, "%s=%.*s;", name, (int)n, (const char *)bytes);
	return 0;
}

static void
check(const char *mail, const char *parts)
{
	struct buf out = BUF_INIT;

	assert_int_equal(mail_parse(mail, strlen(mail), add_part, &out), 0);
	assert_string_equal(out.data, parts);
	buf_release(&out);
}

/* %PDF-1 is JVBERi0x */
static const char simple[] = "From: tuteur@entreprise.example\r\n"
			     "Subject: convention\r\n"
			     "MIME-Version: 1.0\r\n"
			     "Content-Type: multipart/mixed;\r\n boundary=\"=_x y\"\r\n"
			     "\r\n"
			     "Bonjour\r\n"
			     "--=_x y\r\n"
			     "Content-Type: text/plain\r\n"
			     "\r\n"
			     "Ci-joint le %PDF-1 signé\r\n"
			     "--=_x y\r\n"
			     "Content-Type: application/pdf; name=\"signee.pdf\"\r\n"
			     "Content-Transfer-Encoding: base64\r\n"
			     "Content-Disposition: attachment; filename=\"signee.pdf\"\r\n"
			     "\r\n"
			     "JVBE\r\nRi0x\r\n"
			     "--=_x y--\r\n";

static void
test_an_attachment(void **state)
{
	(void)state;
	check(simple, "signee.pdf=%PDF-1;");
}

static void
test_a_mail_that_is_the_scan_itself(void **state)
{
	(void)state;
	check("Content-Type: application/pdf\nContent-Transfer-Encoding: quoted-printable\n\n"
	      "%PDF-=31=\n2",
	    "=%PDF-12;");
}

static void
test_names_are_made_safe(void **state)
{
	(void)state;
	check("Content-Type: application/pdf\n"
	      "Content-Disposition: attachment; filename=\"../../etc/passwd\"\n\n%PDF-",
	    "passwd=%PDF-;");
	check("Content-Type: application/pdf\n"
	      "Content-Disposition: attachment; filename*=UTF-8''sign%C3%A9e.pdf\n\n%PDF-",
	    "signée.pdf=%PDF-;");
	check("Content-Type: application/pdf\n"
	      "Content-Disposition: attachment; filename=\".bashrc\"\n\n%PDF-",
	    "=%PDF-;");
}

/* A forwarded mail, cut short in the middle of its last part. */
static void
test_nested_and_cut_short(void **state)
{
	(void)state;
	check("Content-Type: multipart/mixed; boundary=a\n\n--a\n"
	      "Content-Type: message/rfc822\n\n"
	      "Subject: fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
	      "Content-Type: application/pdf; name=x.pdf\nContent-Transfer-Encoding: base64\n\n"
	      "JVBERi0xJVBE",
	    "x.pdf=%PDF-1%PD;");
}

static void
test_a_logo_in_the_text_is_left_out(void **state)
{
	(void)state;
	check("Content-Type: image/png\nContent-Disposition: inline; filename=logo.png\n\n"
	      "\x89PNG",
	    "");
	check("Content-Type: image/png\nContent-Disposition: attachment; filename=page.png\n\n"
	      "\x89PNG",
	    "page.png=\x89PNG;");
}

static void
test_without_end_or_sense(void **state)
{
	(void)state;
	check("", "");
	check("Content-Type: multipart/mixed", "");
	check("Content-Type: multipart/mixed; boundary=\n\n--\n--\n", "");
	check("Content-Type: multipart/mixed; boundary=a\n\n--a\n--a\n--a", "");
	check("\n\n--a", "");
}

/* Through the child, from a file. */
static void
test_split_in_the_sandbox(void **state)
{
	char path[] = "/tmp/paraphe-mail-XXXXXX";
	struct buf out = BUF_INIT;
	struct err e = ERR_INIT;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, simple, sizeof simple - 1), sizeof simple - 1);
	assert_int_equal(mail_is(fd), 1);
	assert_int_equal(mail_split(fd, add_part, &out, &e), 0);
	assert_string_equal(out.data, "signee.pdf=%PDF-1;");
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(pwrite(fd, "%PDF-1.4\n", 9, 0), 9);
	assert_int_equal(mail_is(fd), 0);
	close(fd);
	unlink(path);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_attachment),
		cmocka_unit_test(test_a_mail_that_is_the_scan_itself),
		cmocka_unit_test(test_names_are_made_safe),
		cmocka_unit_test(test_nested_and_cut_short),
		cmocka_unit_test(test_a_logo_in_the_text_is_left_out),
		cmocka_unit_test(test_without_end_or_sense),
		cmocka_unit_test(test_split_in_the_sandbox),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
