/*
 * Deflate, page after page, without starting anew for each (libharu does, and keeps the text of
 * every page as it is until the end); what comes again, as most pages of a class do, is packed once.
 */
#ifndef PDF_PACK_IMP_H
#define PDF_PACK_IMP_H

#include <stddef.h>

#include "base/hash.h"

struct buf;
struct packer;

/* A zlib stream, named by what was packed. */
struct packed {
	unsigned char hash[HASH_SIZE];
	size_t n;
	unsigned char bytes[];
};

struct packer *packer_new(void);
void packer_free(struct packer *p);

/* Borrowed until the next call. */
const struct packed *packer_run(struct packer *p, const void *bytes, size_t n);

#endif
