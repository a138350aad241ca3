#include "wear.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "marks.h"
#include "tone.h"

#include <stdlib.h>

static const char *const names[WEAR_COUNT] = { [WEAR_SKEW] = "skew",
	[WEAR_JPEG] = "jpeg",
	[WEAR_BLUR] = "blur",
	[WEAR_SCALE] = "scale",
	[WEAR_BILEVEL] = "bilevel",
	[WEAR_NOISE] = "noise",
	[WEAR_FAINT] = "faint",
	[WEAR_FAT] = "fat",
	[WEAR_LINES] = "lines",
	[WEAR_FOLD] = "fold",
	[WEAR_STAPLE] = "staple",
	[WEAR_SHADOW] = "shadow",
	[WEAR_CUT] = "cut",
	[WEAR_COPY] = "copy",
	[WEAR_PEN] = "pen",
	[WEAR_STAMP] = "stamp",
	[WEAR_BLEED] = "bleed",
	[WEAR_CRUMPLE] = "crumple",
	[WEAR_PHOTO] = "photo" };

const char *
wear_name(enum wear k)
{
	return names[k];
}

static int
word_parse(const char *word, unsigned *wanted)
{
	for (int k = 0; k < WEAR_COUNT; k++)
		if (strcmp(names[k], word) == 0) {
			*wanted |= 1u << k;
			return 0;
		}
	if (strcmp(word, "office") == 0)
		*wanted |= WEARS_OFFICE;
	else if (strcmp(word, "mix") == 0)
		*wanted |= WEARS_MIX;
	else if (strcmp(word, "none") != 0)
		return -1;
	return 0;
}

int
wears_parse(const char *text, unsigned *wanted, struct err *e)
{
	char *copy = mem_str(text), *rest = copy, *word;
	int rc = 0;

	*wanted = 0;
	while (rc == 0 && (word = strsep(&rest, ",")) != NULL)
		if (word_parse(word, wanted) < 0)
			rc = err_set(e, ERR_USAGE, "dégât inconnu : « %s »", word);
	free(copy);
	return rc;
}

/* Some of the kinds: the first drawn at severity, the others milder, or they would add up to worse. */
static void
choose_some(struct wears *w, unsigned kinds, int n, int severity, struct rng *r)
{
	int level = severity;

	for (int tries = 0; n > 0 && tries < 100; tries++) {
		int k = rng_int(r, WEAR_COUNT);

		if (!(kinds & 1u << k) || w->level[k] != 0)
			continue;
		w->level[k] = level;
		level = 1 + rng_int(r, severity > 1 ? severity - 1 : 1);
		n--;
	}
}

void
wears_choose(struct wears *w, unsigned wanted, int severity, struct rng *r)
{
	enum {
		OFFICE = 1 << WEAR_SKEW | 1 << WEAR_NOISE | 1 << WEAR_JPEG | 1 << WEAR_SHADOW |
			 1 << WEAR_LINES,
		MIX = OFFICE | 1 << WEAR_BLUR | 1 << WEAR_SCALE | 1 << WEAR_BILEVEL |
		      1 << WEAR_FAINT | 1 << WEAR_FAT | 1 << WEAR_CUT | 1 << WEAR_STAPLE |
		      1 << WEAR_FOLD | 1 << WEAR_BLEED
	};

	memset(w->level, 0, sizeof w->level);
	w->seed = rng_u64(r);
	if (severity == 0)
		return;
	for (int k = 0; k < WEAR_COUNT; k++)
		if (wanted & 1u << k)
			w->level[k] = severity;
	if (wanted & WEARS_OFFICE)
		choose_some(w, OFFICE, 5, severity, r);
	if (wanted & WEARS_MIX) {
		w->level[WEAR_SKEW] = 1 + rng_int(r, severity);
		w->level[WEAR_NOISE] = 1 + rng_int(r, severity);
		choose_some(w, MIX, 2 + rng_int(r, 3), severity, r);
	}
}

struct rng
wear_stream(const struct wears *w, enum wear k)
{
	return rng_stream(w->seed, (uint64_t)k + 1);
}

double
wear_toner(const struct wears *w)
{
	struct rng r = wear_stream(w, WEAR_FAINT);

	return tone_strength(w->level[WEAR_FAINT], &r);
}

struct step {
	enum wear kind;
	void (*apply)(struct sheet *s, int level, struct rng *r);
};

static void
run(const struct step *steps, size_t n, struct sheet *s, const struct wears *w)
{
	for (size_t i = 0; i < n; i++)
		if (w->level[steps[i].kind] != 0) {
			struct rng r = wear_stream(w, steps[i].kind);

			steps[i].apply(s, w->level[steps[i].kind], &r);
		}
}

void
wear_print(struct sheet *s, const struct wears *w)
{
	static const struct step steps[] = { { WEAR_FAT, tone_fat },
		{ WEAR_FAINT, tone_faint } };

	run(steps, sizeof steps / sizeof *steps, s, w);
}

void
wear_paper(struct sheet *s, const struct wears *w)
{
	static const struct step steps[] = { { WEAR_PEN, marks_pen },
		{ WEAR_STAMP, marks_stamp }, { WEAR_BLEED, tone_bleed },
		{ WEAR_COPY, tone_copy }, { WEAR_FOLD, marks_fold },
		{ WEAR_STAPLE, marks_staple } };

	run(steps, sizeof steps / sizeof *steps, s, w);
}

void
wear_scan(struct sheet *s, const struct wears *w)
{
	static const struct step steps[] = { { WEAR_BLUR, tone_blur },
		{ WEAR_SHADOW, marks_lid }, { WEAR_LINES, marks_lines },
		{ WEAR_PHOTO, tone_light }, { WEAR_NOISE, tone_noise } };

	run(steps, sizeof steps / sizeof *steps, s, w);
}
