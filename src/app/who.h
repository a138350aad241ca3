/*
 * Whose paper it is, in the words of a list: from the internship, else from the student, else
 * from the section.
 */
#ifndef APP_WHO_H
#define APP_WHO_H

#include "base/date.h"
#include "store/document.h"

struct arena;
struct err;
struct pupil;
struct stay;
struct store;

enum { DOC_CODE_SIZE = TAG_NUMBER_SIZE + 2 };

/* Texts are never NULL; "" where nothing is known. */
struct who {
	const char *name; /* « NGUYỄN Thị Hạnh »; « étudiant à retrouver » */
	const char *section; /* « BTS SIO 2 » */
	const char *section_code, *year; /* SIO, 2026-2027 */
	const char *company;
	const char *teacher;
	const char *placement; /* the number that people use */
	date start, end; /* of the internship, DATE_NONE */
	date interrupted; /* its last day, when it ended before its time; DATE_NONE */
	int female;
};

/* Strings live in the arena. 0 or -1. */
int who_of_document(
    struct store *st, const struct document *d, struct arena *a, struct who *w, struct err *e);
void who_of_stay(const struct stay *s, struct arena *a, struct who *w);
void who_of_pupil(const struct pupil *p, struct arena *a, struct who *w);

/* « 7K3M-9Q2X-4ABC »: what people may type as CODE. */
void doc_code(const char *number, char out[DOC_CODE_SIZE]);

/*
 * « exemplaire 2 de l'étudiant », « exemplaire 1 »: a copy and whose it is, in the arena;
 * recipient as the form says it, "" or NULL where it does not.
 */
const char *copy_words(struct arena *a, int copy, const char *recipient);

#endif
