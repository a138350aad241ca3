#include "store/chain_imp.h"

#include <string.h>

#include "base/buf.h"
#include "domain/fact.h"

void
chain_digest(const void *nonce, size_t nonce_size, const char *payload, size_t size,
    unsigned char digest[HASH_SIZE])
{
	struct buf b = BUF_INIT;

	buf_add(&b, nonce, nonce_size);
	buf_add(&b, payload, size);
	hash_blake2b(b.data, b.len, NULL, digest);
	buf_release(&b);
}

/* Numbers end at their line, the actor is counted: no two facts spell the same bytes. */
static void
spell_columns(const struct fact *f, struct buf *b)
{
	const long long numbers[] = {
		f->event,
		f->at,
		f->document,
		f->copy,
		f->page,
		f->batch,
		f->target,
		f->box,
		f->target_batch,
	};

	buf_printf(b, "%s\n%zu %s\n", fact_kind_name(f->kind), strlen(f->actor), f->actor);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		buf_printf(b, "%lld\n", numbers[i]);
}

void
chain_link(const unsigned char prev[HASH_SIZE], const unsigned char digest[HASH_SIZE],
    const struct fact *f, unsigned char chain[HASH_SIZE])
{
	struct buf b = BUF_INIT;

	buf_add(&b, prev, HASH_SIZE);
	buf_add(&b, digest, HASH_SIZE);
	spell_columns(f, &b);
	hash_blake2b(b.data, b.len, NULL, chain);
	buf_release(&b);
}
