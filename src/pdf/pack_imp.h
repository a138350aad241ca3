/*
 * Deflate, page after page, without starting anew for each (libharu does, and keeps the text of
 * every page as it is until the end).
 */
#ifndef PDF_PACK_IMP_H
#define PDF_PACK_IMP_H

struct buf;
struct packer;

struct packer *packer_new(void);
void packer_free(struct packer *p);

/* Replaces what out holds by the zlib stream of in. */
void packer_run(struct packer *p, const struct buf *in, struct buf *out);

#endif
