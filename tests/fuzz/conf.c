/* INI files: a school's settings and a school's own forms. */
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_str_n((const char *)data, size);
	struct conf c = CONF_INIT;
	struct err e = ERR_INIT;

	if (conf_parse(&c, text, "fuzz.ini", &e) == 0)
		for (size_t i = 0; conf_section(&c, i) != NULL; i++)
			conf_lookup(&c, conf_section(&c, i), "name");
	conf_release(&c);
	free(text);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	static const char *const seeds[] = {
		"[school]\nname = Lycée Anne-Sylvestre\nuai = 0290001A\n; note\n",
		"\xEF\xBB\xBF[form]\ntitle = a\n  b\n  c\n[copy 1]\nrecipient: x\n",
	};

	if (i >= 2)
		return NULL;
	*size = strlen(seeds[i]);
	return (uint8_t *)mem_str(seeds[i]);
}
