/*
 * What the ticks of a cover (« feuille d'accompagnement ») mean: the template names its boxes so.
 *
 *	conv-...	the pages behind it are a convention that is not ours: they stand for one
 *	doc-...		they are something else, which moves nothing
 *	sig-ROLE	they bear the signature of that role
 *	mail		they are a copy: the original is still to come
 *
 * A person ticks them, so that they count as that person's word.
 */
#ifndef DOMAIN_COVER_H
#define DOMAIN_COVER_H

#include "domain/words.h"

/* What the pages are, « conv- » or « doc- ». */
int cover_says_what(const char *id);
int cover_is_convention(const char *id);
int cover_is_copy(const char *id);

/* Whose signature is ticked; ROLE_COUNT: the box says something else. */
enum role cover_role(const char *id);

/* « signée par l'entreprise », « convention au modèle de l'entreprise »; NULL: no tick of a cover. */
const char *cover_tick_words(const char *id);

/* « convention de l'entreprise (modèle extérieur) »: the placement's convention that they are. */
const char *cover_convention_words(const char *id);

#endif
