/* Days without school: part of migration 1 (schema.c). */
#ifndef STORE_SCHEMA_BREAK_IMP_H
#define STORE_SCHEMA_BREAK_IMP_H

/* clang-format off */
#define SCHEMA_BREAK \
	"CREATE TABLE school_break (" \
	"  id INTEGER PRIMARY KEY," \
	"  zone TEXT NOT NULL,"			/* utf8_key: b, corse; '': every school's */ \
	"  label TEXT NOT NULL," \
	"  starts TEXT NOT NULL," \
	"  ends TEXT NOT NULL,"			/* the last day without school */ \
	"  UNIQUE (zone, starts)" \
	") STRICT;"
/* clang-format on */

#endif
