#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/follow.h"
#include "app/history.h"
#include "app/home.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/batch.h"
#include "store/event.h"
#include "store/store.h"

/* What a person asks to undo. */
struct undoing {
	int is_batch, is_named; /* is_named: « fait-57 » or « lot-42 », not a bare number */
	int64_t id;
};

/* The number after a word, « lot-42 », « lot 42 » or « lot42 »; 0 when there is none. */
static int64_t
number_after(const char *what, const char *word)
{
	size_t n = strlen(word);
	int64_t id;
	char *end;

	if (strncmp(what, word, n) != 0)
		return 0;
	what += n + strspn(what + n, n > 0 ? "- " : "");
	id = strtoll(what, &end, 10);
	return end == what || *end != '\0' || id < 0 ? 0 : id;
}

static int
parse_undo(const char *what, struct undoing *u, struct err *e)
{
	u->id = number_after(what, "lot");
	u->is_batch = u->id > 0;
	if (u->id == 0)
		u->id = number_after(what, "fait");
	u->is_named = u->id > 0;
	if (u->id == 0)
		u->id = number_after(what, "");
	if (u->id > 0)
		return 0;
	return err_set(e, ERR_USAGE,
	    "« %s » : donnez le numéro d'un fait (57) ou d'un lot (lot-42)", what);
}

/* « lot 42 (scan du 12.pdf) », « exemplaire 1, page 5 vue, signée : étudiant ». */
static void
undone_words(struct store *st, int64_t id, int is_batch, char out[192])
{
	struct arena a = ARENA_INIT;
	struct buf words = BUF_INIT;
	struct batch b;
	struct fact f;

	if (is_batch && batch_lookup(st, id, &a, &b, NULL) > 0)
		buf_printf(&words, "lot %lld (%s)", (long long)id, b.label);
	else if (!is_batch && event_lookup(st, id, &a, &f, NULL) > 0)
		history_words(NULL, &f, &words);
	snprintf(out, 192, "%s", words.data);
	buf_release(&words);
	arena_release(&a);
}

/* What a batch brings, not a person's word: a bare number more likely means the batch. */
static int
is_of_batch(enum fact_kind k)
{
	return k == FACT_ISSUED || k == FACT_READ || k == FACT_PAGE || k == FACT_INGESTED;
}

/* A bare number that may mean either is asked again, rather than undoing the wrong thing. */
static int
check_bare(struct store *st, int64_t id, struct err *e)
{
	struct arena a = ARENA_INIT;
	char fact[192], batch[192];
	struct batch b;
	struct fact f;
	int there = event_lookup(st, id, &a, &f, e);
	int ambiguous = there > 0 && is_of_batch(f.kind) && batch_lookup(st, id, &a, &b, e) > 0;

	arena_release(&a);
	if (!ambiguous)
		return there < 0 ? -1 : 0;
	undone_words(st, id, 0, fact);
	undone_words(st, id, 1, batch);
	return err_set(e, ERR_USAGE,
	    "%lld : fait-%lld (%s) ou lot-%lld, le %s ? Écrivez l'un des deux", (long long)id,
	    (long long)id, fact, (long long)id, batch);
}

static int
undo(struct home *h, const struct undoing *u, struct followed *out, struct err *e)
{
	struct store *st = h->store;

	if (!u->is_named && check_bare(st, u->id, e) < 0)
		return -1;
	undone_words(st, u->id, u->is_batch, out->what);
	if (event_undo(st, u->is_batch ? 0 : u->id, u->is_batch ? u->id : 0, h->actor,
		&out->event, e) < 0)
		return -1;
	return store_commit(st, e);
}

int
follow_undo(struct home *h, const char *what, struct followed *out, struct err *e)
{
	struct undoing u;
	int rc;

	*out = (struct followed){ 0 };
	if (parse_undo(what, &u, e) < 0 || store_begin(h->store, e) < 0)
		return -1;
	rc = undo(h, &u, out, e);
	if (rc < 0)
		store_rollback(h->store);
	return rc;
}
