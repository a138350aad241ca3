/*
 * A form as it would be printed, of an invented placement and without tags: what a school looks
 * at after it has edited its templates.
 */
#ifndef APP_PREVIEW_H
#define APP_PREVIEW_H

#include "app/issue/specimen.h"

struct buf;
struct err;
struct home;

/* Adds the PDF of forms/NAME.ini to out: the instruction sheet, then one copy.  Returns its pages, or -1. */
int preview_form(
    struct home *h, const char *name, enum specimen which, struct buf *out, struct err *e);

/*
 * Adds what templates may name, a line each with an example: « student.name = EXEMPLE Dominique ».  In a
 * section that repeats, the names that hold inside it are indented under it.
 */
int preview_names(struct home *h, struct buf *out, struct err *e);

/*
 * Writes the texts of the binary (forms, templates and the guide to change them) under dir, for a school to
 * start from; a file that is there is left alone.  Returns how many there are, or -1.
 */
int preview_texts(const char *dir, struct err *e);

#endif
