/*
 * Reading files in workers: order, retries, what the sandbox forbids, what a worker may not
 * make us believe.  The page's look is a double here: what a page does is written in it, as a
 * number in black and white blocks along its first rows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "made_scans.h"
#include "scan/look_imp.h"
#include "scan/wire_imp.h"

enum {
	SAY_NOTHING = 0,
	READ_ONE_BOX = 1, /* and up: the number is its tag */
	DIE = 900,
	DIE_UNLESS_FRESH,
	TRY_THE_FORBIDDEN,
	FORGE_A_TAG,
	TALK_NONSENSE,
	CLAIM_A_HUGE_PAGE,
	LOOK_FOR_THE_KEY,
	FOREIGN_CODE,
	ASK_FOR_EVER,
	RUN_OUT_OF_TIME
};

static const char escape[] = "/tmp/paraphe-escape";
static char secret[32] = "the school's own key, 32 bytes.";
static int pages_here; /* in this worker */

static int
page_number(const struct image *im)
{
	int n = 0;

	for (int i = 0; i < 10; i++)
		n |= (im->px[16 * i + 8] < 128) << i;
	return n;
}

void
look_start(void)
{
}

static void
try_the_forbidden(struct scan_page *out)
{
	int sock = socket(AF_INET, SOCK_STREAM, 0),
	    wrote = open(escape, O_CREAT | O_WRONLY, 0600);
	int opened = open("/etc/passwd", O_RDONLY), why = errno;

	snprintf(out->note, sizeof out->note, "%d %d %d %d %d", sock, wrote, opened,
	    why == EACCES, kill(getppid(), 0));
}

static void
talk_nonsense(void)
{
	const struct wire_head head = { WIRE_ANSWER, 5 };

	wire_send(3, &head, sizeof head);
	wire_send(3, "vrai?", 5);
}

void
look_page(struct page_pixels *px, const struct look_ask *ask, int keep, struct scan_page *out)
{
	struct scan_known known;
	int n;

	out->residual_mm = -1;
	if (px->more(px, 8) < 0) {
		out->outcome = OUTCOME_NO_CODE;
		return;
	}
	n = page_number(&px->im);
	pages_here++;
	out->outcome = OUTCOME_BLANK;
	if (n == DIE || (n == DIE_UNLESS_FRESH && pages_here > 1))
		abort();
	if (n == RUN_OUT_OF_TIME)
		raise(SIGXCPU); /* as the kernel does at the limit */
	if (n == TRY_THE_FORBIDDEN)
		try_the_forbidden(out);
	if (n == TALK_NONSENSE)
		talk_nonsense();
	if (n == CLAIM_A_HUGE_PAGE)
		out->n_boxes = 1000;
	if (n == LOOK_FOR_THE_KEY)
		snprintf(
		    out->note, sizeof out->note, "%s", secret[0] != '\0' ? "there" : "gone");
	if (n == FORGE_A_TAG) {
		out->outcome = OUTCOME_READ;
		snprintf(out->text, sizeof out->text, "TAG 1");
	}
	while (n == ASK_FOR_EVER)
		ask->resolve(ask->ctx, "TAG 1", &known);
	if (n == SAY_NOTHING || (n >= DIE && n != FOREIGN_CODE))
		return;
	snprintf(
	    out->text, sizeof out->text, n == FOREIGN_CODE ? "http://example.fr" : "TAG %d", n);
	if (ask->resolve(ask->ctx, out->text, &known) != SCAN_CLAIM_KNOWN) {
		out->outcome = OUTCOME_FOREIGN;
		return;
	}
	out->outcome = OUTCOME_READ;
	out->registered = 1;
	out->map = (struct scan_map){ { 1, 0, 0, 0, 1, 0, 0, 0 } };
	out->n_boxes = known.n_boxes;
	for (size_t i = 0; i < known.n_boxes; i++) {
		out->boxes[i].box = known.boxes[i];
		out->boxes[i].verdict = VERDICT_DOUBTFUL;
		out->boxes[i].score = 0.5;
		out->boxes[i].hint = "trait isolé";
		if (keep) {
			out->boxes[i].crop = (unsigned char *)mem_str("crop");
			out->boxes[i].crop_size = 5;
		}
	}
	if (keep) {
		out->thumb = (unsigned char *)mem_str("a thumb");
		out->thumb_size = 8;
	}
}

unsigned char *
look_crop(struct page_pixels *px, const struct scan_map *map, const struct box *b, int rotation,
    size_t *size)
{
	(void)px;
	(void)rotation;
	*size = 2;
	return (unsigned char *)mem_printf("%c%c", 'a' + (int)map->m[0], 'a' + (int)b->x);
}

unsigned char *
look_thumb(struct page_pixels *px, int rotation, size_t *size)
{
	px->more(px, px->im.h);
	*size = 4;
	return (unsigned char *)mem_printf("%4d", rotation);
}

/* A bilevel TIFF with one page a number. */
static void
make_pages(struct buf *out, const int *numbers, int n)
{
	int fd = memfd_create("pages", 0);
	TIFF *t = TIFFFdOpen(dup(fd), "pages", "w");
	off_t size;

	for (int i = 0; i < n; i++) {
		uint8_t row[40];

		TIFFSetField(t, TIFFTAG_IMAGEWIDTH, 320);
		TIFFSetField(t, TIFFTAG_IMAGELENGTH, 64);
		TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, 1);
		TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, 1);
		TIFFSetField(t, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
		TIFFSetField(t, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
		TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, 64);
		for (int b = 0; b < 20; b++)
			row[2 * b] = row[2 * b + 1] = b < 10 && numbers[i] >> b & 1 ? 0xFF : 0;
		for (int y = 0; y < 64; y++)
			TIFFWriteScanline(t, row, (uint32_t)y, 0);
		TIFFWriteDirectory(t);
	}
	TIFFClose(t);
	size = lseek(fd, 0, SEEK_END);
	buf_reserve(out, (size_t)size);
	assert_int_equal(pread(fd, out->data, (size_t)size, 0), size);
	out->len = (size_t)size;
	close(fd);
}

/* What came out of a reading. */
struct heard {
	int n, stop_at;
	enum outcome outcome[256];
	char note[256][160];
	size_t crop_bytes, thumb_bytes;
	int boxes;
	char last_hint[80];
	char object_sha256[65];
};

static enum scan_claim
resolve(void *ctx, const char *text, struct scan_known *known)
{
	(void)ctx;
	if (strncmp(text, "TAG ", 4) != 0)
		return SCAN_CLAIM_FOREIGN;
	known->n_boxes = 1;
	memset(&known->boxes[0], 0, sizeof known->boxes[0]);
	snprintf(known->boxes[0].id, sizeof known->boxes[0].id, "b%s", text + 4);
	known->boxes[0].w = 55;
	known->boxes[0].h = 28;
	return SCAN_CLAIM_KNOWN;
}

static int
page(void *ctx, const struct scan_page *p)
{
	struct heard *h = ctx;

	assert_int_equal(p->page, h->n + 1);
	assert_true(h->n < 256);
	h->outcome[h->n] = p->outcome;
	snprintf(h->note[h->n], sizeof h->note[0], "%s", p->note);
	h->thumb_bytes += p->thumb_size;
	for (size_t i = 0; i < p->n_boxes; i++) {
		h->boxes++;
		h->crop_bytes += p->boxes[i].crop_size;
		snprintf(h->last_hint, sizeof h->last_hint, "%s", p->boxes[i].hint);
		assert_int_equal(p->boxes[i].box.w, 55);
	}
	memcpy(h->object_sha256, p->object_sha256, sizeof h->object_sha256);
	if (p->object != NULL) {
		unsigned char hash[HASH_SIZE];
		char hex[HASH_HEX_SIZE];

		hash_sha256(p->object, p->object_size, hash);
		hash_hex(hash, hex);
		assert_string_equal(hex, p->object_sha256);
		assert_string_equal(p->object_ext, "tif");
	}
	h->n++;
	return h->n == h->stop_at ? 7 : 0;
}

static void
forget(void *ctx)
{
	(void)ctx;
	hash_wipe(secret, sizeof secret);
}

/* a name of its own for each run: several may be under way */
static char path[64];

static int
write_scan(const struct buf *b)
{
	struct err e = ERR_INIT;

	return file_replace(path, b->data, b->len, &e);
}

static int
read_numbers(struct heard *h, const int *numbers, int n, int workers, int keep)
{
	const struct scan_options o = { workers, keep, resolve, page, forget, NULL, h };
	struct scan_file file;
	struct err e = ERR_INIT;
	struct buf b = BUF_INIT;
	int rc, stop = h->stop_at;

	memset(h, 0, sizeof *h);
	h->stop_at = stop;
	make_pages(&b, numbers, n);
	assert_int_equal(write_scan(&b), 0);
	rc = scan_file(path, &o, &file, &e);
	if (rc != 0)
		print_message("%s\n", e.text);
	assert_string_equal(file.type, "tiff");
	assert_int_equal(file.pages, n);
	assert_int_equal(strlen(file.sha256), 64);
	buf_release(&b);
	unlink(path);
	/* no worker is left behind */
	assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
	return rc;
}

static void
test_pages_come_in_order(void **state)
{
	struct heard h = { .stop_at = 0 };
	int numbers[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		numbers[i] = i % 3 == 0 ? SAY_NOTHING : i + 1;
	for (int workers = 1; workers <= 4; workers += 3) {
		assert_int_equal(read_numbers(&h, numbers, 100, workers, 0), 0);
		assert_int_equal(h.n, 100);
		for (int i = 0; i < 100; i++)
			assert_int_equal(
			    h.outcome[i], i % 3 == 0 ? OUTCOME_BLANK : OUTCOME_READ);
		assert_int_equal(h.boxes, 66);
		assert_string_equal(h.last_hint, "trait isolé");
		assert_int_equal(h.thumb_bytes + h.crop_bytes, 0);
	}
}

static void
test_kept_bytes_arrive(void **state)
{
	const int numbers[] = { 1, 2, FOREIGN_CODE, 3 };
	struct heard h = { .stop_at = 0 };

	(void)state;
	assert_int_equal(read_numbers(&h, numbers, 4, 2, 1), 0);
	assert_int_equal(h.outcome[2], OUTCOME_FOREIGN);
	assert_int_equal(h.crop_bytes, 15);
	assert_int_equal(h.thumb_bytes, 24);
	assert_int_equal(strlen(h.object_sha256), 64);
}

static void
test_only_the_culprit_is_lost(void **state)
{
	const int numbers[] = { 1, 2, 3, DIE, 5, 6, DIE_UNLESS_FRESH, 8, DIE, DIE, 11, 12 };
	struct heard h = { .stop_at = 0 };

	(void)state;
	for (int workers = 1; workers <= 3; workers++) {
		assert_int_equal(read_numbers(&h, numbers, 12, workers, 0), 0);
		assert_int_equal(h.n, 12);
		for (int i = 0; i < 12; i++) {
			int lost = numbers[i] == DIE;

			assert_int_equal(h.outcome[i], lost ? OUTCOME_DAMAGED
						       : numbers[i] == DIE_UNLESS_FRESH
							   ? OUTCOME_BLANK
							   : OUTCOME_READ);
			assert_int_equal(
			    lost, strstr(h.note[i], "met le lecteur en échec") != NULL);
		}
	}
}

static void
test_a_slow_page_is_given_up(void **state)
{
	const int numbers[] = { 1, RUN_OUT_OF_TIME, 3 };
	struct heard h = { .stop_at = 0 };

	(void)state;
	assert_int_equal(read_numbers(&h, numbers, 3, 1, 0), 0);
	assert_int_equal(h.outcome[0], OUTCOME_READ);
	assert_int_equal(h.outcome[1], OUTCOME_DAMAGED);
	assert_non_null(strstr(h.note[1], "trop longue"));
	assert_int_equal(h.outcome[2], OUTCOME_READ);
}

static void
test_the_caller_may_stop(void **state)
{
	const int numbers[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct heard h = { .stop_at = 3 };

	(void)state;
	assert_int_equal(read_numbers(&h, numbers, 8, 2, 0), 7);
	assert_int_equal(h.n, 3);
}

static void
test_workers_do_not_hold_the_key(void **state)
{
	const int numbers[] = { LOOK_FOR_THE_KEY };
	struct heard h = { .stop_at = 0 };

	(void)state;
	assert_int_equal(read_numbers(&h, numbers, 1, 1, 0), 0);
	assert_string_equal(h.note[0], "gone");
	assert_int_equal(secret[0], 't');
}

static void
test_what_the_sandbox_forbids(void **state)
{
	const int numbers[] = { TRY_THE_FORBIDDEN };
	struct heard h = { .stop_at = 0 };

	(void)state;
	unlink(escape);
#if defined(__SANITIZE_ADDRESS__)
	skip(); /* the sanitizer's own calls do not fit the filter */
#endif
	assert_int_equal(read_numbers(&h, numbers, 1, 1, 0), 0);
	assert_string_equal(h.note[0], "-1 -1 -1 1 -1");
	assert_true(access(escape, F_OK) < 0);
}

/* A worker that was taken over may spoil its own page, and nothing else. */
static void
test_lies_are_not_believed(void **state)
{
	const int numbers[] = { 1, FORGE_A_TAG, 3, TALK_NONSENSE, 5, CLAIM_A_HUGE_PAGE,
		ASK_FOR_EVER, 8 };
	struct heard h = { .stop_at = 0 };

	(void)state;
	assert_int_equal(read_numbers(&h, numbers, 8, 2, 0), 0);
	for (int i = 0; i < 8; i++)
		assert_int_equal(
		    h.outcome[i], numbers[i] >= DIE ? OUTCOME_DAMAGED : OUTCOME_READ);
}

static int
extracted(void *ctx, const struct scan_page *p)
{
	struct heard *h = ctx;

	h->n++;
	if (p->page == 9) {
		assert_int_equal(p->outcome, OUTCOME_DAMAGED);
		return 0;
	}
	assert_int_equal(p->thumb_size, 4);
	assert_memory_equal(p->thumb, p->page == 3 ? "  90" : "   0", 4);
	assert_true(p->object_size > 0);
	if (p->page == 3) {
		assert_int_equal(p->n_boxes, 2);
		assert_memory_equal(p->boxes[0].crop, "cd", 2);
		assert_memory_equal(p->boxes[1].crop, "ce", 2);
	}
	return 0;
}

static void
test_extracting_pages_read_elsewhere(void **state)
{
	const int numbers[] = { 1, 2, DIE, 4 };
	struct scan_page *wanted = mem_zero(3, sizeof *wanted);
	struct heard h = { .n = 0 };
	const struct scan_options o = { 2, 0, NULL, extracted, forget, NULL, &h };
	struct scan_file file;
	struct err e = ERR_INIT;
	struct buf b = BUF_INIT;

	(void)state;
	make_pages(&b, numbers, 4);
	assert_int_equal(write_scan(&b), 0);
	wanted[0].page = 3;
	wanted[0].rotation = 90;
	wanted[0].registered = 1;
	wanted[0].map.m[0] = 2;
	wanted[0].n_boxes = 2;
	wanted[0].boxes[0].box.x = 3;
	wanted[0].boxes[1].box.x = 4;
	wanted[1].page = 9;
	wanted[2].page = 1;
	assert_int_equal(scan_extract(path, wanted, 3, &o, &file, &e), 0);
	assert_int_equal(h.n, 3);
	buf_release(&b);
	free(wanted);
	unlink(path);
}

static void
check_refused(const void *bytes, size_t n, const char *words)
{
	const struct scan_options o = { .workers = 1, .resolve = resolve, .page = page };
	struct scan_file file;
	struct err e = ERR_INIT;
	struct buf b = BUF_INIT;

	buf_add(&b, bytes, n);
	assert_int_equal(write_scan(&b), 0);
	assert_int_equal(scan_file(path, &o, &file, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_memory_equal(e.text, path_base(path), strlen(path_base(path)));
	assert_non_null(strstr(e.text, words));
	buf_release(&b);
	unlink(path);
}

static void
test_files_that_are_no_scans(void **state)
{
	const struct scan_options o = { .workers = 1, .resolve = resolve, .page = page };
	struct scan_file file;
	struct err e = ERR_INIT;

	(void)state;
	check_refused("", 0, "fichier vide");
	check_refused("Bonjour\n", 8, "fichier de texte");
	check_refused("%PDF-1.7\n%%EOF", 14, "abîmé");
	assert_int_equal(scan_file("/tmp", &o, &file, &e), -1);
	assert_non_null(strstr(e.text, "dossier"));
	assert_int_equal(scan_file("/tmp/no such file", &o, &file, &e), -1);
	assert_int_equal(e.kind, ERR_ABSENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_come_in_order),
		cmocka_unit_test(test_kept_bytes_arrive),
		cmocka_unit_test(test_only_the_culprit_is_lost),
		cmocka_unit_test(test_a_slow_page_is_given_up),
		cmocka_unit_test(test_the_caller_may_stop),
		cmocka_unit_test(test_workers_do_not_hold_the_key),
		cmocka_unit_test(test_what_the_sandbox_forbids),
		cmocka_unit_test(test_lies_are_not_believed),
		cmocka_unit_test(test_extracting_pages_read_elsewhere),
		cmocka_unit_test(test_files_that_are_no_scans),
	};

	hash_start();
	snprintf(path, sizeof path, "/tmp/paraphe-test-%ld.tif", (long)getpid());
	return cmocka_run_group_tests(tests, NULL, NULL);
}
