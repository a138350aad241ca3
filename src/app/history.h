/*
 * What happened to a paper, in sentences: « mme.roy : signature de l'étudiant acceptée ».
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

struct buf;
struct fact;

/* The fact without its date and its actor. */
void history_words(const struct fact *f, struct buf *out);

#endif
