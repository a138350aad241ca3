/*
 * Two grey PNGs of a page, the same to the eye?  compare KEPT NEW: 0 yes, 1 no (and where), 2 unreadable.
 *
 * Means over cells are compared: the edge of a letter may fall a hair otherwise, a letter may not
 * become another one.
 */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	CELL = 3, /* pixels: 2 mm at 36 dpi, less than a letter and the gap after it */
	TOLERANCE = 20 /* grey levels between two means */
};

struct picture {
	int w, h;
	unsigned char *grey;
};

static void
picture_read(struct picture *p, const char *path)
{
	png_image image = { .version = PNG_IMAGE_VERSION };

	if (!png_image_begin_read_from_file(&image, path)) {
		fprintf(stderr, "%s: %s\n", path, image.message);
		exit(2);
	}
	image.format = PNG_FORMAT_GRAY;
	p->w = (int)image.width;
	p->h = (int)image.height;
	p->grey = malloc(PNG_IMAGE_SIZE(image));
	if (p->grey == NULL || !png_image_finish_read(&image, NULL, p->grey, 0, NULL)) {
		fprintf(stderr, "%s: %s\n", path, image.message);
		exit(2);
	}
}

static int
cell_mean(const struct picture *p, int left, int top)
{
	int sum = 0, n = 0;

	for (int y = top; y < top + CELL && y < p->h; y++)
		for (int x = left; x < left + CELL && x < p->w; x++, n++)
			sum += p->grey[y * p->w + x];
	return sum / n;
}

int
main(int argc, char **argv)
{
	struct picture kept, new;
	int cells = 0;

	if (argc != 3)
		return 2;
	picture_read(&kept, argv[1]);
	picture_read(&new, argv[2]);
	if (kept.w != new.w || kept.h != new.h) {
		printf("%dx%d pixels instead of %dx%d\n", new.w, new.h, kept.w, kept.h);
		return 1;
	}
	for (int y = 0; y < kept.h; y += CELL)
		for (int x = 0; x < kept.w; x += CELL) {
			int d = cell_mean(&kept, x, y) - cell_mean(&new, x, y);

			if (abs(d) > TOLERANCE && cells++ == 0)
				printf("first at %d,%d\n", x, y);
		}
	if (cells > 0)
		printf("%d cells differ\n", cells);
	free(kept.grey);
	free(new.grey);
	return cells > 0;
}
