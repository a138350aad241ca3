#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/import/change.h"
#include "app/follow/follow.h"
#include "app/history.h"
#include "app/home.h"
#include "app/overlap.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/batch.h"
#include "store/document.h"
#include "store/event.h"
#include "store/placement.h"
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
	else if (!is_batch && event_lookup(st, id, &a, &f, NULL) > 0 && f.kind == FACT_UNDONE)
		buf_printf(&words, "l'annulation du %s %lld",
		    f.target_batch != 0 ? "lot" : "fait n°",
		    (long long)(f.target_batch != 0 ? f.target_batch : f.target));
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

/* A paper of a placement, other than the accord that it came from. */
static int
is_paper(void *ctx, const struct folded *f)
{
	(void)ctx;
	return f->d.kind != DOC_ACCORD && state_is_live(&f->state);
}

/* What an undo must not leave behind: papers of no placement, or two placements on one day. */
static int
check_placement(struct store *st, int64_t placement, struct err *e)
{
	const struct document_filter papers = { .placement = placement };
	struct arena a = ARENA_INIT;
	char words[OVERLAP_WORDS_SIZE];
	struct stay s;
	int bad = 0, rc = stay_lookup_id(st, placement, &a, &s, e);

	if (rc > 0 && strcmp(s.p.gone, "undone") == 0) {
		bad = document_each(st, &papers, is_paper, NULL, e);
		if (bad > 0)
			err_set(e, ERR_REFUSED,
			    "un papier est déjà imprimé pour le stage n° %s : annulez d'abord le stage "
			    "(« paraphe placement cancel %s »)",
			    s.p.number, s.p.number);
	} else if (rc > 0 && *s.p.gone == '\0') {
		bad = overlap_find(st, &s.p, words, e);
		if (bad > 0)
			err_set(e, ERR_REFUSED, "le stage n° %s recouvrirait un autre (%s)",
			    s.p.number, words);
	}
	arena_release(&a);
	return rc < 0 || bad != 0 ? -1 : 0;
}

/* What an undo makes, moves or takes away: facts of placements, in their order. */
struct touched {
	struct moved {
		int64_t event, placement;
		int is_change;
	} * at;
	size_t n, cap;
};

static int
touch(void *ctx, const struct fact *f)
{
	struct touched *t = ctx;

	if (f->kind != FACT_PLACEMENT_ADDED && f->kind != FACT_PLACEMENT_CHANGED &&
	    f->kind != FACT_PLACEMENT_CANCELLED)
		return 0;
	t->at = mem_grow(t->at, t->n, &t->cap, sizeof *t->at);
	t->at[t->n++] =
	    (struct moved){ f->event, f->placement, f->kind == FACT_PLACEMENT_CHANGED };
	return 0;
}

/* The changes among them are taken back from the last to the first, or made again in their order. */
static int
put_back(struct home *h, const struct touched *t, int again, struct err *e)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct moved *m = &t->at[again ? i : t->n - 1 - i];

		if (m->is_change && change_undo(h, m->event, m->placement, again, e) < 0)
			return -1;
	}
	for (size_t i = 0; i < t->n; i++)
		if (check_placement(h->store, t->at[i].placement, e) < 0)
			return -1;
	return 0;
}

/* What an undo is about in the end: the fact under undos of undos, `again` when it holds once more. */
static int
follow_chain(
    struct store *st, int64_t event, struct arena *a, struct fact *f, int *again, struct err *e)
{
	int rc = event_lookup(st, event, a, f, e);

	*again = 0;
	while (rc > 0 && f->kind == FACT_UNDONE && f->target != 0) {
		rc = event_lookup(st, f->target, a, f, e);
		*again = !*again;
	}
	return rc < 0 ? -1 : 0;
}

/* The placements say again what they said. */
static int
undo_placements(struct home *h, const struct undoing *u, struct err *e)
{
	struct arena a = ARENA_INIT;
	struct touched t = { .n = 0 };
	struct fact f = FACT_INIT(FACT_UNDONE);
	int again = 0, rc = 0;

	f.target_batch = u->id;
	if (!u->is_batch && (rc = follow_chain(h->store, u->id, &a, &f, &again, e)) == 0) {
		touch(&t, &f);
		/* the undoing of a batch: what it took away holds once more */
		again ^= f.kind == FACT_UNDONE;
	}
	if (rc == 0 && f.kind == FACT_UNDONE)
		rc = event_each_of_batch(h->store, f.target_batch, touch, &t, e);
	if (rc == 0)
		rc = put_back(h, &t, again, e);
	free(t.at);
	arena_release(&a);
	return rc;
}

static int
undo(struct home *h, const struct undoing *u, struct followed *out, struct err *e)
{
	struct store *st = h->store;

	if (!u->is_named && check_bare(st, u->id, e) < 0)
		return -1;
	undone_words(st, u->id, u->is_batch, out->what);
	if (event_undo(st, u->is_batch ? 0 : u->id, u->is_batch ? u->id : 0, h->actor,
		&out->event, e) < 0 ||
	    undo_placements(h, u, e) < 0)
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
