#include "cli/verbs_imp.h"

/* The order of help: the order in which a school meets them. */
const struct verb *const verbs[] = {
	&verb_init,
	&verb_import,
	&verb_placement,
	&verb_lint,
	&verb_preview,
	&verb_issue,
	&verb_read,
	&verb_ingest,
	&verb_apply,
	&verb_review,
	&verb_status,
	&verb_show,
	&verb_validate,
	&verb_refuse,
	&verb_regularise,
	&verb_handout,
	&verb_handover,
	&verb_remind,
	&verb_cancel,
	&verb_undo,
	&verb_backup,
	&verb_verify,
	&verb_purge,
	NULL,
};
