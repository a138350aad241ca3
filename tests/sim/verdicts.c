#include "verdicts.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "ink.h"
#include "lines.h"

/* Upper ends of the bins of scores. */
static const double bins[] = { 0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01 };
enum { BINS = sizeof bins / sizeof *bins };

struct tally {
	int said[INK_COUNT][VERDICT_COUNT];
	int pale[INK_COUNT][VERDICT_COUNT]; /* what a bilevel scan may leave nothing of */
	int n[BINS], signed_[BINS];
	double score[BINS];
	int unread; /* pages */
};

static void
tally_box(struct tally *t, enum ink ink, int bilevel, const struct js *said)
{
	double score = js_get_real(said, "score", 0.5);
	unsigned right = ink_verdicts(ink);
	int pale = bilevel && (ink == INK_PENCIL || ink == INK_STAMP), b = 0;
	int v = verdict_parse(js_get_str(said, "verdict", ""));

	(pale ? t->pale : t->said)[ink][v < 0 ? VERDICT_DOUBTFUL : v]++;
	if (pale || (right & 1u << VERDICT_SIGNED && right != 1u << VERDICT_SIGNED))
		return; /* people would not agree */
	while (score >= bins[b])
		b++;
	t->n[b]++;
	t->score[b] += score;
	t->signed_[b] += right == 1u << VERDICT_SIGNED;
}

static void
tally_page(struct tally *t, const struct js *truth, const struct js *read)
{
	const struct js *boxes = js_member(truth, "boxes");
	int bilevel = strcmp(js_get_str(truth, "mode", ""), "bilevel") == 0;

	if (read == NULL || strcmp(js_get_str(read, "outcome", ""), "read") != 0) {
		t->unread++;
		return;
	}
	for (size_t i = 0; i < js_len(boxes); i++) {
		const struct js *box = js_at(boxes, i);
		const struct js *said =
		    lines_member(js_member(read, "boxes"), js_get_str(box, "id", ""));
		int ink = ink_parse(js_get_str(box, "ink", ""));

		if (said != NULL && ink >= 0)
			tally_box(t, (enum ink)ink, bilevel, said);
	}
}

static void
print_row(const char *name, const int said[VERDICT_COUNT])
{
	int n = said[VERDICT_EMPTY] + said[VERDICT_SIGNED] + said[VERDICT_DOUBTFUL];

	if (n == 0)
		return;
	printf("%-18s", name);
	for (int v = 0; v < VERDICT_COUNT; v++)
		printf(" %7d %5.1f %%", said[v], 100.0 * said[v] / n);
	printf("\n");
}

static void
print_verdicts(const struct tally *t)
{
	int sum[2][VERDICT_COUNT] = { { 0 } };

	printf("%-18s", "in the box");
	for (int v = 0; v < VERDICT_COUNT; v++)
		printf(" %15s", verdict_name((enum verdict)v));
	printf("\n");
	for (int k = 0; k < INK_COUNT; k++) {
		unsigned right = ink_verdicts((enum ink)k);

		print_row(ink_name((enum ink)k), t->said[k]);
		for (int v = 0; v < VERDICT_COUNT; v++) {
			if (right == 1u << VERDICT_SIGNED)
				sum[1][v] += t->said[k][v];
			else if (!(right & 1u << VERDICT_SIGNED))
				sum[0][v] += k == INK_NONE ? 0 : t->said[k][v];
		}
	}
	print_row("pencil, bilevel", t->pale[INK_PENCIL]);
	print_row("stamp, bilevel", t->pale[INK_STAMP]);
	print_row("all to be signed", sum[1]);
	print_row("all that are not", sum[0]);
}

int
verdicts_print(const char *truth_path, const char *read_path, struct err *e)
{
	struct lines truth = { NULL, 0, 0 }, read = { NULL, 0, 0 };
	struct tally t = { 0 };
	int rc = -1;

	if (lines_read(&truth, truth_path, e) == 0 && lines_read(&read, read_path, e) == 0) {
		for (size_t i = 0; i < truth.n; i++)
			tally_page(&t, truth.at[i], lines_page(&read, truth.at[i]));
		printf("%zu pages, of which not read %d\n", truth.n, t.unread);
		print_verdicts(&t);
		printf(
		    "\n%-18s %8s %12s %12s\n", "score below", "boxes", "mean score", "signed");
		for (int b = 0; b < BINS; b++)
			if (t.n[b] > 0)
				printf("%-18.2f %8d %12.3f %12.3f\n",
				    b + 1 < BINS ? bins[b] : 1, t.n[b], t.score[b] / t.n[b],
				    (double)t.signed_[b] / t.n[b]);
		rc = 0;
	}
	lines_release(&truth);
	lines_release(&read);
	return rc;
}
