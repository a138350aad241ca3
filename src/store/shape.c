/* The shape of a document as the log keeps it: what its states depend upon beside the facts. */
#include <string.h>

#include "base/js.h"
#include "base/mem.h"
#include "store/document_imp.h"

/* [id, kind, role, page]: where a box stands matters to the reader alone. */
static struct js *
box_js(const struct box *b)
{
	struct js *o = js_array();

	js_add(o, js_str(b->id));
	js_add(o, js_str(box_kind_name(b->kind)));
	js_add(o, js_str(role_name(b->role)));
	js_add(o, js_int(b->page));
	return o;
}

void
shape_write(const struct document_draft *draft, struct js *more)
{
	const struct document *d = &draft->d;
	struct js *boxes = js_array();
	char start[DATE_ISO_SIZE];

	js_set_str(more, "kind", doc_kind_name(d->kind));
	js_set_int(more, "copies", d->copies);
	js_set_int(more, "pages", d->pages);
	js_set_bool(more, "guardian", d->guardian);
	js_set_bool(more, "generic", d->generic);
	js_set_int(more, "mould", d->mould);
	js_set_bool(more, "blank", d->blank);
	js_set_bool(more, "linked", d->placement != 0 || d->enrolment != 0);
	date_iso(d->start, start);
	js_set_str(more, "start", start);
	for (size_t i = 0; i < draft->n_boxes; i++)
		js_add(boxes, box_js(&draft->boxes[i]));
	js_set(more, "boxes", boxes);
}

static void
take_box(struct box *b, const struct js *o)
{
	const char *id = js_text(js_at(o, 0), "");
	int kind = box_kind_parse(js_text(js_at(o, 1), NULL)),
	    role = role_parse(js_text(js_at(o, 2), NULL));

	*b = (struct box){ .kind = kind >= 0 ? (enum box_kind)kind : BOX_CHECK,
		.role = role >= 0 ? (enum role)role : ROLE_STUDENT,
		.page = (int)js_number(js_at(o, 3), 0) };
	memcpy(b->id, id, strnlen(id, BOX_ID_SIZE - 1));
}

void
shape_take(const struct js *more, struct arena *a, struct shape *s)
{
	const struct js *list = js_member(more, "boxes");
	int kind = doc_kind_parse(js_get_str(more, "kind", NULL));
	struct box *boxes = arena_alloc(a, (js_len(list) + 1) * sizeof *boxes);

	*s = (struct shape){
		.kind = kind >= 0 ? (enum doc_kind)kind : DOC_CONVENTION,
		.copies = (int)js_get_int(more, "copies", 0),
		.pages = (int)js_get_int(more, "pages", 0),
		.guardian = js_get_bool(more, "guardian", 0),
		.instance = js_get_int(more, "mould", 0) != 0,
		.blank = js_get_bool(more, "blank", 0),
		.linked = js_get_bool(more, "linked", 0),
		.start = date_parse(js_get_str(more, "start", "")),
		.boxes = boxes,
		.n_boxes = js_len(list),
	};
	s->mould = js_get_bool(more, "generic", 0) && !s->instance;
	for (size_t i = 0; i < s->n_boxes; i++)
		take_box(&boxes[i], js_at(list, i));
}
