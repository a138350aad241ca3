#include "scan/look_imp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan/advice_imp.h"
#include "scan/blank_imp.h"
#include "scan/cpu_imp.h"
#include "scan/place/frame_imp.h"
#include "scan/ink/ink_imp.h"
#include "scan/place/register_imp.h"
#include "scan/tag/tagfind_imp.h"

static const double residual_max_mm = 1.0; /* beyond, a page does not fit: nothing is judged */
/* Pixels of the longer side, A4 at 60 dpi: what has fewer may be a code by itself. */
static const int paper_side = 700;
static const char note_lost[] = "les repères de la page ne se retrouvent pas";
static const char hint_lost[] = "page mal repérée : vérifiez à l'œil";
static const char hint_cut[] = "case coupée ou hors de l'image";

void
look_start(void)
{
	tagreader_start();
}

/* As the file says where that can be true, else as if the page filled the picture. */
static double
dpi_of(const struct image *im)
{
	double w = im->w < im->h ? im->w : im->h, h = im->w < im->h ? im->h : im->w;
	double fill = fmax(w / PAGE_W, h / PAGE_H) * 25.4;

	if (im->dpi >= 40 && im->dpi <= 1300 && fill / im->dpi > 0.6 && fill / im->dpi < 1.7)
		return im->dpi;
	return fill;
}

/* Of the first `rows` of the picture, the part that holds pixels. */
static struct image
seen(const struct page_pixels *px, int rows, double dpi)
{
	struct image im =
	    image_window(&px->im, 0, 0, px->im.w, rows < px->ready ? rows : px->ready);

	im.dpi = dpi;
	return im;
}

static void
note(struct scan_page *out, const char *words)
{
	size_t n = strlen(out->note);

	snprintf(out->note + n, sizeof out->note - n, "%s%s", n ? " ; " : "", words);
}

/* Clockwise degrees, a quarter turn at best, from the stored picture to the upright page. */
static int
stored_turn(const struct scan_map *m)
{
	struct pt right, down;
	int quarters;

	map_axes(m, TAG_X, TAG_Y, &right, &down);
	quarters = (int)lround(atan2(right.y, right.x) / (M_PI / 2));
	return ((-quarters % 4 + 4) % 4) * 90;
}

static int
box_inside(const struct image *im, const struct scan_map *m, const struct box *b)
{
	for (int i = 0; i < 4; i++) {
		struct pt p =
		    map_apply(m, b->x + (i % 2 ? b->w - 1 : 1), b->y + (i / 2 ? b->h - 1 : 1));

		if (!(p.x >= 0 && p.y >= 0 && p.x < im->w && p.y < im->h))
			return 0;
	}
	return 1;
}

static void
doubt(struct scan_box *o, const char *hint)
{
	o->verdict = VERDICT_DOUBTFUL;
	o->score = 0.5;
	o->hint = hint;
}

static void
judge_boxes(const struct image *im, const struct registration *r /* NULL: none */,
    const struct scan_known *known, struct scan_page *out)
{
	out->n_boxes = known->n_boxes;
	if (out->registered)
		ink_judge(im, r, known->boxes, known->n_boxes, out->boxes);
	for (size_t i = 0; i < known->n_boxes; i++) {
		out->boxes[i].box = known->boxes[i];
		if (!out->registered)
			doubt(&out->boxes[i], hint_lost);
		else if (!box_inside(im, &r->map, &known->boxes[i]))
			doubt(&out->boxes[i], hint_cut);
	}
}

/*
 * Is the map right where the boxes are?  A scanner's page lies flat, one mark says how; of one that is
 * seen from one side, half of the borders must be where they should be.
 */
static int
is_registered(const struct registration *r, size_t boxes)
{
	if (r->residual_mm < 0 || r->residual_mm > residual_max_mm)
		return 0;
	if (r->tilted)
		return r->marks == MARKS ? r->sides >= 2 * (int)boxes
					 : r->sides >= 3 * (int)boxes && r->sides >= 4;
	return r->marks > 0 || r->sides >= 4;
}

static void
take_registration(const struct registration *r, size_t boxes, double dpi, struct scan_page *out)
{
	double density = r->marks > 0 ? map_density(&r->map, PAGE_W / 2, PAGE_H / 2)
				      : map_density(&r->map, TAG_X, TAG_Y);

	out->map = r->map;
	out->dpi = density * 25.4;
	out->residual_mm = r->residual_mm;
	out->scale = r->tilted || r->perspective ? 0 : register_scale(r, dpi);
	out->registered = is_registered(r, boxes);
}

/* A page of ours whose boxes are known, with a first registration (NULL: none). */
static void
read_boxes(struct page_pixels *px, const struct image *im, const struct scan_known *known,
    struct registration *r, struct scan_page *out)
{
	out->outcome = OUTCOME_READ;
	if (r != NULL) {
		if (known->n_boxes > 0)
			register_boxes(im, known->boxes, known->n_boxes, r);
		take_registration(r, known->n_boxes, px->im.dpi, out);
		out->rotation = (stored_turn(&r->map) - px->viewer_rotation % 360 + 720) % 360;
	}
	if (known->n_boxes > 0)
		judge_boxes(im, r, known, out);
	if (known->n_boxes > 0 && !out->registered &&
	    !advice_is_photo(&px->im)) /* look() gives advice */
		note(out, note_lost);
}

static void
read_page(struct page_pixels *px, const struct image *im, const struct tagfind *f,
    struct scan_page *out)
{
	struct registration r;
	int placed = register_tag(im, &f->codes.at[f->ours], &r) == 0;

	if (placed) {
		r.tilted |= advice_is_photo(&px->im);
		register_marks(im, im->h, &r);
	}
	read_boxes(px, im, &f->known, placed ? &r : NULL, out);
}

/* A page whose tag a person says: as the corner marks lie, the way that the boxes fit best. */
static void
read_told(struct page_pixels *px, const struct image *im, const struct tagfind *f,
    struct scan_page *out)
{
	struct scan_known known = { .n_boxes = 0 };
	struct frame frame[FRAMES_MAX];
	struct registration best, r;
	int n, found = 0;

	if (f->ask->resolve(f->ask->ctx, f->ask->told, &known) != SCAN_CLAIM_KNOWN)
		return;
	n = frame_guess(im, frame);
	for (int i = 0; i < n; i++) {
		register_frame(&frame[i], &r);
		register_boxes(im, known.boxes, known.n_boxes, &r);
		if (r.residual_mm < 0 || (found && r.sides <= best.sides))
			continue;
		best = r;
		found = 1;
	}
	snprintf(out->text, sizeof out->text, "%s", f->ask->told);
	read_boxes(px, im, &known, found ? &best : NULL, out);
}

/* Upright or with its head to the left, as far as the code alone tells: its tag is in the top strip. */
static int
stands_in_strip(const struct code *c)
{
	double dx = c->corner[1].x - c->corner[0].x, dy = c->corner[1].y - c->corner[0].y;

	return dx > 2 * fabs(dy) || -dy > 2 * fabs(dx);
}

static int
needs_all(const struct tagfind *f)
{
	return f->ours < 0 || f->known.n_boxes > 0 || !stands_in_strip(&f->codes.at[f->ours]);
}

static void
conclude(struct page_pixels *px, const struct image *im, const struct tagfind *f,
    struct scan_page *out)
{
	const struct code *c = f->ours >= 0     ? &f->codes.at[f->ours]
			       : f->codes.n > 0 ? &f->codes.at[0]
						: NULL;

	if (c != NULL)
		snprintf(out->text, sizeof out->text, "%s", c->text);
	if (f->two) {
		out->outcome = OUTCOME_NO_CODE;
		note(out, "deux étiquettes de l'établissement sur la même page");
	} else if (f->ours >= 0 && f->claim[f->ours] == SCAN_CLAIM_UNKNOWN)
		out->outcome = OUTCOME_UNKNOWN;
	else if (f->ours >= 0)
		read_page(px, im, f, out);
	else
		out->outcome = c != NULL ? OUTCOME_FOREIGN : OUTCOME_NO_CODE;
	if (f->ours < 0 && f->ask->told != NULL)
		read_told(px, im, f, out);
}

static void
keep_pictures(struct page_pixels *px, struct scan_page *out)
{
	int clear = out->outcome == OUTCOME_READ;

	for (size_t i = 0; i < out->n_boxes; i++) {
		struct scan_box *b = &out->boxes[i];

		clear = clear && b->verdict != VERDICT_DOUBTFUL;
		if (b->verdict != VERDICT_EMPTY && out->dpi > 0)
			b->crop =
			    look_crop(px, &out->map, &b->box, out->rotation, &b->crop_size);
	}
	if (!clear && out->outcome != OUTCOME_BLANK)
		out->thumb = look_thumb(px, out->rotation, &out->thumb_size);
}

/* What a photo could not show, another may: no tag, boxes out of place, or not clear. */
static void
advise(const struct image *im, const struct tagfind *f, struct scan_page *out)
{
	struct registration r;
	int placed = f->ours >= 0 && register_tag(im, &f->codes.at[f->ours], &r) == 0;

	out->scale = 0; /* nobody knows how far the camera was */
	if (out->outcome == OUTCOME_NO_CODE || (out->n_boxes > 0 && !out->registered))
		note(out, advice_words(im, out->registered ? &out->map
					   : placed        ? &r.map
							   : NULL));
}

/*
 * Looks into the corners where a page of ours has its tag, `first` before the others.  Returns how many
 * rows of the page were looked at where it was found, all of them when it was not.
 */
static int
find_tag(struct tagfind *f, struct page_pixels *px, int first)
{
	const int turns[] = { first, 0, 90, 180, 270 };
	int rows = px->im.h;

	for (size_t i = 0; i < sizeof turns / sizeof *turns && f->ours < 0; i++) {
		struct image im;

		if (i > 0 && turns[i] == first)
			continue;
		rows = tagfind_rows(f, &px->im, turns[i]);
		(void)px->more(px, rows);
		im = seen(px, rows, f->dpi);
		tagfind_corner(f, &im, turns[i]);
	}
	return f->ours < 0 ? px->im.h : rows;
}

static void
look(struct page_pixels *px, const struct look_ask *ask, double dpi, struct scan_page *out)
{
	struct tagfind f;
	struct image im;
	int whole = 1, photo = advice_is_photo(&px->im), rows;
	int paper = !photo && fmax(px->im.w, px->im.h) >= paper_side;

	tagfind_init(&f, ask, dpi, !paper, out->attempts);
	rows = find_tag(&f, px, ask->turn);
	if (needs_all(&f)) {
		rows = px->im.h;
		whole = px->more(px, rows) == 0;
	}
	im = seen(px, rows, dpi);
	/* what a camera shows is not called empty: nobody photographs a blank back */
	if (f.ours < 0 && f.codes.n == 0 && whole && paper && blank_page(&im)) {
		out->outcome = OUTCOME_BLANK;
		tagfind_release(&f);
		return;
	}
	if (f.ours < 0)
		tagfind_page(&f, &im);
	if (f.ours >= 0 && (rows == px->im.h || ask->turn != 0))
		tagfind_others(&f, &im);
	if (f.two && ask->turn != 0) {
		struct look_ask afresh = *ask;

		afresh.turn = 0;
		tagfind_release(&f);
		look(px, &afresh, dpi, out);
		return;
	}
	conclude(px, &im, &f, out);
	if (photo)
		advise(&im, &f, out);
	if (!whole) {
		note(out, "image tronquée");
		if (f.ours < 0)
			out->outcome = OUTCOME_DAMAGED;
	}
	tagfind_release(&f);
}

void
look_page(struct page_pixels *px, const struct look_ask *ask, int keep, struct scan_page *out)
{
	double start = cpu_ms(), dpi = dpi_of(&px->im);
	int page = out->page;

	memset(out, 0, sizeof *out);
	out->page = page;
	out->residual_mm = -1;
	out->dpi = px->im.dpi;
	out->outcome = OUTCOME_DAMAGED;
	if (px->im.w >= 40 && px->im.h >= 40)
		look(px, ask, dpi, out);
	if (keep)
		keep_pictures(px, out);
	out->ms = cpu_ms() - start;
}
