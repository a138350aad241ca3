/* Papers to be made, and what the report says of each. */
#include <stdlib.h>
#include <string.h>

#include "app/fields.h"
#include "app/issue/issue_imp.h"
#include "base/js.h"
#include "base/utf8.h"
#include "store/document.h"

struct fields_about
issue_about(const struct issue *is, const struct draft *d)
{
	return (struct fields_about){ is->h, &is->law, &is->form, is->today, d->year, d->number,
		d->version, d->supersedes != 0 };
}

/* « NGUYỄN Thị Hạnh » */
const char *
issue_full_name(struct arena *a, const struct student *s)
{
	char *upper = utf8_upper(s->last_name);
	const char *name = arena_printf(a, "%s %s", upper, s->first_name);

	free(upper);
	return name;
}

struct draft *
issue_draft_add(struct issue *is)
{
	is->drafts = mem_grow(is->drafts, is->n_drafts, &is->cap_drafts, sizeof *is->drafts);
	struct draft *d = &is->drafts[is->n_drafts++];

	*d = (struct draft){ .version = 1,
		.start = DATE_NONE,
		.year = is->year,
		.who = "",
		.name = "",
		.slug = "",
		.person_slug = "" };
	tag_number_new(d->number);
	return d;
}

struct issued *
issue_report_add(struct issue *is)
{
	struct issue_report *r = is->r;

	r->docs = mem_grow(r->docs, r->n_docs, &r->cap_docs, sizeof *r->docs);
	r->docs[r->n_docs] = (struct issued){ .fate = ISSUE_MADE,
		.kind = is->form.kind,
		.version = 1,
		.who = "",
		.section = "",
		.placement = "",
		.company = "",
		.words = "" };
	return &r->docs[r->n_docs++];
}

void
issue_report_pupil(
    struct issue *is, struct issued *to, const struct student *s, const struct enrolment *en)
{
	to->who = issue_full_name(&is->r->arena, s);
	to->section = arena_str(&is->r->arena, en->class_label);
}

void
issue_report_kept(struct issue *is, struct issued *to, const struct folded *f)
{
	to->fate = ISSUE_KEPT;
	memcpy(to->number, f->d.number, sizeof to->number);
	to->version = f->d.version;
	to->copies = f->d.copies;
	to->pages = f->d.pages;
	to->sheet_pages = f->d.sheet_pages;
	to->words = arena_str(&is->r->arena, state_words(&f->shape, &f->state));
}

void
issue_report_made(struct issue *is, struct draft *d, struct issued *to)
{
	memcpy(to->number, d->number, sizeof to->number);
	to->version = d->version;
	to->copies = is->form.copies;
	d->report = (size_t)(to - is->r->docs);
}

int
issue_has_left(const struct issue *is, const struct enrolment *en)
{
	date left = date_parse(en->left_on);

	return left != DATE_NONE && left <= is->today;
}

void
issue_notice_add(
    struct issue *is, const char *who, enum law_severity severity, const char *text)
{
	struct issue_report *r = is->r;

	r->notices = mem_grow(r->notices, r->n_notices, &r->cap_notices, sizeof *r->notices);
	r->notices[r->n_notices++] =
	    (struct issue_notice){ who, severity, arena_str(&r->arena, text) };
}
