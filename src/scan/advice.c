#include "scan/advice_imp.h"

#include <math.h>
#include <stdlib.h>

#include "scan/place/probe_imp.h"
#include "scan/place/register_imp.h"

static const int dark_level = 95; /* grey of the paper: below, noise hides thin strokes */
static const double sharp_min = 0.6; /* of the change across far_mm, that across near_mm */
static const double near_mm = 0.5, far_mm = 2; /* an edge, and a whole stroke or letter */
static const double no_dpi = 96; /* what programs write who know of none */
static const double cut_mm = 3; /* the edge of the paper bears nothing */

struct format {
	double w, h, off; /* mm */
};

static const struct format formats[] = {
	{ PAGE_W, PAGE_H, 10 }, { 215.9, 279.4, 3 }, /* a scanner set to Letter */
	{ 215.9, 355.6, 10 }, /* its whole glass, or Legal */
};

int
advice_is_photo(const struct image *im)
{
	double w = im->w < im->h ? im->w : im->h, h = im->w < im->h ? im->h : im->w;

	if (im->dpi <= no_dpi)
		return fabs(h / w - PAGE_H / PAGE_W) > 0.05;
	w *= 25.4 / im->dpi;
	h *= 25.4 / im->dpi;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (fabs(w - formats[i].w) < formats[i].off &&
		    fabs(h - formats[i].h) < formats[i].off)
			return 0;
	return 1;
}

static int
is_cut(const struct image *im, const struct scan_map *m)
{
	for (int i = 0; i < 4; i++) {
		struct pt p = map_apply(
		    m, i % 2 ? PAGE_W - cut_mm : cut_mm, i / 2 ? PAGE_H - cut_mm : cut_mm);

		if (p.x < 0 || p.y < 0 || p.x > im->w || p.y > im->h)
			return 1;
	}
	return 0;
}

/* The change across `mm` that one place in 500 reaches. */
static double
change(const struct image *im, double mm)
{
	int reach = (int)fmax(mm * fmax(im->w, im->h) / PAGE_H, 1), v = 255;
	long count[256] = { 0 }, n = 0, top;

	for (int y = 0; y < im->h; y += 3)
		for (int x = 0; x + reach < im->w; x += 3, n++) {
			const uint8_t *p = im->px + (size_t)y * im->stride + x;

			count[abs(p[0] - p[reach])]++;
		}
	for (top = n / 500; v > 0 && (top -= count[v]) >= 0; v--)
		;
	return v;
}

const char *
advice_words(const struct image *im, const struct scan_map *map)
{
	int paper = probe_level(im, 0.8);

	if (paper < dark_level)
		return "photo trop sombre : reprenez-la en pleine lumière, sans ombre sur la feuille";
	if (change(im, near_mm) < sharp_min * change(im, far_mm))
		return "photo floue : tenez le téléphone immobile et laissez-le faire la mise au point";
	if (map != NULL && is_cut(im, map))
		return "la page est coupée : reprenez la photo avec les quatre coins de la feuille";
	return "reprenez la photo en tenant le téléphone plus haut, bien au-dessus de la feuille";
}
