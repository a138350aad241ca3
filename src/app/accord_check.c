/* A convention says what the accord said that it comes from. */
#include <string.h>

#include "app/accord.h"
#include "app/home.h"
#include "app/who.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/js.h"
#include "store/document.h"
#include "store/event.h"
#include "store/placement.h"

struct js *
accord_said(const struct stay *s)
{
	struct js *o = js_object(), *periods = js_array();

	js_set_str(o, "company", s->company.name);
	js_set_str(o, "siret", s->company.siret);
	for (size_t i = 0; i < s->p.n_periods; i++) {
		struct js *p = js_object();

		js_set_str(p, "start", s->p.periods[i].starts);
		js_set_str(p, "end", s->p.periods[i].ends);
		js_add(periods, p);
	}
	js_set(o, "periods", periods);
	return o;
}

/* The last accord that was validated. */
struct search {
	int64_t event; /* of the validation; 0: none */
	char code[DOC_CODE_SIZE];
	int loose; /* 1: also those of the student that are of no placement */
};

static int
take_accord(void *ctx, const struct folded *f)
{
	struct search *s = ctx;

	if (f->state.state != STATE_VALIDATED || (s->loose && f->d.placement != 0))
		return 0;
	for (size_t i = 0; i < f->n_facts; i++)
		if (f->facts[i].kind == FACT_VALIDATED && !f->facts[i].voided &&
		    f->facts[i].event > s->event) {
			s->event = f->facts[i].event;
			doc_code(f->d.number, s->code);
		}
	return 0;
}

static int
find_accord(struct home *h, const struct stay *s, struct search *out, struct err *e)
{
	struct document_filter f = { .placement = s->p.id, .kind_set = 1, .kind = DOC_ACCORD };

	*out = (struct search){ .event = 0 };
	if (document_each(h->store, &f, take_accord, out, e) < 0)
		return -1;
	if (out->event != 0)
		return 0;
	out->loose = 1;
	f.placement = 0;
	f.enrolment = s->enrolment.id;
	return document_each(h->store, &f, take_accord, out, e);
}

static int
same_company(const struct js *said, const struct js *now)
{
	const char *a = js_get_str(said, "siret", ""), *b = js_get_str(now, "siret", "");

	if (*a != '\0' && *b != '\0')
		return strcmp(a, b) == 0;
	return strcmp(js_get_str(said, "company", ""), js_get_str(now, "company", "")) == 0;
}

static int
same_periods(const struct js *a, const struct js *b)
{
	int same = js_len(a) == js_len(b);

	for (size_t i = 0; same && i < js_len(a); i++)
		for (int end = 0; end < 2; end++) {
			const char *key = end ? "end" : "start";

			same &= strcmp(js_get_str(js_at(a, i), key, ""),
				    js_get_str(js_at(b, i), key, "")) == 0;
		}
	return same;
}

/* « du 4 janvier 2027 au 12 février 2027 et du 8 mars 2027 au 19 mars 2027 » */
static void
add_periods(const struct js *periods, struct buf *out)
{
	for (size_t i = 0; i < js_len(periods); i++) {
		char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

		date_text(date_parse(js_get_str(js_at(periods, i), "start", "")), from);
		date_text(date_parse(js_get_str(js_at(periods, i), "end", "")), to);
		buf_printf(out, "%sdu %s au %s", i > 0 ? " et " : "", from, to);
	}
}

/* « entreprise : « A » dans l'accord, « B » dans le stage »; nothing where they agree. */
static void
compare(const struct js *said, const struct js *now, struct buf *out)
{
	const struct js *then = js_member(said, "periods"), *here = js_member(now, "periods");

	if (!same_company(said, now))
		buf_printf(out,
		    "entreprise : « %s » dans l'accord validé, « %s » dans le stage",
		    js_get_str(said, "company", ""), js_get_str(now, "company", ""));
	if (same_periods(then, here))
		return;
	buf_str(out, out->len > 0 ? " ; dates : " : "dates : ");
	add_periods(then, out);
	buf_str(out, " dans l'accord validé, ");
	add_periods(here, out);
	buf_str(out, " dans le stage");
}

static const char *
contradiction(struct home *h, const struct stay *s, const struct search *found, struct arena *a)
{
	struct js *said = event_find_more(h->store, found->event, NULL), *now = accord_said(s);
	struct buf words = BUF_INIT;
	const char *why = NULL;

	if (said != NULL)
		compare(said, now, &words);
	if (words.len > 0)
		why = arena_printf(a,
		    "%s ; corrigez le stage (« paraphe placement change %s »), ou, si l'entreprise est "
		    "d'accord, validez à nouveau (« paraphe validate %s --placement %s »)",
		    words.data, s->p.number, found->code, s->p.number);
	buf_release(&words);
	js_free(said);
	js_free(now);
	return why;
}

int
accord_check(
    struct home *h, const struct stay *s, struct arena *a, const char **why, struct err *e)
{
	struct search found;

	*why = NULL;
	if (find_accord(h, s, &found, e) < 0)
		return -1;
	if (found.event == 0)
		return ACCORD_NONE;
	*why = contradiction(h, s, &found, a);
	return *why != NULL ? ACCORD_CONTRADICTS : ACCORD_FITS;
}
