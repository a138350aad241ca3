/*
 * Forms: what each paper is (forms/NAME.ini) and the texts that it is made of.  A file of the home
 * replaces the one in the binary; a paper that was issued keeps the ones that it was made of.
 */
#ifndef APP_FORM_H
#define APP_FORM_H

#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "domain/words.h"
#include "template/block.h"

struct err;

enum { FORM_COPIES_MAX = 8 };

/* Where texts come from, each loaded once and kept: « forms/convention.ini », « templates/convention.md ». */
struct texts {
	const char *dir; /* the home, looked at first; NULL: none */
	const char
	    *frozen; /* texts_freeze() of an issued paper: nothing else is looked at; NULL */
	struct buf logo; /* PNG or JPEG, on each page; empty: none */
	struct arena arena;
	struct text {
		const char *name, *body; /* body NULL: there is none */
	} * at;
	size_t n, cap;
	struct template_cache *parsed; /* made by texts_source */
};

/* Borrowed; NULL when there is no such text. */
const char *texts_lookup(struct texts *t, const char *name);

/* Takes a copy of the logo; NULL: the one that a frozen paper was made with. */
void texts_logo(struct texts *t, const struct buf *logo);

/* All that was loaded so far, by name, and the logo, as one text: what an issued paper keeps. */
void texts_freeze(const struct texts *t, struct buf *out);
/* Forgets all that was loaded after the first n: the next paper may need other texts. */
void texts_forget(struct texts *t, size_t n);
void texts_release(struct texts *t);

/* The templates among the texts, for template_render(); each is parsed once. */
struct template_source texts_source(struct texts *t);

struct form {
	const char *name; /* "convention" */
	enum doc_kind kind;
	const char *title, *template_name;
	const char
	    *abroad; /* the template where the company is not in France; NULL: the same */
	const char *annex; /* folder of the annexes, with its slash; NULL: none */
	const char *sheet, *sheet_title; /* NULL: no instruction sheet */
	int copies, nominative, initials;
	enum role order[ROLE_COUNT]; /* who signs in turn */
	size_t n_order;
	const char *recipients[FORM_COPIES_MAX]; /* of copies 1..copies; NULL: not said */
};

struct js;

/* Reads forms/NAME.ini; what f points to lives in t.  Errors name file and line. */
int form_read(struct form *f, struct texts *t, const char *name, struct err *e);

/*
 * The same, telling every mistake by `say` (« forms/x.ini:3:10 : ... »), that of naming a template
 * which does not exist too.  Returns how many; f is as good as could be read.
 */
size_t form_check(struct form *f, struct texts *t, const char *name,
    void (*say)(void *ctx, const char *line), void *ctx);

/* The template that says the paper of these fields. Borrowed. */
const char *form_template(const struct form *f, const struct js *fields);

/*
 * What the paper says: its template filled with fields, then the section's annex on a new page, where
 * the form has one and the section too.  Lives in a; NULL with e filled.
 */
struct block *form_blocks(const struct form *f, struct texts *t, const struct js *fields,
    struct arena *a, struct err *e);

#endif
