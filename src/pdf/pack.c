#include "pdf/pack_imp.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/mem.h"

enum { LEVEL = 6, WINDOW = 14, MEMORY = 7 }; /* a page is some 10 kB: less to clear each time */

struct packer {
	z_stream z;
};

struct packer *
packer_new(void)
{
	struct packer *p = mem_zero(1, sizeof *p);

	if (deflateInit2(&p->z, LEVEL, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) !=
	    Z_OK) {
		free(p);
		return NULL;
	}
	return p;
}

void
packer_free(struct packer *p)
{
	if (p == NULL)
		return;
	deflateEnd(&p->z);
	free(p);
}

void
packer_run(struct packer *p, const struct buf *in, struct buf *out)
{
	size_t most = deflateBound(&p->z, in->len);

	buf_cut(out, 0);
	buf_reserve(out, most);
	deflateReset(&p->z);
	p->z.next_in = (unsigned char *)in->data;
	p->z.avail_in = (unsigned)in->len;
	p->z.next_out = (unsigned char *)out->data;
	p->z.avail_out = (unsigned)most;
	deflate(&p->z, Z_FINISH); /* the room is enough: always ends */
	out->len = p->z.total_out;
	out->data[out->len] = '\0';
}
