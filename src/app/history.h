/*
 * What happened to a paper, in sentences: « mme.roy : signature de l'étudiant acceptée ».
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

struct buf;
struct fact;
struct shape;

/* The fact without its date and its actor; shape is that of its document, NULL: not known. */
void history_words(const struct shape *shape, const struct fact *f, struct buf *out);

#endif
