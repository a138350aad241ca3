#include "base/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

_Static_assert(HASH_SIZE == SHA256_DIGEST_SIZE, "SHA-256 is 32 bytes");

void
hash_start(void)
{
	if (sodium_init() < 0) {
		fputs("paraphe : pas de source de nombres aléatoires\n", stderr);
		exit(1);
	}
}

void
hash_sha256(const void *bytes, size_t n, unsigned char out[HASH_SIZE])
{
	struct sha256_ctx state;

	sha256_init(&state);
	sha256_update(&state, n, bytes);
	sha256_digest(&state, HASH_SIZE, out);
}

struct hash_run {
	struct sha256_ctx state;
	int fd;
	off_t at;
	unsigned char chunk[65536];
};

struct hash_run *
hash_run_new(int fd)
{
	struct hash_run *r = mem_alloc(sizeof *r);

	sha256_init(&r->state);
	r->fd = fd;
	r->at = 0;
	return r;
}

int
hash_run_step(struct hash_run *r, unsigned char out[HASH_SIZE])
{
	ssize_t n;

	do
		n = pread(r->fd, r->chunk, sizeof r->chunk, r->at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -1;
	if (n == 0) {
		sha256_digest(&r->state, HASH_SIZE, out);
		return 0;
	}
	sha256_update(&r->state, (size_t)n, r->chunk);
	r->at += n;
	return 1;
}

void
hash_run_free(struct hash_run *r)
{
	free(r);
}

int
hash_sha256_fd(int fd, unsigned char out[HASH_SIZE])
{
	struct hash_run *r = hash_run_new(fd);
	int rc, why;

	while ((rc = hash_run_step(r, out)) == 1)
		;
	why = errno;
	hash_run_free(r);
	errno = why;
	return rc;
}

void
hash_blake2b(
    const void *bytes, size_t n, const unsigned char *key, unsigned char out[HASH_SIZE])
{
	crypto_generichash(out, HASH_SIZE, bytes, n, key, key != NULL ? HASH_SIZE : 0);
}

void
hash_hex(const unsigned char hash[HASH_SIZE], char out[HASH_HEX_SIZE])
{
	sodium_bin2hex(out, HASH_HEX_SIZE, hash, HASH_SIZE);
}

int
hash_unhex(const char *hex, unsigned char out[HASH_SIZE])
{
	size_t n;
	const char *end;

	for (n = 0; hex[n] != '\0' && n <= 2 * HASH_SIZE; n++)
		;
	if (n != 2 * HASH_SIZE || sodium_hex2bin(out, HASH_SIZE, hex, n, NULL, &n, &end) != 0)
		return -1;
	return n == HASH_SIZE ? 0 : -1;
}

void
base64_add(struct buf *out, const void *bytes, size_t n)
{
	size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);

	buf_reserve(out, room);
	sodium_bin2base64(out->data + out->len, room, bytes, n, sodium_base64_VARIANT_ORIGINAL);
	out->len += room - 1;
}

void
base64_read(const char *text, struct buf *out)
{
	size_t n = strlen(text), got = 0;

	buf_reserve(out, n);
	sodium_base642bin((unsigned char *)out->data + out->len, n, text, n, NULL, &got, NULL,
	    sodium_base64_VARIANT_ORIGINAL);
	out->len += got;
	out->data[out->len] = '\0';
}

void
random_bytes(void *out, size_t n)
{
	randombytes_buf(out, n);
}

uint64_t
random_u64(void)
{
	uint64_t x;

	randombytes_buf(&x, sizeof x);
	return x;
}

void
hash_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}
