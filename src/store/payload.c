#include "store/payload_imp.h"

#include <string.h>

#include "base/buf.h"
#include "base/js.h"
#include "base/mem.h"

enum { DIGITS = 6 };

static struct js *
box_js(const struct fact_box *b)
{
	struct js *o = js_object();

	js_set_str(o, "id", b->id);
	js_set_str(o, "kind", box_kind_name(b->kind));
	js_set_str(o, "role", role_name(b->role));
	js_set_str(o, "verdict", verdict_name(b->verdict));
	js_set_real(o, "score", b->score);
	if (b->hint != NULL)
		js_set_str(o, "hint", b->hint);
	if (b->crop != NULL)
		js_set_str(o, "crop", b->crop);
	return o;
}

static void
set_scan(struct js *o, const struct fact *f)
{
	if (f->outcome != OUTCOME_READ)
		js_set_str(o, "outcome", outcome_name(f->outcome));
	if (f->origin != ORIGIN_PAPER)
		js_set_str(o, "origin", origin_name(f->origin));
	if (f->duplicate_of != 0)
		js_set_int(o, "duplicate_of", f->duplicate_of);
}

static void
set_boxes(struct js *o, const struct fact *f)
{
	struct js *boxes;

	if (f->n_boxes == 0)
		return;
	boxes = js_array();
	for (size_t i = 0; i < f->n_boxes; i++)
		js_add(boxes, box_js(&f->boxes[i]));
	js_set(o, "boxes", boxes);
}

static void
set_words(struct js *o, const struct fact *f)
{
	char day[DATE_ISO_SIZE];

	if (f->name != NULL)
		js_set_str(o, "name", f->name);
	if (f->text != NULL)
		js_set_str(o, "text", f->text);
	if (f->stated != DATE_NONE) {
		date_iso(f->stated, day);
		js_set_str(o, "stated", day);
	}
	if (f->placement != 0)
		js_set_int(o, "placement", f->placement);
	if (f->enrolment != 0)
		js_set_int(o, "enrolment", f->enrolment);
	if (f->other != 0)
		js_set_int(o, "other", f->other);
}

static void
set_course(struct js *o, const struct fact *f)
{
	if (f->locked)
		js_set_bool(o, "locked", 1);
	if (f->kind == FACT_VISITED)
		js_set_str(o, "mode", visit_mode_name(f->mode));
	if (f->hours >= 0)
		js_set_real(o, "hours", f->hours);
	if (f->cents >= 0)
		js_set_int(o, "cents", f->cents);
}

void
payload_write(const struct fact *f, const struct js *more, struct buf *out)
{
	struct js *o = js_object();

	if (f->kind == FACT_READ || f->kind == FACT_PAGE || f->decision == DECISION_ACCEPT)
		set_scan(o, f);
	if (f->kind == FACT_DECIDED)
		js_set_str(o, "decision", decision_name(f->decision));
	if (f->decision == DECISION_ROLE || f->kind == FACT_HANDED_OUT ||
	    f->kind == FACT_REMINDED || (f->kind == FACT_LINKED && f->role == ROLE_GUARDIAN))
		js_set_str(o, "role", role_name(f->role));
	set_boxes(o, f);
	set_words(o, f);
	set_course(o, f);
	if (more != NULL)
		js_set(o, "more", js_copy(more));
	js_write(o, DIGITS, out);
	js_free(o);
}

/* The value of a stable name; `otherwise` for one that this version does not know. */
static int
word(int parsed, int otherwise)
{
	return parsed >= 0 ? parsed : otherwise;
}

static char *
keep_text(const struct js *o, const char *key, struct arena *a)
{
	return arena_str(a, js_get_str(o, key, NULL));
}

static void
read_box(struct fact_box *b, const struct js *o, struct arena *a)
{
	const char *id = js_get_str(o, "id", "");

	memcpy(b->id, id, strnlen(id, BOX_ID_SIZE - 1));
	b->kind = word(box_kind_parse(js_get_str(o, "kind", NULL)), BOX_CHECK);
	b->role = word(role_parse(js_get_str(o, "role", NULL)), ROLE_STUDENT);
	b->verdict = word(verdict_parse(js_get_str(o, "verdict", NULL)), VERDICT_DOUBTFUL);
	b->score = js_get_real(o, "score", 0);
	b->hint = keep_text(o, "hint", a);
	b->crop = keep_text(o, "crop", a);
}

static void
read_boxes(struct fact *f, const struct js *boxes, struct arena *a)
{
	f->n_boxes = js_len(boxes);
	if (f->n_boxes == 0)
		return;
	f->boxes = arena_alloc(a, f->n_boxes * sizeof *f->boxes);
	for (size_t i = 0; i < f->n_boxes; i++)
		read_box(&f->boxes[i], js_at(boxes, i), a);
}

void
payload_read(struct fact *f, const char *text, size_t n, struct arena *a)
{
	static const char only_more[] = "{\"more\":";
	struct js *o;

	/* `more` is written last, so a payload that starts with it says nothing else: most pages. */
	if (strncmp(text, only_more, sizeof only_more - 1) == 0)
		return;
	o = js_parse(text, n, NULL);
	f->outcome = word(outcome_parse(js_get_str(o, "outcome", "read")), OUTCOME_DAMAGED);
	f->origin = word(origin_parse(js_get_str(o, "origin", "paper")), ORIGIN_PAPER);
	f->duplicate_of = js_get_int(o, "duplicate_of", 0);
	read_boxes(f, js_member(o, "boxes"), a);
	f->decision = word(decision_parse(js_get_str(o, "decision", "none")), DECISION_NONE);
	f->role = word(role_parse(js_get_str(o, "role", NULL)), ROLE_STUDENT);
	f->name = keep_text(o, "name", a);
	f->text = keep_text(o, "text", a);
	f->stated = date_parse(js_get_str(o, "stated", ""));
	f->placement = js_get_int(o, "placement", 0);
	f->enrolment = js_get_int(o, "enrolment", 0);
	f->other = js_get_int(o, "other", 0);
	f->locked = js_get_bool(o, "locked", 0);
	f->mode = word(visit_mode_parse(js_get_str(o, "mode", NULL)), VISIT_ON_SITE);
	f->hours = js_get_real(o, "hours", -1);
	f->cents = js_get_int(o, "cents", -1);
	js_free(o);
}
