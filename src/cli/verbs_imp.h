/* Every verb, each in the file of its name. */
#ifndef CLI_VERBS_IMP_H
#define CLI_VERBS_IMP_H

#include "cli/cli.h"

extern const struct verb verb_init;
extern const struct verb verb_import;
extern const struct verb verb_placement;
extern const struct verb verb_lint;
extern const struct verb verb_preview;
extern const struct verb verb_issue;
extern const struct verb verb_read;
extern const struct verb verb_ingest;
extern const struct verb verb_apply;
extern const struct verb verb_review;
extern const struct verb verb_status;
extern const struct verb verb_show;
extern const struct verb verb_verify;
extern const struct verb verb_purge;
extern const struct verb verb_backup;
extern const struct verb verb_export;
extern const struct verb verb_undo;
extern const struct verb verb_cancel;
extern const struct verb verb_validate;
extern const struct verb verb_refuse;
extern const struct verb verb_regularise;
extern const struct verb verb_handover;
extern const struct verb verb_handout;
extern const struct verb verb_visit;
extern const struct verb verb_close;
extern const struct verb verb_archive;
extern const struct verb verb_remind;

#endif
