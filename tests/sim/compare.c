#include "compare.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/js.h"
#include "base/mem.h"
#include "lines.h"

enum { SAID_MAX = 40, CORNERS_MAX = 1 << 16 };

struct sums {
	int pages, missing, twice, tags, unread, wrong, turned;
	int others,
	    others_asked; /* pages not to be read; of them, those called something else */
	int said; /* differences so far */
	int boxes, right, doubtful, invented, lost, absent;
	double off[CORNERS_MAX]; /* of corners of boxes, mm from where they are */
	int n_off;
};

/* What was read of a page; counts the pages that are there twice or not at all. */
static const struct js *
page_lookup(const struct lines *read, const struct js *truth, struct sums *s)
{
	const struct js *found = NULL;
	int n = 0;

	for (size_t i = 0; i < read->n; i++)
		if (lines_same_page(truth, read->at[i])) {
			found = read->at[i];
			n++;
		}
	s->missing += n == 0;
	s->twice += n > 1;
	return found;
}

/* The first differences are told one by one. */
static void
say(const struct js *truth, struct sums *s, const char *what, const char *detail)
{
	struct buf damage = BUF_INIT;

	if (s->said++ >= SAID_MAX)
		return;
	js_write(js_member(truth, "damage"), 3, &damage);
	printf("%s p. %lld: %s %s (%lld dpi, %s, severity %lld, %s)\n",
	    js_get_str(truth, "file", ""), js_get_int(truth, "page", 0), what, detail,
	    js_get_int(truth, "dpi", 0), js_get_str(truth, "mode", ""),
	    js_get_int(truth, "severity", 0), damage.data);
	buf_release(&damage);
}

static int
allows(const struct js *box, const char *verdict)
{
	const struct js *list = js_member(box, "verdicts");

	for (size_t i = 0; i < js_len(list); i++)
		if (strcmp(js_text(js_at(list, i), ""), verdict) == 0)
			return 1;
	return 0;
}

static void
compare_box(const struct js *page, const struct js *box, const struct js *said, struct sums *s)
{
	const char *verdict = js_get_str(said, "verdict", "");
	char detail[160];

	snprintf(detail, sizeof detail, "%s %s: %s, called %s (score %.2f, %.1f mm2)",
	    js_get_str(box, "id", ""), js_get_str(box, "role", ""), js_get_str(box, "ink", ""),
	    verdict, js_get_real(said, "score", -1), js_get_real(said, "ink_mm2", -1));
	s->boxes++;
	if (said == NULL) {
		s->absent++;
		say(page, s, "box not judged:", detail);
	} else if (allows(box, verdict)) {
		s->right++;
	} else if (strcmp(verdict, "doubtful") == 0) {
		s->doubtful++;
		say(page, s, "doubtful:", detail);
	} else if (strcmp(verdict, "signed") == 0) {
		s->invented++;
		say(page, s, "SIGNATURE INVENTED:", detail);
	} else {
		s->lost++;
		say(page, s, "SIGNATURE LOST:", detail);
	}
}

static double
number(const struct js *list, int i)
{
	return js_float(js_at(list, (size_t)i), 0);
}

/* How far from its place the map puts each corner of a box. */
static void
compare_corners(
    const struct js *page, const struct js *box, const struct js *map, struct sums *s)
{
	const struct js *mm = js_member(box, "mm"), *corners = js_member(box, "corners");
	double m[8], x, y, z, density;

	if (js_len(map) != 8 || js_len(corners) != 8 || s->n_off + 4 > CORNERS_MAX)
		return;
	for (int i = 0; i < 8; i++)
		m[i] = number(map, i);
	density = hypot(number(corners, 0) - number(corners, 2),
		      number(corners, 1) - number(corners, 3)) /
		  number(mm, 2);
	for (int i = 0; i < 4; i++) {
		x = number(mm, 0) + (i % 2 ? number(mm, 2) : 0);
		y = number(mm, 1) + (i / 2 ? number(mm, 3) : 0);
		z = m[6] * x + m[7] * y + 1;
		s->off[s->n_off] =
		    hypot((m[0] * x + m[1] * y + m[2]) / z - number(corners, 2 * i),
			(m[3] * x + m[4] * y + m[5]) / z - number(corners, 2 * i + 1)) /
		    density;
		if (s->off[s->n_off++] > 1)
			say(page, s, "corner more than 1 mm off:", js_get_str(box, "id", ""));
	}
}

static void
compare_boxes(const struct js *truth, const struct js *said, struct sums *s)
{
	const struct js *boxes = js_member(truth, "boxes");

	for (size_t i = 0; i < js_len(boxes); i++) {
		const struct js *box = js_at(boxes, i);

		compare_box(truth, box,
		    lines_member(js_member(said, "boxes"), js_get_str(box, "id", "")), s);
		compare_corners(truth, box, js_member(said, "map"), s);
	}
}

/* A page that should be read: with its own tag, the right way up, its boxes judged. */
static void
compare_read(const struct js *truth, const struct js *said, struct sums *s)
{
	const char *outcome = js_get_str(said, "outcome", "?"),
		   *tag = js_get_str(said, "tag", "");

	s->tags++;
	if (strcmp(outcome, "read") != 0) {
		s->unread++;
		say(truth, s, "not read:", outcome);
	} else if (strcmp(tag, js_get_str(truth, "tag", "")) != 0) {
		s->wrong++;
		say(truth, s, "WRONG TAG:", tag);
	} else {
		if (js_get_int(truth, "rotation", 0) != js_get_int(said, "rotation", -1)) {
			s->turned++;
			say(truth, s, "wrong rotation", "");
		}
		compare_boxes(truth, said, s);
	}
}

/* A page that should not be read: a blank back, a foreign code, none. */
static void
compare_other(const struct js *truth, const struct js *said, struct sums *s)
{
	const char *outcome = js_get_str(said, "outcome", "?");
	const char *right = js_get_str(truth, "outcome", "");

	s->others++;
	if (strcmp(outcome, right) == 0)
		return;
	s->others_asked++;
	s->wrong += strcmp(outcome, "read") == 0;
	say(truth, s, right, outcome);
}

static void
compare_page(const struct js *truth, const struct js *said, struct sums *s)
{
	s->pages++;
	if (said == NULL)
		say(truth, s, "no line about this page", "");
	else if (strcmp(js_get_str(truth, "outcome", ""), "read") == 0)
		compare_read(truth, said, s);
	else
		compare_other(truth, said, s);
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
corners_print(struct sums *s)
{
	if (s->n_off == 0)
		return;
	qsort(s->off, (size_t)s->n_off, sizeof *s->off, ascending);
	printf("corners of boxes %d: median %.2f mm, 95th percentile %.2f, worst %.2f\n",
	    s->n_off, s->off[s->n_off / 2], s->off[s->n_off * 95 / 100], s->off[s->n_off - 1]);
}

static int
verdict_print(const struct sums *s, int tolerant)
{
	int bad =
	    s->missing + s->twice + s->wrong + s->turned + s->invented + s->lost + s->absent;

	printf(
	    "pages %d (missing %d, twice %d) · tags %d: read %d, not read %d, wrong %d, "
	    "turned wrong %d · blank or foreign %d: called otherwise %d · boxes %d: right %d, doubtful %d, "
	    "invented %d, lost %d, not judged %d\n",
	    s->pages, s->missing, s->twice, s->tags, s->tags - s->unread - s->wrong, s->unread,
	    s->wrong, s->turned, s->others, s->others_asked, s->boxes, s->right, s->doubtful,
	    s->invented, s->lost, s->absent);
	return bad == 0 && (tolerant || s->unread == 0);
}

int
compare_files(const char *truth, const char *read, int tolerant, struct err *e)
{
	struct lines wanted = { NULL, 0, 0 }, got = { NULL, 0, 0 };
	struct sums *sums = mem_zero(1, sizeof *sums);
	int rc = -1;

	if (lines_read(&wanted, truth, e) == 0 && lines_read(&got, read, e) == 0) {
		for (size_t i = 0; i < wanted.n; i++)
			compare_page(wanted.at[i], page_lookup(&got, wanted.at[i], sums), sums);
		corners_print(sums);
		rc = verdict_print(sums, tolerant);
	}
	lines_release(&wanted);
	lines_release(&got);
	free(sums);
	return rc;
}
