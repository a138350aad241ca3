/*
 * One document with all that is known of it: for `show`, and for its page on the web.
 */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include "app/behind.h"
#include "app/who.h"
#include "base/mem.h"
#include "store/document.h"

struct err;
struct home;
struct js;

struct report {
	struct arena arena;
	struct folded f;
	struct who who;
	char code[DOC_CODE_SIZE];
	const char **recipients; /* of copies 1.. at 0.. ; "" */
	const char **copies; /* « exemplaire 2 de l'étudiant », likewise */
	const char **missing; /* pages of each copy never seen, in words; "" */
	char superseded_by[DOC_CODE_SIZE]; /* "" */
	const char *form; /* of an accord that is not on the form in use; NULL */
	struct behind_page *filed; /* pages without a tag that belong to it */
	size_t n_filed;
};

/* CODE as people type it.  r starts zeroed and ends in report_release(), also after a failure. */
int report_load(struct home *h, const char *code, struct report *r, struct err *e);
void report_release(struct report *r);

/* The object of `show --json`; freed by the caller. */
struct js *report_js(const struct report *r);

#endif
