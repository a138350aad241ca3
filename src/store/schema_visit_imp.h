/*
 * What happens to a placement beside its papers: an index of the log, which can be made again from
 * it.  Part of migration 1 (schema.c).
 */
#ifndef STORE_SCHEMA_VISIT_IMP_H
#define STORE_SCHEMA_VISIT_IMP_H

/* clang-format off */
#define SCHEMA_VISIT \
	"CREATE TABLE placement_event (" \
	"  event INTEGER PRIMARY KEY REFERENCES event," \
	"  placement INTEGER NOT NULL REFERENCES placement" \
	") STRICT;" \
	"CREATE INDEX placement_event_placement ON placement_event (placement);"
/* clang-format on */

#endif
