/*
 * libharu, tamed: only haru.c and haru_font.c know hpdf.h; they also reach into structures that
 * libharu shows but does not promise.  Measured with 2.3.0; tests/unit/press.c holds each trick.
 */
#ifndef PDF_HARU_IMP_H
#define PDF_HARU_IMP_H

#include "pdf/ops_imp.h"
#include "pdf/paper.h"

struct picture; /* pdf/flow_imp.h */
struct haru; /* a PDF document being made */

/* c: the composer that its pages come from, borrowed. */
struct haru *haru_new(struct composer *c, const struct press_info *info, struct err *e);
void haru_free(struct haru *h);

/* The language of the text, « fr-FR ». */
void haru_lang(struct haru *h, const char *lang);

/* Letters that the pages to come use. */
void haru_use(struct haru *h, const struct usage *u);

/*
 * What several pages share: operators, pictures.  Borrowed: the document keeps them, those of equal
 * bytes once.
 */
struct haru_body;
struct haru_resources;
struct haru_body *haru_body_add(struct haru *h, const struct buf *ops);

/* The resources of pages that use these pictures (/I0, /I1 ...). */
struct haru_resources *
haru_resources_add(struct haru *h, const struct picture *pictures, size_t n);

/* A page: what it shares with others, read in this order, then what it has alone.  NULL: nothing. */
struct haru_page {
	struct haru_body *who, *label, *body;
	const struct haru_resources *resources;
	const struct buf *own;
};
void haru_page_add(struct haru *h, const struct haru_page *p);

/* Links of the last page added. */
struct link_list; /* pdf/paper_imp.h */
void haru_links_add(struct haru *h, const struct link_list *links);

/* An entry of the outline for the last page added, and its label in viewers from there on. */
void haru_outline_add(struct haru *h, const char *title);
void haru_label(struct haru *h, const char *prefix, int first);

/* 0, or -1 with e filled when libharu has complained since haru_new. */
int haru_check(const struct haru *h, struct err *e);

int haru_save(struct haru *h, struct buf *out, struct err *e);

#endif
