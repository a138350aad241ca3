#include "app/history.h"

#include <stddef.h>

#include "app/asked.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/number.h"
#include "domain/fact.h"
#include "domain/state.h"

static void
add_copy(const struct fact *f, struct buf *out)
{
	if (f->copy > 0)
		buf_printf(out, " de l'exemplaire %d", f->copy);
}

/* « ; signée : étudiant, tuteur »: the roles whose box bears that verdict. */
static void
add_verdict(const struct fact *f, enum verdict v, const char *words, struct buf *out)
{
	int n = 0;

	for (size_t i = 0; i < f->n_boxes; i++) {
		const struct fact_box *b = &f->boxes[i];

		if (b->kind == BOX_SIGNATURE && b->verdict == v)
			buf_printf(out, "%s%s", n++ == 0 ? words : ", ", role_words(b->role));
	}
}

/* « , cochée : accepte »; a box that no form of ours names is only counted. */
static void
add_ticks(const struct fact *f, struct buf *out)
{
	int n = 0;

	for (size_t i = 0; i < f->n_boxes; i++) {
		const struct fact_box *b = &f->boxes[i];
		const char *words = check_words(b->id);

		if (b->kind != BOX_CHECK || b->verdict == VERDICT_EMPTY)
			continue;
		buf_printf(out, "%s%s%s", n++ == 0 ? ", cochée : " : ", ",
		    words != NULL ? words : "une case",
		    b->verdict == VERDICT_DOUBTFUL ? " (à vérifier)" : "");
	}
}

static int
count_signatures(const struct fact *f)
{
	int n = 0;

	for (size_t i = 0; i < f->n_boxes; i++)
		n += f->boxes[i].kind == BOX_SIGNATURE && f->boxes[i].verdict != VERDICT_EMPTY;
	return n;
}

static void
add_boxes(const struct fact *f, struct buf *out)
{
	if (f->n_boxes > 0 && count_signatures(f) == 0)
		buf_str(out, ", sans signature");
	add_verdict(f, VERDICT_SIGNED, ", signée : ", out);
	add_verdict(f, VERDICT_DOUBTFUL, ", à vérifier : ", out);
	add_ticks(f, out);
}

static int
is_cover(const struct shape *shape)
{
	return shape != NULL && shape->kind == DOC_COVER;
}

static void
add_read(const struct shape *shape, const struct fact *f, struct buf *out)
{
	if (is_cover(shape))
		buf_str(out, "feuille vue");
	else if (f->copy == 0)
		buf_printf(out, "feuille de consignes, page %d, vue", f->page);
	else
		buf_printf(out, "exemplaire %d, page %d vue", f->copy, f->page);
	if (f->duplicate_of != 0)
		buf_str(out, ", déjà connue");
	if (is_cover(shape))
		add_ticks(f, out);
	else
		add_boxes(f, out);
	if (f->origin == ORIGIN_MAIL)
		buf_str(out, " (reçue par courriel)");
	if (f->origin == ORIGIN_ELECTRONIC)
		buf_str(out, " (PDF signé électroniquement, non vérifié)");
	if (f->batch != 0)
		buf_printf(out, " – lot %lld", (long long)f->batch);
}

/* Of a cover: its ticks, and the pages behind it. */
static void
add_cover_decision(const struct fact *f, struct buf *out)
{
	if (f->decision == DECISION_ATTACH && f->page > 0)
		buf_printf(out, "page %d classée derrière la feuille", f->page);
	else if (f->decision == DECISION_ATTACH)
		buf_str(out, "page classée avec la feuille");
	else if (f->decision == DECISION_SIGNED)
		buf_str(out, "case reconnue cochée");
	else if (f->decision == DECISION_IGNORE && f->box == 0)
		buf_str(out, "page déjà classée derrière la feuille");
	else
		buf_str(out, "case reconnue non cochée");
	buf_printf(out, " (fait %lld)", (long long)f->target);
}

static void
add_decision(const struct fact *f, struct buf *out)
{
	switch (f->decision) {
	case DECISION_SIGNED:
		buf_str(out, "case reconnue signée");
		break;
	case DECISION_EMPTY:
		buf_str(out, "case reconnue vide");
		break;
	case DECISION_ROLE:
		buf_printf(out, "signature reconnue pour celle de : %s", role_words(f->role));
		break;
	case DECISION_DELEGATED:
		buf_printf(
		    out, "signée par délégation par %s", f->name != NULL ? f->name : "?");
		break;
	case DECISION_ATTACH:
		buf_str(out, "page rattachée à ce papier");
		break;
	case DECISION_ACCEPT:
		buf_str(out, "page reconnue d'après ses voisines, confirmée");
		break;
	case DECISION_IGNORE:
		buf_str(out, "page ou case mise de côté");
		break;
	case DECISION_NONE:
	case DECISION_COUNT:
		buf_str(out, "décision");
		break;
	}
	if (f->stated != DATE_NONE) {
		char day[DATE_TEXT_SIZE];

		date_text(f->stated, day);
		buf_printf(out, ", datée du %s", day);
	}
	if (f->page > 0)
		buf_printf(out, ", page %d", f->page);
	add_copy(f, out);
	if (f->decision == DECISION_ATTACH || f->decision == DECISION_ACCEPT)
		add_boxes(f, out);
	if (f->target != 0)
		buf_printf(out, " (question %lld", (long long)f->target);
	if (f->target != 0 && f->box > 0)
		buf_printf(out, ".%d", f->box);
	buf_str(out, f->target != 0 ? ")" : "");
}

static void
add_handed(const struct fact *f, struct buf *out)
{
	if (f->copy > 0)
		buf_printf(out, "exemplaire %d ", f->copy);
	else
		buf_str(out, "exemplaires ");
	if (f->kind == FACT_HANDED_OVER) {
		buf_str(out, f->copy > 0 ? "remis" : "remis à leurs destinataires");
		if (f->name != NULL)
			buf_printf(out, " à %s", f->name);
	} else {
		buf_printf(out, "parti%s se faire signer par %s", f->copy > 0 ? "" : "s",
		    role_article(f->role));
	}
}

static void
add_reminder(const struct fact *f, struct buf *out)
{
	buf_printf(out, "relance de %s ", role_article(f->role));
	if (f->name != NULL)
		buf_printf(out, "par courriel (%s)", f->name);
	else
		buf_str(out, "par lettre");
}

static void
add_reprint(const struct fact *f, struct buf *out)
{
	buf_str(out, f->text != NULL
			 ? "réimpression à la place du précédent, qui ne compte plus"
			 : "réimpression à l'identique");
	if (f->page > 0)
		buf_printf(out, " (page %d)", f->page);
	if (f->copy > 0)
		buf_printf(out, " (exemplaire %d)", f->copy);
}

static void
add_undone(const struct fact *f, struct buf *out)
{
	if (f->target_batch != 0)
		buf_printf(out, "lot %lld annulé", (long long)f->target_batch);
	else
		buf_printf(out, "fait n° %lld annulé", (long long)f->target);
}

/* « visite du 12 mars 2027, sur place, par Mme Roy », « durée effective : 203 h, 945,00 € ». */
static void
add_course(const struct fact *f, struct buf *out)
{
	char day[DATE_TEXT_SIZE], hours[NUMBER_SIZE], paid[NUMBER_SIZE];

	date_text(f->stated, day);
	buf_str(out, fact_kind_words(f->kind));
	if (f->kind == FACT_VISITED) {
		buf_printf(out, " du %s, %s", day, visit_mode_words(f->mode));
		if (f->name != NULL)
			buf_printf(out, ", par %s", f->name);
		if (f->target != 0)
			buf_printf(out, " (corrige le fait n° %lld)", (long long)f->target);
	} else if (f->kind == FACT_INTERRUPTED) {
		buf_printf(out, " le %s", day);
	}
	if (f->hours >= 0)
		buf_printf(out, " : %s h", number_text(f->hours, hours));
	if (f->cents >= 0)
		buf_printf(out, "%s%s versés", f->hours >= 0 ? ", " : " : ",
		    money_text(f->cents, paid));
}

void
history_words(const struct shape *shape, const struct fact *f, struct buf *out)
{
	switch (f->kind) {
	case FACT_READ:
		add_read(shape, f, out);
		break;
	case FACT_DECIDED:
		if (is_cover(shape))
			add_cover_decision(f, out);
		else
			add_decision(f, out);
		break;
	case FACT_HANDED_OUT:
	case FACT_HANDED_OVER:
		add_handed(f, out);
		break;
	case FACT_REMINDED:
		add_reminder(f, out);
		break;
	case FACT_REPRINTED:
		add_reprint(f, out);
		break;
	case FACT_UNDONE:
		add_undone(f, out);
		break;
	case FACT_ISSUED:
		buf_str(out, shape != NULL && shape->instance ? "accord général revenu"
							      : fact_kind_words(f->kind));
		break;
	case FACT_VISITED:
	case FACT_ACCOUNTED:
	case FACT_INTERRUPTED:
		add_course(f, out);
		break;
	case FACT_ASSIGNED:
		buf_str(out, f->other == 0 ? "visites à personne"
			     : f->locked   ? "visites attribuées et verrouillées"
					   : fact_kind_words(f->kind));
		break;
	case FACT_PAGE:
	case FACT_LINKED:
	case FACT_VALIDATED:
	case FACT_REFUSED:
	case FACT_CANCELLED:
	case FACT_SUPERSEDED:
	case FACT_CLOSED:
	case FACT_NOTED:
	case FACT_INGESTED:
	case FACT_PLACEMENT_ADDED:
	case FACT_PLACEMENT_CHANGED:
	case FACT_PLACEMENT_CANCELLED:
	case FACT_KIND_COUNT:
		buf_str(out, fact_kind_words(f->kind));
		break;
	}
	if (f->text != NULL && *f->text != '\0')
		buf_printf(out, " : « %s »", f->text);
}
