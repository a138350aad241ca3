#include "app/export/export_imp.h"

#include "app/home.h"
#include "app/who.h"
#include "base/number.h"
#include "store/placement.h"

static const struct book_column columns[] = {
	{ "Élève", BOOK_TEXT, 28 },
	{ "Né(e) le", BOOK_DATE, 11 },
	{ "Classe", BOOK_TEXT, 12 },
	{ "Stage n°", BOOK_TEXT, 9 },
	{ "Période", BOOK_NUMBER, 8 },
	{ "Date de début", BOOK_DATE, 13 },
	{ "Date de fin", BOOK_DATE, 13 },
	{ "Durée hebdomadaire", BOOK_NUMBER, 10 },
	{ "Entreprise", BOOK_TEXT, 28 },
	{ "SIRET", BOOK_TEXT, 16 },
	{ "Adresse", BOOK_TEXT, 30 },
	{ "Code postal", BOOK_TEXT, 11 },
	{ "Ville", BOOK_TEXT, 20 },
	{ "Pays", BOOK_TEXT, 12 },
	{ "Responsable", BOOK_TEXT, 24 },
	{ "Maître de stage", BOOK_TEXT, 24 },
	{ "Fonction", BOOK_TEXT, 22 },
	{ "E-mail du maître de stage", BOOK_TEXT, 28 },
	{ "Téléphone du maître de stage", BOOK_TEXT, 18 },
	{ "Professeur référent", BOOK_TEXT, 24 },
	{ "Sujet", BOOK_TEXT, 50 },
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static const char *
keep(struct export_rows *to, const char *s)
{
	return arena_str(&to->arena, s);
}

static void
add_company(struct export_rows *to, const struct stay *s, const char **c)
{
	c[0] = keep(to, s->company.name);
	c[1] = keep(to, s->company.siret);
	c[2] = keep(to, s->company.address);
	c[3] = keep(to, s->company.postcode);
	c[4] = keep(to, s->company.city);
	c[5] = keep(to, s->company.country);
	c[6] = keep(to, s->company.representative);
	c[7] = keep(to, s->p.tutor_name);
	c[8] = keep(to, s->p.tutor_function);
	c[9] = keep(to, s->p.tutor_email);
	c[10] = keep(to, s->p.tutor_phone);
	c[11] = s->teacher.id != 0 ? keep(to, s->teacher.name) : "";
	c[12] = keep(to, s->p.tasks);
}

static void
add_period(struct export_rows *to, const struct stay *s, size_t i)
{
	const struct period *p = &s->p.periods[i];
	struct who w;

	who_of_stay(s, &to->arena, &w);

	const char **c = export_row(to, w.section, BOOK_PLAIN);

	c[0] = w.name;
	c[1] = keep(to, s->student.birth_date);
	c[2] = s->enrolment.class_label[0] != '\0' ? keep(to, s->enrolment.class_label)
						   : w.section;
	c[3] = w.placement;
	c[4] = arena_printf(&to->arena, "%zu", i + 1);
	c[5] = keep(to, p->starts);
	c[6] = keep(to, p->ends);
	c[7] = p->weekly_hours > 0 ? arena_printf(&to->arena, "%g", p->weekly_hours) : "";
	add_company(to, s, c + 8);
}

static int
stay_rows(void *ctx, const struct stay *s)
{
	for (size_t i = 0; i < s->p.n_periods; i++)
		add_period(ctx, s, i);
	return 0;
}

int
export_placements(struct home *h, const char *year, const char *section,
    enum export_format format, struct buf *out, struct err *e)
{
	const struct stay_filter f = { .year = year, .section = section };
	struct export_rows rows = { .columns = columns, .n_columns = COLUMNS };
	int rc = stay_each(h->store, &f, stay_rows, &rows, e);

	if (rc == 0)
		rc = export_write(&rows, format, out, e);
	export_rows_release(&rows);
	return rc;
}
