/*
 * What waits for a person, said in one sentence.
 */
#ifndef APP_ASKED_H
#define APP_ASKED_H

#include "domain/state.h"

struct buf;

/* « Étudiant : signature douteuse (trait isolé). » */
void asked_words(const struct question *q, struct buf *out);

/* « l'étudiant », « le chef d'établissement ». */
const char *role_article(enum role r);

/* « une convention », « un avenant ». */
const char *doc_kind_article(enum doc_kind k);

#endif
