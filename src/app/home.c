#include "app/home.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "app/presence.h"
#include "domain/calendar.h"
#include "store/school_break.h"
#include "store/store.h"

enum { LOGO_MAX = 4 << 20, SETTINGS_MAX = 1 << 20, KEY_FILE_MAX = 4096 };

static const char settings_name[] = "paraphe.ini", key_name[] = "secret.key",
		  database_name[] = "paraphe.db", archive_name[] = "archive";

/* dir/name is there: 1 or 0. */
static int
has(const char *dir, const char *name)
{
	char *path = path_join(dir, name);
	int yes = file_exists(path);

	free(path);
	return yes;
}

static int
settings_read(struct school *s, struct conf *c, const char *path, struct err *e)
{
	struct buf text = BUF_INIT;
	int rc = file_read(path, SETTINGS_MAX, &text, e);

	if (rc == 0)
		rc = conf_parse(c, text.data, path_base(path), e);
	if (rc == 0)
		rc = school_read(s, c, path_base(path), e);
	buf_release(&text);
	return rc;
}

/* Checks the given file whole before it becomes a home's paraphe.ini. */
static int
settings_check(const char *path, struct err *e)
{
	struct school s = { .arena = ARENA_INIT };
	struct conf c = CONF_INIT;
	int rc = settings_read(&s, &c, path, e);

	if (rc == 0)
		rc = school_complete(&s, &c, path_base(path), e);
	school_release(&s);
	conf_release(&c);
	return rc;
}

static int
settings_make(const char *dir, const char *school_ini, struct home_made *made, struct err *e)
{
	char *path = path_join(dir, settings_name);
	struct buf text = BUF_INIT;
	int rc = 0;

	if (!file_exists(path)) {
		if (school_ini == NULL)
			buf_str(&text, school_ini_blank);
		else
			rc = file_read(school_ini, SETTINGS_MAX, &text, e);
		if (rc == 0)
			rc = file_replace(path, text.data, text.len, e);
		made->settings = rc == 0;
	}
	buf_release(&text);
	free(path);
	return rc;
}

static int
key_make(const char *dir, struct home_made *made, struct err *e)
{
	unsigned char key[TAG_KEY_SIZE];
	char *path = path_join(dir, key_name);
	int rc = 0;

	if (!file_exists(path)) {
		random_bytes(key, sizeof key);
		rc = file_keep(path, key, sizeof key, e);
		hash_wipe(key, sizeof key);
		made->key = rc == 0;
	}
	free(path);
	return rc;
}

static int
key_read(unsigned char key[TAG_KEY_SIZE], const char *dir, struct err *e)
{
	char *path = path_join(dir, key_name);
	struct buf bytes = BUF_INIT;
	int rc = -1;

	if (!file_exists(path)) {
		err_set(e, ERR_ABSENT,
		    "%s : la clé de l'établissement manque ; remettez celle de la sauvegarde (sans "
		    "elle, les papiers déjà imprimés ne peuvent plus être relus)",
		    path);
	} else if (file_read(path, KEY_FILE_MAX, &bytes, e) == 0) {
		if (bytes.len != TAG_KEY_SIZE) {
			err_set(e, ERR_INPUT,
			    "%s : la clé est abîmée (%zu octets au lieu de %d) ; remettez celle de "
			    "la sauvegarde",
			    path, bytes.len, TAG_KEY_SIZE);
		} else {
			memcpy(key, bytes.data, TAG_KEY_SIZE);
			rc = 0;
		}
		hash_wipe(bytes.data, bytes.len);
	}
	buf_release(&bytes);
	free(path);
	return rc;
}

static struct store *
database_open(const char *dir, enum store_mode mode, struct err *e)
{
	char *path = path_join(dir, database_name), *archive = path_join(dir, archive_name);
	struct store *st = store_open(path, archive, mode, e);

	free(path);
	free(archive);
	return st;
}

/* A key of another home would sign tags that nobody here can read: the database knows its own. */
static int
key_match(struct store *st, const unsigned char key[TAG_KEY_SIZE], int may_write, struct err *e)
{
	unsigned char digest[HASH_SIZE];
	char hex[HASH_HEX_SIZE];
	char *known = store_setting_find(st, "key", e);
	int rc = -1;

	hash_blake2b(key, TAG_KEY_SIZE, NULL, digest);
	hash_hex(digest, hex);
	if (known == NULL)
		return -1;
	if (strcmp(known, hex) == 0 || (*known == '\0' && !may_write)) {
		rc = 0;
	} else if (*known != '\0') {
		err_set(e, ERR_REFUSED,
		    "secret.key n'est pas la clé de cette base ; remettez les deux de la même "
		    "sauvegarde");
	} else if (store_begin(st, e) == 0) {
		rc = store_setting_set(st, "key", hex, e);
		rc = rc == 0 ? store_commit(st, e) : -1;
		if (rc < 0)
			store_rollback(st);
	}
	free(known);
	return rc;
}

static int
database_make(const char *dir, struct home_made *made, struct err *e)
{
	int is_new = !has(dir, database_name);
	struct store *st = database_open(dir, STORE_CREATE, e);
	unsigned char key[TAG_KEY_SIZE];
	int rc = -1;

	if (st == NULL)
		return -1;
	if (key_read(key, dir, e) == 0)
		rc = key_match(st, key, 1, e);
	hash_wipe(key, sizeof key);
	store_close(st);
	made->database = is_new && rc == 0;
	return rc;
}

int
home_init(const char *dir, const char *school_ini, struct home_made *made, struct err *e)
{
	*made = (struct home_made){ 0, 0, 0 };
	if (school_ini != NULL && settings_check(school_ini, e) < 0)
		return -1;
	if (file_mkdirs(dir, e) < 0)
		return -1;
	if (has(dir, database_name) && !has(dir, key_name))
		return err_set(e, ERR_REFUSED,
		    "%s contient une base, mais pas sa clé « secret.key » : remettez celle de la "
		    "sauvegarde",
		    dir);
	if (key_make(dir, made, e) < 0 || settings_make(dir, school_ini, made, e) < 0)
		return -1;
	return database_make(dir, made, e);
}

/* The first of the two that is there. */
static int
logo_read(struct home *h, struct err *e)
{
	static const char *const names[] = { "logo.png", "logo.jpg" };
	int rc = 0;

	for (size_t i = 0; i < 2 && h->logo.len == 0 && rc == 0; i++) {
		char *path = home_path(h, names[i]);

		if (file_exists(path))
			rc = file_read(path, LOGO_MAX, &h->logo, e);
		free(path);
	}
	return rc;
}

int
home_open(struct home *h, const char *dir, const char *actor, struct err *e)
{
	int may_write = access(dir, W_OK) == 0;

	*h = (struct home){ .dir = mem_str(dir), .logo = BUF_INIT, .actor = actor };
	if (access(dir, X_OK) != 0 && errno == EACCES)
		return err_system(e, dir, errno);
	if (!has(dir, database_name))
		return err_set(e, ERR_ABSENT,
		    "aucune base dans « %s » ; lancez d'abord « paraphe init »", dir);
	if (key_read(h->key, dir, e) < 0)
		return -1;
	char *settings = home_path(h, settings_name);
	int rc = settings_read(&h->school, &h->conf, settings, e);

	free(settings);
	if (rc < 0 || logo_read(h, e) < 0)
		return -1;
	h->store = database_open(dir, may_write ? STORE_WRITE : STORE_READ, e);
	return h->store == NULL ? -1 : key_match(h->store, h->key, may_write, e);
}

void
home_close(struct home *h)
{
	store_close(h->store);
	school_release(&h->school);
	conf_release(&h->conf);
	buf_release(&h->logo);
	hash_wipe(h->key, sizeof h->key);
	free(h->dir);
	*h = (struct home){ .dir = NULL };
}

char *
home_path(const struct home *h, const char *name)
{
	return path_join(h->dir, name);
}

int
home_calendar(struct home *h, struct calendar *c, struct err *e)
{
	struct arena a = ARENA_INIT;
	const char *zone = school_zone_key(h->school.zone, &a);
	int rc;

	*c = (struct calendar)CALENDAR_INIT;
	c->alsace_moselle = presence_in_alsace_moselle(h->school.postcode);
	rc = school_breaks(h->store, zone, c, e);
	arena_release(&a);
	return rc;
}
