#include "pdf/pack_imp.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/shelf.h"

enum {
	LEVEL = 6,
	WINDOW = 14,
	MEMORY = 7, /* a page is some 10 kB: less to clear each time */
	KEPT_MAX = 4 << 20
};

struct packer {
	z_stream z;
	struct buf out; /* scratch */
	struct shelf shelf; /* struct packed by its hash */
	struct arena kept;
	size_t kept_n; /* bytes that they hold */
};

struct packer *
packer_new(void)
{
	struct packer *p = mem_zero(1, sizeof *p);

	/* fails only for want of memory, which ends the process elsewhere too */
	if (deflateInit2(&p->z, LEVEL, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) !=
	    Z_OK) {
		free(p);
		return NULL;
	}
	p->out = (struct buf)BUF_INIT;
	p->shelf = (struct shelf)SHELF_INIT;
	p->kept = (struct arena)ARENA_INIT;
	return p;
}

void
packer_free(struct packer *p)
{
	if (p == NULL)
		return;
	deflateEnd(&p->z);
	buf_release(&p->out);
	shelf_release(&p->shelf);
	arena_release(&p->kept);
	free(p);
}

static void
pack(struct packer *p, const void *bytes, size_t n)
{
	size_t most = deflateBound(&p->z, n);

	buf_cut(&p->out, 0);
	buf_reserve(&p->out, most);
	deflateReset(&p->z);
	p->z.next_in = (unsigned char *)(uintptr_t)bytes;
	p->z.avail_in = (unsigned)n;
	p->z.next_out = (unsigned char *)p->out.data;
	p->z.avail_out = (unsigned)most;
	deflate(&p->z, Z_FINISH); /* the room is enough: always ends */
	p->out.len = p->z.total_out;
}

static struct packed *
keep(struct packer *p, const unsigned char hash[HASH_SIZE])
{
	struct packed *k;

	if (p->kept_n > KEPT_MAX) {
		shelf_release(&p->shelf);
		arena_release(&p->kept);
		p->kept_n = 0;
	}
	k = arena_alloc(&p->kept, sizeof *k + p->out.len);
	memcpy(k->hash, hash, HASH_SIZE);
	k->n = p->out.len;
	memcpy(k->bytes, p->out.data, p->out.len);
	shelf_add(&p->shelf, k->hash, HASH_SIZE, k);
	p->kept_n += k->n;
	return k;
}

const struct packed *
packer_run(struct packer *p, const void *bytes, size_t n)
{
	unsigned char hash[HASH_SIZE];
	const struct packed *k;

	hash_blake2b(bytes, n, NULL, hash);
	k = shelf_lookup(&p->shelf, hash, HASH_SIZE);
	if (k == NULL) {
		pack(p, bytes, n);
		k = keep(p, hash);
	}
	return k;
}
