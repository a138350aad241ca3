/* Zeros where a copy went wrong: what the decoder makes of them looks like a picture. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/source/jpeg_imp.h"

enum { CHUNK = 1 << 16, HOLE = 64 };

/* Length of the run of zeros that goes on at the start of p, after `before` of them. */
static size_t
zeros(const unsigned char *p, size_t n, size_t before)
{
	size_t i = 0;

	while (i < n && p[i] == 0)
		i++;
	return before + i;
}

/* Where in p a run of HOLE zeros begins; n: nowhere.  *run: how many zeros p ends in, and has begun with. */
static size_t
hole_at(const unsigned char *p, size_t n, size_t *run)
{
	size_t at, found = n;

	if (zeros(p, n, *run) >= HOLE)
		found = 0;
	/* a long run holds one of these */
	for (at = HOLE / 2; at < n && found == n; at += HOLE / 2)
		if (p[at] == 0) {
			size_t from = at;

			while (from > 0 && p[from - 1] == 0)
				from--;
			if (zeros(p + from, n - from, 0) >= HOLE)
				found = from;
		}
	for (at = n; at > 0 && p[at - 1] == 0; at--)
		;
	*run = at > 0 ? n - at : *run + n;
	return found;
}

int
jpeg_hole(const struct input *in, uint64_t from)
{
	unsigned char *chunk = mem_alloc(CHUNK), last = 0;
	size_t run = 0, n, end;
	int found = 0, over = 0;

	while (!found && !over && (n = input_read(in, from, chunk, CHUNK)) > 0) {
		end = hole_at(chunk, n, &run);
		/* what follows the end of the picture is not looked at */
		over = (last == 0xFF && chunk[0] == 0xD9) ||
		       memmem(chunk, end, "\xFF\xD9", 2) != NULL;
		found = end < n && !over;
		last = chunk[n - 1];
		from += n;
	}
	free(chunk);
	return found;
}

/* The tables go between the start of the picture and what follows it. */
int
jpeg_part_hole(const void *tables, size_t n, const struct input *part)
{
	enum { MARKER = 2 };
	size_t head = n > MARKER ? n - MARKER : 0, skip = head > 0 ? MARKER : 0, size;
	struct input whole = { .fd = -1 };
	struct jpeg_facts facts = { .holed = 0 };
	unsigned char *bytes;

	if (part->size <= skip || part->size > SIZE_MAX / 2)
		return 0;
	size = (size_t)part->size - skip;
	bytes = mem_alloc(head + size);
	if (head > 0)
		memcpy(bytes, tables, head);
	whole.mem = bytes;
	whole.size = head + input_read(part, skip, bytes + head, size);
	jpeg_free(jpeg_new(&whole, &facts));
	free(bytes);
	return facts.holed;
}
