/* Covers: what their ticks make of the pages behind them; lost copies; blank conventions linked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"
#include "domain/cover.h"
#include "domain/state.h"

/* As forms/cover.ini lays it out: the layout gives each tick the student's role. */
static const struct box ticks[] = {
	{ "conv-company", BOX_CHECK, ROLE_STUDENT, 1, 20, 100, 4, 4 },
	{ "doc-insurance", BOX_CHECK, ROLE_STUDENT, 1, 20, 106, 4, 4 },
	{ "mail", BOX_CHECK, ROLE_STUDENT, 1, 20, 112, 4, 4 },
	{ "sig-student", BOX_CHECK, ROLE_STUDENT, 1, 20, 118, 4, 4 },
	{ "sig-company", BOX_CHECK, ROLE_STUDENT, 1, 20, 124, 4, 4 },
	{ "sig-principal", BOX_CHECK, ROLE_STUDENT, 1, 20, 130, 4, 4 },
};
enum { TICKS = sizeof ticks / sizeof ticks[0], MOST = 32 };

struct log {
	struct arena arena;
	struct shape shape;
	struct fact at[MOST];
	size_t n;
	struct state st;
};

static void
start(struct log *l)
{
	memset(l, 0, sizeof *l);
	l->shape = (struct shape){ .kind = DOC_COVER,
		.copies = 1,
		.pages = 1,
		.linked = 1,
		.start = DATE_NONE,
		.boxes = ticks,
		.n_boxes = TICKS };
}

static struct fact *
add(struct log *l, enum fact_kind kind)
{
	struct fact *f = &l->at[l->n++];

	assert_true(l->n <= MOST);
	*f = (struct fact)FACT_INIT(kind);
	f->event = (int64_t)l->n;
	f->at = 1000 * (int64_t)l->n;
	f->document = 1;
	return f;
}

static void
fold(struct log *l)
{
	facts_void(l->at, l->n);
	state_fold(&l->shape, l->at, l->n, &l->arena, &l->st);
}

/* The cover read: a letter a tick, T ticked, D doubtful, anything else empty. */
static struct fact *
read_ticks(struct log *l, const char *letters)
{
	struct fact *f = add(l, FACT_READ);

	f->copy = f->page = 1;
	f->n_boxes = TICKS;
	f->boxes = arena_alloc(&l->arena, TICKS * sizeof *f->boxes);
	for (size_t i = 0; i < TICKS; i++) {
		memcpy(f->boxes[i].id, ticks[i].id, BOX_ID_SIZE);
		f->boxes[i].kind = BOX_CHECK;
		f->boxes[i].verdict = letters[i] == 'T'   ? VERDICT_SIGNED
				      : letters[i] == 'D' ? VERDICT_DOUBTFUL
							  : VERDICT_EMPTY;
	}
	return f;
}

static void
test_ticks_are_signatures_of_a_foreign_convention(void **state)
{
	struct log l;

	(void)state;
	start(&l);
	add(&l, FACT_ISSUED);
	read_ticks(&l, "T..T..");
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_STUDENT);
	assert_string_equal(l.st.foreign, "conv-company");
	assert_string_equal(cover_convention_words(l.st.foreign),
	    "convention de l'entreprise (modèle extérieur)");
	read_ticks(&l, "T..TTT");
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_PRINCIPAL);
	assert_true(state_copy_complete(&l.st.copies[0]));
	assert_int_equal(l.st.n_questions, 0);
	arena_release(&l.arena);
}

static void
test_other_papers_move_nothing(void **state)
{
	struct log l;

	(void)state;
	start(&l);
	add(&l, FACT_ISSUED);
	read_ticks(&l, ".T.TTT");
	fold(&l);
	assert_int_equal(l.st.state, STATE_RETURNED);
	assert_null(l.st.foreign);
	assert_false(l.st.unsaid);
	arena_release(&l.arena);
}

static void
test_a_cover_that_says_nothing_is_told(void **state)
{
	struct log l;

	(void)state;
	start(&l);
	add(&l, FACT_ISSUED);
	fold(&l);
	assert_int_equal(l.st.state, STATE_ISSUED);
	assert_false(l.st.unsaid);
	read_ticks(&l, "...T..");
	fold(&l);
	assert_int_equal(l.st.state, STATE_RETURNED);
	assert_true(l.st.unsaid);
	arena_release(&l.arena);
}

static void
test_a_doubtful_tick_asks_and_counts_once_accepted(void **state)
{
	struct log l;
	const struct fact *f;
	struct fact *d;

	(void)state;
	start(&l);
	add(&l, FACT_ISSUED);
	f = read_ticks(&l, "D..TT.");
	fold(&l);
	assert_int_equal(l.st.state, STATE_RETURNED);
	assert_int_equal(l.st.n_questions, 1);
	assert_string_equal(l.st.questions[0].box_id, "conv-company");
	d = add(&l, FACT_DECIDED);
	d->target = f->event;
	d->box = 1;
	d->decision = DECISION_SIGNED;
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 0);
	add(&l, FACT_UNDONE)->target = d->event;
	fold(&l);
	assert_int_equal(l.st.state, STATE_RETURNED);
	assert_int_equal(l.st.n_questions, 1);
	arena_release(&l.arena);
}

static void
test_principal_before_company_is_out_of_order_not_in_the_wrong_box(void **state)
{
	struct log l;

	(void)state;
	start(&l);
	add(&l, FACT_ISSUED);
	read_ticks(&l, "T..T.T");
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_STUDENT);
	assert_true(l.st.out_of_order);
	assert_false(l.st.wrong_box);
	assert_int_equal(l.st.n_questions, 0);
	arena_release(&l.arena);
}

static void
test_a_copy_waits_for_its_original(void **state)
{
	struct log l;

	(void)state;
	start(&l);
	add(&l, FACT_ISSUED);
	read_ticks(&l, "T.TTT.");
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.copies[0].sign[ROLE_COMPANY].origin, ORIGIN_MAIL);
	arena_release(&l.arena);
}

static const struct box signatures[] = {
	{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 2, 20, 100, 55, 28 },
	{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 2, 80, 100, 55, 28 },
	{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 2, 140, 100, 55, 28 },
};

static void
start_convention(struct log *l)
{
	memset(l, 0, sizeof *l);
	l->shape = (struct shape){ .kind = DOC_CONVENTION,
		.copies = 2,
		.pages = 2,
		.linked = 1,
		.start = DATE_NONE,
		.boxes = signatures,
		.n_boxes = 3 };
	add(l, FACT_ISSUED);
}

static struct fact *
read_copy(struct log *l, int copy, int page, int signed_by)
{
	struct fact *f = add(l, FACT_READ);

	f->copy = copy;
	f->page = page;
	f->n_boxes = page == 2 ? 3 : 0;
	f->boxes = arena_alloc(&l->arena, 3 * sizeof *f->boxes);
	for (size_t i = 0; i < f->n_boxes; i++) {
		memcpy(f->boxes[i].id, signatures[i].id, BOX_ID_SIZE);
		f->boxes[i].kind = BOX_SIGNATURE;
		f->boxes[i].role = signatures[i].role;
		f->boxes[i].verdict = (int)i < signed_by ? VERDICT_SIGNED : VERDICT_EMPTY;
	}
	return f;
}

static void
test_a_lost_copy_starts_anew(void **state)
{
	struct log l;
	struct fact *again;

	(void)state;
	start_convention(&l);
	read_copy(&l, 1, 1, 0);
	read_copy(&l, 1, 2, 2);
	read_copy(&l, 2, 2, 1);
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_COMPANY);
	again = add(&l, FACT_REPRINTED);
	again->copy = 1;
	fold(&l);
	assert_int_equal(
	    l.st.copies[0].state, STATE_SIGNED_COMPANY); /* jammed: the old may come */
	again->text = "perdu";
	fold(&l);
	assert_int_equal(l.st.copies[0].state, STATE_ISSUED);
	assert_int_equal(l.st.copies[0].n_seen, 0);
	assert_int_equal(l.st.state, STATE_SIGNED_STUDENT);
	add(&l, FACT_UNDONE)->target = again->event;
	fold(&l);
	assert_int_equal(l.st.copies[0].state, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.copies[0].n_seen, 2);
	arena_release(&l.arena);
}

static void
test_a_spoiled_page_takes_only_its_own(void **state)
{
	struct log l;
	struct fact *again;

	(void)state;
	start_convention(&l);
	read_copy(&l, 1, 1, 0);
	read_copy(&l, 1, 2, 2);
	again = add(&l, FACT_REPRINTED);
	again->copy = again->page = 1;
	again->text = "tachée";
	fold(&l);
	assert_int_equal(l.st.copies[0].state, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.copies[0].n_seen, 1);
	assert_true(l.st.copies[0].incomplete);
	arena_release(&l.arena);
}

static void
test_the_start_comes_with_the_link(void **state)
{
	struct log l;
	struct fact *link;

	(void)state;
	start_convention(&l);
	l.shape.blank = 1;
	l.shape.linked = 0;
	read_copy(&l, 1, 2, 3)->at = 40 * 86400;
	fold(&l);
	assert_true(l.st.to_regularise);
	assert_false(l.st.late);
	link = add(&l, FACT_LINKED);
	link->placement = 9;
	link->stated = date_parse("1970-02-01");
	fold(&l);
	assert_false(l.st.to_regularise);
	assert_true(l.st.late);
	add(&l, FACT_UNDONE)->target = link->event;
	fold(&l);
	assert_true(l.st.to_regularise);
	assert_false(l.st.late);
	arena_release(&l.arena);
}

/* A blank convention has the guardian's box for whom it may concern. */
static void
test_the_guardian_signs_a_blank_one_only_for_a_minor(void **state)
{
	static const struct box with_guardian[] = {
		{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 2, 20, 100, 55, 28 },
		{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 2, 80, 100, 55, 28 },
		{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 2, 140, 100, 55, 28 },
		{ "b4", BOX_SIGNATURE, ROLE_GUARDIAN, 2, 20, 150, 55, 28 },
	};
	struct log l;
	struct fact *link;

	(void)state;
	start_convention(&l);
	l.shape.blank = l.shape.guardian = 1;
	l.shape.linked = 0;
	l.shape.boxes = with_guardian;
	l.shape.n_boxes = 4;
	read_copy(&l, 1, 2, 2);
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_COMPANY);
	link = add(&l, FACT_LINKED);
	link->placement = 9;
	fold(&l);
	assert_int_equal(l.st.state, STATE_SIGNED_COMPANY);
	link->role = ROLE_GUARDIAN;
	fold(&l);
	assert_int_equal(l.st.state, STATE_ISSUED);
	assert_int_equal(l.st.copies[0].missing, ROLE_GUARDIAN);
	arena_release(&l.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ticks_are_signatures_of_a_foreign_convention),
		cmocka_unit_test(test_other_papers_move_nothing),
		cmocka_unit_test(test_a_cover_that_says_nothing_is_told),
		cmocka_unit_test(test_a_doubtful_tick_asks_and_counts_once_accepted),
		cmocka_unit_test(
		    test_principal_before_company_is_out_of_order_not_in_the_wrong_box),
		cmocka_unit_test(test_a_copy_waits_for_its_original),
		cmocka_unit_test(test_a_lost_copy_starts_anew),
		cmocka_unit_test(test_a_spoiled_page_takes_only_its_own),
		cmocka_unit_test(test_the_start_comes_with_the_link),
		cmocka_unit_test(test_the_guardian_signs_a_blank_one_only_for_a_minor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
