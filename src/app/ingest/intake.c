#include "app/ingest/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "store/document.h"

/* What a history may show, and what is needed to judge the page again. */
static struct js *
measures(const struct scan_page *p)
{
	struct js *o = js_object(), *map;

	js_set_real(o, "dpi", p->dpi);
	if (p->registered) {
		js_set_real(o, "residual_mm", p->residual_mm);
		js_set_real(o, "scale", p->scale);
		map = js_array();
		for (int i = 0; i < 8; i++)
			js_add(map, js_real(p->map.m[i]));
		js_set(o, "map", map);
	}
	if (p->note[0] != '\0')
		js_set_str(o, "note", p->note);
	if (p->signers[0] != '\0')
		js_set_str(o, "signers", p->signers);
	return o;
}

static int
keep_box(struct intake *in, const struct scan_box *b, struct fact_box *out, struct err *e)
{
	char sha256[65];

	snprintf(out->id, sizeof out->id, "%s", b->box.id);
	out->kind = b->box.kind;
	out->role = b->box.role;
	out->verdict = b->verdict;
	out->score = b->score;
	out->hint = arena_str(&in->arena, b->hint);
	if (b->crop == NULL)
		return 0;
	if (archive_run_put(&in->run, b->crop, b->crop_size, "png", sha256, e) < 0)
		return -1;
	out->crop = arena_str(&in->arena, sha256);
	return 0;
}

static int
keep_pictures(
    struct intake *in, const struct scan_page *p, struct intake_page *out, struct err *e)
{
	if (p->outcome == OUTCOME_BLANK)
		return 0;
	if (p->object != NULL) {
		snprintf(out->object_ext, sizeof out->object_ext, "%s", p->object_ext);
		if (archive_run_put(
			&in->run, p->object, p->object_size, p->object_ext, out->object, e) < 0)
			return -1;
	}
	return p->thumb == NULL
		   ? 0
		   : archive_run_put(&in->run, p->thumb, p->thumb_size, "png", out->thumb, e);
}

int
intake_add(struct intake *in, struct store *st, const struct scan_page *p, struct err *e)
{
	struct intake_page page = { .page = p->page,
		.outcome = p->outcome,
		.rotation = p->rotation,
		.electronic = p->signers[0] != '\0',
		.n_boxes = p->n_boxes };

	in->run.st = st;
	page.text = arena_str(&in->arena, p->text);
	page.boxes = arena_alloc(&in->arena, (p->n_boxes + 1) * sizeof *page.boxes);
	for (size_t i = 0; i < p->n_boxes; i++) {
		if (keep_box(in, &p->boxes[i], &page.boxes[i], e) < 0)
			return -1;
		if (p->boxes[i].ink_mm2 > 0)
			page.inked |= (uint64_t)1 << i;
	}
	if (keep_pictures(in, p, &page, e) < 0)
		return -1;
	page.more = measures(p);
	in->at = mem_grow(in->at, in->n, &in->cap, sizeof *in->at);
	in->at[in->n++] = page;
	return 0;
}

static const char hint_not_judged[] =
    "case non lue : le papier n'était pas connu là où la page a été lue";

int
intake_boxes(struct store *st, const struct tag *tag, const struct intake_page *page,
    struct arena *a, struct fact *f, struct err *e)
{
	struct box boxes[SCAN_BOXES_MAX];
	size_t n;

	if (document_page_boxes(st, tag, boxes, SCAN_BOXES_MAX, &n, e) < 0)
		return -1;
	f->boxes = arena_alloc(a, (n + 1) * sizeof *f->boxes);
	f->n_boxes = n;
	for (size_t i = 0; i < n; i++) {
		struct fact_box *b = &f->boxes[i];

		*b = (struct fact_box){
			.verdict = VERDICT_DOUBTFUL, .score = 0.5, .hint = hint_not_judged
		};
		for (size_t k = 0; k < page->n_boxes; k++)
			if (strcmp(page->boxes[k].id, boxes[i].id) == 0)
				*b = page->boxes[k];
		memcpy(b->id, boxes[i].id, sizeof b->id);
		b->kind = boxes[i].kind;
		b->role = boxes[i].role;
	}
	return 0;
}

void
intake_release(struct intake *in)
{
	for (size_t i = 0; i < in->n; i++)
		js_free(in->at[i].more);
	free(in->at);
	archive_run_release(&in->run);
	arena_release(&in->arena);
	*in = (struct intake){ 0 };
}
