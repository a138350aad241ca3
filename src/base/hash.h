/*
 * Hashes, keys and random bytes (libsodium behind; nettle for SHA-256, because it uses the
 * processor's own instructions: 1.4 GB/s where libsodium does 0.3, and every page is hashed twice).
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct buf;

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 65 };

/* Once, before anything else of this header.  Ends the process when it can't be had. */
void hash_start(void);

/* SHA-256: names the files and pages of the archive. */
void hash_sha256(const void *bytes, size_t n, unsigned char out[HASH_SIZE]);
int hash_sha256_fd(int fd, unsigned char out[HASH_SIZE]); /* from the start; -1: errno */

/*
 * The same in pieces, between other work.  fd is borrowed.  hash_run_step: 1 when there is more to
 * do, 0 when out holds the hash, -1: errno.
 */
struct hash_run;
struct hash_run *hash_run_new(int fd);
int hash_run_step(struct hash_run *r, unsigned char out[HASH_SIZE]);
void hash_run_free(struct hash_run *r);

/* BLAKE2b, 32 bytes; under a 32-byte key, or key == NULL. */
void hash_blake2b(
    const void *bytes, size_t n, const unsigned char *key, unsigned char out[HASH_SIZE]);

/* Lower-case, 64 characters and a 0. */
void hash_hex(const unsigned char hash[HASH_SIZE], char out[HASH_HEX_SIZE]);
int hash_unhex(const char *hex, unsigned char out[HASH_SIZE]); /* -1: not 64 hex digits */

/* Bytes as text, base 64 without line ends.  base64_read adds what it can read of text to out. */
void base64_add(struct buf *out, const void *bytes, size_t n);
void base64_read(const char *text, struct buf *out);

void random_bytes(void *out, size_t n);
uint64_t random_u64(void);

/* Wipes a secret; the compiler does not remove it. */
void hash_wipe(void *p, size_t n);

#endif
