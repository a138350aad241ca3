/*
 * The chain of the event log.
 */
#ifndef STORE_CHAIN_IMP_H
#define STORE_CHAIN_IMP_H

#include <stddef.h>

#include "base/hash.h"

struct fact;

/* BLAKE2b(nonce || payload) */
void chain_digest(const void *nonce, size_t nonce_size, const char *payload, size_t size,
    unsigned char digest[HASH_SIZE]);

/* BLAKE2b(prev || digest || typed columns); prev of the first event: zeros. */
void chain_link(const unsigned char prev[HASH_SIZE], const unsigned char digest[HASH_SIZE],
    const struct fact *f, unsigned char chain[HASH_SIZE]);

#endif
