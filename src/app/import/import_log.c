#include <string.h>

#include "app/home.h"
#include "app/import/import_imp.h"
#include "base/js.h"
#include "store/batch.h"
#include "store/event.h"
#include "store/placement.h"

static int
open_batch(struct import_reader *r, struct err *e)
{
	const char *slash = strrchr(r->file, '/');

	return batch_add(r->home->store, BATCH_IMPORT, slash != NULL ? slash + 1 : r->file,
	    r->home->actor, &r->report->batch, e);
}

int
import_log_placement(
    struct import_reader *r, const struct stay *before, int64_t placement, struct err *e)
{
	struct fact f =
	    FACT_INIT(before != NULL ? FACT_PLACEMENT_CHANGED : FACT_PLACEMENT_ADDED);
	struct stay now;
	struct js *more;
	int rc;

	if (r->file != NULL && r->report->batch == 0 && open_batch(r, e) < 0)
		return -1;
	if (stay_lookup_id(r->home->store, placement, &r->arena, &now, e) < 0)
		return -1;
	f.actor = r->home->actor;
	f.batch = r->file != NULL ? r->report->batch : r->options->batch;
	f.placement = placement;
	more = js_object();
	if (before != NULL)
		js_set(more, "before", placement_js(&before->p));
	js_set(more, "after", placement_js(&now.p));
	rc = event_append(r->home->store, &f, more, e);
	r->report->event = f.event;
	js_free(more);
	return rc;
}
