/* The page of figures: tables, and plots that say no more than the tables do. */
#include "app/export/figures_imp.h"

#include <string.h>

#include "base/buf.h"

enum { BAR_X = 190, BAR_W = 560, ROW_H = 34, BAR_H = 22, PLOT_W = 800, WEEKS = 9 };

/* Greys that print apart, darkest last; each part also says its number. */
static const struct {
	const char *paper, *ink;
} shades[STAGE_COUNT] = {
	[STAGE_DRAFT] = { "#ffffff", "#1a1a1a" },
	[STAGE_STUDENT] = { "#e3e9f1", "#1a1a1a" },
	[STAGE_COMPANY] = { "#b9cbe2", "#1a1a1a" },
	[STAGE_PRINCIPAL] = { "#7fa1cb", "#1a1a1a" },
	[STAGE_HANDOVER] = { "#2f5d96", "#ffffff" },
	[STAGE_DONE] = { "#17304f", "#ffffff" },
};

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:66rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "caption{text-align:left;padding:.3rem 0;color:#444}"
    "th,td{text-align:right;padding:.3rem .5rem;border-bottom:1px solid #ccc}"
    "table{font-size:.9rem;margin:1rem 0}tbody th{font-weight:normal}"
    "th:first-child{text-align:left;white-space:nowrap}small{white-space:normal}thead th{border-bottom:2px solid #1a1a1a}"
    "svg{width:100%;height:auto}svg text{font-size:13px;fill:#1a1a1a}"
    ".key{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0}"
    ".key span{display:inline-block;width:1em;height:1em;border:1px solid #1a1a1a;"
    "vertical-align:-.1em;margin-right:.4em}"
    "@media print{body{margin:0;max-width:none}h2{break-after:avoid}svg,table{break-inside:avoid}}";

static void
html(const char *s, struct buf *out)
{
	for (; *s != '\0'; s++)
		if (*s == '<')
			buf_str(out, "&lt;");
		else if (*s == '&')
			buf_str(out, "&amp;");
		else if (*s == '"')
			buf_str(out, "&quot;");
		else
			buf_char(out, *s);
}

static void
key(struct buf *out)
{
	buf_str(out, "<ul class=\"key\">");
	for (int s = 0; s < STAGE_COUNT; s++)
		buf_printf(out, "<li><span style=\"background:%s\"></span>%s</li>",
		    shades[s].paper, stage_words((enum stage)s));
	buf_str(out, "</ul>\n");
}

/* One bar, as long as the group is large among the largest; its parts say their numbers. */
static void
bar(const struct figures_group *g, size_t most, int y, struct buf *out)
{
	double x = BAR_X;

	buf_printf(out, "<text x=\"0\" y=\"%d\">", y + 16);
	html(g->name, out);
	buf_str(out, "</text>");
	for (int s = 0; s < STAGE_COUNT; s++) {
		double w = (double)g->stage[s] / (double)most * BAR_W;

		if (g->stage[s] == 0)
			continue;
		buf_printf(out,
		    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" "
		    "stroke=\"#1a1a1a\"/>",
		    x, y, w, BAR_H, shades[s].paper);
		if (w >= 18)
			buf_printf(out,
			    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" "
			    "style=\"fill:%s\">%zu</text>",
			    x + w / 2, y + 16, shades[s].ink, g->stage[s]);
		x += w;
	}
	buf_printf(out, "<text x=\"%.1f\" y=\"%d\">%zu</text>\n", x + 8, y + 16, g->placements);
}

static void
bars(const struct figures_group *g, size_t n, const char *title, struct buf *out)
{
	size_t most = 1;

	for (size_t i = 0; i < n; i++)
		if (g[i].placements > most)
			most = g[i].placements;
	buf_printf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", PLOT_W,
	    (int)n * ROW_H + 4, title);
	for (size_t i = 0; i < n; i++)
		bar(&g[i], most, (int)i * ROW_H + 2, out);
	buf_str(out, "</svg>\n");
}

/* « 12 j » */
static void
median_cell(const struct figures_group *g, struct buf *out)
{
	int days = figures_median(g);

	if (days < 0)
		buf_str(out, "<td>–</td>");
	else
		buf_printf(out, "<td>%d\u00A0j</td>", days);
}

/* The name, and of a period its days. */
static void
group_head(const struct figures_group *g, struct buf *out)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

	buf_str(out, "<tr><th scope=\"row\">");
	html(g->name, out);
	if (g->first != DATE_NONE && g->last != DATE_NONE) {
		date_text(g->first, from);
		date_text(g->last, to);
		buf_printf(out, "<br><small>du %s au %s</small>", from, to);
	}
	buf_str(out, "</th>");
}

static void
stages_row(const struct figures_group *g, struct buf *out)
{
	group_head(g, out);
	for (int s = 0; s < STAGE_COUNT; s++)
		buf_printf(out, "<td>%zu</td>", g->stage[s]);
	buf_printf(out, "<td>%zu</td></tr>\n", g->placements);
}

static void
signed_row(const struct figures_group *g, struct buf *out)
{
	group_head(g, out);
	buf_printf(out, "<td>%zu</td><td>%zu</td><td>%zu</td><td>%zu</td>", g->companies,
	    g->signed_in_time, g->signed_late, g->late);
	median_cell(g, out);
	buf_str(out, "</tr>\n");
}

static void
table(const struct figures *f, int by_period, const char *caption, const char *const *heads,
    void (*row)(const struct figures_group *g, struct buf *out), struct buf *out)
{
	const struct figures_group *g = by_period ? f->periods : f->sections;
	size_t n = by_period ? f->n_periods : f->n_sections;

	buf_printf(out, "<table><caption>%s</caption><thead><tr><th scope=\"col\">%s</th>",
	    caption, by_period ? "Période" : "Section");
	for (; *heads != NULL; heads++)
		buf_printf(out, "<th scope=\"col\">%s</th>", *heads);
	buf_str(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++)
		row(&g[i], out);
	if (!by_period)
		row(&f->all, out);
	buf_str(out, "</tbody></table>\n");
}

/* The plot of the stages, the same in numbers, then what is said of signatures. */
static void
tables(const struct figures *f, int by_period, struct buf *out)
{
	static const char *const signatures[] = { "Entreprises", "Signées avant le début",
		"Signées après", "Commencés sans toutes les signatures",
		"Délai médian de signature", NULL };
	const char *stages[STAGE_COUNT + 2] = { 0 };

	for (int s = 0; s < STAGE_COUNT; s++)
		stages[s] = stage_words((enum stage)s);
	stages[STAGE_COUNT] = "Stages";
	key(out);
	bars(by_period ? f->periods : f->sections, by_period ? f->n_periods : f->n_sections,
	    "Conventions, par étape : les nombres sont dans le tableau qui suit", out);
	table(f, by_period, "Conventions, par étape", stages, stages_row, out);
	table(f, by_period, "Entreprises et signatures", signatures, signed_row, out);
}

/* How many conventions took so many weeks from printing to the last signature. */
static void
delays(const struct figures_group *g, struct buf *out)
{
	enum { H = 180, STEP = 80, BASE = 150 };
	size_t weeks[WEEKS] = { 0 }, most = 1;

	for (size_t i = 0; i < g->n_days; i++) {
		int week = g->days[i] / 7 < WEEKS ? g->days[i] / 7 : WEEKS - 1;

		if (++weeks[week] > most)
			most = weeks[week];
	}
	buf_printf(out,
	    "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Délai entre l'impression et "
	    "la dernière signature, en semaines\">\n",
	    PLOT_W, H);
	for (int i = 0; i < WEEKS; i++) {
		double tall = (double)weeks[i] / (double)most * (BASE - 25);
		int x = 20 + i * STEP;

		buf_printf(out,
		    "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"#7fa1cb\" "
		    "stroke=\"#1a1a1a\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%zu</text>"
		    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d%s</text>\n",
		    x, BASE - tall, STEP - 20, tall, x + 30, BASE - tall - 6, weeks[i], x + 30,
		    BASE + 20, i, i == WEEKS - 1 ? " et plus" : "");
	}
	buf_str(out, "</svg>\n");
}

static void
head(const struct figures *f, const char *school, const char *year, struct buf *out)
{
	char day[DATE_TEXT_SIZE];

	date_text(f->today, day);
	buf_str(out, "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\">"
		     "<meta name=\"viewport\" content=\"width=device-width\"><title>Stages ");
	html(year, out);
	buf_str(out, " – ");
	html(school, out);
	buf_printf(out, "</title><style>%s</style></head><body>\n<main><h1>Stages ", style);
	html(year, out);
	buf_str(out, "</h1>\n<p>");
	html(school, out);
	buf_printf(out, " – situation le %s. %zu stage%s dans %zu entreprise%s.</p>\n", day,
	    f->all.placements, f->all.placements > 1 ? "s" : "", f->all.companies,
	    f->all.companies > 1 ? "s" : "");
}

void
figures_page(const struct figures *f, const char *school, const char *year, struct buf *out)
{
	head(f, school, year, out);
	if (f->all.placements == 0) {
		buf_str(out, "<p>Aucun stage n'est encore enregistré pour cette année.</p>"
			     "</main></body></html>\n");
		return;
	}
	buf_str(out, "<h2>Où en sont les conventions, par section</h2>\n");
	tables(f, 0, out);
	buf_str(out,
	    "<h2>Par période</h2>\n<p>Un stage en deux périodes compte dans chacune.</p>\n");
	tables(f, 1, out);
	buf_str(out,
	    "<h2>De l'impression à la dernière signature</h2>\n<p>Nombre de conventions, par "
	    "nombre de semaines entières.</p>\n");
	delays(&f->all, out);
	buf_str(out, "</main></body></html>\n");
}
