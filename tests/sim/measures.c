#include "measures.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/js.h"
#include "book.h"
#include "lines.h"
#include "scan/ink/evidence_imp.h"
#include "scan/ink/ink_limits_imp.h"
#include "scan/source/source_imp.h"

/* Answers as the parent of a worker would, without a key. */
static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	const struct book *book = ctx;
	struct doc_place place;

	known->n_boxes = 0;
	if (place_parse(text, &place) < 0)
		return SCAN_CLAIM_FOREIGN;
	for (size_t i = 0; i < book->n; i++)
		if (strcmp(book->at[i].number, place.number) == 0 &&
		    book->at[i].box.page == place.page && known->n_boxes < SCAN_BOXES_MAX)
			known->boxes[known->n_boxes++] = book->at[i].box;
	return SCAN_CLAIM_KNOWN;
}

static void
print_box(const struct js *truth, const struct traces *t)
{
	int ink = ink_parse(js_get_str(truth, "ink", "none"));
	unsigned right = ink_verdicts((enum ink)ink);
	float m[MEASURE_COUNT];

	evidence_measures(t, m);
	printf("%s\t%s", ink_name((enum ink)ink),
	    right == 1 << VERDICT_SIGNED  ? "1"
	    : right & 1 << VERDICT_SIGNED ? "-"
					  : "0");
	for (int i = 0; i < MEASURE_COUNT; i++)
		printf("\t%.4f", (double)m[i]);
	printf("\n");
}

static void
print_boxes(struct source_page *sp, const struct scan_map *map, const struct scan_known *known,
    const struct js *truth)
{
	struct registration r = { .marks = 3, .map = *map };
	struct traces t[SCAN_BOXES_MAX];

	register_boxes(&sp->px.im, known->boxes, known->n_boxes, &r);
	traces_find(&sp->px.im, &r, known->boxes, known->n_boxes, t);
	for (size_t i = 0; i < known->n_boxes; i++) {
		const struct js *box =
		    lines_member(js_member(truth, "boxes"), known->boxes[i].id);

		if (box != NULL && known->boxes[i].kind == BOX_SIGNATURE &&
		    t[i].stroke_mm >= LIMITS.none_mm)
			print_box(box, &t[i]);
	}
}

static void
print_page(struct source *s, int page, struct book *book, const struct js *truth)
{
	struct look_ask ask = { .resolve = resolve, .ctx = book };
	static struct scan_page out;
	struct scan_known known;
	struct source_page sp;

	if (source_page_open(s, page, &sp) == 0) {
		look_page(&sp.px, &ask, 0, &out);
		if (out.registered && resolve(book, out.text, &known) == SCAN_CLAIM_KNOWN)
			print_boxes(&sp, &out.map, &known, truth);
	}
	source_page_close(&sp);
}

static int
print_scan(const char *path, struct book *book, const struct lines *truth, struct err *e)
{
	int fd = open(path, O_RDONLY);
	struct source s = { .pages = 0 };
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return err_system(e, path, errno);
	if (source_open(&s, fd, (uint64_t)st.st_size) != SOURCE_FINE) {
		close(fd);
		return err_set(e, ERR_INPUT, "%s : illisible", path);
	}
	for (size_t i = 0; i < truth->n; i++)
		print_page(&s, (int)js_get_int(truth->at[i], "page", 0), book, truth->at[i]);
	source_close(&s);
	close(fd);
	return 0;
}

int
measures_print(const char *book_path, const char *truth_path, const char *scan, struct err *e)
{
	struct lines truth = { NULL, 0, 0 };
	struct book book = BOOK_INIT;
	int rc = -1;

	if (book_read(&book, book_path, e) == 0 && lines_read(&truth, truth_path, e) == 0)
		rc = print_scan(scan, &book, &truth, e);
	lines_release(&truth);
	book_release(&book);
	return rc;
}
