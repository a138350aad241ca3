/*
 * The fifteen mentions of D124-4 in the text of a convention: each is announced by a comment
 * {{! mention : NAME }} before the words that say it.
 */
#ifndef APP_MENTIONS_H
#define APP_MENTIONS_H

struct texts;

/*
 * Bits 1 << i: nothing in the template, nor in those that it calls, announces mention i of
 * law_mention_name().
 */
unsigned mentions_lacking(struct texts *t, const char *template_name);

#endif
