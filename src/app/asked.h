/*
 * What waits for a person, said in one sentence.
 */
#ifndef APP_ASKED_H
#define APP_ASKED_H

#include "domain/state.h"

struct buf;
struct store;

/*
 * « Étudiant : signature douteuse (trait isolé). »  With st (NULL: without), of a page of an old
 * paper also what replaced it, and what that says otherwise.
 */
void asked_words(struct store *st, const struct question *q, struct buf *out);

/* A box to be ticked, of an accord or a cover: « accepte », « signée par l'entreprise »; NULL: of none of ours. */
const char *check_words(const char *id);

/* « l'étudiant », « le chef d'établissement ». */
const char *role_article(enum role r);

/* « une convention », « un avenant ». */
const char *doc_kind_article(enum doc_kind k);

/* « de la convention », « de l'avenant ». */
const char *doc_kind_of(enum doc_kind k);

#endif
