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

#define NAMED(t) [t] = #t
static const char *const measures[MEASURE_COUNT] = {
	NAMED(MEASURE_STROKE),
	NAMED(MEASURE_PARTS),
	NAMED(MEASURE_LARGE),
	NAMED(MEASURE_LONGEST),
	NAMED(MEASURE_SHARE),
	NAMED(MEASURE_STAMPED),
	NAMED(MEASURE_RULED),
	NAMED(MEASURE_PEAK),
	NAMED(MEASURE_SHARP),
	NAMED(MEASURE_VEIL),
	NAMED(MEASURE_WIDTH),
	NAMED(MEASURE_LENGTH),
	NAMED(MEASURE_HEIGHT),
	NAMED(MEASURE_SLIM),
	NAMED(MEASURE_THIN),
	NAMED(MEASURE_THICK),
	NAMED(MEASURE_THIN_SHARE),
	NAMED(MEASURE_EVEN),
	NAMED(MEASURE_END_EVEN),
	NAMED(MEASURE_WORDS),
	NAMED(MEASURE_ROOF),
	NAMED(MEASURE_FOOT),
	NAMED(MEASURE_FOREIGN),
	NAMED(MEASURE_BLOT),
	NAMED(MEASURE_PIECE),
	NAMED(MEASURE_ALIKE),
	NAMED(MEASURE_NARROW),
	NAMED(MEASURE_JOINED),
	NAMED(MEASURE_WIDEST),
	NAMED(MEASURE_HIGHEST),
	NAMED(MEASURE_DENSE),
	NAMED(MEASURE_TALL),
	NAMED(MEASURE_SPREAD),
	NAMED(MEASURE_SQUARE),
	NAMED(MEASURE_UPRIGHT),
	NAMED(MEASURE_HAND),
	NAMED(MEASURE_HAND_EACH),
	NAMED(MEASURE_HAND_BEST),
	NAMED(MEASURE_HAND_LONG),
};
#define NINTH(n) [GLYPH_GRID + (n)] = "GLYPH_GRID + " #n
static const char *const glyph_measures[GLYPH_MEASURE_COUNT] = {
	NAMED(GLYPH_HIGH),
	NAMED(GLYPH_WIDE),
	NAMED(GLYPH_SIZE),
	NAMED(GLYPH_FLAT),
	NAMED(GLYPH_STROKE),
	NAMED(GLYPH_DENSE),
	NAMED(GLYPH_PART),
	NAMED(GLYPH_PEN),
	NAMED(GLYPH_HOLES),
	NAMED(GLYPH_ACROSS),
	NAMED(GLYPH_DOWN),
	NAMED(GLYPH_UPRIGHT),
	NAMED(GLYPH_SQUARE),
	NAMED(GLYPH_MIDDLE_X),
	NAMED(GLYPH_MIDDLE_Y),
	NAMED(GLYPH_FOOT),
	NAMED(GLYPH_NEAR),
	NAMED(GLYPH_TWINS),
	NAMED(GLYPH_OTHERS),
	NINTH(0),
	NINTH(1),
	NINTH(2),
	NINTH(3),
	NINTH(4),
	NINTH(5),
	NINTH(6),
	NINTH(7),
};

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

typedef void print_fn(enum ink ink, const struct traces *t);

static void
print_names(const char *const *name, int n)
{
	printf("ink\tsigned");
	for (int i = 0; i < n; i++)
		printf("\t%s", name[i]);
	printf("\n");
}

static void
print_line(enum ink ink, const char *is_signed, const float *m, int n)
{
	printf("%s\t%s", ink_name(ink), is_signed);
	for (int i = 0; i < n; i++)
		printf("\t%.4f", (double)m[i]);
	printf("\n");
}

static void
print_box(enum ink ink, const struct traces *t)
{
	unsigned right = ink_verdicts(ink);
	float m[MEASURE_COUNT];

	evidence_measures(t, m);
	print_line(ink,
	    right == 1 << VERDICT_SIGNED  ? "1"
	    : right & 1 << VERDICT_SIGNED ? "-"
					  : "0",
	    m, MEASURE_COUNT);
}

/*
 * Of boxes in which all that is written is of one sort; where a stamp lies over a signature, of what is
 * higher than a stamp's letters.
 */
static void
print_glyphs(enum ink ink, const struct traces *t)
{
	static const float letters = 6; /* mm */
	static const char *const sort[INK_COUNT] = {
		[INK_SIGNATURE] = "1",
		[INK_INITIALS] = "1",
		[INK_PENCIL] = "1",
		[INK_NAME] = "1",
		[INK_STAMPED] = "1",
		[INK_DATE] = "0",
		[INK_STAMP] = "0",
		[INK_CROSS] = "0",
		[INK_HOOK] = "0",
	};
	const struct glyphs *g = &t->pieces.glyphs;

	for (int i = 0; sort[ink] != NULL && i < g->n; i++)
		if (ink != INK_STAMPED || g->m[i][GLYPH_HIGH] > letters)
			print_line(ink, sort[ink], g->m[i], GLYPH_MEASURE_COUNT);
}

static void
print_boxes(struct source_page *sp, const struct scan_map *map, const struct scan_known *known,
    const struct js *truth, print_fn *print)
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
			print((enum ink)ink_parse(js_get_str(box, "ink", "none")), &t[i]);
	}
}

static void
print_page(
    struct source *s, int page, struct book *book, const struct js *truth, print_fn *print)
{
	struct look_ask ask = { .resolve = resolve, .ctx = book };
	static struct scan_page out;
	struct scan_known known;
	struct source_page sp;

	if (source_page_open(s, page, &sp) == 0) {
		look_page(&sp.px, &ask, 0, &out);
		if (out.registered && resolve(book, out.text, &known) == SCAN_CLAIM_KNOWN)
			print_boxes(&sp, &out.map, &known, truth, print);
	}
	source_page_close(&sp);
}

static int
print_scan(const char *path, struct book *book, const struct lines *truth, print_fn *print,
    struct err *e)
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
		print_page(
		    &s, (int)js_get_int(truth->at[i], "page", 0), book, truth->at[i], print);
	source_close(&s);
	close(fd);
	return 0;
}

static int
print_all(const char *book_path, const char *truth_path, const char *scan, print_fn *print,
    struct err *e)
{
	struct lines truth = { NULL, 0, 0 };
	struct book book = BOOK_INIT;
	int rc = -1;

	if (book_read(&book, book_path, e) == 0 && lines_read(&truth, truth_path, e) == 0)
		rc = print_scan(scan, &book, &truth, print, e);
	lines_release(&truth);
	book_release(&book);
	return rc;
}

int
measures_print(const char *book, const char *truth, const char *scan, struct err *e)
{
	print_names(measures, MEASURE_COUNT);
	return print_all(book, truth, scan, print_box, e);
}

int
measures_print_glyphs(const char *book, const char *truth, const char *scan, struct err *e)
{
	print_names(glyph_measures, GLYPH_MEASURE_COUNT);
	return print_all(book, truth, scan, print_glyphs, e);
}
