/*
 * The eight masks of QR codes, ISO/IEC 18004, 7.8.2: whether the module in column x of row y is turned.
 */
#ifndef DOMAIN_QR_MASK_H
#define DOMAIN_QR_MASK_H

enum { QR_MASKS = 8 };

static inline int
qr_masked(int mask, int x, int y)
{
	switch (mask) {
	case 0:
		return (x + y) % 2 == 0;
	case 1:
		return y % 2 == 0;
	case 2:
		return x % 3 == 0;
	case 3:
		return (x + y) % 3 == 0;
	case 4:
		return (x / 3 + y / 2) % 2 == 0;
	case 5:
		return x * y % 2 + x * y % 3 == 0;
	case 6:
		return (x * y % 2 + x * y % 3) % 2 == 0;
	default:
		return ((x + y) % 2 + x * y % 3) % 2 == 0;
	}
}

#endif
