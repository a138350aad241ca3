#include "pdf/qr_imp.h"

#include <stdlib.h>

static const uint32_t line_mask = (1U << QR_SIDE) - 1;

void
qr_xor(struct qr *to, const struct qr *q)
{
	for (int i = 0; i < QR_SIDE; i++) {
		to->row[i] ^= q->row[i];
		to->column[i] ^= q->column[i];
	}
}

/*
 * What ISO 18004 dislikes in one row or column: 3 for five modules of one colour and 1 for each more, 40
 * for what looks like a finder with a quiet zone at one side of it.
 */
static int
line_penalty(uint32_t line)
{
	uint32_t same = ~(line ^ line >> 1) & (line_mask >> 1);
	uint32_t fives = same & same >> 1 & same >> 2 & same >> 3;
	uint64_t l = (uint64_t)line << 4; /* the margin is light */
	uint64_t finder = l & ~(l >> 1) & l >> 2 & l >> 3 & l >> 4 & ~(l >> 5) & l >> 6;
	uint64_t quiet_after = ~(l >> 7 | l >> 8 | l >> 9 | l >> 10);
	uint64_t quiet_before = ~(l << 1 | l << 2 | l << 3 | l << 4);

	return __builtin_popcount(fives) + 2 * __builtin_popcount(fives & ~(fives << 1)) +
	       40 * __builtin_popcountll(finder & (quiet_after | quiet_before));
}

/* The whole code: its lines, 3 for each square of four alike, and too much of one colour. */
static int
penalty(const struct qr *q)
{
	int sum = 0, dark = 0;

	for (int i = 0; i < QR_SIDE; i++) {
		sum += line_penalty(q->row[i]) + line_penalty(q->column[i]);
		dark += __builtin_popcount(q->row[i]);
	}
	for (int i = 0; i + 1 < QR_SIDE; i++) {
		uint32_t a = q->row[i], b = q->row[i + 1];
		uint32_t alike = ~((a ^ a >> 1) | (b ^ b >> 1) | (a ^ b)) & (line_mask >> 1);

		sum += 3 * __builtin_popcount(alike);
	}
	return sum + abs(dark * 100 / (QR_SIDE * QR_SIDE) - 50) / 5 * 10;
}

/* Adds the differences of the `n` bits of value, the highest first, that are set. */
static void
bits_add(const struct qr *bits, int n, int value, struct qr *to)
{
	for (int i = 0; i < n; i++)
		if (value >> (n - 1 - i) & 1)
			qr_xor(to, &bits[i]);
}

int
qr_draw(const struct qr_table *t, const char *text, struct qr *out)
{
	struct qr data = t->zero;
	int value[QR_CHARS], best = -1;

	for (int i = 0; i < QR_CHARS; i++)
		if ((value[i] = qr_char(text[i])) < 0)
			return -1;
	if (text[QR_CHARS] != '\0')
		return -1;
	for (int i = 0; i + 1 < QR_CHARS; i += 2)
		bits_add(&t->bit[i / 2 * 11], 11, value[i] * 45 + value[i + 1], &data);
	bits_add(&t->bit[QR_CHARS / 2 * 11], 6, value[QR_CHARS - 1], &data);
	for (int m = 0; m < QR_MASKS; m++) {
		struct qr masked = data;
		int p;

		qr_xor(&masked, &t->mask[m]);
		p = penalty(&masked);
		if (best < 0 || p < best) {
			best = p;
			*out = masked;
		}
	}
	return 0;
}
