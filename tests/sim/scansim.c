/*
 * scansim: makes scans of issued papers, for tests and for the demo.
 *
 *	scansim [options] -o OUT IN.pdf...
 *
 * The papers are rendered, signed, worn and scanned as an office would.  All is drawn from
 * --seed: the same seed and options give the same bytes.
 *
 *	--seed N		default 1
 *	--dpi 150,200,300	one is drawn for each page; default 300
 *	--mode bilevel,gray,color	the same; default gray
 *	--severity N, N-M	0 (clean) to 5; default 0
 *	--damage KIND,...	skew jpeg blur scale bilevel noise faint fat lines fold staple shadow
 *				cut copy pen stamp bleed crumple photo; office, mix (default), none
 *	--rotate 0|90|180|270|random	how the sheets lie in the stack
 *	--shuffle		the sheets in another order
 *	--blank-backs		each sheet is followed by its empty back
 *	--pages 1-5,8		of the papers laid one after the other; again if written again
 *	--boxes FILE		what « paraphe show CODE --json » said, for one document or more
 *	--sign SPEC,...		who signs; may be given several times, the last that fits decides:
 *				[NUMBER:][COPY:]WHO[=INK][@PERCENT]; WHO is a role, all, initials or
 *				id-BOX; « * » is any number or copy.  Examples:
 *				student,company   2:principal   7K3M9Q2X4ABC:1:company=stamp   all@50
 *	--ink KIND		when the spec does not say (plain): plain signature initials pencil
 *				overflow missed smeared noted stamped; stamp date mention name cross hook tick dot line;
 *				behind stain smudge marker hole fluid crease hair; none
 *	--format pdf|tiff|png|jpeg	default: as OUT ends; png and jpeg: a file a page
 *	--lzw			TIFF: LZW instead of G4 and JPEG
 *	--strips yes|random	pages in strips
 *	--ocr yes|random	PDF: hidden text over the picture
 *	--pdf-rotate		PDF: pages stored turned, /Rotate says so
 *	--quality N		of JPEG, where no damage says otherwise; default 80
 *	--flip-code		one letter of each page's code is changed
 *	--truth FILE		default OUT.truth: a JSON object a page (file, page, tag, document, copy,
 *				doc_page, rotation, boxes with the right verdicts)
 *	-j N			threads; default: the cores
 *
 *	scansim --compare TRUTH READ [--tolerant]
 *
 * compares what « paraphe read --json » printed with the truth: each difference on a line, then a
 * line of sums.  Exit status 1 when a page is missing or there twice, a tag is wrong or (unless
 * tolerant) not read, an empty box was called signed or a signature empty.
 *
 *	scansim --verdicts TRUTH READ
 *
 * prints the verdicts by kind of ink, and how many of the boxes of each score are signed.
 *
 *	scansim --measures BOXES TRUTH SCAN.pdf >MEASURES
 *	scansim --glyphs BOXES TRUTH SCAN.pdf >MEASURES
 *	scansim --fit NAME MEASURES
 *
 * print what the ink judge reads in made boxes, what in each glyph there, and the trees that follow
 * from either, called NAME_TREES; tests/bench/fit.sh does it all.
 *
 *	scansim --dump HOME
 *
 * proves the database of a home and prints what it says without times and numbers: two homes that
 * went through the same history print the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/cli.h"
#include "compare.h"
#include "homedump.h"
#include "measures.h"
#include "plan.h"
#include "run.h"
#include "verdicts.h"

/* The words as given. */
struct words {
	const char *dpi, *mode, *severity, *damage, *rotate, *ink, *format, *strips, *ocr;
	int seed, lzw;
	struct opt_list boxes, sign;
};

static int
numbers_parse(const char *text, int *at, int *n, struct err *e)
{
	char *end;

	for (*n = 0; *n < CHOICES_MAX && *text != '\0'; text = *end == ',' ? end + 1 : end) {
		at[*n] = (int)strtol(text, &end, 10);
		if (at[(*n)++] < 50 || (*end != ',' && *end != '\0'))
			return err_set(e, ERR_USAGE, "nombre attendu : « %s »", text);
	}
	return 0;
}

static int
modes_parse(const char *text, struct options *o, struct err *e)
{
	o->n_modes = 0;
	for (int m = 0; m < MODE_COUNT; m++)
		if (strstr(text, mode_name((enum mode)m)) != NULL)
			o->mode[o->n_modes++] = (enum mode)m;
	return o->n_modes > 0 ? 0 : err_set(e, ERR_USAGE, "mode inconnu : « %s »", text);
}

static int
format_parse(const char *word, const char *out, struct err *e)
{
	static const char *const names[] = { "pdf", "tiff", "png", "jpeg", "tif", "jpg" };
	const char *dot = strrchr(out, '.');

	if (word == NULL)
		word = dot == NULL ? "pdf" : dot + 1;
	for (int i = 0; i < 6; i++)
		if (strcmp(word, names[i]) == 0)
			return i == 4 ? FORMAT_TIFF : i == 5 ? FORMAT_JPEG : i;
	return err_set(e, ERR_USAGE, "format inconnu : « %s »", word);
}

static int
choice_parse(const char *word)
{
	return word == NULL ? 0 : strcmp(word, "random") == 0 ? RANDOM : 1;
}

static int
marks_read(const struct words *w, struct options *o, struct err *e)
{
	int ink = ink_parse(w->ink);

	if (ink < 0)
		return err_set(e, ERR_USAGE, "encre inconnue : « %s »", w->ink);
	for (size_t i = 0; i < w->boxes.n; i++)
		if (book_read(&o->book, w->boxes.at[i], e) < 0)
			return -1;
	for (size_t i = 0; i < w->sign.n; i++)
		if (signs_parse(&o->signs, w->sign.at[i], (enum ink)ink, e) < 0)
			return -1;
	return 0;
}

static int
words_read(const struct words *w, struct options *o, struct err *e)
{
	int format = format_parse(w->format, o->out, e);

	if (format < 0 || numbers_parse(w->dpi, o->dpi, &o->n_dpi, e) < 0 ||
	    modes_parse(w->mode, o, e) < 0 || wears_parse(w->damage, &o->damage, e) < 0 ||
	    marks_read(w, o, e) < 0)
		return -1;
	o->format = (enum format)format;
	o->seed = (uint64_t)w->seed;
	o->severity_low = o->severity_high = atoi(w->severity);
	if (strchr(w->severity, '-') != NULL)
		o->severity_high = atoi(strchr(w->severity, '-') + 1);
	if (o->severity_low < 0 || o->severity_high > 5 || o->severity_low > o->severity_high)
		return err_set(e, ERR_USAGE, "gravité de 0 à 5 : « %s »", w->severity);
	o->rotate = strcmp(w->rotate, "random") == 0 ? RANDOM : atoi(w->rotate) % 360 / 90 * 90;
	o->strips = choice_parse(w->strips);
	o->ocr = choice_parse(w->ocr);
	o->lzw = w->lzw;
	return 0;
}

static int
options_parse(int argc, char **argv, struct options *o, struct err *e)
{
	struct words w = { "300", "gray", "0", "mix", "0", "plain", NULL, NULL, NULL, 1, 0,
		{ { NULL }, 0 }, { { NULL }, 0 } };
	const struct opt table[] = {
		{ "seed", OPT_INT, &w.seed, "N", "graine" },
		{ "dpi", OPT_STR, &w.dpi, "N,...", "résolutions" },
		{ "mode", OPT_STR, &w.mode, "MODE,...", "bilevel, gray, color" },
		{ "severity", OPT_STR, &w.severity, "N", "gravité" },
		{ "damage", OPT_STR, &w.damage, "GENRE,...", "dégâts" },
		{ "rotate", OPT_STR, &w.rotate, "DEGRÉS", "sens des feuilles" },
		{ "shuffle", OPT_FLAG, &o->shuffle, NULL, "feuilles mêlées" },
		{ "blank-backs", OPT_FLAG, &o->blank_backs, NULL, "versos blancs" },
		{ "pages", OPT_STR, &o->pages, "PAGES", "pages choisies" },
		{ "boxes", OPT_LIST, &w.boxes, "FICHIER", "cases" },
		{ "sign", OPT_LIST, &w.sign, "QUI,...", "signatures" },
		{ "ink", OPT_STR, &w.ink, "ENCRE", "ce qui est tracé" },
		{ "format", OPT_STR, &w.format, "FORMAT", "pdf, tiff, png, jpeg" },
		{ "lzw", OPT_FLAG, &w.lzw, NULL, "TIFF en LZW" },
		{ "strips", OPT_STR, &w.strips, "yes|random", "en bandes" },
		{ "ocr", OPT_STR, &w.ocr, "yes|random", "texte caché" },
		{ "pdf-rotate", OPT_FLAG, &o->pdf_rotate, NULL, "/Rotate" },
		{ "quality", OPT_INT, &o->quality, "N", "qualité JPEG" },
		{ "flip-code", OPT_FLAG, &o->flip, NULL, "codes faussés" },
		{ "truth", OPT_STR, &o->truth, "FICHIER", "vérité" },
		{ "jobs|j", OPT_INT, &o->threads, "N", "fils" },
		{ "out|o", OPT_STR, &o->out, "FICHIER", "sortie" },
		{ NULL, OPT_FLAG, NULL, NULL, NULL },
	};
	int n = opt_parse(table, argc, argv, e);

	if (n < 0)
		return n;
	if (n == 0 || o->out == NULL)
		return err_set(e, ERR_USAGE, "scansim [options] -o SORTIE PAPIERS.pdf...");
	return words_read(&w, o, e) < 0 ? OPT_ERROR : n;
}

static int
compare(int argc, char **argv, struct err *e)
{
	int tolerant = 0, rc;
	const struct opt table[] = {
		{ "compare", OPT_FLAG, &rc, NULL, "vérité et lecture" },
		{ "tolerant", OPT_FLAG, &tolerant, NULL, "pages illisibles permises" },
		{ NULL, OPT_FLAG, NULL, NULL, NULL },
	};

	if (opt_parse(table, argc, argv, e) != 2)
		return err_set(e, ERR_USAGE, "scansim --compare VÉRITÉ LECTURE");
	rc = compare_files(argv[1], argv[2], tolerant, e);
	return rc < 0 ? rc : rc == 1 ? CLI_DONE : CLI_FAILED;
}

static int
scan(int argc, char **argv, struct err *e)
{
	struct options o = { .quality = 80, .threads = (int)sysconf(_SC_NPROCESSORS_ONLN) };
	int n = options_parse(argc, argv, &o, e), rc = -1;

	if (n >= 0)
		rc = run_scans(&o, argv + 1, (size_t)n, e);
	book_release(&o.book);
	free(o.signs.at);
	return n == OPT_HELP ? CLI_DONE : rc;
}

static int
dump(const char *dir, struct err *e)
{
	int rc = homedump_print(dir, e);

	return rc < 0 ? rc : rc == 1 ? CLI_DONE : CLI_FAILED;
}

static int
choose(int argc, char **argv, struct err *e)
{
	if (argc > 1 && strcmp(argv[1], "--compare") == 0)
		return compare(argc, argv, e);
	if (argc == 3 && strcmp(argv[1], "--dump") == 0)
		return dump(argv[2], e);
	if (argc == 5 && strcmp(argv[1], "--measures") == 0)
		return measures_print(argv[2], argv[3], argv[4], e);
	if (argc == 5 && strcmp(argv[1], "--glyphs") == 0)
		return measures_print_glyphs(argv[2], argv[3], argv[4], e);
	if (argc == 4 && strcmp(argv[1], "--fit") == 0)
		return measures_fit(argv[2], argv[3], e);
	if (argc == 4 && strcmp(argv[1], "--verdicts") == 0)
		return verdicts_print(argv[2], argv[3], e);
	return scan(argc, argv, e);
}

int
main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	int rc = choose(argc, argv, &e);

	if (rc < 0) {
		fprintf(stderr, "scansim : %s\n", e.text);
		return e.kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
	}
	return rc;
}
