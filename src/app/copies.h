/*
 * Where the copies of one paper are, in words: whose hands they are in, which were never seen
 * again, which came back in part.
 */
#ifndef APP_COPIES_H
#define APP_COPIES_H

struct buf;
struct state;

/* « chez l'entreprise depuis le 12 mars 2027 (exemplaires 1 et 2) », without them when it is all; several holders with « ; »; nothing: none is away. */
void copies_away_words(const struct state *st, struct buf *out);

/* « exemplaires 2 et 3 jamais revus », once another came back and unless they are away or handed over. */
void copies_unseen_words(const struct state *st, struct buf *out);

/* « exemplaires 1 et 3 incomplets »: pages of them were seen, not all. */
void copies_incomplete_words(const struct state *st, struct buf *out);

#endif
