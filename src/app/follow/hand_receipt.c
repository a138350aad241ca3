/* « Bordereau de remise »: one line a paper and taker, with room for a signature. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/follow/hand.h"
#include "app/home.h"
#include "app/label.h"
#include "app/md.h"
#include "app/sheet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "template/block.h"

/* A column is as wide as its longest words: no-break spaces make room for a hand. */
#define NO_BREAK "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"
#define SIGN_HERE "Date et signature" NO_BREAK NO_BREAK NO_BREAK NO_BREAK

/* The copy that stays at school, by the words of the form: « exemplaire du professeur référent ». */
static int
stays(const char *recipient)
{
	return strstr(recipient, "professeur") != NULL || strstr(recipient, "lycée") != NULL ||
	       strstr(recipient, "établissement") != NULL;
}

/* « 1 et 2 »: those that stay, or those that leave. */
static size_t
copies_text(const struct handed *p, int staying, struct buf *out)
{
	size_t total = 0, n = 0;

	for (int i = 0; i < p->n_copies; i++)
		total += stays(p->recipients[i]) == staying;
	for (int i = 0; i < p->n_copies; i++)
		if (stays(p->recipients[i]) == staying) {
			n++;
			buf_printf(out, "%s%d",
			    n == 1       ? ""
			    : n == total ? " et "
					 : ", ",
			    p->copies[i]);
		}
	return total;
}

static void
add_row(const struct handed *p, int staying, struct buf *md)
{
	struct buf copies = BUF_INIT;

	if (copies_text(p, staying, &copies) > 0)
		md_row(md, staying ? p->who.teacher : p->who.name,
		    staying ? p->who.name : p->who.company, p->code, copies.data, "", NULL);
	buf_release(&copies);
}

static size_t
count_rows(const struct hand_report *r, int staying)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		for (int k = 0; k < r->at[i].n_copies; k++)
			n += stays(r->at[i].recipients[k]) == staying;
	return n;
}

static void
add_table(const struct hand_report *r, int staying, struct buf *md)
{
	if (count_rows(r, staying) == 0)
		return;
	buf_str(md, staying ? "\n## Conservés par le professeur référent\n\n"
			      "| Professeur référent | Étudiant | Papier | Ex. | " SIGN_HERE
			      " |\n"
			    : "\n## Remis à l'étudiant, pour lui et pour l'entreprise\n\n"
			      "| Étudiant | Entreprise | Papier | Ex. | " SIGN_HERE " |\n");
	buf_str(md, "|---|---|---|---|---|\n");
	for (size_t i = 0; i < r->n; i++)
		add_row(&r->at[i], staying, md);
}

static void
add_head(struct home *h, const struct hand_report *r, const char *to, struct buf *md)
{
	char *actor = label_printable(h->actor), day[DATE_TEXT_SIZE];

	date_text(time_date(r->when), day);
	buf_str(md, "Remis le ");
	md_text(md, day);
	buf_str(md, " par ");
	md_text(md, actor);
	if (to != NULL) {
		buf_str(md, " à ");
		md_text(md, to);
	}
	buf_str(md, ". Chacun vérifie ses exemplaires et signe en face.\n");
	free(actor);
}

int
hand_receipt(
    struct home *h, const struct hand_report *r, const char *to, struct buf *out, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct buf md = BUF_INIT;
	struct block *doc;
	int rc = -1;

	add_head(h, r, to, &md);
	add_table(r, 0, &md);
	add_table(r, 1, &md);
	doc = template_parse(md.data, "bordereau de remise", &a, e);
	if (doc != NULL)
		rc = sheet_print(h, doc,
		    arena_printf(&a, "Bordereau de remise n° %lld", (long long)r->batch),
		    r->when, out, e);
	buf_release(&md);
	arena_release(&a);
	return rc;
}

char *
hand_receipt_path(const struct home *h, int64_t batch)
{
	char name[64];

	snprintf(name, sizeof name, "bordereaux/remise-%04lld.pdf", (long long)batch);
	return home_path(h, name);
}
