/*
 * The school, as paraphe.ini says it.  The keys are those that templates use.
 *
 *	[school]    name uai address postcode city phone email website zone
 *	[principal] name title female
 *	[delegate]  active name title		« par délégation »
 *	[council]   date number			the council's decision on conventions (R421-20)
 *	[insurance] company policy		the school's civil liability
 *	[papers]    return_days			days that people have to bring a paper back
 *	[accord]    missing			a convention without a validated accord
 *	[reminders] cooldown			working days between two reminders of one thing
 *	[mail]      sendmail from		the command that takes mails, and who they are from
 */
#ifndef APP_SCHOOL_H
#define APP_SCHOOL_H

#include "base/mem.h"

struct conf;
struct err;
struct js;

/* What becomes of a convention of which no accord was validated: « avertir », « refuser », « rien ». */
enum without_accord { WITHOUT_ACCORD_WARN, WITHOUT_ACCORD_REFUSE, WITHOUT_ACCORD_NOTHING };

/* Texts are never NULL; "" where nothing is said.  They live in the arena. */
struct school {
	struct arena arena;
	const char *name, *uai, *address, *postcode, *city, *phone, *email, *website;
	const char *principal_name, *principal_title;
	int principal_female;
	int delegation;
	const char *delegate_name, *delegate_title;
	const char *council_date; /* ISO */
	const char *council_number;
	const char *insurance_company, *insurance_policy;
	int return_days;
	int without_accord; /* enum without_accord */
	const char *zone; /* of school holidays: B; "": not said */
	int cooldown;
	const char *sendmail, *mail_from;
};

/*
 * Reads and checks the values given; `name` is the file as messages call it.  An unknown key
 * of these sections, a wrong UAI, postcode, e-mail or date is an error with its line.
 */
int school_read(struct school *s, const struct conf *c, const char *name, struct err *e);

/* 0 when everything that a paper must say is there; -1 names the missing keys, with their line in c. */
int
school_complete(const struct school *s, const struct conf *c, const char *name, struct err *e);

void school_release(struct school *s);

/* « Zone B » and « b » are the same zone: its key, in the arena. */
const char *school_zone_key(const char *zone, struct arena *a);

/* The object `school` of the templates. */
struct js *school_js(const struct school *s);

/* The text of a paraphe.ini to be filled in. */
extern const char school_ini_blank[];

#endif
