#include "moves.h"

#include <math.h>

size_t
move_cursive(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height, x = 0, tall = rng_range(r, 1.5, 3),
	       often = rng_range(r, 0.1, 0.35);
	size_t n = 0;

	at[n++] = (struct point){ -h * 0.4, -h * rng_range(r, 0, 0.6) };
	for (int i = 0; i < w->letters && n + 4 < HAND_POINTS_MAX; i++) {
		double size = h * (1 - (1 - w->taper) * i / w->letters);
		double up = size * rng_range(r, 0.6, 1.1),
		       down = size * rng_range(r, -0.1, 0.15);
		double step = size * w->run * rng_range(r, 0.6, 1.25);

		if (rng_chance(r, often))
			up *= tall * rng_range(r, 0.8, 1.2);
		else if (rng_chance(r, 0.15))
			down += size * rng_range(r, 0.8, tall);
		at[n++] = (struct point){ x + step * 0.5, -up };
		at[n++] = (struct point){ x + step * (0.5 - 0.55 * w->loops), -up * 0.75 };
		at[n++] = (struct point){ x + step * 0.55, down };
		x += step;
	}
	at[n++] = (struct point){ x + h * rng_range(r, 0.5, 2), -h * rng_range(r, -0.3, 0.8) };
	return n;
}

size_t
move_wave(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height, x = 0;
	size_t n = 0;

	for (int i = 0; i < w->letters; i++) {
		double swing = h * (1 - 0.8 * i / w->letters);

		x += h * w->run * rng_range(r, 0.5, 1);
		at[n++] = (struct point){ x, -swing * rng_range(r, 0.5, 1) };
		x += h * w->run * rng_range(r, 0.3, 0.6);
		at[n++] = (struct point){ x, swing * rng_range(r, -0.1, 0.2) };
	}
	at[n++] = (struct point){ x + h * rng_range(r, 1, 4), -h * rng_range(r, -0.2, 0.5) };
	return n;
}

size_t
move_sweep(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height * 2.2, x = 0;
	size_t n = 0;
	int turns = 3 + w->letters / 3;

	at[n++] = (struct point){ 0, h * rng_range(r, -0.3, 0.4) };
	for (int i = 0; i < turns; i++) {
		at[n++] =
		    (struct point){ x + h * rng_range(r, 0.1, 0.9), -h * rng_range(r, 0.3, 1) };
		at[n++] = (struct point){ x + h * rng_range(r, -0.4, 0.4),
			h * rng_range(r, -0.1, 0.5) };
		x += h * w->run * rng_range(r, 0.2, 0.8);
	}
	at[n++] = (struct point){ x + h * rng_range(r, 0.5, 2.5), h * rng_range(r, -0.4, 0.3) };
	return n;
}

size_t
move_spring(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height, step = h * w->run * 0.12, x = 0;
	double fade = rng_range(r, 0, 0.06);
	size_t n = 0;

	for (int i = 0; i < 8 * w->letters; i++, x += step) {
		double a = i * M_PI / 4,
		       size = h * exp(-fade * i / 4) * rng_range(r, 0.85, 1.15);

		at[n++] = (struct point){ x - size * 0.55 * cos(a), -size * 0.8 * sin(a) };
	}
	return n;
}

size_t
move_scrawl(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height * 1.3, x = 0;
	size_t n = 0;

	for (int i = 0; i < w->letters + 4; i++) {
		at[n++] = (struct point){ x, (i % 2 ? -h : 0) * rng_range(r, 0.5, 1.2) };
		x += h * rng_range(r, 0.05, 0.5);
	}
	for (int i = 0; i <= w->flourish % 3; i++) { /* back under, and again */
		double y = h * rng_range(r, 0.25, 0.6);

		at[n++] = (struct point){ x * rng_range(r, 0.9, 1.2), y * 0.6 };
		at[n++] = (struct point){ -h * rng_range(r, 0, 0.5), y };
	}
	return n;
}

size_t
move_tangle(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height * 2, a = rng_range(r, 0, 6.3), x = 0;
	size_t n = 0;

	for (int i = 0; i < 4 * w->letters + 8; i++) {
		double size = h * rng_range(r, 0.4, 1.1);

		at[n++] = (struct point){ x + 1.3 * size * cos(a), size * sin(a) };
		a += rng_range(r, 0.9, 2.2);
		x += h * 0.05 * w->run;
	}
	return n;
}

size_t
move_spikes(const struct writer *w, struct point *at, struct rng *r)
{
	double h = w->height, x = 0, narrow = rng_range(r, 0.15, 0.5);
	size_t n = 0;

	at[n++] = (struct point){ 0, h * rng_range(r, -0.5, 0.5) };
	for (int i = 0; i < w->letters + 2; i++) {
		double up = rng_chance(r, 0.3) ? rng_range(r, 1.5, 3.5) : rng_range(r, 0.4, 1);
		double down =
		    rng_chance(r, 0.12) ? rng_range(r, 0.8, 2) : rng_range(r, -0.2, 0.15);

		x += h * narrow * rng_range(r, 0.5, 1.5);
		at[n++] = (struct point){ x + 0.2 * w->loops * h, -h * up };
		x += h * narrow * rng_range(r, 0.2, 1);
		at[n++] = (struct point){ x - 0.3 * w->loops * h, h * down };
	}
	at[n++] = (struct point){ x + h * rng_range(r, 0.3, 5), h * rng_range(r, -0.8, 0.5) };
	return n;
}

size_t
move_loops(const struct writer *w, struct point *at, struct rng *r)
{
	enum { TURN = 8 };
	int loops = 1 + rng_int(r, 3);
	double h = w->height * rng_range(r, 1.2, 2.6), flat = rng_range(r, 0.4, 1.6);
	double a = rng_range(r, 0, 6.3), way = rng_sign(r), x = 0;
	size_t n = 0;

	for (int i = 0; i < loops * TURN + TURN / 2; i++) {
		double size = h * rng_range(r, 0.85, 1.15);

		at[n++] = (struct point){ x + size * flat * cos(a), size * sin(a) - h };
		a += way * 2 * M_PI / TURN;
		x += h * w->run * 0.08;
		if (i % TURN == TURN - 1)
			h *= rng_range(r, 0.5, 1);
	}
	for (int i = 0; i < w->letters / 2; i++) {
		x += w->height * rng_range(r, 0.3, 1);
		at[n++] = (struct point){ x + h * flat, -w->height * rng_range(r, 0, 1) };
	}
	at[n++] = (struct point){ x + h * (flat + rng_range(r, 0.3, 3)),
		h * rng_range(r, -0.6, 0.3) };
	return n;
}
