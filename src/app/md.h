/*
 * Markdown made in code, for the slips: what people and files are called goes in as plain text.
 */
#ifndef APP_MD_H
#define APP_MD_H

struct buf;

/* Adds s with every character that Markdown gives a meaning escaped; a line break becomes a space. */
void md_text(struct buf *out, const char *s);

/* The same, kept on one line. */
void md_solid(struct buf *out, const char *s);

/* Adds one row of a table: cells up to NULL, escaped. */
void md_row(struct buf *out, const char *cell, ...) __attribute__((sentinel));

#endif
