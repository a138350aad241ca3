#include "app/ingest/reading.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/label.h"
#include "base/err.h"
#include "base/js.h"
#include "base/mem.h"

/* No more digits than the measure has. */
static double
rounded(double x, double step)
{
	return isfinite(x) ? round(x / step) * step : 0;
}

static struct js *
write_box(const struct scan_box *b)
{
	struct js *o = js_object();

	js_set_str(o, "id", b->box.id);
	js_set_str(o, "kind", box_kind_name(b->box.kind));
	if (b->box.kind != BOX_CHECK)
		js_set_str(o, "role", role_name(b->box.role));
	js_set_str(o, "verdict", verdict_name(b->verdict));
	js_set_real(o, "score", rounded(b->score, 0.001));
	js_set_real(o, "ink_mm2", rounded(b->ink_mm2, 0.1));
	js_set_real(o, "extent_mm", rounded(b->extent_mm, 0.1));
	if (b->hint != NULL)
		js_set_str(o, "hint", b->hint);
	return o;
}

static void
write_registration(struct js *o, const struct scan_page *page)
{
	struct js *map = js_array();

	js_set_real(o, "residual_mm", rounded(page->residual_mm, 0.001));
	js_set_real(o, "scale", rounded(page->scale, 0.0001));
	for (int i = 0; i < 8; i++)
		js_add(map, js_real(page->map.m[i]));
	js_set(o, "map", map);
}

/* The words name the file, whose name may be any bytes. */
static void
set_error(struct js *o, const char *error)
{
	char *words = label_of(error);

	js_set_str(o, "error", words);
	free(words);
}

static void
set_file(struct js *o, const char *file)
{
	char *label = label_of(file);

	js_set_str(o, "file", label);
	free(label);
}

struct js *
reading_write(
    const char *file, const char *sha256, const struct scan_page *page, const struct tag *tag)
{
	struct js *o = js_object(), *boxes = js_array();

	set_file(o, file);
	js_set_str(o, "sha256", sha256);
	js_set_int(o, "page", page->page);
	js_set_str(o, "outcome", outcome_name(page->outcome));
	if (tag != NULL) {
		js_set_str(o, "tag", page->text);
		js_set_str(o, "document", tag->number);
		js_set_int(o, "copy", tag->copy);
		js_set_int(o, "doc_page", tag->page);
	}
	js_set_int(o, "rotation", page->rotation);
	js_set_real(o, "dpi", rounded(page->dpi, 0.1));
	if (page->registered)
		write_registration(o, page);
	for (size_t i = 0; i < page->n_boxes; i++)
		js_add(boxes, write_box(&page->boxes[i]));
	js_set(o, "boxes", boxes);
	if (page->note[0] != '\0')
		js_set_str(o, "note", page->note);
	if (page->signers[0] != '\0')
		js_set_str(o, "signers", page->signers);
	js_set_real(o, "ms", rounded(page->ms, 0.1));
	return o;
}

struct js *
reading_write_error(const char *file, const char *error)
{
	struct js *o = js_object();

	set_file(o, file);
	set_error(o, error);
	return o;
}

/* Copies a member's text; -1 when it is absent, not a text, or too long for out. */
static int
take_text(const struct js *o, const char *key, char *out, size_t size)
{
	const char *s = js_get_str(o, key, NULL);

	if (s == NULL || strlen(s) >= size)
		return -1;
	snprintf(out, size, "%s", s);
	return 0;
}

static int
bad_member(struct err *e, const char *key)
{
	return err_set(e, ERR_INPUT, "le membre « %s » manque ou n'est pas valable", key);
}

static int
parse_box(const struct js *o, struct reading *r, struct err *e)
{
	size_t i = r->page.n_boxes;
	struct scan_box *b = &r->page.boxes[i];
	int kind = box_kind_parse(js_get_str(o, "kind", ""));
	int role = role_parse(js_get_str(o, "role", ""));
	int verdict = verdict_parse(js_get_str(o, "verdict", ""));
	const char *hint = js_get_str(o, "hint", NULL);

	memset(b, 0, sizeof *b);
	if (take_text(o, "id", b->box.id, sizeof b->box.id) < 0)
		return bad_member(e, "boxes.id");
	if (kind < 0 || verdict < 0 || (role < 0 && kind != BOX_CHECK))
		return err_set(e, ERR_INPUT,
		    "la case « %s » n'a pas de sorte, de rôle ou de verdict valable",
		    b->box.id);
	b->box.kind = (enum box_kind)kind;
	b->box.role = role < 0 ? ROLE_STUDENT : (enum role)role;
	b->verdict = (enum verdict)verdict;
	b->score = js_get_real(o, "score", 0);
	b->ink_mm2 = js_get_real(o, "ink_mm2", 0);
	b->extent_mm = js_get_real(o, "extent_mm", 0);
	b->hint = r->hints[i] = hint != NULL ? mem_str(hint) : NULL;
	r->page.n_boxes++;
	return 0;
}

static int
parse_boxes(const struct js *line, struct reading *r, struct err *e)
{
	const struct js *boxes = js_member(line, "boxes");
	size_t n = js_len(boxes);

	if (n > SCAN_BOXES_MAX || (boxes != NULL && !js_is_array(boxes)))
		return bad_member(e, "boxes");
	for (size_t i = 0; i < n; i++)
		if (parse_box(js_at(boxes, i), r, e) < 0)
			return -1;
	return 0;
}

static int
parse_map(const struct js *line, struct scan_page *p, struct err *e)
{
	const struct js *map = js_member(line, "map");

	p->residual_mm = js_get_real(line, "residual_mm", -1);
	p->scale = js_get_real(line, "scale", 0);
	if (map == NULL)
		return 0;
	if (!js_is_array(map) || js_len(map) != 8)
		return bad_member(e, "map");
	for (size_t i = 0; i < 8; i++) {
		if (!js_is_number(js_at(map, i)))
			return bad_member(e, "map");
		p->map.m[i] = js_float(js_at(map, i), 0);
	}
	p->registered = 1;
	return 0;
}

static int
parse_page(const struct js *line, struct reading *r, struct err *e)
{
	struct scan_page *p = &r->page;
	int outcome = outcome_parse(js_get_str(line, "outcome", ""));
	long long page = js_get_int(line, "page", 0), turn = js_get_int(line, "rotation", 0);

	if (take_text(line, "sha256", r->sha256, sizeof r->sha256) < 0 ||
	    strspn(r->sha256, "0123456789abcdef") != sizeof r->sha256 - 1)
		return bad_member(e, "sha256");
	if (page < 1 || page > 1000000)
		return bad_member(e, "page");
	if (outcome < 0)
		return bad_member(e, "outcome");
	if (turn != 0 && turn != 90 && turn != 180 && turn != 270)
		return bad_member(e, "rotation");
	if (js_member(line, "tag") != NULL && take_text(line, "tag", p->text, TAG_SIZE) < 0)
		return bad_member(e, "tag");
	if (js_member(line, "note") != NULL &&
	    take_text(line, "note", p->note, sizeof p->note) < 0)
		return bad_member(e, "note");
	if (js_member(line, "signers") != NULL &&
	    take_text(line, "signers", p->signers, sizeof p->signers) < 0)
		return bad_member(e, "signers");
	p->page = (int)page;
	p->outcome = (enum outcome)outcome;
	p->rotation = (int)turn;
	p->dpi = js_get_real(line, "dpi", 0);
	p->ms = js_get_real(line, "ms", 0);
	return parse_map(line, p, e) < 0 ? -1 : parse_boxes(line, r, e);
}

int
reading_parse(const struct js *line, struct reading *r, struct err *e)
{
	const char *file = js_get_str(line, "file", NULL);
	const char *error = js_get_str(line, "error", NULL);

	memset(r, 0, sizeof *r);
	if (file == NULL)
		return bad_member(e, "file");
	r->file = mem_str(file);
	r->error = error != NULL ? mem_str(error) : NULL;
	if (error == NULL && parse_page(line, r, e) < 0) {
		reading_release(r);
		return -1;
	}
	return 0;
}

void
reading_release(struct reading *r)
{
	for (size_t i = 0; i < SCAN_BOXES_MAX; i++)
		free(r->hints[i]);
	free(r->file);
	free(r->error);
	memset(r, 0, sizeof *r);
}
