#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "measures.h"
#include "scan/evidence_imp.h"

/* Logistic regression by Newton's steps, with a little weight decay: few terms, thousands of boxes. */
enum { N = TERM_COUNT + 1, STEPS = 40 };

static const double decay = 0.3;

#define NAMED(t) [t] = #t
static const char *const names[TERM_COUNT] = {
	NAMED(TERM_TINY),
	NAMED(TERM_LONGEST),
	NAMED(TERM_COMPACT),
	NAMED(TERM_ROW),
	NAMED(TERM_ROW_EVEN),
	NAMED(TERM_ROW_YEAR),
	NAMED(TERM_ROW_WORDS),
	NAMED(TERM_ROW_SHORT),
	NAMED(TERM_LINES),
	NAMED(TERM_PRINT),
	NAMED(TERM_STAMPED),
	NAMED(TERM_STAMP_PALE),
	NAMED(TERM_STAMP_CROSSED),
	NAMED(TERM_SCATTERED),
	NAMED(TERM_RULED),
	NAMED(TERM_PALE),
	NAMED(TERM_SOFT),
	NAMED(TERM_VEIL),
	NAMED(TERM_FOREIGN),
};

struct sample {
	double x[N]; /* the terms and a 1 */
	double is_signed;
};

struct samples {
	struct sample *at;
	size_t n, cap;
};

static int
sample_parse(char *line, struct sample *s)
{
	char *word = strsep(&line, "\t");

	word = strsep(&line, "\t");
	if (word == NULL || *word == '-')
		return 0;
	s->is_signed = atof(word);
	for (int i = 0; i < TERM_COUNT; i++) {
		word = strsep(&line, "\t");
		if (word == NULL)
			return 0;
		s->x[i] = atof(word);
	}
	s->x[TERM_COUNT] = 1;
	return 1;
}

static int
samples_read(struct samples *l, const char *path, struct err *e)
{
	FILE *f = fopen(path, "r");
	char line[1024];

	if (f == NULL)
		return err_system(e, path, errno);
	while (fgets(line, sizeof line, f) != NULL) {
		l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
		l->n += (size_t)sample_parse(line, &l->at[l->n]);
	}
	fclose(f);
	return 0;
}

/* Solves a b = g in place: b comes out in g.  Positive definite: no pivoting needed. */
static void
solve(double a[N][N], double g[N])
{
	for (int i = 0; i < N; i++)
		for (int r = i + 1; r < N; r++) {
			double k = a[r][i] / a[i][i];

			for (int c = i; c < N; c++)
				a[r][c] -= k * a[i][c];
			g[r] -= k * g[i];
		}
	for (int i = N - 1; i >= 0; i--) {
		for (int c = i + 1; c < N; c++)
			g[i] -= a[i][c] * g[c];
		g[i] /= a[i][i];
	}
}

static void
newton_step(const struct samples *l, double w[N])
{
	double a[N][N] = { { 0 } }, g[N] = { 0 }, longest = 0;

	for (int i = 0; i < N; i++) {
		a[i][i] = i < TERM_COUNT ? decay : 1e-6;
		g[i] = -a[i][i] * w[i];
	}
	for (size_t k = 0; k < l->n; k++) {
		const struct sample *s = &l->at[k];
		double sum = 0, p;

		for (int i = 0; i < N; i++)
			sum += w[i] * s->x[i];
		p = 1 / (1 + exp(-sum));
		for (int i = 0; i < N; i++) {
			g[i] += (s->is_signed - p) * s->x[i];
			for (int c = 0; c < N; c++)
				a[i][c] += p * (1 - p) * s->x[i] * s->x[c];
		}
	}
	solve(a, g);
	for (int i = 0; i < N; i++)
		longest = fmax(longest, fabs(g[i]));
	for (int i = 0; i < N; i++)
		w[i] += g[i] * fmin(1, 2 / longest);
}

int
measures_fit(const char *path, struct err *e)
{
	struct samples l = { NULL, 0, 0 };
	double w[N] = { 0 };
	int rc = samples_read(&l, path, e);

	for (int i = 0; rc == 0 && i < STEPS; i++)
		newton_step(&l, w);
	for (int i = 0; rc == 0 && i < TERM_COUNT; i++)
		printf("\t[%s] = %.2f,\n", names[i], w[i]);
	if (rc == 0)
		printf("BIAS %.2f, from %zu boxes\n", w[TERM_COUNT], l.n);
	free(l.at);
	return rc;
}
