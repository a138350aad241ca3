/*
 * Inside `issue`: which papers (issue_select.c, issue_accord.c, issue_stays.c, issue_choose.c, issue_judge.c), how each is made (issue_make.c), by which
 * processes (issue_pool.c), under which names (issue_names.c), and the one transaction (issue.c).
 */
#ifndef APP_ISSUE_IMP_H
#define APP_ISSUE_IMP_H

#include <stdint.h>
#include <sys/types.h>

#include "app/form.h"
#include "app/issue/issue.h"
#include "base/date.h"
#include "store/placement.h"

struct buf;
struct fields_about;
struct folded;
struct js;
struct lint;
struct press;
struct press_paper;
struct paper;
struct composer;

enum { DRAFT_BOXES_MAX = 64 };

/* One paper to be made. */
struct draft {
	char number[TAG_NUMBER_SIZE];
	int version;
	const char *year; /* school year */
	int64_t placement, enrolment, section, supersedes, amends;
	int blank; /* its number in the register of blank conventions; 0: it is none */
	int64_t teacher; /* who takes a blank one away; 0: not said */
	date start;
	struct js *fields; /* owned */
	const char *who; /* « NGUYỄN Thị Hạnh – BTS SIO 2e année »; "": not nominative */
	const char *name; /* of the student, for messages; the section's on a generic paper */
	const char *slug; /* « NGUYEN_Thi-Hanh_SIO » */
	const char *person_slug; /* « NGUYEN_Thi-Hanh » */
	const char *class_label; /* papers of one class go in one file */
	size_t report; /* its place among the report's docs */

	/* once made */
	int pages, sheet_pages;
	struct box boxes[DRAFT_BOXES_MAX];
	size_t n_boxes;
};

/* One PDF. */
struct output {
	size_t first, n; /* drafts */
	int copy; /* of each: its number, COPY_ALL with the sheet, COPY_SHEET the sheet alone */
	char *temp; /* synced, to be renamed; owned */
	const char *final;
	int pages;
};

enum { COPY_ALL = 0, COPY_SHEET = -1 };

/* Papers that one worker makes, and the PDFs that they become. */
struct unit {
	size_t first, n; /* drafts */
	size_t output, n_outputs;
	char *frozen; /* texts that were used; owned */
};

/* What workers share with one another and with their parent. */
struct tally {
	_Atomic size_t next; /* unit that nobody has taken */
	_Atomic size_t done; /* drafts laid out so far */
};

struct issue {
	struct home *h;
	const struct issue_request *q;
	struct issue_report *r;
	struct law law;
	struct lint *lint; /* while placements are selected */
	struct texts texts;
	struct form form;
	struct arena arena;
	date today;
	char year[10];
	int64_t teacher; /* of visit sheets: only whom this one visits; 0: all */
	pid_t pid; /* of the command, also in its workers */
	char *folder; /* absolute, where the PDFs go */
	const char *file; /* the one file that was asked for; NULL */
	int overwrite; /* the file may be there already */
	struct draft *drafts;
	size_t n_drafts, cap_drafts;
	struct tally *tally; /* while workers run */
	size_t n_without_accord; /* conventions of which no accord was validated, warned of */
	struct unit *units;
	size_t n_units, cap_units;
	struct output *outputs;
	size_t n_outputs, cap_outputs;
};

/* Fills drafts, and the report's docs and notices. */
int issue_select(struct issue *is, struct err *e);
int issue_select_stays(struct issue *is, struct err *e);

/* What becomes of one placement. */
enum choice {
	CHOICE_MAKE,
	CHOICE_KEEP, /* there is a live one: the report names it */
	CHOICE_NONE /* it does not call for this paper: e says why */
};

/* One placement, and the paper that it may get. */
struct choosing {
	struct issue *is;
	const struct stay *s;
	struct draft *d;
	struct issued *to;
	struct arena *a;
	struct err *e;
};

/* issue_choose.c: an enum choice, or -1. */
int issue_choose(const struct choosing *c);

/* issue_judge.c.  1 when the paper may not be printed, 0, -1; what speaks against it is noticed. */
int issue_judge(struct issue *is, const struct stay *s, struct err *e);
int issue_judge_template(struct issue *is, struct err *e); /* 0 or -1 */
void issue_judge_end(struct issue *is); /* what is said once for all */
int issue_is_of_law(enum doc_kind kind); /* conventions and their amendments */

/* issue_accord.c: the accord of a student, or a mould (s NULL: of all sections). */
int issue_select_pupil(struct issue *is, const struct pupil *p, struct err *e);
int issue_select_mould(struct issue *is, const struct section *s, struct err *e);

/* issue_amend.c: adds to the fields of an amendment what it changes (fields_set_document). */
int issue_name_changes(struct issue *is, struct draft *d, struct err *e);

/* The student that q->student means; an error lists those it could be. */
int issue_find_student(struct issue *is, int64_t *student, struct err *e);

/* issue_follow.c.  1 or 0, -1 with e filled; issue_certificate_due() also fills e, why not, on 0. */
int issue_find_visitor(struct issue *is, struct err *e); /* 0 or -1 */
int issue_visit_wanted(struct issue *is, const struct stay *s, struct err *e);
int issue_certificate_due(struct issue *is, const struct stay *s, struct err *e);
int issue_certificate_differs(
    struct issue *is, int64_t document, const struct js *now, struct err *e);

/* issue_drafts.c: a paper to be made, and its line in the report; both borrowed until the next. */
struct draft *issue_draft_add(struct issue *is);
struct issued *issue_report_add(struct issue *is);
/* who lives in the report's arena. */
void issue_notice_add(
    struct issue *is, const char *who, enum law_severity severity, const char *text);
void issue_report_pupil(
    struct issue *is, struct issued *to, const struct student *s, const struct enrolment *en);
void issue_report_kept(struct issue *is, struct issued *to, const struct folded *f);
void issue_report_made(struct issue *is, struct draft *d, struct issued *to);
struct fields_about issue_about(const struct issue *is, const struct draft *d);

/* Gone from the school: no paper is printed for them with a whole class. */
int issue_has_left(const struct issue *is, const struct enrolment *en);

/* « NGUYỄN Thị Hạnh » */
const char *issue_full_name(struct arena *a, const struct student *s);

/* Fills who, name, slug and class_label from what the fields say: the same at each printing. */
void issue_describe(struct draft *d, struct arena *a);

/* A paper and its instruction sheet, laid out. */
struct laid {
	struct paper *paper, *sheet; /* sheet NULL: there is none */
};
int issue_lay_out(struct texts *t, const struct form *f, struct composer *c, struct draft *d,
    struct laid *out, struct err *e);
void issue_laid_release(struct laid *l);

/* The same in a press, to be printed in any order. */
struct taken {
	const struct press_paper *paper, *sheet;
};
struct taken issue_take(struct press *pr, const struct laid *l, int page);

/* Prints what an output has of a paper; page 0: all of its pages. */
int issue_print(struct press *pr, const struct home *h, const struct form *f,
    const struct draft *d, const struct taken *t, int copy, int page, struct err *e);

/*
 * Writes the PDF of a press under a temporary name in folder, synced; *temp is owned by the caller.
 * The name bears the process that will rename it: once that one is gone the file is nobody's.
 */
int issue_write(struct press *pr, const char *folder, pid_t owner, char **temp, struct err *e);

/* issue_unit.c: lays out the papers of a unit and writes its PDFs. */
int issue_unit_make(struct issue *is, struct composer *c, struct unit *u, struct err *e);

/* Makes all units in worker processes. */
int issue_pool(struct issue *is, struct err *e);

/* Cuts the drafts into units, by class and by size, and says which PDFs they become. */
void issue_cut(struct issue *is);

/* Where PDFs go: fills folder and file from q->out. */
int issue_place(struct issue *is, struct err *e);

/* Gives each output a final name that nothing bears yet; inside the transaction. */
int issue_name(struct issue *is, struct err *e);

/* « fiche-de-visite » */
const char *issue_file_word(enum doc_kind kind);

/* « NGUYEN », « Thi-Hanh »: plain letters for a file name. */
char *issue_slug_upper(const char *s);
char *issue_slug_title(const char *s);

#endif
