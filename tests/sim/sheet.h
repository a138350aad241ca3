/*
 * A sheet of paper, or its scan, as planes of 8-bit pixels: one plane for grey and bilevel
 * scans, three (red, green, blue) for colour.  0 is black, 255 white.
 */
#ifndef SIM_SHEET_H
#define SIM_SHEET_H

#include <stddef.h>
#include <stdint.h>

enum { SHEET_PLANES_MAX = 3 };

struct sheet {
	uint8_t *px[SHEET_PLANES_MAX]; /* w * h each, row by row; NULL above `planes` */
	int w, h, planes;
	double dpi;
};

/* A colour of ink or paper; grey scans see its luminance. */
struct tint {
	uint8_t rgb[3];
};

/* Every pixel is `fill`.  To be released. */
struct sheet sheet_new(int w, int h, int planes, double dpi, uint8_t fill);
void sheet_release(struct sheet *s);
struct sheet sheet_copy(const struct sheet *s);

/* Millimetres to pixels. */
double sheet_px(const struct sheet *s, double mm);

/* What plane p sees of a tint. */
uint8_t tint_plane(struct tint t, int planes, int p);

/* In place: clockwise by 0, 90, 180 or 270 degrees; left and right exchanged. */
void sheet_turn(struct sheet *s, int degrees);
void sheet_mirror(struct sheet *s);

/*
 * Lays ink on the paper through a mask of w x h bytes whose top left corner is at (x, y): 255
 * is full ink, 0 none.  What falls outside the sheet is lost.
 */
struct mask {
	uint8_t *px; /* w * h */
	int x, y, w, h;
};
void sheet_ink(struct sheet *s, const struct mask *m, struct tint t);

#endif
