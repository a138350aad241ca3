/*
 * The register of blank conventions: part of migration 1 (schema.c).  A number once given is never
 * given again, also when the printing was undone.
 */
#ifndef STORE_SCHEMA_BLANK_IMP_H
#define STORE_SCHEMA_BLANK_IMP_H

/* clang-format off */
#define SCHEMA_BLANK \
	"CREATE TABLE blank_register (" \
	"  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE," \
	"  year TEXT NOT NULL,"			/* 2026-2027 */ \
	"  n INTEGER NOT NULL,"			/* from 1, within the year */ \
	"  teacher INTEGER REFERENCES teacher ON DELETE SET NULL," \
	"  UNIQUE (year, n)" \
	") STRICT;"
/* clang-format on */

#endif
