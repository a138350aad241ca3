/* Templates and the Markdown of the data: filled, parsed, checked, laid out. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"
#include "pdf/paper.h"
#include "template/block.h"
#include "tests/fuzz/fuzz.h"

const int fuzz_mutations = 400; /* each is a whole paper */

static const char data_json[] =
    "{\"name\":\"Nguyễn | *Zoë* ```x\",\"date\":\"2027-03-12\",\"yes\":true,\"no\":false,"
    "\"items\":[{\"t\":\"un\"},{\"t\":\"deux\"}],\"tasks\":\"- a\\n- b\\n\\n# c\\n\\n```lines\\n3\\n```\"}";

static const char *
load(void *ctx, const char *name)
{
	return strcmp(name, "main.md") == 0 || strcmp(name, "self.md") == 0 ? ctx : NULL;
}

static void
ignore(void *ctx, const char *text)
{
	if (strchr(text, ':') == NULL)
		abort(); /* a mistake without its place */
	(void)ctx;
}

static void
lay(struct composer *c, const struct block *blocks)
{
	static const struct paper_face face = {
		.school = "Lycée", .title = "Essai", .initials = 1
	};
	struct err e = ERR_INIT;
	struct paper *p = paper_new(c, blocks, &face, &e);
	size_t n = 0;
	const struct box *b = p != NULL ? paper_boxes(p, &n) : NULL;

	if (p == NULL && e.kind != ERR_INPUT)
		abort();
	for (size_t i = 0; i < n; i++)
		if (b[i].x < 19 || b[i].x + b[i].w > 191 || b[i].y < 46 ||
		    b[i].y + b[i].h > 276)
			abort(); /* in the margin, or on the tag */
	paper_free(p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct composer *composer;
	char *text = mem_str_n((const char *)bytes, size);
	struct template_source src = { .load = load, .ctx = text };
	struct arena a = ARENA_INIT;
	struct err e = ERR_INIT;
	struct js *data = js_parse(data_json, strlen(data_json), &e);
	struct block *blocks;

	if (composer == NULL)
		composer = composer_new(&e);
	template_check(&src, "main.md", data, ignore, NULL);
	blocks = template_render(&src, "main.md", data, &a, &e);
	if (blocks != NULL)
		lay(composer, blocks);
	arena_release(&a);
	js_free(data);
	free(text);
	return 0;
}

uint8_t *
fuzz_seed(int i, size_t *size)
{
	static const char *const seeds[] = {
		"# Titre\n\n{{name}} : {{date|date}}, {{name|upper|or:x}} « a » !\n\n{{#items}}\n- {{t}}\n"
		"{{/items}}\n{{^no}}non{{/no}}{{! c }}{{> self}}\n",
		"| A | B |\n|---|:-:|\n{{#items}}\n| {{t}} | {{name}} |\n{{/items}}\n\n1. un\n2. **deux**\n"
		"\n> cité\n\n---\n\n{{{tasks}}}\n",
		"```signatures\na | student | L | {{name}} | F\nb | company | M\n```\n\n```fields\nNom | "
		"{{name}}\nVide |\n```\n\n```blanks\nA | B\n```\n\n```checks\nok | oui\n```\n",
		"```lines\n3\n```\n\n```place\nFait à, le\nCachet\n```\n\n```notice\nLisez\n\n- a\n```\n\n"
		"```pagebreak\n```\n\n## Article # – x\n\nAnticonstitutionnellement long, 12 mars.\n",
	};

	if (i >= (int)(sizeof seeds / sizeof seeds[0]))
		return NULL;
	*size = strlen(seeds[i]);
	return (uint8_t *)mem_str(seeds[i]);
}
