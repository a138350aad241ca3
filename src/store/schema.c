#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/schema_blank_imp.h"
#include "store/schema_break_imp.h"
#include "store/schema_people_imp.h"
#include "store/schema_visit_imp.h"
#include "store/store_imp.h"

/* « PRPH »: says whose file it is, to `file` and to us. */
enum { APPLICATION_ID = 0x50525048 };

/* clang-format off */
#define SCHEMA_PAPERS \
	"CREATE TABLE setting ("						\
	"  name TEXT PRIMARY KEY,"						\
	"  value TEXT NOT NULL"							\
	") STRICT, WITHOUT ROWID;"						\
	"CREATE TABLE batch ("							\
	"  id INTEGER PRIMARY KEY,"						\
	"  kind TEXT NOT NULL,"							\
	"  at INTEGER NOT NULL,"						\
	"  actor TEXT NOT NULL,"						\
	"  label TEXT NOT NULL"							\
	") STRICT;"								\
	/* Texts that many documents share: templates as they were used. */	\
	"CREATE TABLE frozen_text ("						\
	"  sha256 TEXT PRIMARY KEY,"						\
	"  body TEXT NOT NULL"							\
	") STRICT, WITHOUT ROWID;"						\
	"CREATE TABLE document ("						\
	"  id INTEGER PRIMARY KEY,"						\
	"  number TEXT NOT NULL UNIQUE CHECK (length(number) = 12),"		\
	"  kind TEXT NOT NULL,"							\
	"  form TEXT NOT NULL,"							\
	"  version INTEGER NOT NULL,"						\
	"  case_id INTEGER NOT NULL REFERENCES document,"			\
	"  year TEXT NOT NULL,"							\
	/* what it hangs on: as issued, then by its live links (link_refresh) */ \
	"  own_placement INTEGER REFERENCES placement,"				\
	"  own_enrolment INTEGER REFERENCES enrolment,"				\
	"  placement INTEGER REFERENCES placement,"				\
	"  enrolment INTEGER REFERENCES enrolment,"				\
	"  section INTEGER REFERENCES section,"					\
	"  mould INTEGER REFERENCES document,"					\
	"  amends INTEGER REFERENCES document,"					\
	"  supersedes INTEGER REFERENCES document,"				\
	"  generic INTEGER NOT NULL,"						\
	"  blank INTEGER NOT NULL,"						\
	"  copies INTEGER NOT NULL,"						\
	"  pages INTEGER NOT NULL,"						\
	"  sheet_pages INTEGER NOT NULL,"					\
	"  guardian INTEGER NOT NULL,"						\
	"  start TEXT NOT NULL,"						\
	"  fields TEXT,"		/* JSON; NULL once erased */		\
	"  template TEXT REFERENCES frozen_text,"				\
	"  issued INTEGER NOT NULL,"	/* event */				\
	"  issued_at INTEGER NOT NULL,"						\
	"  batch INTEGER REFERENCES batch,"					\
	"  purged TEXT NOT NULL DEFAULT ''"	/* its state when it was erased */ \
	") STRICT;"								\
	"CREATE INDEX document_placement ON document (placement);"		\
	"CREATE INDEX document_enrolment ON document (enrolment);"		\
	"CREATE INDEX document_case ON document (case_id);"			\
	"CREATE INDEX document_batch ON document (batch);"			\
	"CREATE INDEX document_mould ON document (mould) WHERE mould IS NOT NULL;" \
	"CREATE TABLE copy ("							\
	"  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,"	\
	"  copy INTEGER NOT NULL,"						\
	"  recipient TEXT NOT NULL,"						\
	"  PRIMARY KEY (document, copy)"					\
	") STRICT, WITHOUT ROWID;"						\
	/* mm from the page's top left corner */				\
	"CREATE TABLE box ("							\
	"  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,"	\
	"  n INTEGER NOT NULL,"							\
	"  id TEXT NOT NULL,"							\
	"  kind TEXT NOT NULL,"							\
	"  role TEXT NOT NULL,"							\
	"  page INTEGER NOT NULL,"						\
	"  x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,"	\
	"  PRIMARY KEY (document, n)"						\
	") STRICT, WITHOUT ROWID;"						\
	"CREATE TABLE event ("							\
	/* its sequence tells verify of facts cut off at the end */ \
	"  id INTEGER PRIMARY KEY AUTOINCREMENT,"				\
	"  kind TEXT NOT NULL,"							\
	"  at INTEGER NOT NULL,"						\
	"  actor TEXT NOT NULL,"						\
	"  document INTEGER REFERENCES document,"				\
	"  copy INTEGER NOT NULL,"						\
	"  page INTEGER NOT NULL,"						\
	"  batch INTEGER REFERENCES batch,"					\
	"  target INTEGER REFERENCES event,"					\
	"  box INTEGER NOT NULL,"						\
	"  target_batch INTEGER REFERENCES batch,"				\
	"  payload TEXT,"		/* JSON; NULL once erased */		\
	"  nonce BLOB,"			/* NULL once erased */			\
	"  digest BLOB NOT NULL,"						\
	"  chain BLOB NOT NULL"							\
	") STRICT;"								\
	"CREATE INDEX event_document ON event (document, id) WHERE document IS NOT NULL;" \
	"CREATE INDEX event_batch ON event (batch) WHERE batch IS NOT NULL;"	\
	"CREATE INDEX event_target ON event (target) WHERE target IS NOT NULL;"	\
	"CREATE INDEX event_target_batch ON event (target_batch) WHERE target_batch IS NOT NULL;" \
	"CREATE INDEX event_page ON event (kind) WHERE kind = 'page';"		\
	/* From here on: indexes of the log, which can be made again from it. */ \
	"CREATE TABLE voided ("							\
	"  event INTEGER PRIMARY KEY REFERENCES event"				\
	") STRICT;"								\
	"CREATE TABLE link ("							\
	"  event INTEGER PRIMARY KEY REFERENCES event,"				\
	"  document INTEGER NOT NULL REFERENCES document,"			\
	"  placement INTEGER REFERENCES placement,"				\
	"  enrolment INTEGER REFERENCES enrolment"				\
	") STRICT;"								\
	"CREATE INDEX link_document ON link (document);"			\
	"CREATE TABLE scan_file ("						\
	"  id INTEGER PRIMARY KEY,"						\
	"  batch INTEGER NOT NULL REFERENCES batch,"				\
	"  sha256 TEXT NOT NULL,"						\
	"  name TEXT NOT NULL,"							\
	"  pages INTEGER NOT NULL,"						\
	"  ext TEXT NOT NULL"		/* of the original kept; '' once only its hash is */ \
	") STRICT;"								\
	"CREATE INDEX scan_file_sha256 ON scan_file (sha256);"			\
	"CREATE TABLE scan_page ("						\
	"  file INTEGER NOT NULL REFERENCES scan_file,"				\
	"  file_page INTEGER NOT NULL,"						\
	"  event INTEGER NOT NULL REFERENCES event,"				\
	"  outcome TEXT NOT NULL,"						\
	"  object TEXT NOT NULL,"						\
	"  object_ext TEXT NOT NULL,"						\
	"  thumb TEXT NOT NULL,"						\
	"  document INTEGER REFERENCES document,"				\
	"  copy INTEGER NOT NULL,"						\
	"  page INTEGER NOT NULL,"						\
	"  duplicate INTEGER NOT NULL,"						\
	"  rotation INTEGER NOT NULL,"						\
	"  PRIMARY KEY (file, file_page)"					\
	") STRICT, WITHOUT ROWID;"						\
	"CREATE INDEX scan_page_event ON scan_page (event);"			\
	"CREATE INDEX scan_page_object ON scan_page (object);"			\
	"CREATE INDEX scan_page_document ON scan_page (document, copy, page);"	\
	"CREATE TABLE pending_rename ("						\
	"  id INTEGER PRIMARY KEY,"						\
	"  temp TEXT NOT NULL,"							\
	"  final TEXT NOT NULL"							\
	") STRICT;"
/* clang-format on */

/*
 * What leads from one version to the next, and what all tables say after it (schema_print).  A released
 * step is never edited: a school somewhere has run it.  Whoever changes the tables adds a step.
 */
static const struct step {
	const char *sql, *print;
} steps[] = {
	/* 1: people, placements, papers, events */
	{ SCHEMA_PEOPLE SCHEMA_PAPERS SCHEMA_VISIT SCHEMA_BREAK SCHEMA_BLANK,
	    "b86d1387c2022b0bbebe04ab0e845526be48b1d4d6013722412776357f0c6d11" },
};

enum { VERSION = sizeof steps / sizeof *steps };

int
store_version(void)
{
	return VERSION;
}

static int
migrate_step(struct store *st, int64_t *version, struct err *e)
{
	char *sql = NULL;
	int rc = -1;

	if (store_begin(st, e) < 0)
		return -1;
	/* Another process may have done it while we waited. */
	if (store_int(st, "PRAGMA user_version", 0, version, e) < 0)
		goto done;
	if (*version < VERSION) {
		sql = mem_printf("PRAGMA user_version = %lld; PRAGMA application_id = %d",
		    (long long)*version + 1, APPLICATION_ID);
		if (store_exec(st, steps[*version].sql, e) < 0 || store_exec(st, sql, e) < 0)
			goto done;
		++*version;
	}
	rc = store_commit(st, e);
done:
	if (rc < 0)
		store_rollback(st);
	free(sql);
	return rc;
}

/* A database of somebody else has tables and not our mark. */
static int
check_owner(struct store *st, struct err *e)
{
	int64_t owner, tables;

	if (store_int(st, "PRAGMA application_id", 0, &owner, e) < 0 ||
	    store_int(st, "SELECT count(*) FROM sqlite_schema", 0, &tables, e) < 0)
		return -1;
	if (owner == APPLICATION_ID || (owner == 0 && tables == 0))
		return 0;
	return err_set(e, ERR_INPUT, "%s : ce n'est pas une base de paraphe", st->path);
}

int
schema_print(struct store *st, char print[HASH_HEX_SIZE], struct err *e)
{
	static const char sql[] =
	    "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema "
	    "WHERE name NOT GLOB 'sqlite_*' ORDER BY type, name)";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	unsigned char hash[HASH_SIZE];
	int rc = store_step(st, q, e);

	if (rc == 1) {
		const char *all = col_text(q, 0);

		hash_sha256(all, strlen(all), hash);
		hash_hex(hash, print);
	}
	store_done(q);
	return rc == 1 ? 0 : -1;
}

/* One that a program still being tried made, or that somebody changed by hand: nothing is guessed. */
static int
check_tables(struct store *st, int64_t version, struct err *e)
{
	char print[HASH_HEX_SIZE];

	if (version < 1)
		return 0;
	if (schema_print(st, print, e) < 0)
		return -1;
	if (strcmp(print, steps[version - 1].print) == 0)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "%s : les tables de cette base ne sont pas celles que ce programme connaît (une version "
	    "d'essai de paraphe l'a faite, ou quelqu'un l'a modifiée) ; rien n'y est changé. Reprenez "
	    "la dernière sauvegarde, ou gardez ce dossier de côté et recommencez dans un autre : "
	    "« paraphe --home DOSSIER init », puis « paraphe import »",
	    st->path);
}

int
schema_migrate(struct store *st, struct err *e)
{
	int64_t version;

	if (check_owner(st, e) < 0 || store_int(st, "PRAGMA user_version", 0, &version, e) < 0)
		return -1;
	if (version > VERSION)
		return err_set(e, ERR_REFUSED,
		    "%s : la base est de la version %d, ce programme ne connaît que la "
		    "version %d ; installez un paraphe plus récent",
		    st->path, (int)version, VERSION);
	if (check_tables(st, version, e) < 0)
		return -1;
	/* Emptied by an accident: to fill it in silence would hide what was lost. */
	if (version == 0 && st->mode != STORE_CREATE)
		return err_set(e, ERR_REFUSED,
		    "%s : la base est vide ; reprenez la dernière sauvegarde, ou lancez "
		    "« paraphe init » pour une nouvelle",
		    st->path);
	if (version < VERSION && st->mode == STORE_READ)
		return err_set(e, ERR_REFUSED,
		    "%s : la base est de la version %d, il faut la version %d ; lancez "
		    "d'abord « paraphe init »",
		    st->path, (int)version, VERSION);
	while (version < VERSION)
		if (migrate_step(st, &version, e) < 0)
			return -1;
	return 0;
}
