#include "app/scope.h"

#include "app/home.h"
#include "app/import/import_imp.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/people.h"

static int
add_code(void *ctx, const struct section *s)
{
	struct buf *known = ctx;

	buf_printf(known, "%s%s", known->len > 0 ? ", " : " ; il y a ", s->code);
	return 0;
}

static int
check_section(struct home *h, const char *section, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct buf known = BUF_INIT;
	struct section s;
	int there = section_lookup(h->store, section, &a, &s, e);

	if (there == 0 && (there = section_each(h->store, add_code, &known, e)) == 0)
		there =
		    err_set(e, ERR_ABSENT, "« %s » : section inconnue%s", section, known.data);
	buf_release(&known);
	arena_release(&a);
	return there < 0 ? -1 : 0;
}

int
scope_check(struct home *h, const char *section, const char *year, struct err *e)
{
	if (year != NULL && !import_is_school_year(year))
		return err_set(e, ERR_ABSENT,
		    "« %s » n'est pas une année scolaire (attendu 2026-2027)", year);
	return section != NULL ? check_section(h, section, e) : 0;
}
