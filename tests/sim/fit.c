#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "measures.h"

/*
 * Boosted trees: each is grown to say what those before it left wrong, and a small part of what it
 * says is added.  Measures are looked at in steps, so that a question is a step.
 */
enum {
	TREES_MAX = 120,
	LEAVES_MAX = 10,
	STEPS = 64,
	LEAST = 20, /* samples of a leaf */
	MEASURES_MAX = 64,
	NAME_SIZE = 24
};

static const double rate = 0.1, decay = 1;

struct sample {
	float m[MEASURES_MAX];
	uint8_t step[MEASURES_MAX];
	int is_signed;
	int leaf;
	double sum; /* what the trees say so far */
};

struct samples {
	struct sample *at;
	size_t n, cap;
	char name[MEASURES_MAX][NAME_SIZE];
	int measures;
	const char *title;
};

/* A leaf while a tree grows, and its best question. */
struct leaf {
	double gain;
	int measure, step;
	int from, side; /* the question that led here, and its answer; from -1: none */
};

struct question {
	int measure, step, next[2]; /* next: of a question, or -1 - leaf */
};

struct tree {
	struct leaf leaves[LEAVES_MAX];
	struct question questions[LEAVES_MAX];
	int n; /* leaves */
};

/* The first line of each part of the file names the measures. */
static int
names_parse(char *line, struct samples *l)
{
	char *word = strsep(&line, "\t");

	if (strcmp(word, "ink") != 0)
		return 0;
	strsep(&line, "\t");
	for (l->measures = 0; l->measures < MEASURES_MAX; l->measures++) {
		word = strsep(&line, "\t\n");
		if (word == NULL || *word == '\0')
			break;
		snprintf(l->name[l->measures], NAME_SIZE, "%s", word);
	}
	return 1;
}

static int
sample_parse(char *line, const struct samples *l, struct sample *s)
{
	char *word = strsep(&line, "\t");

	word = strsep(&line, "\t");
	if (word == NULL || *word == '-')
		return 0;
	memset(s, 0, sizeof *s);
	s->is_signed = atoi(word);
	for (int i = 0; i < l->measures; i++) {
		word = strsep(&line, "\t");
		if (word == NULL)
			return 0;
		s->m[i] = strtof(word, NULL);
	}
	return l->measures > 0;
}

static int
samples_read(struct samples *l, const char *path, struct err *e)
{
	FILE *f = fopen(path, "r");
	char line[2048], copy[2048];

	if (f == NULL)
		return err_system(e, path, errno);
	while (fgets(line, sizeof line, f) != NULL) {
		memcpy(copy, line, sizeof copy);
		if (names_parse(copy, l))
			continue;
		l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
		l->n += (size_t)sample_parse(line, l, &l->at[l->n]);
	}
	fclose(f);
	return l->n > 0 ? 0 : err_set(e, ERR_INPUT, "%s : aucune mesure", path);
}

static int
ascending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* Cuts a measure where equally many samples lie between; edge[k] is the least of step k + 1. */
static void
cut_steps(struct samples *l, int measure, float edge[STEPS])
{
	float *v = mem_alloc(l->n * sizeof *v);
	int n = 0;

	for (size_t i = 0; i < l->n; i++)
		v[i] = l->at[i].m[measure];
	qsort(v, l->n, sizeof *v, ascending);
	for (size_t k = 1; k < STEPS; k++) {
		float at = v[l->n * k / STEPS];

		if (at > (n > 0 ? edge[n - 1] : v[0]))
			edge[n++] = at;
	}
	for (size_t i = 0; i < l->n; i++) {
		int k = 0;

		while (k < n && l->at[i].m[measure] >= edge[k])
			k++;
		l->at[i].step[measure] = (uint8_t)k;
	}
	free(v);
}

/* Of a set of samples: how far they are from what is said of them, and how surely. */
struct weight {
	double g, h;
	int n;
};

static void
weight_add(struct weight *w, const struct sample *s)
{
	double p = 1 / (1 + exp(-s->sum));

	w->g += s->is_signed - p;
	w->h += p * (1 - p);
	w->n++;
}

static double
weight_gain(const struct weight *w)
{
	return w->g * w->g / (w->h + decay);
}

/* The question that parts a leaf's samples best. */
static void
find_question(const struct samples *l, int leaf, struct leaf *o)
{
	static struct weight at[MEASURES_MAX][STEPS];
	struct weight all = { 0 };

	memset(at, 0, sizeof at);
	for (size_t i = 0; i < l->n; i++) {
		const struct sample *s = &l->at[i];

		if (s->leaf != leaf)
			continue;
		weight_add(&all, s);
		for (int m = 0; m < l->measures; m++)
			weight_add(&at[m][s->step[m]], s);
	}
	o->gain = 0;
	for (int m = 0; m < l->measures; m++) {
		struct weight less = { 0 };

		for (int k = 0; k + 1 < STEPS; k++) {
			struct weight more;
			double gain;

			less.g += at[m][k].g;
			less.h += at[m][k].h;
			less.n += at[m][k].n;
			more =
			    (struct weight){ all.g - less.g, all.h - less.h, all.n - less.n };
			gain = weight_gain(&less) + weight_gain(&more) - weight_gain(&all);
			if (less.n < LEAST || more.n < LEAST || gain <= o->gain)
				continue;
			o->gain = gain;
			o->measure = m;
			o->step = k;
		}
	}
}

/* Asks the question of a leaf: those above the step become a leaf of their own. */
static void
split(struct samples *l, struct tree *t, int leaf)
{
	struct leaf *o = &t->leaves[leaf], *added = &t->leaves[t->n];
	int q = t->n - 1;

	t->questions[q] = (struct question){ o->measure, o->step, { -1 - leaf, -1 - t->n } };
	if (o->from >= 0)
		t->questions[o->from].next[o->side] = q;
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].leaf == leaf && l->at[i].step[o->measure] > o->step)
			l->at[i].leaf = t->n;
	*o = (struct leaf){ .from = q, .side = 0 };
	*added = (struct leaf){ .from = q, .side = 1 };
	find_question(l, leaf, o);
	find_question(l, t->n, added);
	t->n++;
}

static void
grow(struct samples *l, struct tree *t)
{
	for (size_t i = 0; i < l->n; i++)
		l->at[i].leaf = 0;
	t->n = 1;
	t->leaves[0] = (struct leaf){ .from = -1 };
	find_question(l, 0, &t->leaves[0]);
	while (t->n < LEAVES_MAX) {
		int best = 0;

		for (int k = 1; k < t->n; k++)
			if (t->leaves[k].gain > t->leaves[best].gain)
				best = k;
		if (t->leaves[best].gain <= 0)
			break;
		split(l, t, best);
	}
}

/* What a leaf answers, added to its samples. */
static void
answer(struct samples *l, int leaf, double *out)
{
	struct weight w = { 0 };

	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].leaf == leaf)
			weight_add(&w, &l->at[i]);
	*out = rate * w.g / (w.h + decay);
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i].leaf == leaf)
			l->at[i].sum += *out;
}

static void
print_questions(
    const struct samples *l, const struct tree *trees, float edge[MEASURES_MAX][STEPS])
{
	int first = 0, leaves = 0;

	printf("static const struct question %s_QUESTIONS[] = {\n", l->title);
	for (int i = 0; i < TREES_MAX; i++) {
		for (int k = 0; k + 1 < trees[i].n; k++) {
			const struct question *q = &trees[i].questions[k];
			int next[2];

			for (int s = 0; s < 2; s++)
				next[s] =
				    q->next[s] >= 0 ? q->next[s] + first : q->next[s] - leaves;
			printf("\t{ %s, %#.4gF, %d, %d },\n", l->name[q->measure],
			    (double)edge[q->measure][q->step], next[0], next[1]);
		}
		first += trees[i].n - 1;
		leaves += trees[i].n;
	}
	printf("};\n\n");
}

static void
print_trees(const struct samples *l, const struct tree *trees, double answers[][LEAVES_MAX],
    float edge[MEASURES_MAX][STEPS], double bias)
{
	int first = 0, leaves = 0;

	print_questions(l, trees, edge);
	printf("static const float %s_ANSWERS[] = {", l->title);
	for (int i = 0, n = 0; i < TREES_MAX; i++)
		for (int k = 0; k < trees[i].n; k++, n++)
			printf("%s %.3fF", n > 0 ? "," : "", answers[i][k]);
	printf(" };\n\nstatic const short %s_ROOTS[] = {", l->title);
	for (int i = 0; i < TREES_MAX; i++) {
		printf("%s %d", i > 0 ? "," : "", trees[i].n > 1 ? first : -1 - leaves);
		first += trees[i].n - 1;
		leaves += trees[i].n;
	}
	printf(" };\n\n");
	printf(
	    "static const struct trees %s_TREES = { %.3f, %s_QUESTIONS, %s_ANSWERS, %s_ROOTS,\n"
	    "\tsizeof %s_ROOTS / sizeof *%s_ROOTS };\n",
	    l->title, bias, l->title, l->title, l->title, l->title, l->title);
}

int
measures_fit(const char *title, const char *path, struct err *e)
{
	static struct tree trees[TREES_MAX];
	static double answers[TREES_MAX][LEAVES_MAX];
	static float edge[MEASURES_MAX][STEPS];
	static struct samples l;
	double is_signed = 0, bias;

	l.title = title;
	if (samples_read(&l, path, e) < 0) {
		free(l.at);
		return -1;
	}
	for (int m = 0; m < l.measures; m++)
		cut_steps(&l, m, edge[m]);
	for (size_t i = 0; i < l.n; i++)
		is_signed += l.at[i].is_signed;
	bias = log(is_signed / ((double)l.n - is_signed));
	for (size_t i = 0; i < l.n; i++)
		l.at[i].sum = bias;
	for (int i = 0; i < TREES_MAX; i++) {
		grow(&l, &trees[i]);
		for (int k = 0; k < trees[i].n; k++)
			answer(&l, k, &answers[i][k]);
	}
	printf("/* from %zu lines */\n", l.n);
	print_trees(&l, trees, answers, edge, bias);
	free(l.at);
	return 0;
}
