/* What a worker says about a page, checked: it has read a file that nobody vouches for. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "scan/workers/hand_imp.h"

void
result_free(struct result *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->page.n_boxes; i++)
		free(r->page.boxes[i].crop);
	free(r->page.object);
	free(r->page.thumb);
	free(r);
}

/* Words for people: whole UTF-8 without control characters, ended within its room. */
static int
are_words(const char *s, size_t room)
{
	size_t n = strnlen(s, room);

	if (n == room || !utf8_valid(s, n))
		return 0;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 127)
			return 0;
	return 1;
}

static int
within(double x, double low, double high)
{
	return isfinite(x) && x >= low && x <= high;
}

static int
is_extension(const char ext[8])
{
	static const char *const known[] = { "", "jpg", "tif", "png", "pdf" };

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strncmp(ext, known[i], 8) == 0)
			return 1;
	return 0;
}

static int
are_sane_numbers(const struct scan_page *p)
{
	if (!within(p->dpi, 0, 1e5) || !within(p->residual_mm, -1, 1e4) ||
	    !within(p->scale, 0, 100) || !within(p->ms, 0, 1e9) ||
	    (p->registered != 0 && p->registered != 1))
		return 0;
	for (int i = 0; i < 8; i++)
		if (!within(p->map.m[i], -1e9, 1e9))
			return 0;
	return p->rotation == 0 || p->rotation == 90 || p->rotation == 180 ||
	       p->rotation == 270;
}

static int
is_outcome(enum outcome o)
{
	return (unsigned)o < OUTCOME_COUNT && o != OUTCOME_OUTDATED;
}

static const struct asked *
asked_lookup(const struct hand *h, const char *text)
{
	for (int i = 0; i < h->n_asked; i++)
		if (strcmp(h->asked[i].text, text) == 0)
			return &h->asked[i];
	return NULL;
}

/* A page can only be what its code, asked about while it was read, was said to be. */
static int
is_own_tag(const struct hand *h, const struct scan_page *p)
{
	const struct asked *a = p->text[0] != '\0' ? asked_lookup(h, p->text) : NULL;

	switch (p->outcome) {
	case OUTCOME_READ:
		return a != NULL && a->claim == SCAN_CLAIM_KNOWN && p->n_boxes <= a->n_boxes;
	case OUTCOME_UNKNOWN:
		return a != NULL && a->claim == SCAN_CLAIM_UNKNOWN;
	case OUTCOME_FOREIGN:
		return a != NULL && a->claim == SCAN_CLAIM_FOREIGN;
	case OUTCOME_BLANK:
	case OUTCOME_NO_CODE:
	case OUTCOME_OUTDATED:
	case OUTCOME_DAMAGED:
	case OUTCOME_COUNT:
		break;
	}
	return p->text[0] == '\0' || a != NULL;
}

/* The box as it was answered or told, never as the worker says it is. */
static const struct box *
own_box(const struct asked *a, const struct wire_job *job, const char *id, size_t i)
{
	if (job->extract)
		return i < job->n_boxes ? &job->boxes[i] : NULL;
	for (size_t k = 0; a != NULL && k < a->n_boxes; k++)
		if (strncmp(a->boxes[k].id, id, BOX_ID_SIZE) == 0)
			return &a->boxes[k];
	return NULL;
}

static int
check_boxes(const struct hand *h, const struct wire_job *job, struct result *r)
{
	const struct asked *a = asked_lookup(h, r->page.text);

	for (size_t i = 0; i < r->page.n_boxes; i++) {
		struct scan_box *b = &r->page.boxes[i];
		const struct box *own = own_box(a, job, b->box.id, i);

		if (own == NULL || (unsigned)b->verdict >= VERDICT_COUNT ||
		    !within(b->score, 0, 1) || !within(b->ink_mm2, 0, 1e9) ||
		    !within(b->extent_mm, 0, 1e6) || !are_words(r->hints[i], WIRE_HINT_SIZE))
			return -1;
		b->box = *own;
		b->hint = r->hints[i][0] != '\0' ? r->hints[i] : NULL;
	}
	return 0;
}

/* The sizes of all that follows the struct add up to what has come. */
static int
sizes_fit(const struct scan_page *p, size_t n)
{
	if (p->object_size > n || p->thumb_size > n - p->object_size)
		return 0;
	n -= p->object_size + p->thumb_size;
	for (size_t i = 0; i < p->n_boxes; i++) {
		if (p->boxes[i].crop_size > n)
			return 0;
		n -= p->boxes[i].crop_size;
	}
	return n == 0;
}

static unsigned char *
copy_bytes(const unsigned char **from, size_t n)
{
	unsigned char *p = NULL;

	if (n > 0) {
		p = mem_alloc(n);
		memcpy(p, *from, n);
		*from += n;
	}
	return p;
}

static int
check_page(const struct hand *h, const struct wire_job *job, struct result *r)
{
	struct scan_page *p = &r->page;

	if (p->page != job->page || !is_outcome(p->outcome) || !are_sane_numbers(p) ||
	    !is_extension(p->object_ext) || !are_words(p->note, sizeof p->note) ||
	    !are_words(p->text, sizeof p->text) || !are_words(p->signers, sizeof p->signers))
		return -1;
	p->object_sha256[0] = '\0';
	if (!job->extract && !is_own_tag(h, p))
		return -1;
	return check_boxes(h, job, r);
}

struct result *
result_check(
    const struct hand *h, const struct wire_job *job, const unsigned char *body, size_t n)
{
	struct result *r = mem_zero(1, sizeof *r);
	const unsigned char *bytes = body + sizeof(struct wire_page);
	struct wire_page *m = mem_alloc(sizeof *m);

	memcpy(m, body, sizeof *m);
	r->page = m->page;
	memcpy(r->hints, m->hints, sizeof r->hints);
	r->whole_file = m->whole_file != 0;
	free(m);
	r->bytes = n;
	r->page.object = r->page.thumb = NULL;
	if (r->page.n_boxes > SCAN_BOXES_MAX) {
		r->page.n_boxes = 0;
		result_free(r);
		return NULL;
	}
	for (size_t i = 0; i < r->page.n_boxes; i++)
		r->page.boxes[i].crop = NULL;
	if (!sizes_fit(&r->page, n - sizeof(struct wire_page)) || check_page(h, job, r) < 0) {
		result_free(r);
		return NULL;
	}
	r->page.object = copy_bytes(&bytes, r->page.object_size);
	r->page.thumb = copy_bytes(&bytes, r->page.thumb_size);
	for (size_t i = 0; i < r->page.n_boxes; i++)
		r->page.boxes[i].crop = copy_bytes(&bytes, r->page.boxes[i].crop_size);
	return r;
}
