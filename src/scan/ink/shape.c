#include "scan/ink/shape_imp.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scan/ink/ink_limits_imp.h"
#include "scan/ink/ruled_imp.h"

double
shape_ruled(const struct area *a, const struct parts *p, int member, double width)
{
	struct points *q = mem_alloc(sizeof *q);
	double share;

	points_gather(a, p, member, 0, q);
	share = ruled_share(q->at, q->n, width / 2 + LIMITS.ruled_slack_mm);
	free(q);
	return share;
}

void
shape_rows(const struct area *a, const struct parts *p, int member, struct rows *out)
{
	struct points *q = mem_alloc(sizeof *q);

	points_gather(a, p, member, 0, q);
	if (q->n > 0)
		rows_find(q->at, q->n, out);
	free(q);
}
