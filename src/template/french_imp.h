/*
 * French typography of running text.
 */
#ifndef TEMPLATE_FRENCH_IMP_H
#define TEMPLATE_FRENCH_IMP_H

#include <stddef.h>

struct buf;

/*
 * Adds Markdown text with its French spacing: a narrow no-break space (U+202F) before ; : ! ? and
 * inside « », a no-break space before units and after « M. », « n° », the apostrophe ’, the
 * ellipsis.  Code, links and the rules of tables are left as they are.
 * `before` stands before the text: a newline where it starts a line, '0' for a variable (which may
 * be a number).
 */
void french_template(const char *s, size_t n, char before, struct buf *out);

/* The same for a value: only spaces that are there become no-break; no letter changes. */
void french_value(const char *s, size_t n, struct buf *out);

#endif
