/*
 * Copies that change hands: given out to be signed, and handed over for good.  Of one paper or of many
 * at once: one batch, which one undo takes back; what can't be done of one paper is said and does not
 * stop the others.
 */
#ifndef APP_HAND_H
#define APP_HAND_H

#include <stddef.h>
#include <stdint.h>

#include "app/who.h"
#include "base/mem.h"
#include "domain/words.h"

struct err;
struct home;

enum { HAND_COPIES_MAX = 8 };

/* Which papers, and what becomes of them.  All of codes, list, section and batch are taken. */
struct hand_request {
	char *const *codes; /* as people type them */
	size_t n_codes;
	const char *
	    list; /* a file with a code at the start of each line, « - »: standard input; NULL */
	const char *section; /* those of this section whose turn it is; NULL */
	const int64_t *batches; /* the copies that these scans brought */
	size_t n_batches;
	int copy; /* 0: each */
	enum role role; /* hand_out: who has it now */
	const char *to,
	    *reason; /* hand_over: a name; why one goes without all its signatures; NULL */
};

/* What became of one paper. */
struct handed {
	char code[DOC_CODE_SIZE]; /* as it was typed where there is no such paper */
	enum doc_kind kind;
	struct who who;
	int copies[HAND_COPIES_MAX], n_copies; /* that changed hands now; none: why */
	const char *recipients[HAND_COPIES_MAX]; /* of those copies, as the form says; "" */
	const char *why; /* what did not, and why: a sentence; NULL */
	const char *before, *after; /* its state in words */
};

struct hand_report {
	struct arena arena;
	struct handed *at; /* in order of section and name */
	size_t n, cap;
	size_t done, refused; /* papers; one of which only some copies went is both */
	int64_t batch; /* what undoes it all */
	int64_t event; /* the last fact */
	int64_t when;
};

/*
 * 0; -1 with e filled: nothing changed hands (the report says of which paper why), or the request
 * makes no sense (ERR_USAGE).  The report is released in both cases.
 *
 * A copy may be handed over when all who sign in turn have signed it.  Of a paper named by its code all
 * copies go, or none; of a list, a section or a scan those that may.
 */
int
hand_out(struct home *h, const struct hand_request *q, struct hand_report *r, struct err *e);
int
hand_over(struct home *h, const struct hand_request *q, struct hand_report *r, struct err *e);
void hand_report_release(struct hand_report *r);

/* « bordereau de remise »: who receives what, with room to sign; bytes appended to out. */
struct buf;
int hand_receipt(struct home *h, const struct hand_report *r, const char *to, struct buf *out,
    struct err *e);

/* HOME/bordereaux/remise-0042.pdf, freed by the caller. */
char *hand_receipt_path(const struct home *h, int64_t batch);

#endif
