/* Damage that changes every pixel: toner, optics, light, noise.  level: 1..5, as in wear.h. */
#ifndef SIM_TONE_H
#define SIM_TONE_H

#include "rng.h"
#include "sheet.h"

void tone_fat(struct sheet *s, int level, struct rng *r);
void tone_faint(struct sheet *s, int level, struct rng *r);
/* What is left of full black at that level of faintness, from the start of its stream. */
double tone_strength(int level, struct rng *r);

void tone_copy(struct sheet *s, int level, struct rng *r);
void tone_bleed(struct sheet *s, int level, struct rng *r);
void tone_blur(struct sheet *s, int level, struct rng *r);
void tone_light(struct sheet *s, int level, struct rng *r);
void tone_noise(struct sheet *s, int level, struct rng *r);

/* A Gaussian blur of the given sigmas, in pixels. */
void tone_soften(struct sheet *s, double across, double down);

#endif
