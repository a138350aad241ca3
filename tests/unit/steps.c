/*
 * Random histories of papers: pages scanned, questions answered, copies handed out and
 * over, papers replaced, cancelled, judged, regularised, and any of it undone; legal or not.
 * After each step:
 *
 *	- the state is the one that a plain reading of the log gives (oracle below);
 *	- a refused step says why, and has changed nothing;
 *	- undoing the step gives back the exact former state, undoing the undo the later one.
 *
 * At the end the whole log, taken again from the start, gives the same, and its chain verifies.
 *
 *	STEPS_SEED	where the histories start (1); a failure prints the one to look at
 *	STEPS_COUNT	how many (500; .ci/run asks for ten thousand)
 */
#include "tests/unit/home_imp.h"

#include <malloc.h>

#include "app/follow/follow.h"
#include "app/follow/hand.h"
#include "app/ingest/review.h"
#include "base/buf.h"
#include "base/file.h"
#include "store/event.h"

enum { PAPERS_MAX = 4, STEPS_MOST = 24, FILES_MAX = STEPS_MOST, HISTORIES_PER_HOME = 20 };

/* Random numbers: the same everywhere (xorshift64*). */
struct dice {
	uint64_t at;
};

static unsigned
roll(struct dice *d, unsigned sides)
{
	d->at ^= d->at >> 12;
	d->at ^= d->at << 25;
	d->at ^= d->at >> 27;
	return (unsigned)((d->at * 2685821657736338717u) >> 33) % sides;
}

/* One history. */
struct walk {
	struct bench *b;
	struct dice dice;
	uint64_t seed;
	struct document papers[PAPERS_MAX];
	size_t n_papers;
	struct {
		char name[48];
		int64_t batch;
		int64_t paper;
		int copy, page;
		char boxes[8], picture[48];
	} files[FILES_MAX]; /* what was scanned, to be fed again */
	size_t n_files;
	int64_t event, batch; /* of the last step that was done; 0 */
	int refused;
	int pictures;
	struct buf trail; /* the steps so far, for whoever looks at a failure */
};

static void __attribute__((noreturn, format(printf, 2, 3)))
walk_fail(struct walk *w, const char *fmt, ...)
{
	char why[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	print_message(
	    "STEPS_SEED=%llu STEPS_COUNT=1\n%s", (unsigned long long)w->seed, w->trail.data);
	fail_msg("%s", why);
	abort();
}

/* Everything that a state says. */

static void
sign_text(const struct sign *s, struct buf *out)
{
	buf_printf(out, " [%s %d %lld %lld.%d %lld %d %s %ld %d%d]",
	    sign_status_name(s->status), s->expected, (long long)s->since, (long long)s->event,
	    s->box, (long long)s->decided, (int)s->origin,
	    s->delegate != NULL ? s->delegate : "-", (long)s->stated, s->late, s->early);
}

static void
copy_text(const struct state_copy *c, struct buf *out)
{
	buf_printf(out, "  %d %s seen %llx handed %lld %d %lld %s %s flags %d%d%d missing %d",
	    c->copy, doc_state_name(c->state), (unsigned long long)c->seen[0],
	    (long long)c->handed_out, c->handed_out != 0 ? (int)c->holder : 0,
	    (long long)c->handed_over, c->handed_to != NULL ? c->handed_to : "-",
	    c->handover_reason != NULL ? c->handover_reason : "-", c->incomplete,
	    c->out_of_order, c->wrong_box, (int)c->missing);
	for (int r = 0; r < ROLE_COUNT; r++)
		sign_text(&c->sign[r], out);
	buf_add(out, "\n", 1);
}

static void
state_text(const struct state *st, struct buf *out)
{
	buf_printf(out,
	    "%s best %d flags %d%d%d%d missing %d%d returned %d regularise %d of %lld/%lld by %lld "
	    "since %lld %s\n",
	    doc_state_name(st->state), st->best, st->out_of_order, st->wrong_box, st->late,
	    st->conflict, st->missing_tutor, st->missing_teacher, st->returned,
	    st->to_regularise, (long long)st->placement, (long long)st->enrolment,
	    (long long)st->superseded_by, (long long)st->since,
	    st->reason != NULL ? st->reason : "-");
	for (size_t i = 0; i < st->n_copies; i++)
		copy_text(&st->copies[i], out);
	for (size_t i = 0; i < st->n_questions; i++) {
		char id[QUESTION_ID_SIZE];

		question_id(&st->questions[i], id);
		buf_printf(out, "  ? %s %s\n", id, question_kind_name(st->questions[i].kind));
	}
}

/* The oracle: what the log says, read plainly, one signature at a time. */

static int
counts(const struct folded *f, const struct fact *fact)
{
	const struct fact *issued = NULL, *ended = NULL;

	for (size_t i = 0; i < f->n_facts; i++) {
		const struct fact *x = &f->facts[i];

		if (x->voided)
			continue;
		if (x->kind == FACT_ISSUED && issued == NULL)
			issued = x;
		if ((x->kind == FACT_CANCELLED || x->kind == FACT_SUPERSEDED) && ended == NULL)
			ended = x;
	}
	return issued != NULL && issued->event < fact->event &&
	       (ended == NULL || fact->event < ended->event);
}

static const struct fact *
fact_of(const struct folded *f, int64_t event)
{
	for (size_t i = 0; i < f->n_facts; i++)
		if (f->facts[i].event == event && !f->facts[i].voided)
			return &f->facts[i];
	return NULL;
}

/* The sheet `page` of a copy is gone, for that reason: another was printed in its place. */
static int
is_lost(const struct fact *x, int copy, int page)
{
	return x->kind == FACT_REPRINTED && !x->voided && x->text != NULL &&
	       (x->copy == 0 || x->copy == copy) && (x->page == 0 || x->page == page);
}

/*
 * Whose signature stands in the box of `role` on a copy: ROLE_COUNT for nobody's.  The last word of
 * a person, and what was seen since.
 */
static enum role
signer_of(const struct folded *f, int copy, enum role role)
{
	enum role signer = ROLE_COUNT;

	for (size_t i = 0; i < f->n_facts; i++) {
		const struct fact *x = &f->facts[i];
		const struct fact *read = x->kind == FACT_DECIDED ? fact_of(f, x->target) : x;

		if (is_lost(x, copy, BENCH_PAGES))
			signer = ROLE_COUNT;
		if (x->voided || read == NULL || read->copy != copy)
			continue;
		if (x->kind == FACT_DECIDED) {
			if (x->box < 1 || (size_t)x->box > read->n_boxes ||
			    read->boxes[x->box - 1].role != role)
				continue;
			if (x->decision == DECISION_EMPTY)
				signer = ROLE_COUNT;
			else if (x->decision == DECISION_ROLE)
				signer = x->role;
			else if (x->decision != DECISION_IGNORE)
				signer = role;
		} else if (x->kind == FACT_READ && counts(f, x) &&
			   (x->duplicate_of == 0 || fact_of(f, x->duplicate_of) == NULL)) {
			for (size_t k = 0; k < x->n_boxes; k++)
				if (x->boxes[k].role == role && signer == ROLE_COUNT &&
				    x->boxes[k].verdict == VERDICT_SIGNED)
					signer = role;
		}
	}
	return signer;
}

static int
has_signed(const struct folded *f, int copy, enum role role)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if (signer_of(f, copy, (enum role)r) == role)
			return 1;
	return 0;
}

static enum doc_state
copy_state(const struct folded *f, int copy)
{
	if (!has_signed(f, copy, ROLE_STUDENT))
		return STATE_ISSUED;
	if (!has_signed(f, copy, ROLE_COMPANY))
		return STATE_SIGNED_STUDENT;
	return has_signed(f, copy, ROLE_PRINCIPAL) ? STATE_SIGNED_PRINCIPAL
						   : STATE_SIGNED_COMPANY;
}

static int
has_fact(const struct folded *f, enum fact_kind kind, int copy)
{
	for (size_t i = 0; i < f->n_facts; i++)
		if (f->facts[i].kind == kind && !f->facts[i].voided &&
		    (copy == 0 || f->facts[i].copy == 0 || f->facts[i].copy == copy))
			return 1;
	return 0;
}

/* It was, and is not lost since. */
static int
copy_handed_over(const struct folded *f, int copy)
{
	int there = 0;

	for (size_t i = 0; i < f->n_facts; i++) {
		const struct fact *x = &f->facts[i];

		if (x->kind == FACT_HANDED_OVER && !x->voided &&
		    (x->copy == 0 || x->copy == copy))
			there = 1;
		if (is_lost(x, copy, 0))
			there = 0;
	}
	return there;
}

static int
handed_over(const struct folded *f)
{
	for (int copy = 1; copy <= f->d.copies; copy++)
		if (!copy_handed_over(f, copy))
			return 0;
	return 1;
}

static int
came_back(const struct folded *f)
{
	for (size_t i = 0; i < f->n_facts; i++)
		if (f->facts[i].kind == FACT_READ && !f->facts[i].voided &&
		    counts(f, &f->facts[i]))
			return 1;
	return 0;
}

static enum doc_state
judged(const struct folded *f)
{
	enum doc_state s = STATE_DRAFT;

	for (size_t i = 0; i < f->n_facts; i++)
		if (!f->facts[i].voided)
			s = f->facts[i].kind == FACT_VALIDATED ? STATE_VALIDATED
			    : f->facts[i].kind == FACT_REFUSED ? STATE_REFUSED
							       : s;
	return s;
}

static enum doc_state
oracle(const struct folded *f)
{
	enum doc_state best = STATE_ISSUED;

	if (!has_fact(f, FACT_ISSUED, 0))
		return STATE_DRAFT;
	if (has_fact(f, FACT_CANCELLED, 0))
		return STATE_CANCELLED;
	if (has_fact(f, FACT_SUPERSEDED, 0))
		return STATE_SUPERSEDED;
	if (judged(f) != STATE_DRAFT)
		return judged(f);
	if (handed_over(f))
		return STATE_DELIVERED;
	if (f->d.kind == DOC_ACCORD)
		return came_back(f) ? STATE_RETURNED : STATE_ISSUED;
	for (int copy = 1; copy <= f->d.copies; copy++)
		if (copy_state(f, copy) > best)
			best = copy_state(f, copy);
	return best;
}

/* A copy that was handed over says so; under it stands what it bears. */
static void
check_copies(struct walk *w, const struct folded *f)
{
	for (int copy = 1; f->d.kind != DOC_ACCORD && copy <= f->d.copies; copy++) {
		enum doc_state said = f->state.copies[copy - 1].state;
		enum doc_state bears =
		    copy_handed_over(f, copy) ? STATE_DELIVERED : copy_state(f, copy);

		if (has_fact(f, FACT_ISSUED, 0) && said != bears)
			walk_fail(w, "copy %d of paper %lld is %s, and its log says %s", copy,
			    (long long)f->d.id, doc_state_name(said), doc_state_name(bears));
	}
}

/* Checks a paper against the oracle and against its log taken again; adds what it says to out. */
static void
check_paper(struct walk *w, const struct document *d, struct buf *out)
{
	struct arena a = ARENA_INIT;
	struct buf again = BUF_INIT, said = BUF_INIT;
	struct folded f;
	struct state replayed;

	if (document_fold(w->b->home.store, d->id, &a, &f, &w->b->e) != 1)
		walk_fail(w, "a paper is gone: %s", w->b->e.text);
	if (f.state.state != oracle(&f))
		walk_fail(w, "paper %lld is %s, and its log says %s", (long long)d->id,
		    doc_state_name(f.state.state), doc_state_name(oracle(&f)));
	check_copies(w, &f);
	state_text(&f.state, &said);
	state_fold(&f.shape, f.facts, f.n_facts, &a, &replayed);
	state_text(&replayed, &again);
	if (strcmp(said.data, again.data) != 0)
		walk_fail(w, "paper %lld: replay differs\n%s%s", (long long)d->id, said.data,
		    again.data);
	buf_printf(out, "paper %lld: ", (long long)d->id);
	buf_add(out, said.data, said.len);
	buf_release(&said);
	buf_release(&again);
	arena_release(&a);
}

static char *
check_all(struct walk *w)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < w->n_papers; i++)
		check_paper(w, &w->papers[i], &out);
	return buf_take(&out);
}

/* The steps.  Each leaves in w->event or w->batch what undoes it, or w->refused. */

static struct document *
some_paper(struct walk *w)
{
	return &w->papers[roll(&w->dice, (unsigned)w->n_papers)];
}

static void
took(struct walk *w, int rc, const struct followed *out)
{
	w->refused = rc < 0;
	w->event = rc < 0 ? 0 : out->event;
}

/* Changes hands: of one paper, as a batch. */
static void
hand(struct walk *w, const struct document *d, struct hand_request *q, int over)
{
	char number[TAG_NUMBER_SIZE], *code = number;
	struct hand_report r;
	int rc;

	memcpy(number, d->number, sizeof number);
	q->codes = &code;
	q->n_codes = 1;
	rc = over ? hand_over(&w->b->home, q, &r, &w->b->e)
		  : hand_out(&w->b->home, q, &r, &w->b->e);
	w->refused = rc < 0;
	w->batch = rc < 0 ? 0 : r.batch;
	hand_report_release(&r);
}

static void
feed(struct walk *w, size_t file)
{
	struct intake in = { 0 };
	const struct document *d = NULL;
	int64_t batch;

	for (size_t i = 0; i < w->n_papers; i++)
		if (w->papers[i].id == w->files[file].paper)
			d = &w->papers[i];
	bench_page(w->b, &in, d, w->files[file].copy, w->files[file].page, w->files[file].boxes,
	    w->files[file].picture);
	if (bench_apply(w->b, &in, w->files[file].name, &batch) == 1)
		w->batch = w->files[file].batch = batch;
	buf_printf(&w->trail, "scan %s of paper %lld, copy %d page %d « %s »: batch %lld\n",
	    w->files[file].name, (long long)d->id, w->files[file].copy, w->files[file].page,
	    w->files[file].boxes, (long long)w->batch);
}

static void
step_scan(struct walk *w)
{
	static const char signs[] = "sss..?";
	const struct document *d = some_paper(w);
	size_t n = w->n_files++;

	w->files[n].paper = d->id;
	/* Mostly the same copy: that is where things happen. */
	w->files[n].copy = roll(&w->dice, 2) ? 1 : 1 + (int)roll(&w->dice, (unsigned)d->copies);
	w->files[n].page = roll(&w->dice, 4) == 0 ? 1 : BENCH_PAGES;
	for (int i = 0; i < 3; i++)
		w->files[n].boxes[i] = signs[roll(&w->dice, sizeof signs - 1)];
	snprintf(w->files[n].name, sizeof w->files[n].name, "%llx-%zu.pdf",
	    (unsigned long long)w->seed, n);
	snprintf(w->files[n].picture, sizeof w->files[n].picture, "%llx-%d",
	    (unsigned long long)w->seed, roll(&w->dice, 3) == 0 ? 0 : ++w->pictures);
	feed(w, n);
}

static void
step_again(struct walk *w)
{
	if (w->n_files > 0)
		feed(w, roll(&w->dice, (unsigned)w->n_files));
}

/* An open question of a paper or, one time in eight, one that nobody asked. */
static void
some_question(struct walk *w, const struct document *d, char id[QUESTION_ID_SIZE])
{
	struct arena a = ARENA_INIT;
	struct folded f;

	assert_int_equal(document_fold(w->b->home.store, d->id, &a, &f, &w->b->e), 1);
	if (roll(&w->dice, 8) == 0 || f.state.n_questions == 0)
		snprintf(id, QUESTION_ID_SIZE, "%lld.%u",
		    (long long)f.facts[roll(&w->dice, (unsigned)f.n_facts)].event,
		    roll(&w->dice, 5));
	else
		question_id(
		    &f.state.questions[roll(&w->dice, (unsigned)f.state.n_questions)], id);
	arena_release(&a);
}

static void
check_settled(struct walk *w, const char *id)
{
	struct review r = { 0 };

	if (review_load(&w->b->home, &r, &w->b->e) < 0)
		walk_fail(w, "%s", w->b->e.text);
	if (review_lookup(&r, id) != NULL)
		walk_fail(w, "question %s was answered, and is still asked", id);
	review_release(&r);
}

static void
step_answer(struct walk *w)
{
	static const enum decision decisions[] = { DECISION_SIGNED, DECISION_EMPTY,
		DECISION_ROLE, DECISION_DELEGATED, DECISION_IGNORE, DECISION_ATTACH };
	struct answer answer = { .decision = decisions[roll(&w->dice, 6)],
		.role = roll(&w->dice, 2) ? ROLE_COMPANY : ROLE_PRINCIPAL,
		.name = "Mme Hélène Vasseur",
		.code = "7K3M-9Q2X-4ABC",
		.stated = DATE_NONE };
	char id[QUESTION_ID_SIZE];
	struct settled out;
	int rc;

	some_question(w, some_paper(w), id);
	rc = review_settle(&w->b->home, id, &answer, &out, &w->b->e);
	w->refused = rc < 0;
	w->event = rc < 0 ? 0 : out.event;
	buf_printf(&w->trail, "answer %s: %s: event %lld\n", id, decision_name(answer.decision),
	    (long long)w->event);
	if (rc == 0)
		check_settled(w, id);
}

static void
step_hand_out(struct walk *w)
{
	const struct document *d = some_paper(w);
	struct hand_request q = { .copy = (int)roll(&w->dice, 5),
		.role = roll(&w->dice, 2) ? ROLE_COMPANY : ROLE_STUDENT };

	hand(w, d, &q, 0);
	buf_printf(&w->trail, "hand out paper %lld, copy %d: batch %lld\n", (long long)d->id,
	    q.copy, (long long)w->batch);
}

static void
step_hand_over(struct walk *w)
{
	const struct document *d = some_paper(w);
	struct hand_request q = { .copy = (int)roll(&w->dice, 5),
		.to = "l'étudiant",
		.reason = roll(&w->dice, 2) ? "l'entreprise n'en veut pas" : NULL };

	hand(w, d, &q, 1);
	buf_printf(&w->trail, "hand over paper %lld, copy %d, %s: batch %lld\n",
	    (long long)d->id, q.copy, q.reason != NULL ? "with a reason" : "without",
	    (long long)w->batch);
}

static void
step_cancel(struct walk *w)
{
	const struct document *d = some_paper(w);
	const char *reason = roll(&w->dice, 3) ? "stage annulé" : "";
	struct followed out;

	took(w, follow_cancel(&w->b->home, d->number, reason, &out, &w->b->e), &out);
	buf_printf(&w->trail, "cancel paper %lld « %s »: event %lld\n", (long long)d->id,
	    reason, (long long)w->event);
}

/* A copy, or one of its sheets, printed again in place of one that is lost. */
static void
step_lose(struct walk *w)
{
	const struct document *d = some_paper(w);
	struct store *st = w->b->home.store;
	struct fact f = FACT_INIT(FACT_REPRINTED);

	if (d->kind == DOC_ACCORD)
		return;
	f.document = d->id;
	f.copy = (int)roll(&w->dice, 4);
	f.page = roll(&w->dice, 2) ? 0 : 1 + (int)roll(&w->dice, BENCH_PAGES);
	f.text = "perdu";
	assert_int_equal(store_begin(st, &w->b->e), 0);
	assert_int_equal(event_append(st, &f, NULL, &w->b->e), 0);
	assert_int_equal(store_commit(st, &w->b->e), 0);
	w->event = f.event;
	buf_printf(&w->trail, "paper %lld, copy %d page %d is lost: event %lld\n",
	    (long long)d->id, f.copy, f.page, (long long)w->event);
}

static void
step_judge(struct walk *w)
{
	const struct document *d = some_paper(w);
	int refuse = (int)roll(&w->dice, 2);
	const struct validation good = { .comment = "vu avec l'entreprise" };
	struct followed out;

	took(w,
	    refuse
		? follow_refuse(&w->b->home, d->number, "tâches sans rapport", &out, &w->b->e)
		: follow_validate(&w->b->home, d->number, &good, &out, &w->b->e),
	    &out);
	buf_printf(&w->trail, "%s paper %lld: event %lld\n", refuse ? "refuse" : "validate",
	    (long long)d->id, (long long)w->event);
}

static void
step_regularise(struct walk *w)
{
	const struct document *d = some_paper(w);
	struct followed out;

	took(w, follow_regularise(&w->b->home, d->number, "12", &out, &w->b->e), &out);
	buf_printf(&w->trail, "regularise paper %lld: event %lld\n", (long long)d->id,
	    (long long)w->event);
}

/* A word that names some fact or batch, near or far, or nothing at all. */
static void
step_undo(struct walk *w)
{
	struct arena a = ARENA_INIT;
	struct followed out;
	struct folded f;
	char what[32];
	int rc;

	assert_int_equal(
	    document_fold(w->b->home.store, some_paper(w)->id, &a, &f, &w->b->e), 1);
	if (w->n_files > 0 && roll(&w->dice, 3) == 0)
		snprintf(what, sizeof what, "lot-%lld",
		    (long long)w->files[roll(&w->dice, (unsigned)w->n_files)].batch);
	else
		snprintf(what, sizeof what, "fait-%lld",
		    (long long)f.facts[roll(&w->dice, (unsigned)f.n_facts)].event +
			(roll(&w->dice, 10) == 0) * 1000000);
	rc = follow_undo(&w->b->home, what, &out, &w->b->e);
	took(w, rc, &out);
	buf_printf(&w->trail, "undo %s: event %lld\n", what, (long long)w->event);
	arena_release(&a);
}

static void
add_paper(struct walk *w, enum doc_kind kind, int blank, const struct document *old)
{
	static const struct box boxes[] = {
		{ "b1", BOX_SIGNATURE, ROLE_STUDENT, BENCH_PAGES, 20, 200, 55, 28 },
		{ "b2", BOX_SIGNATURE, ROLE_COMPANY, BENCH_PAGES, 80, 200, 55, 28 },
		{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, BENCH_PAGES, 140, 200, 55, 28 },
	};
	static const char *const recipients[] = { "entreprise", "étudiant", "professeur" };
	struct js *fields = js_object();
	struct document_draft draft = { .d = { .kind = kind,
					    .form = doc_kind_name(kind),
					    .version = 1,
					    .blank = blank,
					    .copies = kind == DOC_ACCORD ? 1 : 3,
					    .pages = BENCH_PAGES,
					    .year = "2026-2027",
					    .supersedes = old != NULL ? old->id : 0,
					    .start = DATE_NONE },
		.fields = fields,
		.template_text = "texte",
		.recipients = recipients,
		.boxes = boxes,
		.n_boxes = 3 };

	assert_int_equal(store_begin(w->b->home.store, &w->b->e), 0);
	if (document_add(w->b->home.store, &draft, "m.petit", &w->b->e) < 0)
		walk_fail(w, "%s", w->b->e.text);
	assert_int_equal(store_commit(w->b->home.store, &w->b->e), 0);
	js_free(fields);
	w->papers[w->n_papers++] = draft.d;
	buf_printf(&w->trail, "paper %lld: %s%s%s\n", (long long)draft.d.id,
	    doc_kind_name(kind), blank ? ", blank" : "", old != NULL ? ", a new version" : "");
}

/* As `issue` does when something legal changed. */
static void
step_replace(struct walk *w)
{
	const struct document *d = some_paper(w);
	struct arena a = ARENA_INIT;
	struct folded f;

	assert_int_equal(document_fold(w->b->home.store, d->id, &a, &f, &w->b->e), 1);
	if (w->n_papers < PAPERS_MAX && state_is_live(&f.state))
		add_paper(w, d->kind, d->blank, d);
	arena_release(&a);
}

static void
take_step(struct walk *w)
{
	static void (*const steps[])(struct walk *) = { step_scan, step_scan, step_scan,
		step_scan, step_scan, step_again, step_answer, step_answer, step_answer,
		step_answer, step_answer, step_hand_out, step_hand_over, step_judge,
		step_cancel, step_lose, step_regularise, step_undo, step_undo, step_replace };

	w->event = w->batch = w->refused = 0;
	w->b->e = (struct err)ERR_INIT;
	steps[roll(&w->dice, sizeof steps / sizeof *steps)](w);
}

/* What must hold of the step just taken; before and after: all that the papers say. */
static void
check_undo(struct walk *w, const char *before, const char *after)
{
	char what[32];
	struct followed out;
	int64_t undo;
	char *now;

	snprintf(what, sizeof what, w->batch != 0 ? "lot-%lld" : "fait-%lld",
	    (long long)(w->batch != 0 ? w->batch : w->event));
	if (follow_undo(&w->b->home, what, &out, &w->b->e) < 0)
		walk_fail(w, "cannot undo %s: %s", what, w->b->e.text);
	undo = out.event;
	now = check_all(w);
	if (strcmp(now, before) != 0)
		walk_fail(w, "undo %s\nbefore:\n%sundone:\n%s", what, before, now);
	free(now);
	snprintf(what, sizeof what, "fait-%lld", (long long)undo);
	if (follow_undo(&w->b->home, what, &out, &w->b->e) < 0)
		walk_fail(w, "cannot undo the undo %s: %s", what, w->b->e.text);
	now = check_all(w);
	if (strcmp(now, after) != 0)
		walk_fail(w, "undo of undo\nafter:\n%sdone again:\n%s", after, now);
	free(now);
}

static void
check_refusal(struct walk *w, const char *before, const char *after)
{
	if (w->b->e.kind == ERR_NONE || strlen(w->b->e.text) < 12)
		walk_fail(w, "refused without a word: « %s »", w->b->e.text);
	if (strcmp(before, after) != 0)
		walk_fail(w, "refused, and yet:\n%s%s", before, after);
}

static void
walk(struct bench *b, uint64_t seed)
{
	static const enum doc_kind kinds[] = { DOC_CONVENTION, DOC_CONVENTION, DOC_AMENDMENT,
		DOC_ACCORD };
	struct walk w = { .b = b, .seed = seed, .trail = BUF_INIT };
	unsigned kind, steps;
	char *before, *after;

	w.dice.at = seed * 0x9E3779B97F4A7C15u + 1;
	kind = roll(&w.dice, 4);
	steps = 6 + roll(&w.dice, STEPS_MOST - 6);
	add_paper(&w, kinds[kind], kind == 1, NULL);
	before = check_all(&w);
	while (steps-- > 0) {
		size_t papers = w.n_papers;

		take_step(&w);
		after = check_all(&w);
		if (w.refused)
			check_refusal(&w, before, after);
		else if ((w.event != 0 || w.batch != 0) && papers == w.n_papers)
			check_undo(&w, before, after);
		free(before);
		before = after;
	}
	free(before);
	buf_release(&w.trail);
}

/* The log of a whole home: each fact voided as it says itself, and its chain. */

struct whole {
	struct arena arena;
	struct fact *facts;
	size_t n, cap;
};

static int
whole_visit(void *ctx, const struct fact *f)
{
	struct whole *l = ctx;

	l->facts = mem_grow(l->facts, l->n, &l->cap, sizeof *l->facts);
	l->facts[l->n] = *f;
	/* Borrowed, and not needed here: the place keeps what the table says. */
	l->facts[l->n].boxes = NULL;
	l->facts[l->n++].n_boxes = (size_t)f->voided;
	return 0;
}

static void
say_problem(void *ctx, const char *line)
{
	(void)ctx;
	print_message("%s\n", line);
}

static void
check_home(struct bench *b)
{
	struct store_check check = { .say = say_problem };
	struct whole l = { 0 };

	assert_int_equal(event_each(b->home.store, 0, whole_visit, &l, &b->e), 0);
	facts_void(l.facts, l.n);
	for (size_t i = 0; i < l.n; i++)
		if (l.facts[i].voided != (int)l.facts[i].n_boxes)
			fail_msg("event %lld: the log says void %d, the table %d",
			    (long long)l.facts[i].event, l.facts[i].voided,
			    (int)l.facts[i].n_boxes);
	free(l.facts);
	assert_int_equal(store_verify(b->home.store, 0, &check, &b->e), 0);
	assert_int_equal(check.problems, 0);
}

static uint64_t
setting(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

static void
test_no_history_contradicts_its_log(void **state)
{
	uint64_t seed = setting("STEPS_SEED", 1), count = setting("STEPS_COUNT", 500);
	struct bench b;

	(void)state;
	for (uint64_t i = 0; i < count; i++) {
		if (i % HISTORIES_PER_HOME == 0)
			bench_start(&b);
		walk(&b, seed + i);
		if (i % HISTORIES_PER_HOME == HISTORIES_PER_HOME - 1 || i == count - 1) {
			check_home(&b);
			bench_end(&b);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_history_contradicts_its_log),
	};

	/* Arenas come and go by the million: keep their memory. */
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
