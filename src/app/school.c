#include "app/school.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/js.h"
#include "base/utf8.h"
#include "domain/check.h"
#include "domain/words.h"

enum value_type {
	VALUE_TEXT,
	VALUE_YES,
	VALUE_NUMBER,
	VALUE_ACCORD,
	VALUE_UAI,
	VALUE_POSTCODE,
	VALUE_PHONE,
	VALUE_EMAIL,
	VALUE_DATE
};

/* One setting: where it stands in paraphe.ini, in struct school and in the templates' data. */
static const struct setting {
	const char *section, *key;
	const char *member; /* of the templates' object; NULL: not for templates */
	enum value_type type;
	size_t offset;
	int needed;
	const char *words; /* French: what it is */
} settings[] = {
#define AT(field) offsetof(struct school, field)
	{ "school", "name", "name", VALUE_TEXT, AT(name), 1, "nom de l'établissement" },
	{ "school", "uai", "uai", VALUE_UAI, AT(uai), 1, "code UAI" },
	{ "school", "address", "address", VALUE_TEXT, AT(address), 1, "adresse" },
	{ "school", "postcode", "postcode", VALUE_POSTCODE, AT(postcode), 1, "code postal" },
	{ "school", "city", "city", VALUE_TEXT, AT(city), 1, "ville" },
	{ "school", "phone", "phone", VALUE_PHONE, AT(phone), 0, "téléphone" },
	{ "school", "email", "email", VALUE_EMAIL, AT(email), 0, "adresse électronique" },
	{ "school", "website", "website", VALUE_TEXT, AT(website), 0, "site" },
	{ "school", "zone", NULL, VALUE_TEXT, AT(zone), 0, "zone des vacances scolaires" },
	{ "principal", "name", "principal_name", VALUE_TEXT, AT(principal_name), 1,
	    "nom du chef d'établissement" },
	{ "principal", "title", "principal_title", VALUE_TEXT, AT(principal_title), 1,
	    "titre du chef d'établissement" },
	{ "principal", "female", "principal_female", VALUE_YES, AT(principal_female), 0,
	    "accord au féminin" },
	{ "delegate", "active", "delegation", VALUE_YES, AT(delegation), 0,
	    "signature par délégation" },
	{ "delegate", "name", "delegate_name", VALUE_TEXT, AT(delegate_name), 0,
	    "nom du délégataire" },
	{ "delegate", "title", "delegate_title", VALUE_TEXT, AT(delegate_title), 0,
	    "titre du délégataire" },
	{ "council", "date", "council_date", VALUE_DATE, AT(council_date), 1,
	    "date de la délibération du conseil d'administration" },
	{ "council", "number", "council_number", VALUE_TEXT, AT(council_number), 0,
	    "numéro de cette délibération" },
	{ "insurance", "company", "insurance_company", VALUE_TEXT, AT(insurance_company), 1,
	    "assureur de l'établissement" },
	{ "insurance", "policy", "insurance_policy", VALUE_TEXT, AT(insurance_policy), 0,
	    "numéro du contrat d'assurance" },
	{ "papers", "return_days", NULL, VALUE_NUMBER, AT(return_days), 0,
	    "jours laissés pour rendre un papier" },
	{ "accord", "missing", NULL, VALUE_ACCORD, AT(without_accord), 0,
	    "convention sans accord préalable validé" },
	{ "reminders", "cooldown", NULL, VALUE_NUMBER, AT(cooldown), 0,
	    "jours ouvrés entre deux relances" },
	{ "mail", "sendmail", NULL, VALUE_TEXT, AT(sendmail), 0,
	    "commande qui envoie les courriels" },
	{ "mail", "from", NULL, VALUE_EMAIL, AT(mail_from), 0, "expéditeur des courriels" },
#undef AT
};
enum { N_SETTINGS = sizeof settings / sizeof settings[0], RETURN_DAYS = 14, COOLDOWN = 7 };

static const char **
text_of(const struct school *s, const struct setting *st)
{
	return (const char **)((char *)s + st->offset);
}

static int *
number_of(const struct school *s, const struct setting *st)
{
	return (int *)((char *)s + st->offset);
}

static int
is_text(enum value_type t)
{
	return t != VALUE_YES && t != VALUE_NUMBER && t != VALUE_ACCORD;
}

static const struct setting *
setting_lookup(const char *section, const char *key)
{
	for (size_t i = 0; i < N_SETTINGS; i++)
		if (strcmp(settings[i].section, section) == 0 &&
		    strcmp(settings[i].key, key) == 0)
			return &settings[i];
	return NULL;
}

/* Sections of other rooms are theirs to check. */
static int
is_our_section(const char *section)
{
	for (size_t i = 0; i < N_SETTINGS; i++)
		if (strcmp(settings[i].section, section) == 0)
			return 1;
	return 0;
}

static int
yes_or_no(const char *value)
{
	char *key = utf8_key(value);
	int yes = strcmp(key, "yes") == 0 || strcmp(key, "oui") == 0 || strcmp(key, "1") == 0;
	int no = strcmp(key, "no") == 0 || strcmp(key, "non") == 0 || strcmp(key, "0") == 0 ||
		 *key == '\0';

	free(key);
	return yes ? 1 : no ? 0 : -1;
}

/* In the order of enum without_accord; -1: none of them. */
static int
accord_word(const char *value)
{
	static const char *const words[] = { "avertir", "refuser", "rien" };
	static const char *const english[] = { "warn", "refuse", "ignore" };
	int n = sizeof words / sizeof *words, i = word_index(words, n, value);

	return i >= 0 ? i : word_index(english, n, value);
}

/* The normal form of a text value; NULL with the reason. */
static const char *
normal_text(enum value_type type, const char *value, char out[CHECK_SIZE], const char **why)
{
	date d;

	*why = NULL;
	switch (type) {
	case VALUE_UAI:
		*why = check_uai(value, out);
		return out;
	case VALUE_POSTCODE:
		*why = check_postcode(value, out);
		return out;
	case VALUE_EMAIL:
		*why = check_email(value, out);
		return out;
	case VALUE_PHONE:
		check_phone(value, out);
		return out;
	case VALUE_DATE:
		d = date_parse(value);
		if (d == DATE_NONE)
			*why = "n'est pas une date (attendu JJ/MM/AAAA)";
		date_iso(d, out);
		return out;
	case VALUE_TEXT:
	case VALUE_YES:
	case VALUE_NUMBER:
	case VALUE_ACCORD:
		break;
	}
	return value;
}

static int
value_read(struct school *s, const struct setting *st, const char *value, const char **why)
{
	char out[CHECK_SIZE];
	char *end;

	*why = NULL;
	if (*value == '\0')
		return 0;
	if (st->type == VALUE_YES) {
		*number_of(s, st) = yes_or_no(value);
		if (*number_of(s, st) < 0)
			*why = "n'est ni « oui » ni « non »";
	} else if (st->type == VALUE_ACCORD) {
		*number_of(s, st) = accord_word(value);
		if (*number_of(s, st) < 0)
			*why = "n'est ni « avertir », ni « refuser », ni « rien »";
	} else if (st->type == VALUE_NUMBER) {
		long n = strtol(value, &end, 10);

		*number_of(s, st) = (int)n;
		if (*end != '\0' || n < 1 || n > 365)
			*why = "n'est pas un nombre de jours (attendu de 1 à 365)";
	} else {
		const char *normal = normal_text(st->type, value, out, why);

		*text_of(s, st) = arena_str(&s->arena, normal);
	}
	return *why == NULL ? 0 : -1;
}

int
school_read(struct school *s, const struct conf *c, const char *name, struct err *e)
{
	const char *why;

	*s = (struct school){
		.arena = ARENA_INIT, .return_days = RETURN_DAYS, .cooldown = COOLDOWN
	};
	for (size_t i = 0; i < N_SETTINGS; i++)
		if (is_text(settings[i].type))
			*text_of(s, &settings[i]) = "";
	s->sendmail = "/usr/sbin/sendmail -t -i";
	for (size_t i = 0; i < c->n; i++) {
		const struct conf_entry *at = &c->at[i];
		const struct setting *st = setting_lookup(at->section, at->key);

		if (st == NULL && is_our_section(at->section))
			return err_set(e, ERR_INPUT, "%s:%d : clé inconnue « %s » dans [%s]",
			    name, at->line, at->key, at->section);
		if (st == NULL)
			continue;
		if (!utf8_valid(at->value, strlen(at->value)))
			return err_set(e, ERR_INPUT,
			    "%s:%d : « %s » n'est pas en UTF-8 ; enregistrez le fichier en UTF-8",
			    name, at->line, at->key);
		char *value = utf8_nfc(at->value);

		if (value_read(s, st, value, &why) < 0)
			err_set(e, ERR_INPUT, "%s:%d : [%s] %s (%s) : « %s » %s", name,
			    at->line, at->section, at->key, st->words, value, why);
		free(value);
		if (why != NULL)
			return -1;
	}
	return 0;
}

/* « paraphe.ini:7 : » when the key stands there with nothing behind it. */
static void
add_missing(struct buf *out, const struct setting *st, const struct conf *c)
{
	buf_printf(
	    out, "%s[%s] %s (%s", out->len > 0 ? ", " : "", st->section, st->key, st->words);
	for (size_t i = 0; i < c->n; i++)
		if (setting_lookup(c->at[i].section, c->at[i].key) == st)
			buf_printf(out, ", ligne %d", c->at[i].line);
	buf_char(out, ')');
}

int
school_complete(const struct school *s, const struct conf *c, const char *name, struct err *e)
{
	struct buf missing = BUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < N_SETTINGS; i++)
		if (settings[i].needed && **text_of(s, &settings[i]) == '\0')
			add_missing(&missing, &settings[i], c);
	if (s->delegation && *s->delegate_name == '\0')
		add_missing(&missing, setting_lookup("delegate", "name"), c);
	if (missing.len > 0)
		rc = err_set(e, ERR_INPUT, "%s : il manque %s", name, missing.data);
	buf_release(&missing);
	return rc;
}

void
school_release(struct school *s)
{
	arena_release(&s->arena);
}

const char *
school_zone_key(const char *zone, struct arena *a)
{
	char *key = utf8_key(zone);
	const char *kept =
	    arena_str(a, key + (strncmp(key, "zone ", 5) == 0 ? strlen("zone ") : 0));

	free(key);
	return kept;
}

struct js *
school_js(const struct school *s)
{
	struct js *o = js_object();

	for (size_t i = 0; i < N_SETTINGS; i++) {
		const struct setting *st = &settings[i];

		if (st->member == NULL)
			continue;
		if (is_text(st->type))
			js_set_str(o, st->member, *text_of(s, st));
		else
			js_set_bool(o, st->member, *number_of(s, st));
	}
	return o;
}

const char school_ini_blank[] =
    "; L'établissement, tel que les papiers le nomment.  Complétez ce qui suit, puis relancez\n"
    "; une commande : ce fichier est relu à chaque fois.\n"
    "\n"
    "[school]\n"
    "name     =\n"
    "; 7 chiffres et 1 lettre\n"
    "uai      =\n"
    "address  =\n"
    "postcode =\n"
    "city     =\n"
    "phone    =\n"
    "email    =\n"
    "website  =\n"
    "; zone des vacances scolaires : A, B, C, Corse... (« paraphe import calendar » les prend)\n"
    "zone     =\n"
    "\n"
    "; Le chef d'établissement : « Proviseur » ou « Proviseure », female = oui ou non\n"
    "[principal]\n"
    "name   =\n"
    "title  = Proviseur\n"
    "female = non\n"
    "\n"
    "; Signature par délégation\n"
    "[delegate]\n"
    "active = non\n"
    "name   =\n"
    "title  =\n"
    "\n"
    "; La délibération du conseil d'administration sur les conventions de stage\n"
    "[council]\n"
    "date   =\n"
    "number =\n"
    "\n"
    "; L'assurance de l'établissement en responsabilité civile\n"
    "[insurance]\n"
    "company =\n"
    "policy  =\n"
    "\n"
    "; Jours laissés pour rendre un papier signé\n"
    "[papers]\n"
    "return_days = 14\n"
    "\n"
    "; Imprimer la convention d'un stage dont aucun accord préalable n'est validé : avertir, refuser\n"
    "; ou rien\n"
    "[accord]\n"
    "missing = avertir\n"
    "\n"
    "; « paraphe remind » : jours ouvrés entre deux relances de la même personne\n"
    "[reminders]\n"
    "cooldown = 7\n"
    "\n"
    "; Les courriels partent par cette commande, de cette adresse (vide : celle de l'établissement)\n"
    "[mail]\n"
    "sendmail = /usr/sbin/sendmail -t -i\n"
    "from     =\n"
    "\n"
    "; « paraphe purge » : années scolaires gardées après celle d'un papier, et jours pendant\n"
    "; lesquels un fichier numérisé reste entier à côté de ses pages.  Un genre de papier peut avoir\n"
    "; sa durée : accord, convention, amendment (avenant), visit (visite), certificate (attestation),\n"
    "; cover (accompagnement)\n"
    "[retention]\n"
    "years       = 2\n"
    "originals   = 30\n"
    ";convention = 5\n"
    ";visit      = 1\n"
    "\n"
    "; Les règles de la loi qui changent : une section par règle et par période (« paraphe lint\n"
    "; --rules » les nomme toutes).  severity = refuse arrête l'impression, warn avertit ; source =\n"
    "; text : l'établissement a lu le texte.  Ce qui n'est pas dit reste comme avant.\n"
    ";[rule gratification.rate]\n"
    ";article  = L124-6 et D124-8\n"
    ";from     = 2027-01-01\n"
    ";until    = 2027-12-31\n"
    ";value    = 4,50\n"
    ";source   = text\n"
    ";severity = warn\n";
