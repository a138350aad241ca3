#include "plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"

const char *
mode_name(enum mode m)
{
	static const char *const names[MODE_COUNT] = { "bilevel", "gray", "color" };

	return names[m];
}

struct sources {
	int *at;
	size_t n, cap;
};

static void
sources_add(struct sources *s, int page)
{
	s->at = mem_grow(s->at, s->n, &s->cap, sizeof *s->at);
	s->at[s->n++] = page;
}

/* "1-5,8": numbers from 1, in the order wanted, again if wanted. */
static int
sources_parse(struct sources *s, const char *text, int pages, struct err *e)
{
	char *end;

	while (*text != '\0') {
		long from = strtol(text, &end, 10), to = from;

		if (*end == '-')
			to = strtol(end + 1, &end, 10);
		if (from < 1 || to < from || to > pages || (*end != ',' && *end != '\0'))
			return err_set(e, ERR_USAGE, "pages « %s » : de 1 à %d", text, pages);
		for (; from <= to; from++)
			sources_add(s, (int)from - 1);
		text = *end == ',' ? end + 1 : end;
	}
	return 0;
}

static void
shuffle(struct sources *s, struct rng *r)
{
	for (size_t i = s->n; i > 1; i--) {
		size_t k = (size_t)rng_int(r, (int)i);
		int kept = s->at[k];

		s->at[k] = s->at[i - 1];
		s->at[i - 1] = kept;
	}
}

static int
yes(int choice, struct rng *r)
{
	return choice == RANDOM ? rng_chance(r, 0.5) : choice;
}

static void
job_plan(struct job *j, const struct options *o, struct rng *r)
{
	int span = o->severity_high - o->severity_low + 1;

	j->dpi = o->dpi[rng_int(r, o->n_dpi)];
	j->mode = o->mode[rng_int(r, o->n_modes)];
	j->severity = o->severity_low + rng_int(r, span);
	j->rows = yes(o->strips, r) ? 64 + 64 * rng_int(r, 4) : 0;
	j->ocr = yes(o->ocr, r);
	j->viewer = o->pdf_rotate ? 90 * rng_int(r, 4) : 0;
	wears_choose(&j->wears, o->damage, j->severity, r);
}

/* The back goes through the scanner with its front: same way up, same settings, wear of its own. */
static void
back_plan(struct job *back, const struct job *front, const struct options *o, struct rng *r)
{
	*back = *front;
	back->back = 1;
	wears_choose(&back->wears, o->damage, back->severity, r);
}

struct job *
plan_make(const struct options *o, int pages, size_t *n, struct err *e)
{
	struct sources s = { NULL, 0, 0 };
	struct rng order = rng_stream(o->seed, 1);
	struct job *jobs;
	char all[32];

	snprintf(all, sizeof all, "1-%d", pages);
	if (sources_parse(&s, o->pages == NULL ? all : o->pages, pages, e) < 0) {
		free(s.at);
		return NULL;
	}
	if (o->shuffle)
		shuffle(&s, &order);
	jobs = mem_zero(s.n * (o->blank_backs ? 2 : 1) + 1, sizeof *jobs);
	*n = 0;
	for (size_t i = 0; i < s.n; i++) {
		struct rng r = rng_stream(o->seed, 1000 + i);
		struct job *j = &jobs[(*n)++];

		j->source = s.at[i];
		for (size_t k = 0; k < i; k++)
			j->print += s.at[k] == s.at[i];
		j->turn = o->rotate == RANDOM ? 90 * rng_int(&r, 4) : o->rotate;
		job_plan(j, o, &r);
		if (o->blank_backs)
			back_plan(&jobs[(*n)++], j, o, &r);
	}
	free(s.at);
	return jobs;
}

static enum packing
packing(const struct options *o, const struct job *j)
{
	int bilevel = j->mode == MODE_BILEVEL;

	switch (o->format) {
	case FORMAT_PDF:
		return bilevel ? PACK_G4 : PACK_JPEG;
	case FORMAT_TIFF:
		return o->lzw ? PACK_LZW : bilevel ? PACK_G4 : PACK_JPEG;
	case FORMAT_PNG:
		return PACK_PNG;
	case FORMAT_JPEG:
		return PACK_JPEG;
	}
	return PACK_JPEG;
}

/* Half-way between paper and toner, and never below what keeps thin strokes whole. */
static double
ideal_cut(const struct wears *w)
{
	return fmax(150, 255 * (1 - wear_toner(w) / 2));
}

struct encode_how
plan_packing(const struct options *o, const struct job *j)
{
	static const int qualities[] = { 0, 90, 70, 50, 35, 20 };
	static const int drifts[] = { 0, 8, 18, 30, 45, 62 };
	struct rng r = wear_stream(&j->wears, WEAR_BILEVEL);
	int level = j->wears.level[WEAR_BILEVEL], jpeg = j->wears.level[WEAR_JPEG];
	double drift = drifts[level] * rng_range(&r, 0.5, 1) * rng_sign(&r);
	struct encode_how how = { packing(o, j),
		j->mode == MODE_BILEVEL && o->format != FORMAT_JPEG,
		jpeg ? qualities[jpeg] : o->quality, j->rows, ideal_cut(&j->wears) + drift, 0 };

	if (level >= 2)
		how.drift = rng_range(&r, -10, 10) * level;
	return how;
}
