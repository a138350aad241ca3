/*
 * The slip of a batch: what one file of scans brought.  It is made from the log alone, as the
 * batch left things, so that it can be printed again.
 */
#ifndef APP_SLIP_H
#define APP_SLIP_H

#include <stddef.h>
#include <stdint.h>

#include "app/ingest/expected.h"
#include "app/who.h"
#include "base/mem.h"
#include "domain/state.h"
#include "store/batch.h"

struct buf;
struct err;
struct home;

/*
 * pages = read + blank + queued; duplicates are among read.  expected_signed: doubtful boxes that
 * count as signed since they were expected; expected_absent: boxes expected and clearly empty.
 */
struct slip_sum {
	int files, pages, read, blank, queued, duplicates, advanced;
	int expected_signed, expected_absent;
};

enum { SLIP_COPIES_MAX = 8 };

struct slip_paper {
	struct document d;
	struct shape shape;
	struct who who;
	char code[DOC_CODE_SIZE];
	struct state before, after;
	const char *
	    form; /* of an accord that is not on the form in use: « formulaire de 2025-2026 »; NULL */
	int filed; /* pages that came behind it: a cover's */
};

/* A page to pull out of the stack; or a run of them, all of one paper or none, for one reason. */
struct slip_pull {
	int page, last_page; /* of the file */
	char id[QUESTION_ID_SIZE * 2]; /* as `review` takes it: « 57.1 », of a run « 27-45 » */
	const char *reason; /* French, one sentence */
	const struct slip_paper *paper; /* NULL: none is known */
	int copy, doc_page;
	const char *picture; /* archive object (PNG): the box, else the page; NULL */
	int settled; /* a person has decided since */
};

/* Copies of one paper of which the same pages were never seen. */
struct slip_gap {
	const struct slip_paper *paper;
	const char *copy; /* « exemplaire 2 de l'étudiant », « exemplaires 1, 2 et 3 » */
	const char *words; /* « manquent les pages 2 et 4 (recto verso ?) » */
	int copies[SLIP_COPIES_MAX], n_copies;
};

/* What is worth knowing of a paper: out of order, seen after the start, whose it is. */
struct slip_remark {
	const struct slip_paper *paper;
	const char *words;
};

struct slip {
	struct arena arena;
	struct batch batch;
	struct scan_source file;
	struct slip_sum sum;
	expected_roles expected; /* as the person who gave the file said */
	struct slip_paper *papers;
	struct slip_pull *pulls;
	struct slip_gap *gaps;
	struct slip_remark *remarks;
	size_t n_papers, n_pulls, n_gaps, n_remarks;
	size_t cap_pulls, cap_gaps, cap_remarks;
	int n_scaled; /* pages that were not printed or scanned at their size */
	double scale; /* of those, the mean; 1.0: as it should be */
	size_t to_settle; /* papers about which somebody must say or do something */
};

/* s starts zeroed and ends in slip_release(), also after a failure. */
int slip_load(struct home *h, int64_t batch, struct slip *s, struct err *e);
void slip_release(struct slip *s);

/* The paper moved on in this batch; of that kind, to that state. */
int slip_paper_moved(const struct slip_paper *p);
int slip_paper_is_move(const struct slip_paper *p, enum doc_kind kind, enum doc_state to);

/* « 58 pages = 49 classées + 6 blanches + 3 à vérifier (dont 4 déjà connues) » */
void slip_sum_words(const struct slip_sum *sum, struct buf *out);

/* « 12 pages imprimées à 94 % environ (« ajuster à la page ») ... »; nothing where all is well. */
void slip_scale_words(const struct slip *s, struct buf *out);
void slip_sum_add(struct slip_sum *total, const struct slip_sum *one);

/*
 * « 11 conventions passent chez le chef d'établissement »: what became of n papers of a kind;
 * adds nothing where there is nothing to say of that state.
 */
void slip_move_words(enum doc_kind kind, enum doc_state to, size_t n, struct buf *out);

/* « page 12 », « pages 12 à 40 », and « feuille 6 verso », where they lie in a stack scanned on both sides. */
void slip_pull_words(const struct slip_pull *p, struct buf *out);
void slip_pull_sheet_words(const struct slip_pull *p, struct buf *out);

/* Adds whose page it is, « LEFÈVRE Zoë, convention 7K3M-9Q2X-4ABC, exemplaire 2, page 5 »; nothing where unknown. */
void slip_pull_paper_words(const struct slip_pull *p, struct buf *out);

/* The slip as PDF bytes. */
int slip_pdf(struct home *h, const struct slip *s, struct buf *out, struct err *e);

/* HOME/bordereaux/lot-0042.pdf, freed by the caller; slip_save writes it there. */
char *slip_path(const struct home *h, int64_t batch);
int slip_save(struct home *h, const struct slip *s, struct err *e);

#endif
