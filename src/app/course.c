#include "app/course.h"

#include "app/home.h"
#include "store/event.h"

int
course_of(struct store *st, int64_t placement, struct arena *a, struct course *c, struct err *e)
{
	struct fact *facts;
	size_t n;

	if (event_list_of_placement(st, placement, a, &facts, &n, e) < 0)
		return -1;
	course_fold(facts, n, a, c);
	return 0;
}

int
course_append(struct home *h, int64_t placement, struct fact *f, struct err *e)
{
	f->placement = placement;
	f->actor = h->actor;
	return event_append(h->store, f, NULL, e);
}
