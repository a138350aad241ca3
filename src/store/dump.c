/*
 * What a database says, without what differs between two runs of the same history: times,
 * event numbers, document numbers, random bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/document_imp.h"
#include "store/event.h"

/* Blocks of text, sorted at the end: documents are made in any order. */
struct blocks {
	char **at;
	size_t n, cap;
};

static void
add_block(struct blocks *b, struct buf *text)
{
	b->at = mem_grow(b->at, b->n, &b->cap, sizeof *b->at);
	b->at[b->n++] = buf_take(text);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
write_blocks(struct blocks *b, struct buf *out)
{
	if (b->n > 0)
		qsort(b->at, b->n, sizeof *b->at, compare);
	for (size_t i = 0; i < b->n; i++) {
		buf_str(out, b->at[i]);
		free(b->at[i]);
	}
	free(b->at);
}

static void
write_fact(const struct fact *f, struct buf *out)
{
	buf_printf(out, "  %s%s copy %d page %d", f->voided ? "void " : "",
	    fact_kind_name(f->kind), f->copy, f->page);
	if (f->kind == FACT_READ || f->kind == FACT_PAGE)
		buf_printf(out, " %s %s%s", outcome_name(f->outcome), origin_name(f->origin),
		    f->duplicate_of != 0 ? " duplicate" : "");
	if (f->kind == FACT_DECIDED)
		buf_printf(out, " %s %s box %d", decision_name(f->decision), role_name(f->role),
		    f->box);
	for (size_t i = 0; i < f->n_boxes; i++)
		buf_printf(out, " %s:%s", f->boxes[i].id, verdict_name(f->boxes[i].verdict));
	if (f->name != NULL)
		buf_printf(out, " « %s »", f->name);
	if (f->text != NULL)
		buf_printf(out, " « %s »", f->text);
	buf_char(out, '\n');
}

/* What a document hangs on, by the names that people gave. */
static int
write_owner(struct store *st, const struct document *d, struct buf *out, struct err *e)
{
	static const char sql[] =
	    "SELECT coalesce((SELECT number FROM placement WHERE id = :placement), '-'),"
	    " coalesce((SELECT s.key || ' ' || s.birth_date || ' ' || n.year FROM enrolment n"
	    "  JOIN student s ON s.id = n.student WHERE n.id = :enrolment), '-'),"
	    " coalesce((SELECT code FROM section WHERE id = :section), '-')";
	sqlite3_stmt *q = store_stmt(st, sql, e);
	int rc;

	bind_id(q, ":placement", d->placement);
	bind_id(q, ":enrolment", d->enrolment);
	bind_id(q, ":section", d->section);
	if ((rc = store_step(st, q, e)) == 1)
		buf_printf(
		    out, " stage %s, %s, %s", col_text(q, 0), col_text(q, 1), col_text(q, 2));
	store_done(q);
	return rc < 0 ? -1 : 0;
}

struct dump {
	struct store *st;
	struct blocks blocks;
	struct err *e;
};

static int
dump_document(void *ctx, const struct folded *f)
{
	struct dump *dump = ctx;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s %s version %d", doc_kind_name(f->d.kind), f->d.form, f->d.version);
	if (write_owner(dump->st, &f->d, &b, dump->e) < 0) {
		buf_release(&b);
		return -1;
	}
	buf_printf(&b, " %d copies of %d pages%s%s%s: %s, %zu questions\n", f->d.copies,
	    f->d.pages, f->d.generic ? " generic" : "", f->d.blank ? " blank" : "",
	    f->d.mould != 0 ? " returned" : "", doc_state_name(f->state.state),
	    f->state.n_questions);
	for (size_t i = 0; i < f->n_facts; i++)
		write_fact(&f->facts[i], &b);
	add_block(&dump->blocks, &b);
	return 0;
}

static int
dump_loose(void *ctx, const struct fact *f)
{
	struct dump *dump = ctx;
	struct buf b = BUF_INIT;

	if (f->document == 0) {
		write_fact(f, &b);
		add_block(&dump->blocks, &b);
	}
	return 0;
}

static int
dump_rows(struct dump *dump, const char *sql)
{
	sqlite3_stmt *q = store_stmt(dump->st, sql, dump->e);
	int rc;

	while ((rc = store_step(dump->st, q, dump->e)) == 1) {
		struct buf b = BUF_INIT;

		buf_printf(&b, "%s\n", col_text(q, 0));
		add_block(&dump->blocks, &b);
	}
	return rc;
}

/* The school's lists by their natural keys, and every page of every live file. */
static const char *const row_queries[] = {
	"SELECT 'section ' || code || ' ' || title FROM section",
	"SELECT 'teacher ' || key || ' ' || email FROM teacher",
	"SELECT 'student ' || key || ' ' || birth_date FROM student",
	"SELECT 'company ' || key || ' ' || name FROM company",
	"SELECT 'placement ' || p.number || ' ' || c.key || ' ' || p.tutor_name FROM placement p"
	" JOIN company c ON c.id = p.company",
	"SELECT 'period ' || p.number || ' ' || d.n || ' ' || d.starts || ' ' || d.ends"
	" FROM period d JOIN placement p ON p.id = d.placement",
	"SELECT 'course ' || p.number || ' ' || e.kind || ' ' || (v.event IS NOT NULL) FROM placement p"
	" JOIN placement_event x ON x.placement = p.id JOIN event e ON e.id = x.event"
	" LEFT JOIN voided v ON v.event = e.id",
	"SELECT 'page ' || f.sha256 || ' ' || p.file_page || ' ' || p.outcome || ' copy ' ||"
	" p.copy || ' page ' || p.page || ' duplicate ' || p.duplicate || ' ' || p.object"
	" FROM scan_page p JOIN scan_file f ON f.id = p.file",
};

int
store_dump(struct store *st, struct buf *out, struct err *e)
{
	struct dump dump = { .st = st, .e = e };
	struct document_filter all = { 0 };
	int rc = document_each(st, &all, dump_document, &dump, e);

	if (rc == 0)
		rc = event_each(st, 0, dump_loose, &dump, e);
	for (size_t i = 0; i < sizeof row_queries / sizeof *row_queries && rc == 0; i++)
		rc = dump_rows(&dump, row_queries[i]);
	write_blocks(&dump.blocks, out);
	return rc;
}
