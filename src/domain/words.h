/*
 * The words that the whole house shares: kinds of paper, roles, verdicts, outcomes.
 * Each has a name for the database and for JSON (stable, English) and a word for people
 * (French).  The names are a contract: never change one.
 */
#ifndef DOMAIN_WORDS_H
#define DOMAIN_WORDS_H

enum doc_kind {
	DOC_ACCORD,
	DOC_CONVENTION,
	DOC_AMENDMENT,
	DOC_VISIT,
	DOC_CERTIFICATE,
	DOC_COVER,
	DOC_KIND_COUNT
};

enum role {
	ROLE_STUDENT,
	ROLE_GUARDIAN,
	ROLE_COMPANY,
	ROLE_PRINCIPAL,
	ROLE_TUTOR,
	ROLE_TEACHER,
	ROLE_COUNT
};

enum box_kind { BOX_SIGNATURE, BOX_INITIALS, BOX_CHECK, BOX_KIND_COUNT };

/* What the reader says of a box. */
enum verdict { VERDICT_EMPTY, VERDICT_SIGNED, VERDICT_DOUBTFUL, VERDICT_COUNT };

/* What becomes of a scan page (design: « Reading a page », 5). */
enum outcome {
	OUTCOME_READ,
	OUTCOME_BLANK,
	OUTCOME_NO_CODE,
	OUTCOME_FOREIGN,
	OUTCOME_UNKNOWN,
	OUTCOME_OUTDATED,
	OUTCOME_DAMAGED,
	OUTCOME_COUNT
};

/* Stable names: "convention", "student", "signature", "signed", "no-code". */
const char *doc_kind_name(enum doc_kind k);
const char *role_name(enum role r);
const char *box_kind_name(enum box_kind k);
const char *verdict_name(enum verdict v);
const char *outcome_name(enum outcome o);

/* The place of name among n names, or -1 (also for NULL). */
int word_index(const char *const *names, int n, const char *name);

/* The value for a stable name, or -1. */
int doc_kind_parse(const char *name);
int role_parse(const char *name);
int box_kind_parse(const char *name);
int verdict_parse(const char *name);
int outcome_parse(const char *name);

/* French words: « convention », « étudiant », « signée », « sans code ». */
const char *doc_kind_words(enum doc_kind k);
const char *role_words(enum role r);
const char *verdict_words(enum verdict v);
const char *outcome_words(enum outcome o);

/*
 * A box of a page as the layout engine placed it: the border, in mm from the page's top
 * left corner, x to the right, y down.  The reader looks boxes up by tag; no position is
 * ever written in code.
 */
enum { BOX_ID_SIZE = 16 };

struct box {
	char id[BOX_ID_SIZE]; /* unique in its document: "b1" */
	enum box_kind kind;
	enum role role; /* of a signature or initials box */
	int page; /* of the document, from 1 */
	double x, y, w, h; /* mm */
};

#endif
