#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/home.h"
#include "app/label.h"
#include "app/md.h"
#include "app/sheet.h"
#include "app/ingest/slip.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "store/archive.h"
#include "template/block.h"

/* A slip becoming blocks: texts by Markdown, pictures between them. */
struct slip_layout {
	struct home *h;
	const struct slip *s;
	struct arena *a;
	struct block *first, *last;
	struct err *e;
};

static void
append(struct slip_layout *l, struct block *b)
{
	if (b == NULL)
		return;
	if (l->last != NULL)
		l->last->next = b;
	else
		l->first = b;
	for (l->last = b; l->last->next != NULL;)
		l->last = l->last->next;
}

/* Adds what the Markdown says, and empties it. */
static int
append_text(struct slip_layout *l, struct buf *md)
{
	struct block *doc = template_parse(md->data, "bordereau", l->a, l->e);

	buf_release(md);
	if (doc == NULL)
		return -1;
	append(l, doc->child);
	return 0;
}

/* A crop is shown at its size on paper, a whole page small enough for three to fit. */
enum { PICTURE_BOX_MM = 67, PICTURE_PAGE_MM = 40 };

/* Makes the paragraph b the caption of a picture; one that can't be had leaves the words alone. */
static void
set_picture(struct slip_layout *l, struct block *b, const char *sha256, double width_mm)
{
	struct buf bytes = BUF_INIT;
	unsigned char *kept;

	if (archive_read(l->h->store, sha256, "png", &bytes, NULL) == 0) {
		kept = arena_alloc(l->a, bytes.len);
		memcpy(kept, bytes.data, bytes.len);
		b->type = BLOCK_PICTURE;
		b->picture = kept;
		b->picture_size = bytes.len;
		b->width_mm = width_mm;
	}
	buf_release(&bytes);
}

static void
add_paper_row(struct buf *md, const struct slip_paper *p)
{
	buf_str(md, "| ");
	md_solid(md, p->who.section);
	buf_char(md, ' ');
	md_row(md, p->who.name, p->who.company, p->code, NULL);
}

/* The papers of one kind that reached one state. */
static void
add_moves_to(const struct slip *s, enum doc_kind kind, enum doc_state to, struct buf *md)
{
	struct buf words = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < s->n_papers; i++)
		n += slip_paper_is_move(&s->papers[i], kind, to);
	if (n > 0)
		slip_move_words(kind, to, n, &words);
	if (words.len > 0) {
		buf_str(md, "\n**");
		md_text(md, words.data);
		buf_str(md,
		    "**\n\n| Section | Étudiant | Entreprise | Papier |\n|---|---|---|---|\n");
		for (size_t i = 0; i < s->n_papers; i++)
			if (slip_paper_is_move(&s->papers[i], kind, to))
				add_paper_row(md, &s->papers[i]);
	}
	buf_release(&words);
}

static void
add_moves(const struct slip *s, struct buf *md)
{
	if (s->sum.advanced == 0)
		return;
	buf_str(md, "\n## Ce qui avance\n");
	for (int kind = 0; kind < DOC_KIND_COUNT; kind++)
		for (int to = 0; to < STATE_COUNT; to++)
			add_moves_to(s, (enum doc_kind)kind, (enum doc_state)to, md);
}

/* Names that no form has checked: papers can't show every letter. */
static void
add_printable(struct buf *md, const char *name)
{
	char *words = label_printable(name);

	md_text(md, words);
	free(words);
}

static void
add_head(const struct slip *s, struct buf *md)
{
	struct buf sum = BUF_INIT, scale = BUF_INIT;
	char when[DATE_TEXT_SIZE + 16];

	time_text(s->batch.at, when);
	buf_str(md, "Fichier **");
	add_printable(md, s->file.name);
	buf_str(md, "**, reçu le ");
	md_text(md, when);
	buf_str(md, " par ");
	add_printable(md, s->batch.actor);
	buf_str(md, ".\n\n```notice\n");
	slip_sum_words(&s->sum, &sum);
	md_text(md, sum.data);
	buf_str(md, "\n```\n");
	slip_scale_words(s, &scale);
	if (scale.len > 0) {
		buf_char(md, '\n');
		md_text(md, scale.data);
		buf_char(md, '\n');
	}
	buf_release(&scale);
	if (s->n_pulls == 0)
		buf_str(md, "\nRien à sortir de la pile.\n");
	buf_release(&sum);
}

static void
add_pull(const struct slip_pull *p, struct buf *md)
{
	struct buf where = BUF_INIT, paper = BUF_INIT;

	slip_pull_words(p, &where);
	where.data[0] = 'P';
	buf_str(&where, " (en recto verso : ");
	slip_pull_sheet_words(p, &where);
	buf_str(md, "\n### ");
	md_text(md, where.data);
	buf_str(md, ")\n\n");
	md_text(md, p->reason);
	slip_pull_paper_words(p, &paper);
	if (paper.len > 0) {
		buf_char(md, ' ');
		md_text(md, paper.data);
		buf_char(md, '.');
	}
	buf_printf(md, " Question%s **%s**%s\n", p->last_page > p->page ? "s" : "", p->id,
	    p->settled ? " (réglée depuis)." : ".");
	buf_release(&paper);
	buf_release(&where);
}

static int
append_pulls(struct slip_layout *l)
{
	struct buf md = BUF_INIT;

	if (l->s->n_pulls == 0)
		return 0;
	buf_str(&md, "## À sortir de la pile\n");
	for (size_t i = 0; i < l->s->n_pulls; i++) {
		const struct slip_pull *p = &l->s->pulls[i];

		add_pull(p, &md);
		if (append_text(l, &md) < 0)
			return -1;
		if (p->picture != NULL)
			set_picture(l, l->last, p->picture,
			    p->paper != NULL ? PICTURE_BOX_MM : PICTURE_PAGE_MM);
	}
	return 0;
}

static void
add_gaps(const struct slip *s, struct buf *md)
{
	if (s->n_gaps == 0)
		return;
	buf_str(md, "\n## Pages jamais vues\n\n| Étudiant | Papier | Exemplaire | Pages |\n"
		    "|---|---|---|---|\n");
	for (size_t i = 0; i < s->n_gaps; i++) {
		const struct slip_gap *g = &s->gaps[i];

		md_row(md, g->paper->who.name, g->paper->code, g->copy, g->words, NULL);
	}
}

static void
add_remarks(const struct slip *s, struct buf *md)
{
	if (s->n_remarks == 0)
		return;
	buf_str(md, "\n## À savoir\n\n| Étudiant | Papier | |\n|---|---|---|\n");
	for (size_t i = 0; i < s->n_remarks; i++) {
		const struct slip_remark *r = &s->remarks[i];

		md_row(md, r->paper->who.name, r->paper->code, r->words, NULL);
	}
}

static struct block *
slip_blocks(struct slip_layout *l)
{
	struct block *doc = arena_alloc(l->a, sizeof *doc);
	struct buf md = BUF_INIT;

	add_head(l->s, &md);
	add_moves(l->s, &md);
	if (append_text(l, &md) < 0 || append_pulls(l) < 0)
		return NULL;
	add_gaps(l->s, &md);
	add_remarks(l->s, &md);
	if (md.len > 0 && append_text(l, &md) < 0)
		return NULL;
	doc->type = BLOCK_DOCUMENT;
	doc->child = l->first;
	return doc;
}

int
slip_pdf(struct home *h, const struct slip *s, struct buf *out, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct slip_layout l = { .h = h, .s = s, .a = &a, .e = e };
	struct block *doc = slip_blocks(&l);
	const char *title =
	    arena_printf(&a, "Bordereau du lot n° %lld", (long long)s->batch.id);
	int rc = doc != NULL ? sheet_print(h, doc, title, s->batch.at, out, e) : -1;

	arena_release(&a);
	return rc;
}

char *
slip_path(const struct home *h, int64_t batch)
{
	char name[64];

	snprintf(name, sizeof name, "bordereaux/lot-%04lld.pdf", (long long)batch);
	return home_path(h, name);
}

int
slip_save(struct home *h, const struct slip *s, struct err *e)
{
	char *path = slip_path(h, s->batch.id), *dir = home_path(h, "bordereaux");
	struct buf pdf = BUF_INIT;
	int rc = slip_pdf(h, s, &pdf, e);

	if (rc == 0)
		rc = file_mkdirs(dir, e);
	if (rc == 0)
		rc = file_replace(path, pdf.data, pdf.len, e);
	buf_release(&pdf);
	free(dir);
	free(path);
	return rc;
}
