#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "domain/state.h"

/* A convention in 3 copies of 5 pages, signed on the last, as forms/convention.ini has it. */
static const struct box boxes[] = {
	{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 5, 20, 100, 55, 28 },
	{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 5, 80, 100, 55, 28 },
	{ "b3", BOX_SIGNATURE, ROLE_PRINCIPAL, 5, 140, 100, 55, 28 },
	{ "b4", BOX_SIGNATURE, ROLE_TUTOR, 5, 20, 150, 55, 28 },
	{ "b5", BOX_SIGNATURE, ROLE_TEACHER, 5, 80, 150, 55, 28 },
	{ "b6", BOX_SIGNATURE, ROLE_GUARDIAN, 5, 140, 150, 55, 28 },
	{ "i1", BOX_INITIALS, ROLE_STUDENT, 1, 20, 280, 15, 10 },
};
enum { BOXES = 5, BOXES_OF_MINOR = 6, ALL_BOXES = 7 };

enum { MOST = 200, BATCH = 7 };

struct log {
	struct arena arena;
	struct shape shape;
	struct fact at[MOST];
	size_t n;
	struct state st;
};

static void
log_start(struct log *l)
{
	memset(l, 0, sizeof *l);
	l->shape = (struct shape){
		.kind = DOC_CONVENTION,
		.copies = 3,
		.pages = 5,
		.linked = 1,
		.start = DATE_NONE,
		.boxes = boxes,
		.n_boxes = BOXES,
	};
}

static void
log_end(struct log *l)
{
	arena_release(&l->arena);
}

static struct fact *
add(struct log *l, enum fact_kind kind)
{
	struct fact *f = &l->at[l->n++];

	assert_true(l->n <= MOST);
	*f = (struct fact)FACT_INIT(kind);
	f->event = (int64_t)l->n;
	f->at = 1000 * (int64_t)l->n;
	f->actor = "secretariat";
	f->document = 1;
	return f;
}

static void
fold(struct log *l)
{
	facts_void(l->at, l->n);
	state_fold(&l->shape, l->at, l->n, &l->arena, &l->st);
}

/* A reading of the last page: verdicts by letter, S E D, of boxes b1, b2, ... */
static struct fact *
scan(struct log *l, int copy, const char *verdicts)
{
	struct fact *f = add(l, FACT_READ);

	f->copy = copy;
	f->page = 5;
	f->n_boxes = strlen(verdicts);
	f->boxes = arena_alloc(&l->arena, f->n_boxes * sizeof *f->boxes);
	for (size_t i = 0; i < f->n_boxes; i++) {
		memcpy(f->boxes[i].id, boxes[i].id, BOX_ID_SIZE);
		f->boxes[i].kind = boxes[i].kind;
		f->boxes[i].role = boxes[i].role;
		f->boxes[i].verdict = verdicts[i] == 'S'   ? VERDICT_SIGNED
				      : verdicts[i] == 'D' ? VERDICT_DOUBTFUL
							   : VERDICT_EMPTY;
	}
	return f;
}

static struct fact *
decide(struct log *l, const struct fact *target, int box, enum decision d)
{
	struct fact *f = add(l, FACT_DECIDED);

	f->target = target->event;
	f->box = box;
	f->copy = target->copy;
	f->page = target->page;
	f->decision = d;
	return f;
}

static struct fact *
undo(struct log *l, const struct fact *target)
{
	struct fact *f = add(l, FACT_UNDONE);

	f->target = target->event;
	return f;
}

static void
check_state(struct log *l, enum doc_state expected)
{
	fold(l);
	assert_string_equal(doc_state_name(l->st.state), doc_state_name(expected));
}

static const struct sign *
sign(const struct log *l, int copy, enum role role)
{
	return &l->st.copies[copy - 1].sign[role];
}

static void
check_question(const struct log *l, size_t i, enum question_kind kind, const char *id)
{
	char found[QUESTION_ID_SIZE];

	assert_true(i < l->st.n_questions);
	question_id(&l->st.questions[i], found);
	assert_string_equal(found, id);
	assert_string_equal(
	    question_kind_name(l->st.questions[i].kind), question_kind_name(kind));
}

static void
test_the_procedure_step_by_step(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	check_state(&l, STATE_DRAFT);
	add(&l, FACT_ISSUED);
	check_state(&l, STATE_ISSUED);
	assert_string_equal(state_words(&l.shape, &l.st), "en attente de l'étudiant");
	scan(&l, 1, "SEEEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.since, 2000);
	scan(&l, 1, "SSEEE");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(sign(&l, 1, ROLE_STUDENT)->since, 2000);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->event, 3);
	scan(&l, 1, "SSSEE");
	check_state(&l, STATE_SIGNED_PRINCIPAL);
	assert_true(l.st.missing_tutor);
	assert_true(l.st.missing_teacher);
	assert_int_equal(l.st.n_questions, 0);
	add(&l, FACT_HANDED_OVER)->copy = 1;
	add(&l, FACT_HANDED_OVER)->copy = 2;
	check_state(&l, STATE_SIGNED_PRINCIPAL);
	assert_int_equal(l.st.copies[0].state, STATE_DELIVERED);
	add(&l, FACT_HANDED_OVER)->copy = 3;
	check_state(&l, STATE_DELIVERED);
	add(&l, FACT_CLOSED);
	check_state(&l, STATE_CLOSED);
	log_end(&l);
}

static void
test_signatures_on_different_copies_do_not_add_up(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SEEEE");
	scan(&l, 2, "ESEEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.best, 0);
	assert_true(l.st.copies[1].out_of_order);
	assert_int_equal(l.st.copies[1].missing, ROLE_STUDENT);
	scan(&l, 3, "SSEEE");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.best, 2);
	log_end(&l);
}

static void
test_minor_needs_student_and_guardian(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	l.shape.guardian = 1;
	l.shape.n_boxes = BOXES_OF_MINOR;
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SEEEEE");
	check_state(&l, STATE_ISSUED);
	assert_string_equal(state_words(&l.shape, &l.st), "en attente du représentant légal");
	scan(&l, 1, "SSEEEE");
	check_state(&l, STATE_ISSUED);
	assert_true(l.st.out_of_order);
	scan(&l, 1, "SSEEES");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_false(l.st.out_of_order);
	assert_true(sign(&l, 1, ROLE_COMPANY)->early);
	scan(&l, 2, "EEEEES");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_false(l.st.copies[1].out_of_order); /* one step: no order inside it */
	log_end(&l);
}

static void
test_guardian_box_of_an_adult_is_not_waited_for(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	l.shape.n_boxes = BOXES_OF_MINOR;
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SEEEEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	log_end(&l);
}

static void
test_signature_before_its_turn_waits_for_the_missing_one(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "ESEEE");
	check_state(&l, STATE_ISSUED);
	assert_true(l.st.out_of_order);
	assert_true(sign(&l, 1, ROLE_COMPANY)->early);
	scan(&l, 1, "SSEEE");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_false(l.st.out_of_order);
	assert_true(sign(&l, 1, ROLE_COMPANY)->early); /* it was, and stays told */
	log_end(&l);
}

static void
test_principal_without_company_asks_for_the_box(void **state)
{
	struct log l;
	struct fact *f, *d;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "SESEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	check_question(&l, 0, QUESTION_WRONG_BOX, "2.3");
	d = decide(&l, f, 3, DECISION_ROLE);
	d->role = ROLE_COMPANY;
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 0);
	assert_int_equal(sign(&l, 1, ROLE_PRINCIPAL)->status, SIGN_NONE);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->decided, d->event);
	scan(&l, 1, "SESEE"); /* the same ink once more */
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 0);
	undo(&l, d);
	check_state(&l, STATE_SIGNED_STUDENT);
	check_question(&l, 0, QUESTION_WRONG_BOX, "2.3");
	decide(&l, f, 3, DECISION_SIGNED);
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.n_questions, 0);
	assert_true(l.st.wrong_box);
	scan(&l, 1, "SSSEE");
	check_state(&l, STATE_SIGNED_PRINCIPAL);
	assert_false(l.st.wrong_box);
	log_end(&l);
}

static void
test_two_who_took_each_others_box(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "SSSEE");
	decide(&l, f, 2, DECISION_ROLE)->role = ROLE_PRINCIPAL;
	check_state(&l, STATE_SIGNED_STUDENT);
	decide(&l, f, 3, DECISION_ROLE)->role = ROLE_COMPANY;
	check_state(&l, STATE_SIGNED_PRINCIPAL);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->box, 3);
	log_end(&l);
}

static void
test_later_scan_never_takes_a_signature_back(void **state)
{
	struct log l;
	struct fact *f, *d;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SSEEE");
	f = scan(&l, 1, "SEEEE");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_CONFLICT);
	assert_true(l.st.conflict);
	check_question(&l, 0, QUESTION_CONFLICT, "3.2");
	scan(&l, 1, "SEEEE"); /* again: still one question */
	scan(&l, 2, "SEEEE"); /* another copy: none */
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 1);
	d = decide(&l, f, 2, DECISION_EMPTY);
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.n_questions, 0);
	undo(&l, d);
	decide(&l, f, 2, DECISION_SIGNED);
	scan(&l, 1, "SEEEE"); /* a person has said: no question any more */
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 0);
	add(&l, FACT_REPRINTED)->copy = 1;
	scan(&l, 1, "EEEEE"); /* another sheet of paper */
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 2);
	log_end(&l);
}

static void
test_doubt_is_settled_by_a_person_or_a_clear_reading(void **state)
{
	struct log l;
	struct fact *f, *d;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "SDEEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_DOUBTFUL);
	check_question(&l, 0, QUESTION_DOUBTFUL, "2.2");
	scan(&l, 1, "SDEEE");
	scan(&l, 1, "SEEEE"); /* « empty » does not answer it */
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.n_questions, 1);
	check_question(&l, 0, QUESTION_DOUBTFUL, "2.2"); /* its number stays */
	d = decide(&l, f, 2, DECISION_DELEGATED);
	d->name = "Mme Aubry";
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_string_equal(sign(&l, 1, ROLE_COMPANY)->delegate, "Mme Aubry");
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->since, 2000);
	undo(&l, d);
	d = decide(&l, f, 2, DECISION_EMPTY);
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.n_questions, 0);
	undo(&l, d);
	scan(&l, 1, "SSEEE");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(l.st.n_questions, 0);
	log_end(&l);
}

static void
test_ignored_doubt_changes_nothing(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "SDEEE");
	decide(&l, f, 2, DECISION_IGNORE);
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.n_questions, 0);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_NONE);
	log_end(&l);
}

static void
test_ignored_conflict_leaves_the_signature(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SEEEE");
	f = scan(&l, 1, "EEEEE");
	decide(&l, f, 1, DECISION_IGNORE);
	scan(&l, 1, "EEEEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(sign(&l, 1, ROLE_STUDENT)->status, SIGN_SIGNED);
	assert_int_equal(l.st.n_questions, 0);
	log_end(&l);
}

/* An annex that the company signs too. */
static void
test_role_with_two_boxes_signs_both(void **state)
{
	static const struct box two[] = {
		{ "b1", BOX_SIGNATURE, ROLE_STUDENT, 5, 20, 100, 55, 28 },
		{ "b2", BOX_SIGNATURE, ROLE_COMPANY, 5, 80, 100, 55, 28 },
		{ "b3", BOX_SIGNATURE, ROLE_COMPANY, 5, 80, 200, 55, 28 },
	};
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	l.shape.boxes = two;
	l.shape.n_boxes = 3;
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SSE");
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_NONE);
	f = scan(&l, 1, "SSD");
	fold(&l);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_DOUBTFUL);
	scan(&l, 1, "SSS");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->since, 4000); /* the last of the two */
	scan(&l, 1, "SSE");
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_CONFLICT);
	decide(&l, f, 3, DECISION_EMPTY);
	check_state(&l, STATE_SIGNED_STUDENT);
	log_end(&l);
}

static void
test_form_without_some_boxes(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	l.shape.boxes = boxes + 1; /* company, principal */
	l.shape.n_boxes = 2;
	add(&l, FACT_ISSUED);
	check_state(&l, STATE_ISSUED);
	scan(&l, 1, "ESE");
	check_state(&l, STATE_SIGNED_COMPANY);
	l.shape.n_boxes = 0;
	check_state(&l, STATE_ISSUED);
	log_end(&l);
}

static void
test_initials_never_affect_a_state(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	l.shape.n_boxes = ALL_BOXES;
	add(&l, FACT_ISSUED);
	scan(&l, 1, "EEEEEED");
	check_state(&l, STATE_ISSUED);
	assert_int_equal(l.st.n_questions, 0);
	log_end(&l);
}

static void
check_missing(const struct log *l, int copy, const char *expected)
{
	struct buf b = BUF_INIT;

	state_missing_pages(&l->shape, &l->st.copies[copy - 1], &b);
	assert_string_equal(b.data, expected);
	buf_release(&b);
}

static void
test_lone_signature_page_advances_an_incomplete_copy(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SEEEE");
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_true(l.st.copies[0].incomplete);
	assert_false(l.st.copies[1].incomplete); /* never seen at all */
	check_missing(&l, 1, "1-4");
	for (int page = 2; page <= 4; page += 2) {
		struct fact *f = scan(&l, 1, "");

		f->page = page;
	}
	fold(&l);
	check_missing(&l, 1, "1, 3");
	check_missing(&l, 2, "1-5");
	scan(&l, 1, "")->page = 1;
	scan(&l, 1, "")->page = 3;
	fold(&l);
	check_missing(&l, 1, "");
	assert_false(l.st.copies[0].incomplete);
	log_end(&l);
}

static void
test_duplicate_counts_only_once_its_original_is_undone(void **state)
{
	struct log l;
	struct fact *f, *again;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "DEEEE");
	again = scan(&l, 1, "DEEEE");
	again->duplicate_of = f->event;
	decide(&l, f, 1, DECISION_EMPTY);
	check_state(&l, STATE_ISSUED);
	assert_int_equal(l.st.n_questions, 0);
	undo(&l, f);
	fold(&l);
	check_question(&l, 0, QUESTION_DOUBTFUL, "3.1");
	log_end(&l);
}

static void
test_late_is_by_the_day_seen_or_stated(void **state)
{
	struct log l;
	struct fact *f, *d;

	(void)state;
	log_start(&l);
	l.shape.start = date_make(2027, 1, 4);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "SEEEE");
	f->at = (int64_t)(date_make(2027, 1, 4)) * 86400 + 43200;
	fold(&l);
	assert_false(l.st.late); /* on day one */
	f->at += 86400;
	fold(&l);
	assert_true(sign(&l, 1, ROLE_STUDENT)->late);
	d = decide(&l, f, 1, DECISION_SIGNED);
	d->stated = date_make(2026, 12, 18);
	fold(&l);
	assert_false(l.st.late);
	log_end(&l);
}

static void
test_mailed_copy_waits_for_its_original(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SSEEE")->origin = ORIGIN_MAIL;
	check_state(&l, STATE_SIGNED_COMPANY);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->origin, ORIGIN_MAIL);
	scan(&l, 1, "SSEEE");
	fold(&l);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->origin, ORIGIN_PAPER);
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->since, 2000);
	log_end(&l);
}

static void
test_page_of_a_replaced_version_is_a_question(void **state)
{
	struct log l;
	struct fact *old, *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "SEEEE");
	old = add(&l, FACT_SUPERSEDED);
	old->other = 2;
	f = scan(&l, 1, "SSEEE");
	check_state(&l, STATE_SUPERSEDED);
	assert_int_equal(l.st.superseded_by, 2);
	check_question(&l, 0, QUESTION_OUTDATED, "4");
	assert_int_equal(sign(&l, 1, ROLE_COMPANY)->status, SIGN_NONE);
	decide(&l, f, 0, DECISION_IGNORE);
	fold(&l);
	assert_int_equal(l.st.n_questions, 0);
	undo(&l, old); /* the new version was taken back: the reading counts */
	check_state(&l, STATE_SIGNED_COMPANY);
	log_end(&l);
}

static void
test_page_of_a_paper_whose_issue_was_undone_is_a_question(void **state)
{
	struct log l;
	struct fact *u;

	(void)state;
	log_start(&l);
	u = undo(&l, add(&l, FACT_ISSUED));
	scan(&l, 1, "SEEEE");
	check_state(&l, STATE_DRAFT);
	check_question(&l, 0, QUESTION_OUTDATED, "3");
	undo(&l, u);
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(l.st.n_questions, 0);
	log_end(&l);
}

static void
test_attached_page_is_a_persons_word(void **state)
{
	struct log l;
	struct fact *d;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	d = scan(&l, 2, "SEEEE");
	d->kind = FACT_DECIDED;
	d->decision = DECISION_ATTACH;
	check_state(&l, STATE_SIGNED_STUDENT);
	assert_int_equal(sign(&l, 2, ROLE_STUDENT)->decided, d->event);
	check_missing(&l, 2, "1-4");
	log_end(&l);
}

static void
test_holder_until_the_copy_is_scanned(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = add(&l, FACT_HANDED_OUT);
	f->role = ROLE_COMPANY;
	fold(&l);
	assert_int_equal(l.st.copies[1].handed_out, 2000);
	assert_int_equal(l.st.copies[1].holder, ROLE_COMPANY);
	scan(&l, 2, "SEEEE");
	fold(&l);
	assert_int_equal(l.st.copies[1].handed_out, 0);
	assert_int_equal(l.st.copies[0].handed_out, 2000);
	log_end(&l);
}

static void
test_the_last_reminder_of_each(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	for (int i = 0; i < 2; i++) {
		f = add(&l, FACT_REMINDED);
		f->role = ROLE_STUDENT;
	}
	fold(&l);
	assert_int_equal(l.st.reminded[ROLE_STUDENT], 3000);
	assert_int_equal(l.st.reminded[ROLE_COMPANY], 0);
	assert_int_equal(l.st.state, STATE_ISSUED);
	log_end(&l);
}

static void
test_cancelled_asks_nothing(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	scan(&l, 1, "DEEEE");
	f = add(&l, FACT_CANCELLED);
	f->text = "stage rompu";
	check_state(&l, STATE_CANCELLED);
	assert_int_equal(l.st.n_questions, 0);
	assert_string_equal(l.st.reason, "stage rompu");
	assert_false(state_is_live(&l.st));
	undo(&l, f);
	check_state(&l, STATE_ISSUED);
	assert_int_equal(l.st.n_questions, 1);
	log_end(&l);
}

static void
test_accord_returns_and_is_judged(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	l.shape.kind = DOC_ACCORD;
	l.shape.copies = 1;
	l.shape.n_boxes = 2;
	add(&l, FACT_ISSUED);
	check_state(&l, STATE_ISSUED);
	assert_string_equal(state_words(&l.shape, &l.st), "en attente de retour");
	scan(&l, 1, "SE");
	check_state(&l, STATE_RETURNED);
	assert_int_equal(sign(&l, 1, ROLE_STUDENT)->status, SIGN_SIGNED);
	f = add(&l, FACT_REFUSED);
	f->text = "missions sans rapport avec la section";
	check_state(&l, STATE_REFUSED);
	assert_string_equal(l.st.reason, f->text);
	undo(&l, f);
	check_state(&l, STATE_RETURNED);
	add(&l, FACT_VALIDATED);
	check_state(&l, STATE_VALIDATED);
	log_end(&l);
}

/* An accord whose two boxes are read, then its signatures: verdicts by letter, S E D. */
static const struct box accord_boxes[] = {
	{ "accept", BOX_CHECK, ROLE_STUDENT, 2, 20, 140, 3.6, 3.6 },
	{ "refuse", BOX_CHECK, ROLE_STUDENT, 2, 20, 147, 3.6, 3.6 },
	{ "company", BOX_SIGNATURE, ROLE_COMPANY, 2, 80, 220, 55, 28 },
};

static struct fact *
scan_accord(struct log *l, const char *verdicts)
{
	struct fact *f = scan(l, 1, verdicts);

	f->page = 2;
	for (size_t i = 0; i < f->n_boxes; i++) {
		memcpy(f->boxes[i].id, accord_boxes[i].id, BOX_ID_SIZE);
		f->boxes[i].kind = accord_boxes[i].kind;
		f->boxes[i].role = accord_boxes[i].role;
	}
	return f;
}

static void
accord_start(struct log *l)
{
	log_start(l);
	l->shape.kind = DOC_ACCORD;
	l->shape.copies = 1;
	l->shape.pages = 2;
	l->shape.boxes = accord_boxes;
	l->shape.n_boxes = sizeof accord_boxes / sizeof *accord_boxes;
	add(l, FACT_ISSUED);
}

static void
check_reply(struct log *l, enum reply expected, size_t questions)
{
	fold(l);
	assert_string_equal(reply_name(l->st.reply), reply_name(expected));
	assert_int_equal(l->st.n_questions, questions);
}

static void
test_what_the_company_ticked(void **state)
{
	static const struct {
		const char *verdicts;
		enum reply reply;
		size_t questions;
	} cases[] = {
		{ "EES", REPLY_NONE, 0 },
		{ "SES", REPLY_ACCEPTS, 0 },
		{ "ESS", REPLY_REFUSES, 0 },
		{ "EDS", REPLY_DOUBTFUL, 1 },
		{ "SDS", REPLY_DOUBTFUL, 1 },
		{ "SSS", REPLY_BOTH, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log l;

		accord_start(&l);
		check_reply(&l, REPLY_NONE, 0);
		scan_accord(&l, cases[i].verdicts);
		check_reply(&l, cases[i].reply, cases[i].questions);
		assert_int_equal(l.st.state, STATE_RETURNED);
		log_end(&l);
	}
}

static void
test_a_person_says_which_tick_counts(void **state)
{
	struct log l;
	struct fact *f, *word;

	(void)state;
	accord_start(&l);
	f = scan_accord(&l, "SSS");
	fold(&l);
	check_question(&l, 0, QUESTION_BOTH, "2.1");
	word = decide(&l, f, 1, DECISION_SIGNED);
	check_reply(&l, REPLY_ACCEPTS, 0);
	undo(&l, word);
	check_reply(&l, REPLY_BOTH, 1);
	word = decide(&l, f, 1, DECISION_EMPTY);
	check_reply(&l, REPLY_REFUSES, 0);
	undo(&l, word);
	/* once the teacher has judged, the ticks are asked no more */
	add(&l, FACT_VALIDATED);
	check_reply(&l, REPLY_BOTH, 0);
	log_end(&l);
}

static void
test_return_of_a_mould_asks_whose_it_is(void **state)
{
	struct log l;
	struct fact *f;

	(void)state;
	log_start(&l);
	l.shape.kind = DOC_ACCORD;
	l.shape.copies = 1;
	l.shape.linked = 0;
	l.shape.instance = 1;
	add(&l, FACT_ISSUED);
	check_state(&l, STATE_RETURNED);
	check_question(&l, 0, QUESTION_ATTACH, "1");
	f = add(&l, FACT_LINKED);
	f->enrolment = 12;
	fold(&l);
	assert_int_equal(l.st.n_questions, 0);
	assert_int_equal(l.st.enrolment, 12);
	undo(&l, f);
	fold(&l);
	assert_int_equal(l.st.n_questions, 1);
	log_end(&l);
}

static void
test_blank_convention_is_to_regularise(void **state)
{
	struct log l;

	(void)state;
	log_start(&l);
	l.shape.blank = 1;
	l.shape.linked = 0;
	add(&l, FACT_ISSUED);
	fold(&l);
	assert_true(l.st.to_regularise);
	assert_false(l.st.returned);
	scan(&l, 1, "SEEEE");
	fold(&l);
	assert_true(l.st.returned);
	add(&l, FACT_LINKED)->placement = 9;
	fold(&l);
	assert_false(l.st.to_regularise);
	assert_int_equal(l.st.placement, 9);
	log_end(&l);
}

static void
test_decision_falls_with_its_reading(void **state)
{
	struct log l;
	struct fact *f, *u;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "DEEEE");
	f->batch = BATCH;
	decide(&l, f, 1, DECISION_SIGNED);
	check_state(&l, STATE_SIGNED_STUDENT);
	u = add(&l, FACT_UNDONE);
	u->target_batch = BATCH;
	check_state(&l, STATE_ISSUED);
	assert_int_equal(l.st.n_questions, 0);
	undo(&l, u);
	check_state(&l, STATE_SIGNED_STUDENT);
	log_end(&l);
}

static void
test_undo_rests_upon_nothing(void **state)
{
	struct log l;
	struct fact *f, *u;

	(void)state;
	log_start(&l);
	add(&l, FACT_ISSUED);
	f = scan(&l, 1, "SEEEE");
	f->batch = BATCH;
	u = undo(&l, f);
	add(&l, FACT_UNDONE)->target_batch = BATCH;
	check_state(&l, STATE_ISSUED);
	assert_false(u->voided);
	undo(&l, &l.at[l.n - 1]); /* the batch is back, the reading is not */
	check_state(&l, STATE_ISSUED);
	log_end(&l);
}

static void
test_words_and_ids(void **state)
{
	struct question q = { .event = 57, .box = 1 };
	char id[QUESTION_ID_SIZE];
	int64_t event;
	int box;

	(void)state;
	question_id(&q, id);
	assert_string_equal(id, "57.1");
	assert_int_equal(question_id_parse("57.1", &event, &box), 0);
	assert_int_equal(event, 57);
	assert_int_equal(box, 1);
	assert_int_equal(question_id_parse("57", &event, &box), 0);
	assert_int_equal(box, 0);
	assert_int_equal(question_id_parse("57.", &event, &box), -1);
	assert_int_equal(question_id_parse("57.0", &event, &box), -1);
	assert_int_equal(question_id_parse("-3", &event, &box), -1);
	assert_int_equal(question_id_parse("", &event, &box), -1);
	assert_int_equal(question_id_parse("57.1x", &event, &box), -1);
	for (int s = 0; s < STATE_COUNT; s++)
		assert_int_equal(doc_state_parse(doc_state_name((enum doc_state)s)), s);
	assert_int_equal(doc_state_parse("signed"), -1);
}

/* Everything that a state says, as text. */
static void
spell_sign(const struct sign *s, struct buf *b)
{
	buf_printf(b, " %s%d/%lld/%lld.%d/%lld/%d/%s/%d%d%d", sign_status_name(s->status),
	    s->expected, (long long)s->since, (long long)s->event, s->box,
	    (long long)s->decided, (int)s->origin, s->delegate != NULL ? s->delegate : "-",
	    (int)s->stated, s->late, s->early);
}

static char *
spell_state(const struct state *st)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s %lld best %d flags %d%d%d%d%d%d%d%d link %lld %lld by %lld %s\n",
	    doc_state_name(st->state), (long long)st->since, st->best, st->out_of_order,
	    st->wrong_box, st->late, st->conflict, st->missing_tutor, st->missing_teacher,
	    st->returned, st->to_regularise, (long long)st->placement, (long long)st->enrolment,
	    (long long)st->superseded_by, st->reason != NULL ? st->reason : "-");
	for (size_t i = 0; i < st->n_copies; i++) {
		const struct state_copy *c = &st->copies[i];

		buf_printf(&b,
		    "copy %d %s seen %d %llx %d%d%d missing %d out %lld %d over %lld", c->copy,
		    doc_state_name(c->state), c->n_seen, (unsigned long long)c->seen[0],
		    c->incomplete, c->out_of_order, c->wrong_box, (int)c->missing,
		    (long long)c->handed_out, c->handed_out ? (int)c->holder : -1,
		    (long long)c->handed_over);
		for (int r = 0; r < ROLE_COUNT; r++)
			spell_sign(&c->sign[r], &b);
		buf_char(&b, '\n');
	}
	for (size_t i = 0; i < st->n_questions; i++) {
		const struct question *q = &st->questions[i];

		buf_printf(&b, "ask %lld.%d %s copy %d page %d role %d\n", (long long)q->event,
		    q->box, question_kind_name(q->kind), q->copy, q->page, (int)q->role);
	}
	return buf_take(&b);
}

/* A small generator of our own: the sequences are the same on every machine. */
static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

static void
draw_reading(struct log *l, uint32_t *seed)
{
	char verdicts[BOXES_OF_MINOR + 1];
	struct fact *f;
	size_t n = draw(seed, 4) == 0 ? 0 : l->shape.n_boxes;

	for (size_t i = 0; i < n; i++)
		verdicts[i] = "EESSD"[draw(seed, 5)];
	verdicts[n] = '\0';
	f = scan(l, (int)draw(seed, 5), verdicts); /* copies 0 and 4 are not there */
	f->page = n > 0 ? 5 : 1 + (int)draw(seed, 6);
	f->origin = draw(seed, 4) == 0 ? ORIGIN_MAIL : ORIGIN_PAPER;
	if (draw(seed, 6) == 0)
		f->duplicate_of = draw(seed, (uint32_t)l->n);
}

/* Any step, sensible or not. */
static void
draw_fact(struct log *l, uint32_t *seed)
{
	static const enum fact_kind others[] = { FACT_ISSUED, FACT_REPRINTED, FACT_HANDED_OUT,
		FACT_HANDED_OVER, FACT_LINKED, FACT_VALIDATED, FACT_REFUSED, FACT_CANCELLED,
		FACT_SUPERSEDED, FACT_CLOSED, FACT_REMINDED, FACT_NOTED, FACT_PAGE };
	uint32_t what = draw(seed, 10);
	struct fact *f;

	if (what < 5) {
		draw_reading(l, seed);
	} else if (what < 8) {
		f = add(l, FACT_DECIDED);
		f->target = 1 + draw(seed, (uint32_t)l->n);
		f->box = (int)draw(seed, BOXES_OF_MINOR + 2);
		f->copy = (int)draw(seed, 4);
		f->decision = (enum decision)draw(seed, DECISION_COUNT);
		f->role = (enum role)draw(seed, ROLE_COUNT);
		f->name = "M. Delmas";
	} else if (what < 9) {
		f = add(l, others[draw(seed, sizeof others / sizeof *others)]);
		f->copy = (int)draw(seed, 4);
		f->placement = f->kind == FACT_LINKED ? 3 : 0;
	} else {
		f = add(l, FACT_UNDONE);
		if (draw(seed, 3) == 0)
			f->target_batch = 1 + draw(seed, 3);
		else
			f->target = 1 + draw(seed, (uint32_t)l->n);
	}
	l->at[l->n - 1].batch = l->at[l->n - 1].kind == FACT_UNDONE ? 0 : 1 + draw(seed, 3);
}

/* A signature that counts rests upon a live fact that shows it. */
static void
check_grounds(const struct log *l)
{
	for (size_t c = 0; c < l->st.n_copies; c++)
		for (int r = 0; r < ROLE_COUNT; r++) {
			const struct sign *s = &l->st.copies[c].sign[r];
			const struct fact *f;

			if (!sign_counts(s))
				continue;
			f = &l->at[s->event - 1];
			assert_false(f->voided);
			assert_int_equal(f->copy, c + 1);
			assert_true(s->box >= 1 && (size_t)s->box <= f->n_boxes);
			if (s->decided != 0)
				assert_false(l->at[s->decided - 1].voided);
			else
				assert_int_equal(f->boxes[s->box - 1].verdict, VERDICT_SIGNED);
		}
}

/* Every question is about a live fact, and no two have one id. */
static void
check_questions(const struct log *l)
{
	for (size_t i = 0; i < l->st.n_questions; i++) {
		const struct question *q = &l->st.questions[i];

		assert_false(l->at[q->event - 1].voided);
		if (i > 0)
			assert_true(q->event > q[-1].event ||
				    (q->event == q[-1].event && q->box > q[-1].box));
	}
}

/* What a reading may do to a state: anything but take a signature away. */
static void
check_nothing_lost(const struct state *before, const struct state *after)
{
	for (size_t c = 0; c < before->n_copies; c++)
		for (int r = 0; r < ROLE_COUNT; r++)
			if (sign_counts(&before->copies[c].sign[r]))
				assert_true(sign_counts(&after->copies[c].sign[r]));
}

static void
check_undo(struct log *l, const char *before)
{
	char *with = spell_state(&l->st), *found;

	undo(l, &l->at[l->n - 1]);
	fold(l);
	found = spell_state(&l->st);
	assert_string_equal(found, before);
	free(found);
	undo(l, &l->at[l->n - 1]);
	fold(l);
	found = spell_state(&l->st);
	assert_string_equal(found, with);
	free(found);
	free(with);
	l->n -= 2;
	fold(l);
}

static void
play(uint32_t seed)
{
	struct log l;
	size_t steps = 5 + draw(&seed, 25);

	log_start(&l);
	l.shape.guardian = (int)draw(&seed, 2);
	l.shape.n_boxes = l.shape.guardian ? BOXES_OF_MINOR : BOXES;
	add(&l, FACT_ISSUED);
	fold(&l);
	for (size_t i = 0; i < steps; i++) {
		struct state former = l.st;
		char *before = spell_state(&l.st);

		draw_fact(&l, &seed);
		fold(&l);
		check_grounds(&l);
		check_questions(&l);
		if (l.at[l.n - 1].kind == FACT_READ)
			check_nothing_lost(&former, &l.st);
		check_undo(&l, before);
		free(before);
	}
	log_end(&l);
}

static void
test_random_histories(void **state)
{
	/* Any value of PARAPHE_LONG: the long run. */
	uint32_t runs = getenv("PARAPHE_LONG") != NULL ? 20000 : 1200;

	(void)state;
	for (uint32_t seed = 1; seed <= runs; seed++)
		play(seed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_procedure_step_by_step),
		cmocka_unit_test(test_signatures_on_different_copies_do_not_add_up),
		cmocka_unit_test(test_minor_needs_student_and_guardian),
		cmocka_unit_test(test_guardian_box_of_an_adult_is_not_waited_for),
		cmocka_unit_test(test_signature_before_its_turn_waits_for_the_missing_one),
		cmocka_unit_test(test_principal_without_company_asks_for_the_box),
		cmocka_unit_test(test_two_who_took_each_others_box),
		cmocka_unit_test(test_later_scan_never_takes_a_signature_back),
		cmocka_unit_test(test_doubt_is_settled_by_a_person_or_a_clear_reading),
		cmocka_unit_test(test_ignored_doubt_changes_nothing),
		cmocka_unit_test(test_ignored_conflict_leaves_the_signature),
		cmocka_unit_test(test_role_with_two_boxes_signs_both),
		cmocka_unit_test(test_form_without_some_boxes),
		cmocka_unit_test(test_initials_never_affect_a_state),
		cmocka_unit_test(test_lone_signature_page_advances_an_incomplete_copy),
		cmocka_unit_test(test_duplicate_counts_only_once_its_original_is_undone),
		cmocka_unit_test(test_late_is_by_the_day_seen_or_stated),
		cmocka_unit_test(test_mailed_copy_waits_for_its_original),
		cmocka_unit_test(test_page_of_a_replaced_version_is_a_question),
		cmocka_unit_test(test_page_of_a_paper_whose_issue_was_undone_is_a_question),
		cmocka_unit_test(test_attached_page_is_a_persons_word),
		cmocka_unit_test(test_holder_until_the_copy_is_scanned),
		cmocka_unit_test(test_the_last_reminder_of_each),
		cmocka_unit_test(test_cancelled_asks_nothing),
		cmocka_unit_test(test_accord_returns_and_is_judged),
		cmocka_unit_test(test_what_the_company_ticked),
		cmocka_unit_test(test_a_person_says_which_tick_counts),
		cmocka_unit_test(test_return_of_a_mould_asks_whose_it_is),
		cmocka_unit_test(test_blank_convention_is_to_regularise),
		cmocka_unit_test(test_decision_falls_with_its_reading),
		cmocka_unit_test(test_undo_rests_upon_nothing),
		cmocka_unit_test(test_words_and_ids),
		cmocka_unit_test(test_random_histories),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
