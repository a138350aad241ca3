#include "warp.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

enum { CELL = 16, WAVES = 8, FRAME_W = 3000, FRAME_H = 4000 };

/* One smooth bend of the paper: it moves along (ux, uy) by a sine of its place. */
struct wave {
	double kx, ky, phase, ux, uy; /* per px; px */
};

/* What else lies on the table: a sheet, and a card with a code that is not ours. */
struct clutter {
	int x, y, w, h; /* of the sheet, px of the scan; w 0: none */
	int card_x, card_y, module;
	QRcode *code;
};

struct warp {
	double m[9]; /* from a pixel of the scan to the pixel of the paper, projective */
	int w, h; /* of the scan */
	uint8_t behind; /* what is seen past the paper's edge */
	int texture; /* how much that varies */
	double lens; /* the corners of the frame move outwards by so much of their distance */
	struct clutter clutter;
	struct wave waves[WAVES + 1];
	int n_waves;
	double shading; /* how much a bend darkens */
	double fold_at, fold_shift, fold_reach; /* px down the paper; 0: none */
};

struct node {
	int32_t x, y; /* on the paper, 16.16 px */
	int32_t light; /* 256 leaves the pixel alone */
};

/* out = a after b, both 3 x 3. */
static void
multiply(const double a[9], const double b[9], double out[9])
{
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++)
			out[i * 3 + j] =
			    a[i * 3] * b[j] + a[i * 3 + 1] * b[3 + j] + a[i * 3 + 2] * b[6 + j];
}

/* The unit square to a quadrilateral (Heckbert's closed form). */
static void
square_to_quad(const double q[8], double m[9])
{
	double sx = q[0] - q[2] + q[4] - q[6], sy = q[1] - q[3] + q[5] - q[7];
	double dx1 = q[2] - q[4], dy1 = q[3] - q[5], dx2 = q[6] - q[4], dy2 = q[7] - q[5];
	double det = dx1 * dy2 - dx2 * dy1;
	double g = (sx * dy2 - dx2 * sy) / det, h = (dx1 * sy - sx * dy1) / det;
	double out[9] = { q[2] - q[0] + g * q[2], q[6] - q[0] + h * q[6], q[0],
		q[3] - q[1] + g * q[3], q[7] - q[1] + h * q[7], q[1], g, h, 1 };

	memcpy(m, out, sizeof out);
}

static void
invert(const double m[9], double out[9])
{
	double det = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) +
		     m[2] * (m[3] * m[7] - m[4] * m[6]);
	double adj[9] = { m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8],
		m[1] * m[5] - m[2] * m[4], m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6],
		m[2] * m[3] - m[0] * m[5], m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7],
		m[0] * m[4] - m[1] * m[3] };

	for (int i = 0; i < 9; i++)
		out[i] = adj[i] / det;
}

/* They peep out beside the page, in the margins of the frame. */
static void
plan_clutter(struct clutter *c, struct rng *r)
{
	c->h = FRAME_H / 5 + rng_int(r, FRAME_H / 3);
	c->w = FRAME_W / 20 + rng_int(r, FRAME_W / 10);
	c->x = rng_chance(r, 0.5) ? 0 : FRAME_W - c->w;
	c->y = rng_int(r, FRAME_H - c->h);
	c->module = 5 + rng_int(r, 3);
	c->card_x = rng_int(r, FRAME_W - 35 * c->module);
	c->card_y = rng_chance(r, 0.5) ? 0 : FRAME_H - 35 * c->module;
	c->code =
	    QRcode_encodeString("https://cantine.example/menu", 2, QR_ECLEVEL_L, QR_MODE_8, 1);
}

/* The paper's four corners somewhere in a 12 megapixel frame, the farther the higher the level. */
static void
plan_photo(struct warp *a, const struct sheet *s, int level, struct rng *r)
{
	double tilt = 0.015 * level, q[8], quad[9], back[9];
	static const double at[8] = { 0.06, 0.06, 0.94, 0.06, 0.94, 0.94, 0.06, 0.94 };
	double unit[9] = { s->w, 0, 0, 0, s->h, 0, 0, 0, 1 };

	a->w = FRAME_W;
	a->h = FRAME_H;
	a->behind = (uint8_t)(70 + rng_int(r, 80));
	a->texture = 30;
	for (int i = 0; i < 8; i++)
		q[i] = (at[i] + tilt * rng_range(r, -1, 1)) * (i % 2 ? FRAME_H : FRAME_W);
	square_to_quad(q, quad);
	invert(quad, back);
	multiply(unit, back, a->m);
	a->lens = 0.002 * level * rng_range(r, 0.5, 1);
	plan_clutter(&a->clutter, r);
}

/* Skew in radians, from the two kinds that turn a page. */
static double
skew(const struct wears *w)
{
	static const double limit[] = { 0, 1, 2, 3, 5, 8 };
	struct rng r = wear_stream(w, WEAR_SKEW), c = wear_stream(w, WEAR_COPY);
	double degrees = limit[w->level[WEAR_SKEW]] * rng_sign(&r) * rng_range(&r, 0.4, 1);

	degrees += 0.3 * w->level[WEAR_COPY] * rng_range(&c, -1, 1);
	return degrees * M_PI / 180;
}

static void
edge_lost(const struct sheet *s, const struct wears *w, double *x, double *y)
{
	static const double limit[] = { 0, 2, 4, 6, 9, 14 };
	struct rng r = wear_stream(w, WEAR_CUT);
	double lost = sheet_px(s, limit[w->level[WEAR_CUT]] * rng_range(&r, 0.5, 1));
	double *axis = rng_chance(&r, 0.5) ? x : y;

	*axis += lost * rng_sign(&r);
}

static void
plan_glass(struct warp *a, const struct sheet *s, const struct wears *w)
{
	static const double scales[] = { 1, 0.99, 0.98, 0.97, 0.955, 0.94 };
	struct rng r = wear_stream(w, WEAR_SCALE), lay = wear_stream(w, WEAR_COUNT);
	double sx = scales[w->level[WEAR_SCALE]];
	double sy = sx * (1 + rng_sign(&r) * 0.002 * w->level[WEAR_SCALE]);
	double turn = skew(w), cx = s->w / 2.0, cy = s->h / 2.0, x = 0, y = 0;
	double c = cos(turn), n = sin(turn);

	if (w->level[WEAR_SKEW] != 0) { /* nobody lays it quite in the corner */
		x = sheet_px(s, rng_range(&lay, -1, 1));
		y = sheet_px(s, rng_range(&lay, -1, 1));
	}
	edge_lost(s, w, &x, &y);
	a->w = s->w;
	a->h = s->h;
	a->behind = rng_chance(&lay, 0.7) ? 248 : w->level[WEAR_SHADOW] ? 15 : 190;
	a->m[0] = c / sx;
	a->m[1] = n / sx;
	a->m[3] = -n / sy;
	a->m[4] = c / sy;
	a->m[2] = cx - a->m[0] * (cx + x) - a->m[1] * (cy + y);
	a->m[5] = cy - a->m[3] * (cx + x) - a->m[4] * (cy + y);
	a->m[8] = 1;
}

static void
plan_paper(struct warp *a, const struct sheet *s, const struct wears *w)
{
	struct rng r = wear_stream(w, WEAR_CRUMPLE), f = wear_stream(w, WEAR_FOLD);
	int crumple = w->level[WEAR_CRUMPLE], fold = w->level[WEAR_FOLD];

	a->n_waves = crumple ? WAVES : 0;
	a->shading = 0.04 * crumple;
	for (int i = 0; i < a->n_waves; i++) {
		double k = 2 * M_PI / sheet_px(s, rng_range(&r, 35, 140));
		double way = rng_range(&r, 0, 2 * M_PI), to = rng_range(&r, 0, 2 * M_PI);
		double far = sheet_px(s, 0.07 * crumple);

		a->waves[i] = (struct wave){ k * cos(way), k * sin(way), rng_range(&r, 0, 6.3),
			far * cos(to), far * sin(to) };
	}
	if (w->level[WEAR_PHOTO]) { /* it was folded in a bag: it does not lie flat */
		struct rng p = rng_stream(w->seed, WEAR_COUNT + 1 + WEAR_PHOTO);
		double far = sheet_px(s, 0.12 * w->level[WEAR_PHOTO]);

		a->waves[a->n_waves++] =
		    (struct wave){ 0, M_PI / s->h * rng_range(&p, 0.8, 1.6),
			    rng_range(&p, 0, 6.3), far * 0.3, far };
	}
	if (fold) {
		a->fold_at = s->h * rng_range(&f, 0.3, 0.7);
		a->fold_shift = sheet_px(s, 0.08 * fold) * rng_sign(&f);
		a->fold_reach = sheet_px(s, 25);
	}
}

static struct node
node_at(const struct warp *a, double u, double v)
{
	double du = u - a->w / 2.0, dv = v - a->h / 2.0;
	double out =
	    1 + a->lens * 4 * (du * du + dv * dv) / ((double)a->w * a->w + (double)a->h * a->h);
	double z;

	u = a->w / 2.0 + du * out;
	v = a->h / 2.0 + dv * out;
	z = a->m[6] * u + a->m[7] * v + a->m[8];
	double x = (a->m[0] * u + a->m[1] * v + a->m[2]) / z;
	double y = (a->m[3] * u + a->m[4] * v + a->m[5]) / z, light = 1, dx = 0, dy = 0;
	struct node n;

	for (int i = 0; i < a->n_waves; i++) {
		const struct wave *b = &a->waves[i];
		double t = b->kx * x + b->ky * y + b->phase;

		dx += b->ux * sin(t);
		dy += b->uy * sin(t);
		light -= a->shading / WAVES * (1 + cos(t));
	}
	if (a->fold_reach > 0)
		dy += a->fold_shift * exp(-fabs(y - a->fold_at) / a->fold_reach);
	n.x = (int32_t)(fmax(-30000, fmin(30000, x + dx)) * 65536);
	n.y = (int32_t)(fmax(-30000, fmin(30000, y + dy)) * 65536);
	n.light = (int32_t)(256 * light);
	return n;
}

static int
pixel(const uint8_t *px, int w, int32_t x, int32_t y)
{
	const uint8_t *at = px + (size_t)(y >> 16) * (size_t)w + (x >> 16);
	int fx = (x >> 8) & 255, fy = (y >> 8) & 255;
	int top = at[0] * (256 - fx) + at[1] * fx, low = at[w] * (256 - fx) + at[w + 1] * fx;

	return (top * (256 - fy) + low * fy + 32768) >> 16;
}

static int
inside(const struct sheet *in, int32_t x, int32_t y)
{
	return x >= 0 && y >= 0 && x >> 16 < in->w - 1 && y >> 16 < in->h - 1;
}

/* The card's grey, -1 beside it. */
static int
card(const struct clutter *c, int x, int y)
{
	int i = (x - c->card_x) / c->module - 5, j = (y - c->card_y) / c->module - 5,
	    n = c->code->width;

	if (x < c->card_x || y < c->card_y || i >= n + 5 || j >= n + 5)
		return -1;
	return i >= 0 && j >= 0 && i < n && j < n && (c->code->data[j * n + i] & 1) ? 45 : 225;
}

/* What lies behind the paper: even, or a table's grain with what else is on it. */
static int
behind(const struct warp *a, int x, int y, int p)
{
	const struct clutter *c = &a->clutter;
	unsigned grain = (unsigned)(x / 24 * 7 + y / 3 * 131) * 2654435761u;
	int grey = c->code != NULL ? card(c, x, y) : -1;

	if (grey >= 0)
		return grey;
	if (c->w > 0 && x >= c->x && x < c->x + c->w && y >= c->y && y < c->y + c->h)
		return (y - c->y) % 60 < 14 && (x - c->x) % 40 < 31 ? 90 : 220; /* its lines */
	return a->texture == 0 ? a->behind
			       : a->behind + (int)(grain >> 16) % a->texture - 12 * p;
}

/* One row of a cell, from node l to node r, in every plane. */
static void
cell_row(const struct warp *a, const struct sheet *in, struct sheet *out,
    const struct node l_r[2], const int at[3])
{
	int x0 = at[0], y = at[1], n = at[2];
	int32_t x = l_r[0].x, v = l_r[0].y, light = l_r[0].light;
	int32_t dx = (l_r[1].x - x) / CELL, dv = (l_r[1].y - v) / CELL;
	int safe = inside(in, x, v) && inside(in, l_r[1].x, l_r[1].y);

	for (int p = 0; p < in->planes; p++) {
		uint8_t *to = out->px[p] + (size_t)y * (size_t)out->w + x0;

		for (int i = 0; i < n; i++) {
			int32_t sx = x + dx * i, sy = v + dv * i;

			if (safe || inside(in, sx, sy))
				to[i] = (uint8_t)(pixel(in->px[p], in->w, sx, sy) * light >> 8);
			else
				to[i] = (uint8_t)behind(a, x0 + i, y, p);
		}
	}
}

static struct node
between(struct node a, struct node b, int i)
{
	return (struct node){ a.x + (b.x - a.x) / CELL * i, a.y + (b.y - a.y) / CELL * i,
		a.light + (b.light - a.light) * i / CELL };
}

static void
resample(const struct warp *a, const struct sheet *in, struct sheet *out)
{
	for (int y = 0; y < out->h; y += CELL) {
		struct node left[2] = { node_at(a, 0, y), node_at(a, 0, y + CELL) };

		for (int x = 0; x < out->w; x += CELL) {
			struct node right[2] = { node_at(a, x + CELL, y),
				node_at(a, x + CELL, y + CELL) };

			for (int i = 0; i < CELL && y + i < out->h; i++) {
				struct node ends[2] = { between(left[0], left[1], i),
					between(right[0], right[1], i) };
				int at[3] = { x, y + i, out->w - x < CELL ? out->w - x : CELL };

				cell_row(a, in, out, ends, at);
			}
			left[0] = right[0];
			left[1] = right[1];
		}
	}
}

/* 0: nothing moves. */
static int
plan(struct warp *a, const struct sheet *s, const struct wears *w)
{
	static const enum wear moves[] = { WEAR_SKEW, WEAR_SCALE, WEAR_CUT, WEAR_COPY,
		WEAR_FOLD, WEAR_CRUMPLE, WEAR_PHOTO };
	struct rng r = wear_stream(w, WEAR_PHOTO);
	int moved = 0;

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		moved |= w->level[moves[i]];
	if (!moved)
		return 0;
	if (w->level[WEAR_PHOTO])
		plan_photo(a, s, w->level[WEAR_PHOTO], &r);
	else
		plan_glass(a, s, w);
	plan_paper(a, s, w);
	return 1;
}

void
warp_sheet(struct sheet *s, const struct wears *w)
{
	struct warp a = { .w = 0 };
	struct sheet out;

	if (!plan(&a, s, w))
		return;
	out = sheet_new(a.w, a.h, s->planes, s->dpi * a.w / s->w, 255);
	resample(&a, s, &out);
	QRcode_free(a.clutter.code);
	sheet_release(s);
	*s = out;
}

/* Newton's steps: the plan goes from the scan to the paper. */
struct landed
warp_where(const struct sheet *paper, const struct wears *w, double x_mm, double y_mm)
{
	double x = sheet_px(paper, x_mm), y = sheet_px(paper, y_mm);
	struct warp a = { .w = 0 };
	struct landed at = { x, y, paper->w, paper->h };

	if (!plan(&a, paper, w))
		return at;
	at = (struct landed){ a.w * x / paper->w, a.h * y / paper->h, a.w, a.h };
	for (int i = 0; i < 12; i++) {
		struct node o = node_at(&a, at.x, at.y), r = node_at(&a, at.x + 8, at.y),
			    d = node_at(&a, at.x, at.y + 8);
		double ex = x - o.x / 65536.0, ey = y - o.y / 65536.0;
		double xx = (r.x - o.x) / 524288.0, yx = (r.y - o.y) / 524288.0;
		double xy = (d.x - o.x) / 524288.0, yy = (d.y - o.y) / 524288.0;
		double det = xx * yy - xy * yx;

		at.x += (ex * yy - ey * xy) / det;
		at.y += (ey * xx - ex * yx) / det;
	}
	QRcode_free(a.clutter.code);
	/* a pixel shows what its upper left corner maps to */
	at.x += 0.5;
	at.y += 0.5;
	return at;
}
