/*
 * A phone's HEIC photo as grey rows.  libheif is loaded when such a file comes, and only then: it
 * brings whole video codecs along, and a machine may do without.
 */
#ifndef SCAN_HEIF_IMP_H
#define SCAN_HEIF_IMP_H

#include "scan/source/input_imp.h"

struct buf;
struct heif;

/*
 * Before the sandbox closes: loads the library.  -1: it is not there.  Its codecs start threads of
 * their own, which the sandbox must then allow.
 */
int heif_load(void);
int heif_is_loaded(void);

/* NULL: it is not loaded, or the file is none that it reads.  `in` is borrowed for the call. */
struct heif *heif_new(const struct input *in);
void heif_free(struct heif *h);

/* Decodes the picture, turned upright as its file says.  -1: it can't be. */
int heif_start(struct heif *h, int *w, int *ht);
/* Row y, borrowed. */
const uint8_t *heif_row(const struct heif *h, int y);

#endif
