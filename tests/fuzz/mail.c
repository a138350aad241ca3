/* Mails: companies send their signed papers back as attachments. */
#include <string.h>

#include "base/mem.h"
#include "scan/source/mail.h"
#include "tests/fuzz/fuzz.h"

/* The bytes must be there to be read. */
static int
add_up(void *ctx, const char *name, const unsigned char *bytes, size_t n)
{
	volatile unsigned *sum = ctx;

	for (size_t i = 0; i < n; i++)
		*sum += bytes[i];
	*sum += (unsigned)strlen(name);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned sum = 0;

	mail_parse((const char *)data, size, add_up, &sum);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	static const char *const seeds[] = {
		"From: a@b.example\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_x\"\r\n\r\n"
		"--=_x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
		"Content-Disposition: attachment; filename*=UTF-8''sign%C3%A9e.pdf\r\n\r\n"
		"JVBERi0xLjQK\r\n--=_x--\r\n",
		"Content-Type: message/rfc822\n\nContent-Type: application/pdf; name=x.pdf\n"
		"Content-Transfer-Encoding: quoted-printable\n\n%PDF-=31=\n.4",
	};

	if (i >= (int)(sizeof seeds / sizeof seeds[0]))
		return NULL;
	*size = strlen(seeds[i]);
	return (uint8_t *)mem_str(seeds[i]);
}
