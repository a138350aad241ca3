/*
 * The tables of people and placements: part of migration 1 (schema.c).  Dates are ISO text, texts
 * are '' where nothing is known, so that a template never meets a NULL.
 */
#ifndef STORE_SCHEMA_PEOPLE_IMP_H
#define STORE_SCHEMA_PEOPLE_IMP_H

/* clang-format off */
#define SCHEMA_PEOPLE \
	"CREATE TABLE section (" \
	"  id INTEGER PRIMARY KEY," \
	"  code TEXT NOT NULL UNIQUE,"		/* SIO */ \
	"  title TEXT NOT NULL DEFAULT ''," \
	"  label TEXT NOT NULL DEFAULT '',"	/* BTS SIO */ \
	"  hours TEXT NOT NULL DEFAULT ''," \
	"  annex TEXT NOT NULL DEFAULT ''" \
	") STRICT;" \
	/* What a section fixes for a school year. */ \
	"CREATE TABLE section_period (" \
	"  id INTEGER PRIMARY KEY," \
	"  section INTEGER NOT NULL REFERENCES section," \
	"  year TEXT NOT NULL,"			/* 2026-2027 */ \
	"  year_of_study INTEGER NOT NULL," \
	"  n INTEGER NOT NULL," \
	"  title TEXT NOT NULL DEFAULT ''," \
	"  weeks INTEGER NOT NULL DEFAULT 0," \
	"  starts TEXT NOT NULL DEFAULT ''," \
	"  ends TEXT NOT NULL DEFAULT ''," \
	"  UNIQUE (section, year, year_of_study, n)" \
	") STRICT;" \
	"CREATE TABLE teacher (" \
	"  id INTEGER PRIMARY KEY," \
	"  name TEXT NOT NULL," \
	"  key TEXT NOT NULL UNIQUE,"		/* e-mail, else name */ \
	"  email TEXT NOT NULL DEFAULT ''," \
	"  phone TEXT NOT NULL DEFAULT ''," \
	"  female INTEGER NOT NULL DEFAULT 0," \
	"  discipline TEXT NOT NULL DEFAULT ''," \
	"  sections TEXT NOT NULL DEFAULT ''," \
	"  max_visits TEXT NOT NULL DEFAULT ''"	/* '': any number */ \
	") STRICT;" \
	"CREATE TABLE student (" \
	"  id INTEGER PRIMARY KEY," \
	"  last_name TEXT NOT NULL," \
	"  first_name TEXT NOT NULL," \
	"  key TEXT NOT NULL,"			/* of both names */ \
	"  birth_date TEXT NOT NULL," \
	"  ine TEXT NOT NULL DEFAULT '',"	/* matches imports; never printed */ \
	"  local_id TEXT NOT NULL DEFAULT ''," \
	"  female INTEGER NOT NULL DEFAULT 0," \
	"  email TEXT NOT NULL DEFAULT ''," \
	"  phone TEXT NOT NULL DEFAULT ''," \
	"  address TEXT NOT NULL DEFAULT ''," \
	"  postcode TEXT NOT NULL DEFAULT ''," \
	"  city TEXT NOT NULL DEFAULT ''," \
	"  guardian_name TEXT NOT NULL DEFAULT ''," \
	"  guardian_email TEXT NOT NULL DEFAULT ''," \
	"  guardian_phone TEXT NOT NULL DEFAULT ''," \
	"  UNIQUE (key, birth_date)" \
	") STRICT;" \
	"CREATE TABLE enrolment (" \
	"  id INTEGER PRIMARY KEY," \
	"  student INTEGER NOT NULL REFERENCES student," \
	"  year TEXT NOT NULL," \
	"  section INTEGER NOT NULL REFERENCES section," \
	"  year_of_study INTEGER NOT NULL," \
	"  class_label TEXT NOT NULL DEFAULT ''," \
	"  left_on TEXT NOT NULL DEFAULT ''," \
	"  UNIQUE (student, year, section)" \
	") STRICT;" \
	"CREATE INDEX enrolment_section ON enrolment (section, year);" \
	"CREATE TABLE company (" \
	"  id INTEGER PRIMARY KEY," \
	"  name TEXT NOT NULL," \
	"  key TEXT NOT NULL UNIQUE,"		/* SIRET, else name, postcode, country */ \
	"  name_key TEXT NOT NULL," \
	"  siret TEXT NOT NULL DEFAULT ''," \
	"  address TEXT NOT NULL DEFAULT ''," \
	"  postcode TEXT NOT NULL DEFAULT ''," \
	"  city TEXT NOT NULL DEFAULT ''," \
	"  country TEXT NOT NULL DEFAULT 'France'," \
	"  phone TEXT NOT NULL DEFAULT ''," \
	"  email TEXT NOT NULL DEFAULT ''," \
	"  activity TEXT NOT NULL DEFAULT ''," \
	"  representative TEXT NOT NULL DEFAULT ''," \
	"  representative_function TEXT NOT NULL DEFAULT ''," \
	"  representative_female INTEGER NOT NULL DEFAULT 0," \
	"  staff INTEGER NOT NULL DEFAULT 0"	/* 0: not said */ \
	") STRICT;" \
	"CREATE INDEX company_name ON company (name_key);" \
	"CREATE TABLE placement (" \
	"  id INTEGER PRIMARY KEY," \
	"  number TEXT NOT NULL UNIQUE,"	/* what people call it */ \
	"  enrolment INTEGER NOT NULL REFERENCES enrolment," \
	"  company INTEGER NOT NULL REFERENCES company," \
	"  teacher INTEGER REFERENCES teacher," \
	"  tutor_name TEXT NOT NULL DEFAULT ''," \
	"  tutor_function TEXT NOT NULL DEFAULT ''," \
	"  tutor_email TEXT NOT NULL DEFAULT ''," \
	"  tutor_phone TEXT NOT NULL DEFAULT ''," \
	"  tasks TEXT NOT NULL DEFAULT ''," \
	"  schedule TEXT NOT NULL DEFAULT ''," \
	"  unusual TEXT NOT NULL DEFAULT ''," \
	"  gratification TEXT NOT NULL DEFAULT ''," \
	"  benefits TEXT NOT NULL DEFAULT ''," \
	"  workplace TEXT NOT NULL DEFAULT ''," \
	"  insurance TEXT NOT NULL DEFAULT ''," \
	"  rules TEXT NOT NULL DEFAULT ''," \
	"  remarks TEXT NOT NULL DEFAULT ''," \
	/* indexes of the log (schema_placement_imp.h) */ \
	"  gone TEXT NOT NULL DEFAULT ''," \
	"  interrupted TEXT NOT NULL DEFAULT ''" \
	") STRICT;" \
	"CREATE INDEX placement_enrolment ON placement (enrolment);" \
	"CREATE INDEX placement_company ON placement (company);" \
	"CREATE INDEX placement_teacher ON placement (teacher);" \
	"CREATE TABLE period (" \
	"  id INTEGER PRIMARY KEY," \
	"  placement INTEGER NOT NULL REFERENCES placement ON DELETE CASCADE," \
	"  n INTEGER NOT NULL," \
	"  starts TEXT NOT NULL," \
	"  ends TEXT NOT NULL," \
	"  weekly_hours REAL NOT NULL DEFAULT 0," \
	"  days_off INTEGER NOT NULL DEFAULT 0,"	/* working days */ \
	"  UNIQUE (placement, n)" \
	") STRICT;"
/* clang-format on */

#endif
