/* Replays a harness without libFuzzer: its seeds, then mutations of them, always the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { MUTATIONS = 3000, GROWTH = 64 };

static uint64_t
next_random(uint64_t *s) /* splitmix64 */
{
	uint64_t z = *s += 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

/* Changes up to eight places; data has room for GROWTH more bytes.  Returns the new size. */
static size_t
mutate(uint8_t *data, size_t size, size_t room, uint64_t *rng)
{
	for (uint64_t n = 1 + next_random(rng) % 8; n > 0; n--) {
		size_t at = size > 0 ? next_random(rng) % size : 0;

		switch (next_random(rng) % 5) {
		case 0:
			if (size > 0)
				data[at] ^= (uint8_t)(1u << next_random(rng) % 8);
			break;
		case 1:
			if (size > 0)
				data[at] = (uint8_t)next_random(rng);
			break;
		case 2: /* cut */
			size = at;
			break;
		case 3: /* remove a piece */
			if (size > at + 4) {
				memmove(data + at, data + at + 4, size - at - 4);
				size -= 4;
			}
			break;
		default: /* double a piece */
			if (size + 4 <= room && size > at + 4) {
				memmove(data + at + 4, data + at, size - at);
				size += 4;
			}
		}
	}
	return size;
}

int
main(void)
{
	uint64_t rng = 2027;
	uint8_t *seed;
	size_t size;
	int seeds = 0;
	const int mutations = &fuzz_mutations != NULL ? fuzz_mutations : MUTATIONS;

	while ((seed = fuzz_seed(seeds, &size)) != NULL) {
		uint8_t *copy = malloc(size + GROWTH);

		LLVMFuzzerTestOneInput(seed, size);
		for (int i = 0; i < mutations; i++) {
			memcpy(copy, seed, size);
			size_t n = mutate(copy, size, size + GROWTH, &rng);
			uint8_t *exact =
			    malloc(n > 0 ? n : 1); /* so that ASan sees one byte too far */

			memcpy(exact, copy, n);
			LLVMFuzzerTestOneInput(exact, n);
			free(exact);
		}
		free(copy);
		free(seed);
		seeds++;
	}
	printf("[  PASSED  ] %d test(s).\n", seeds);
	return seeds == 0;
}
