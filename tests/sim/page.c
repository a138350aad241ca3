#include "page.h"

#include <string.h>

#include "base/err.h"
#include "base/js.h"
#include "retag.h"
#include "tone.h"
#include "warp.h"

/* As sheet_turn turns the scan. */
static struct landed
turned(struct landed p, int degrees)
{
	for (; degrees > 0; degrees -= 90)
		p = (struct landed){ p.h - p.y, p.x, p.h, p.w };
	return p;
}

/* Its place in mm, and where its corners come to lie in the scan, pixels: x, y of each. */
static void
say_place(struct js *said, const struct box *b, const struct sheet *s, const struct job *j)
{
	const double mm[4] = { b->x, b->y, b->w, b->h };
	struct js *place = js_array(), *corners = js_array();

	for (int i = 0; i < 4; i++) {
		struct landed p = turned(warp_where(s, &j->wears, b->x + (i % 2 ? b->w : 0),
					     b->y + (i / 2 ? b->h : 0)),
		    j->turn);

		js_add(place, js_real(mm[i]));
		js_add(corners, js_real(p.x));
		js_add(corners, js_real(p.y));
	}
	js_set(said, "mm", place);
	js_set(said, "corners", corners);
}

/* Draws what goes into the boxes; the same seed signs a print alike, wherever it is scanned. */
static struct js *
sign(struct sheet *s, const struct options *o, const struct job *j, const char *code)
{
	struct rng r =
	    rng_stream(o->seed ^ 0x5157, (uint64_t)j->source + ((uint64_t)j->print << 32));
	struct js *boxes = js_array();
	struct doc_place place;

	if (place_parse(code, &place) < 0)
		return boxes;
	for (size_t i = 0; i < o->book.n; i++) {
		const struct book_entry *entry = &o->book.at[i];
		struct js *said;
		enum ink ink;

		if (entry->box.page != place.page || strcmp(entry->number, place.number) != 0)
			continue;
		ink = signs_ink(&o->signs, &place, &entry->box, &r);
		ink_draw(s, &entry->box, ink, &r);
		said = js_object();
		js_set_str(said, "id", entry->box.id);
		js_set_str(said, "kind", box_kind_name(entry->box.kind));
		js_set_str(said, "role",
		    entry->box.role < ROLE_COUNT ? role_name(entry->box.role) : NULL);
		js_set_str(said, "ink", ink_name(ink));
		say_place(said, &entry->box, s, j);
		js_set(said, "verdicts", js_array());
		for (int v = 0; v < VERDICT_COUNT; v++)
			if (ink_verdicts(ink) & 1u << v)
				js_add((struct js *)js_member(said, "verdicts"),
				    js_str(verdict_name((enum verdict)v)));
		js_add(boxes, said);
	}
	return boxes;
}

static struct js *
truth(const struct job *j, const struct sheet *s, const char *code, int flip, struct js *boxes)
{
	const char *outcome = j->back           ? "blank"
			      : code[0] == '\0' ? "no-code"
			      : flip            ? "foreign"
						: "read";
	struct js *t = js_object(), *damage = js_object();
	struct doc_place place;

	js_set_int(t, "source_page", j->source + 1);
	js_set_str(t, "side", j->back ? "back" : "front");
	if (!j->back && place_parse(code, &place) == 0) {
		js_set_str(t, "tag", code);
		js_set_str(t, "document", place.number);
		js_set_int(t, "copy", place.copy);
		js_set_int(t, "doc_page", place.page);
	} else {
		js_set_str(t, "tag", NULL);
	}
	js_set_str(t, "outcome", outcome);
	js_set_int(t, "rotation", (720 - j->turn - j->viewer) % 360);
	js_set_int(t, "dpi", j->dpi);
	js_set_str(t, "mode", mode_name(j->mode));
	js_set_int(t, "severity", j->severity);
	for (int k = 0; k < WEAR_COUNT; k++)
		if (j->wears.level[k] != 0)
			js_set_int(damage, wear_name((enum wear)k), j->wears.level[k]);
	js_set(t, "damage", damage);
	js_set_int(t, "width", s->w);
	js_set_int(t, "height", s->h);
	js_set(t, "boxes", boxes);
	return t;
}

/* An empty sheet with the front's print faintly through it. */
static void
turn_over(struct sheet *s, int severity)
{
	struct sheet back = sheet_new(s->w, s->h, s->planes, s->dpi, 255);
	size_t n = (size_t)s->w * (size_t)s->h;

	sheet_mirror(s);
	if (severity > 0)
		tone_soften(s, sheet_px(s, 0.15), sheet_px(s, 0.15));
	for (int p = 0; p < s->planes; p++)
		for (size_t i = 0; i < n; i++)
			back.px[p][i] = (uint8_t)(255 - (255 - s->px[p][i]) * severity / 40);
	sheet_release(s);
	*s = back;
}

int
page_make(struct source *src, const struct options *o, const struct job *j, struct page *out,
    struct err *e)
{
	struct encode_how how = plan_packing(o, j);
	struct sheet s;
	char code[CODE_SIZE];
	struct js *boxes;
	int rc;

	if (source_render(src, j->source, j->dpi, j->mode == MODE_COLOR ? 3 : 1, &s, e) < 0)
		return -1;
	source_code(&s, code);
	if (!j->back)
		wear_print(&s, &j->wears);
	boxes = sign(&s, o, j, code);
	if (o->flip && code[0] != '\0') {
		struct rng r = rng_stream(o->seed ^ 0xF11F, (uint64_t)j->source);

		retag_flip(code, &r);
		retag_draw(&s, code);
	}
	if (j->back)
		turn_over(&s, j->severity);
	wear_paper(&s, &j->wears);
	warp_sheet(&s, &j->wears);
	sheet_turn(&s, j->turn);
	wear_scan(&s, &j->wears);
	rc = encode_sheet(&s, &how, &out->scan, e);
	out->truth = truth(j, &s, code, o->flip, boxes);
	sheet_release(&s);
	if (rc < 0)
		js_free(out->truth);
	return rc;
}

void
page_release(struct page *p)
{
	encode_release(&p->scan);
	js_free(p->truth);
}
