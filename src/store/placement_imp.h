/*
 * What the facts about a placement (schema_visit_imp.h) make of its row: made again from the log after
 * each (placement_refresh).
 */
#ifndef STORE_PLACEMENT_IMP_H
#define STORE_PLACEMENT_IMP_H

/* Its facts of one kind; LIVE also keeps those that are not void. */
#define PLACEMENT_FACTS(KIND)                                                                  \
	" FROM placement_event pe JOIN event e ON e.id = pe.event"                             \
	" WHERE pe.placement = placement.id AND e.kind = '" KIND "'"
#define PLACEMENT_LIVE(KIND) PLACEMENT_FACTS(KIND) " AND e.id NOT IN (SELECT event FROM voided)"

#define PLACEMENT_GONE                                                                         \
	"CASE WHEN EXISTS (SELECT 1" PLACEMENT_LIVE(                                           \
	    "placement-cancelled") ") THEN 'cancelled'"                                        \
				   " WHEN EXISTS (SELECT 1" PLACEMENT_FACTS(                   \
				       "placement-added") ") AND NOT EXISTS"                   \
							  " (SELECT 1" PLACEMENT_LIVE(         \
							      "placement-added") ") THEN 'undone' ELSE '' END"

#define PLACEMENT_INTERRUPTED                                                                  \
	"coalesce((SELECT json_extract(e.payload, '$.stated')" PLACEMENT_LIVE(                 \
	    "interrupted") " ORDER BY e.id DESC LIMIT 1), '')"

#endif
