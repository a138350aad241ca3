/* JSON lines: `apply` takes them from other machines. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err e = ERR_INIT;
	struct buf out = BUF_INIT;
	struct js *v = js_parse((const char *)data, size, &e);

	if (v != NULL)
		js_write(v, 6, &out);
	js_free(v);
	buf_release(&out);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	const char *seed = "{\"file\":\"a.pdf\",\"page\":3,\"outcome\":\"read\",\"copy\":1,"
			   "\"boxes\":[{\"id\":\"b1\",\"verdict\":\"signed\",\"score\":0.98}]}";

	if (i > 0)
		return NULL;
	*size = strlen(seed);
	return (uint8_t *)mem_str(seed);
}
