/* One paper: templates to blocks, blocks to pages, pages to the PDF. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/home.h"
#include "app/issue/issue_imp.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/js.h"
#include "pdf/paper.h"

static const char *
field(const struct draft *d, const char *object, const char *key)
{
	return js_get_str(js_member(d->fields, object), key, "");
}

void
issue_describe(struct draft *d, struct arena *a)
{
	const struct js *student = js_member(d->fields, "student");
	const char *code = field(d, "section", "code"), *label = field(d, "section", "label");
	int year = (int)js_get_int(student, "year_of_study", 0);

	d->name = arena_str(a, field(d, "student", "name"));
	d->who = "";
	d->class_label = arena_str(a, field(d, "student", "class_label"));
	if (!js_get_bool(d->fields, "nominative", 0)) {
		const char *teacher = field(d, "teacher", "name");
		const char *number = field(d, "document", "register");

		d->name = arena_str(a, *label != '\0' ? label : "BTS");
		d->class_label = d->slug = d->person_slug =
		    arena_str(a, *code != '\0' ? code : "BTS");
		if (*number != '\0')
			d->who = arena_printf(a, "Convention vierge n° %s (%s)%s%s", number,
			    js_get_str(d->fields, "year", ""),
			    *teacher != '\0' ? ", remise à " : "", teacher);
		return;
	}
	char *last = issue_slug_upper(field(d, "student", "last_name"));
	char *first = issue_slug_title(field(d, "student", "first_name"));

	d->person_slug = arena_printf(a, "%s_%s", last, first);
	d->slug = arena_printf(a, "%s_%s", d->person_slug, code);
	d->who = arena_printf(a, "%s – %s %s année", d->name, label, year == 1 ? "1re" : "2e");
	free(last);
	free(first);
}

/* « Version 2 : remplace la version 1 » beside the school's name. */
static const char *
foot_of(const struct draft *d, struct arena *a)
{
	const char *school = field(d, "school", "name");
	const char *uai = field(d, "school", "uai");

	if (js_get_bool(js_member(d->fields, "document"), "replaces", 0))
		return arena_printf(a, "%s – UAI %s – version %d, remplace la précédente",
		    school, uai, d->version);
	return arena_printf(a, "%s – UAI %s", school, uai);
}

static struct paper_face
face_of(const struct draft *d, const struct form *f, const struct texts *t, const char *title,
    struct arena *a)
{
	return (struct paper_face){
		.school = field(d, "school", "name"),
		.title = title,
		.who = *d->who != '\0' ? d->who : NULL,
		.foot = foot_of(d, a),
		.logo = t->logo.len > 0 ? (const unsigned char *)t->logo.data : NULL,
		.logo_size = t->logo.len,
		.lang = "fr-FR",
		.initials = f->initials,
	};
}

static struct paper *
lay_out(const struct draft *d, const struct form *f, struct texts *t, struct composer *c,
    struct err *e)
{
	struct arena a = ARENA_INIT;
	struct paper_face face = face_of(d, f, t, f->title, &a);
	const struct block *doc = form_blocks(f, t, d->fields, &a, e);
	struct paper *p = doc != NULL ? paper_new(c, doc, &face, e) : NULL;

	arena_release(&a);
	return p;
}

static struct paper *
lay_out_sheet(const struct draft *d, const struct form *f, struct texts *t, struct composer *c,
    struct err *e)
{
	struct template_source src = texts_source(t);
	struct arena a = ARENA_INIT;
	struct paper_face face =
	    face_of(d, f, t, f->sheet_title != NULL ? f->sheet_title : f->title, &a);
	struct block *doc = template_render(&src, f->sheet, d->fields, &a, e);
	struct paper *p = doc != NULL ? paper_new(c, doc, &face, e) : NULL;

	arena_release(&a);
	return p;
}

/* « Exemplaire de l'étudiant (2/3) » */
static const char *
copy_label(const struct form *f, int copy, struct arena *a)
{
	const char *to = f->recipients[copy - 1];
	char *label;

	if (f->copies == 1)
		return NULL;
	if (to == NULL)
		return arena_printf(a, "Exemplaire %d/%d", copy, f->copies);
	label = arena_printf(a, "%s (%d/%d)", to, copy, f->copies);
	if (*label >= 'a' && *label <= 'z')
		*label = (char)(*label - 'a' + 'A');
	return label;
}

static int
take_boxes(struct draft *d, const struct paper *p, struct err *e)
{
	size_t n;
	const struct box *boxes = paper_boxes(p, &n);

	if (n > DRAFT_BOXES_MAX)
		return err_set(
		    e, ERR_INPUT, "plus de %d cases dans un papier", DRAFT_BOXES_MAX);
	memcpy(d->boxes, boxes, n * sizeof *boxes);
	d->n_boxes = n;
	d->pages = paper_pages(p);
	return 0;
}

int
issue_lay_out(struct texts *t, const struct form *f, struct composer *c, struct draft *d,
    struct laid *out, struct err *e)
{
	*out = (struct laid){ .paper = lay_out(d, f, t, c, e) };
	int rc = out->paper == NULL ? -1 : take_boxes(d, out->paper, e);

	if (rc == 0 && f->sheet != NULL) {
		out->sheet = lay_out_sheet(d, f, t, c, e);
		d->sheet_pages = out->sheet != NULL ? paper_pages(out->sheet) : 0;
		rc = out->sheet == NULL ? -1 : 0;
	}
	if (rc < 0 && *d->name != '\0')
		err_in(e, "%s", d->name);
	return rc;
}

void
issue_laid_release(struct laid *l)
{
	paper_free(l->paper);
	paper_free(l->sheet);
	*l = (struct laid){ NULL, NULL };
}

struct taken
issue_take(struct press *pr, const struct laid *l, int page)
{
	return (struct taken){ press_take(pr, l->paper, page),
		l->sheet != NULL ? press_take(pr, l->sheet, 0) : NULL };
}

static int
print_sheet(struct press *pr, const struct home *h, const struct draft *d,
    const struct press_paper *sheet, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct press_copy copy = { .number = d->number,
		.key = h->key,
		.outline = arena_printf(&a, "%s – consignes", d->name) };
	int rc = press_print(pr, sheet, &copy, e);

	arena_release(&a);
	return rc;
}

static int
print_copy(struct press *pr, const struct home *h, const struct form *f, const struct draft *d,
    const struct press_paper *p, int copy, int page, struct err *e)
{
	struct arena a = ARENA_INIT;
	const char *label = copy_label(f, copy, &a);
	struct press_copy to = {
		.number = d->number,
		.copy = copy,
		.label = label,
		.human_copy =
		    f->copies > 1 ? arena_printf(&a, "ex. %d/%d", copy, f->copies) : NULL,
		.key = h->key,
		.outline =
		    label != NULL ? arena_printf(&a, "%s – %s", d->name, label) : d->name,
		.page = page,
	};
	int rc = press_print(pr, p, &to, e);

	arena_release(&a);
	return rc;
}

int
issue_print(struct press *pr, const struct home *h, const struct form *f, const struct draft *d,
    const struct taken *t, int copy, int page, struct err *e)
{
	int rc = 0, with_sheet = copy == COPY_ALL || copy == COPY_SHEET;

	if (with_sheet && page == 0 && t->sheet != NULL)
		rc = print_sheet(pr, h, d, t->sheet, e);
	for (int i = 1; i <= f->copies && rc == 0; i++)
		if (copy == COPY_ALL || copy == i)
			rc = print_copy(pr, h, f, d, t->paper, i, page, e);
	return rc;
}

static int
write_synced(int fd, const struct buf *b)
{
	size_t done = 0;

	while (done < b->len) {
		ssize_t n = write(fd, b->data + done, b->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		done += (size_t)n;
	}
	return fsync(fd);
}

int
issue_write(struct press *pr, const char *folder, pid_t owner, char **temp, struct err *e)
{
	struct buf pdf = BUF_INIT;
	int fd, rc = press_save(pr, &pdf, e);

	*temp = NULL;
	if (rc == 0) {
		*temp = mem_printf("%s/.paraphe-%ld-%016llx.tmp", folder, (long)owner,
		    (unsigned long long)random_u64());
		fd = open(*temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd < 0 || write_synced(fd, &pdf) < 0)
			rc = err_system(e, folder, errno);
		if (fd >= 0 && close(fd) < 0 && rc == 0)
			rc = err_system(e, folder, errno);
	}
	buf_release(&pdf);
	return rc;
}
