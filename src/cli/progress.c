#include "cli/progress_imp.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

static const double every_s = 0.1; /* more often is only flicker */
static const double sure_s = 1; /* before, a rate says little */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
progress_init(struct progress *p, int off)
{
	*p = (struct progress){ .on = !off && isatty(STDERR_FILENO) };
}

/* « encore 40 s », « encore 3 min » */
static void
left_words(double seconds, char out[32])
{
	if (seconds < 100)
		snprintf(out, 32, "encore %.0f s", ceil(seconds));
	else
		snprintf(out, 32, "encore %.0f min", ceil(seconds / 60));
}

void
progress_words(int page, int pages, double seconds, char out[PROGRESS_SIZE])
{
	double rate = seconds > 0 ? (page - 1) / seconds : 0;
	char left[32];
	int n = snprintf(
	    out, PROGRESS_SIZE, "%d page%s sur %d", page, page > 1 ? "s lues" : " lue", pages);

	if (seconds < sure_s || rate <= 0 || page >= pages)
		return;
	left_words((pages - page) / rate, left);
	if (rate >= 1)
		snprintf(
		    out + n, PROGRESS_SIZE - (size_t)n, ", %.0f par seconde, %s", rate, left);
	else
		snprintf(out + n, PROGRESS_SIZE - (size_t)n, ", %.0f par minute, %s", rate * 60,
		    left);
}

void
progress_page(struct progress *p, const char *path, int page, int pages)
{
	char words[PROGRESS_SIZE];
	double t;

	if (!p->on)
		return;
	t = now();
	if (page == 1 || p->began <= 0)
		p->began = t;
	if (t - p->shown < every_s && page < pages)
		return;
	p->shown = t;
	progress_words(page, pages, t - p->began, words);
	fprintf(stderr, "\r\033[K%s : %s", path_base(path), words);
	fflush(stderr);
}

void
progress_clear(struct progress *p)
{
	if (p->on && p->shown > 0)
		fputs("\r\033[K", stderr);
	p->shown = 0;
}
