/*
 * The board: what waits for whom.  One row a placement (its convention, or « à imprimer »), and one for
 * every other paper that somebody still has to do something about.
 */
#ifndef APP_BOARD_H
#define APP_BOARD_H

#include <stddef.h>
#include <stdint.h>

#include "app/who.h"
#include "base/mem.h"
#include "domain/calendar.h"
#include "domain/state.h"

struct buf;
struct err;
struct home;
struct js;

enum { BOARD_COPIES_MAX = 8 };

/* Blank conventions come first: the last of these before the others. */
enum board_head {
	BOARD_HEAD_NONE,
	BOARD_HEAD_BLANK, /* printed lately, not back */
	BOARD_HEAD_LOST, /* never seen again */
	BOARD_HEAD_BACK, /* to be regularised */
	BOARD_HEAD_UNCOVERED /* regularised; the internship has begun without all signatures */
};

struct board_row {
	struct who who;
	const char *name_key; /* by which names are put in order */
	enum doc_kind kind;
	int64_t placement, document; /* 0: none */
	char number[TAG_NUMBER_SIZE], code[DOC_CODE_SIZE]; /* "": not printed yet */
	int version;
	enum doc_state state;
	const char *words; /* of the state */
	const char *
	    waits_for; /* "student", "company", "principal", "teacher", "handover", "end", "closing"; NULL */
	int64_t since; /* 0: nothing has happened yet */
	const char *late; /* French: why it is late; NULL: it is not */
	int late_days; /* by how many working days of the school */
	int64_t reminded; /* when the one whose turn it is was last reminded; 0: never */
	const char *reminded_words; /* « relance du 12 mars 2027 »; NULL */
	const char *order; /* « manque l'étudiant »; NULL: in order */
	const char *away; /* « chez l'entreprise depuis ... »; NULL */
	const char *unseen; /* « exemplaires 2 et 3 jamais revus »; NULL */
	const char *incomplete; /* « exemplaire 1 incomplet »; NULL */
	const char *foreign; /* « convention de l'entreprise (modèle extérieur) »; NULL: ours */
	const char
	    *taken; /* of a blank one that is nobody's: « remise à Mireille Delaunay »; NULL */
	const char *other; /* « notre convention 7K3M-... est à annuler »; NULL */
	const char *missing; /* « manque : tuteur »; NULL */
	const char *reason; /* of a refusal or a cancellation; NULL */
	enum reply reply; /* of an accord */
	const char *form; /* « formulaire de 2025-2026 »; NULL: the one in use */
	int mailed; /* 1: a signature of the most advanced copy was only seen by e-mail */
	int to_close; /* 1: signed by all, and the internship is over */
	int blank; /* 1: a blank convention, also once it is a placement's */
	int to_regularise; /* 1: a blank convention that is no placement's yet */
	enum board_head head;
	size_t questions; /* that wait for a person */
	int n_copies;
	enum doc_state copies[BOARD_COPIES_MAX];
};

struct board_filter {
	const char *section; /* code; NULL: all */
	const char *year; /* « 2026-2027 »; NULL: all */
	int state_set;
	enum doc_state state;
	int late; /* 1: only what is late */
};

struct board {
	struct arena arena;
	struct board_row *rows; /* by section, then state, then name */
	size_t n, cap;
	size_t waiting_pages; /* scanned pages of no paper that wait for a person */
	date today;
	struct calendar calendar; /* the school's working days */
};

/* b starts zeroed and ends in board_release(), also after a failure. */
int board_load(struct home *h, const struct board_filter *f, struct board *b, struct err *e);
void board_release(struct board *b);

/* The row as an object of `status --json`; freed by the caller. */
struct js *board_row_js(const struct board_row *r);

/* « 8 à imprimer · 12 attendent l'étudiant »; « aucune ». */
void board_counts(const struct board *b, struct buf *out);

/* « 3 en retard · 2 à vérifier »; "" when all is well. */
void board_alerts(const struct board *b, struct buf *out);

/* What is to be noted of one row: late, out of order, to be reviewed, missing, away. */
void board_remarks(const struct board_row *r, struct buf *out);

/* The rows of one section follow each other: the first that is not of the section of `first`. */
size_t board_section_end(const struct board *b, size_t first);

/* The board to pin on the wall: the PDF's bytes, appended to out. */
int board_pdf(
    struct home *h, const struct board *b, const char *year, struct buf *out, struct err *e);

/* The same rows, all ready for the principal, as a list to tick while signing. */
int board_pile_pdf(struct home *h, const struct board *b, struct buf *out, struct err *e);

#endif
