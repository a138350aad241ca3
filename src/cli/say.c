#include <stdio.h>
#include <string.h>

#include "app/reading.h"
#include "base/buf.h"
#include "base/js.h"
#include "cli/say_imp.h"

void
say_json(struct js *o)
{
	struct buf b = BUF_INIT;

	js_write(o, READING_DIGITS, &b);
	puts(b.data);
	fflush(stdout);
	buf_release(&b);
	js_free(o);
}

void
say_file_fault(const char *name, const char *why)
{
	if (strstr(why, name) != NULL)
		puts(why);
	else
		printf("%s : %s\n", name, why);
}
