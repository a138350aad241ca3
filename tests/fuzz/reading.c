/* What `apply` makes of a JSON line from another machine. */
#include <string.h>

#include "app/ingest/reading.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err e = ERR_INIT;
	struct js *v = js_parse((const char *)data, size, &e);
	struct reading r;

	if (v != NULL && reading_parse(v, &r, &e) == 0) {
		js_free(reading_write(r.file, r.sha256, &r.page, NULL));
		reading_release(&r);
	}
	js_free(v);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	const char *seed =
	    "{\"file\":\"a\",\"sha256\":"
	    "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"page\":3,"
	    "\"outcome\":\"read\",\"tag\":\"P17K3M9Q2X4ABC205ABCDEFGHJK\",\"rotation\":90,"
	    "\"residual_mm\":0.1,\"map\":[11.8,0,1,0,11.8,2,0,0],\"boxes\":[{\"id\":\"b1\","
	    "\"kind\":\"signature\",\"role\":\"student\",\"verdict\":\"signed\",\"hint\":\"x\"}]}";

	if (i > 0)
		return NULL;
	*size = strlen(seed);
	return (uint8_t *)mem_str(seed);
}
