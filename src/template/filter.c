#include "template/filter_imp.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"

#define NBSP "\u00A0"

struct filter {
	const char *name;
	enum filter_wants wants;
	int empty; /* has something to say of an empty text */
	int (*apply)(const char *arg, struct buf *b);
};

static void
replace(struct buf *b, const char *text)
{
	buf_cut(b, 0);
	buf_str(b, text);
}

/* The date in b becomes what `text` makes of it; it is never cut at a line's end. */
static int
date_say(struct buf *b, void (*text)(date d, char out[DATE_TEXT_SIZE]))
{
	char said[DATE_TEXT_SIZE];
	date d = date_parse(b->data);

	if (d == DATE_NONE)
		return -1;
	text(d, said);
	buf_cut(b, 0);
	for (const char *s = said; *s != '\0'; s++)
		if (*s == ' ')
			buf_str(b, NBSP);
		else
			buf_char(b, *s);
	return 0;
}

static int
apply_date(const char *arg, struct buf *b)
{
	(void)arg;
	return date_say(b, date_text);
}

static int
apply_date_en(const char *arg, struct buf *b)
{
	(void)arg;
	return date_say(b, date_english);
}

/* Adds digits, cut in groups of the given sizes; the last size repeats. */
static void
group_digits(const char *digits, const int *sizes, size_t n, struct buf *b)
{
	size_t g = 0;
	int left = sizes[0];

	buf_cut(b, 0);
	for (; *digits != '\0'; digits++) {
		if (left == 0) {
			buf_str(b, NBSP);
			g = g + 1 < n ? g + 1 : g;
			left = sizes[g];
		}
		buf_char(b, *digits);
		left--;
	}
}

/* The digits of s when it holds nothing else but separators; NULL else. Freed by the caller. */
static char *
only_digits(const char *s)
{
	struct buf d = BUF_INIT;

	for (; *s != '\0'; s++) {
		if (isdigit((unsigned char)*s)) {
			buf_char(&d, *s);
		} else if (strchr(" .-", *s) == NULL) {
			buf_release(&d);
			return NULL;
		}
	}
	return buf_take(&d);
}

static int
apply_siret(const char *arg, struct buf *b)
{
	static const int groups[] = { 3, 3, 3, 5 };
	char *digits = only_digits(b->data);

	(void)arg;
	if (digits != NULL && strlen(digits) == 14)
		group_digits(digits, groups, 4, b);
	free(digits);
	return 0;
}

/* French numbers by pairs; « +33 » keeps one digit alone; others stay as they were typed. */
static int
apply_phone(const char *arg, struct buf *b)
{
	static const int pairs[] = { 2 }, abroad[] = { 1, 2 };
	int plus = strncmp(b->data, "+33", 3) == 0;
	char *digits = only_digits(b->data + (plus ? 3 : 0));
	struct buf number = BUF_INIT;

	(void)arg;
	if (digits != NULL && strlen(digits) == (plus ? 9 : 10)) {
		group_digits(digits, plus ? abroad : pairs, plus ? 2 : 1, &number);
		replace(b, plus ? "+33" NBSP : "");
		buf_add(b, number.data, number.len);
	}
	buf_release(&number);
	free(digits);
	return 0;
}

static int
apply_upper(const char *arg, struct buf *b)
{
	char *upper = utf8_upper(b->data);

	(void)arg;
	replace(b, upper);
	free(upper);
	return 0;
}

static int
apply_or(const char *arg, struct buf *b)
{
	if (b->len == 0)
		buf_str(b, arg);
	return 0;
}

/* Puts the first or the second of « first/second » in b; the parser saw the bar. */
static int
choose(const char *arg, int first, struct buf *b)
{
	const char *slash = strchr(arg, '/');
	char *chosen;

	if (slash == NULL)
		return -1;
	chosen = first ? mem_str_n(arg, (size_t)(slash - arg)) : mem_str(slash + 1);
	buf_str(b, chosen);
	free(chosen);
	return 0;
}

static int
apply_if(const char *arg, struct buf *b)
{
	int yes = b->len > 0;

	buf_cut(b, 0);
	return choose(arg, yes, b);
}

/* In French 0, 1 and 1,5 are singular. */
static int
apply_plural(const char *arg, struct buf *b)
{
	char *end;
	long n = strtol(b->data, &end, 10);

	if (end == b->data || (*end != '\0' && *end != ','))
		return -1;
	buf_str(b, NBSP);
	return choose(arg, n > -2 && n < 2, b);
}

static const struct filter filters[] = {
	{ "date", FILTER_ALONE, 0, apply_date },
	{ "date_en", FILTER_ALONE, 0, apply_date_en },
	{ "siret", FILTER_ALONE, 0, apply_siret },
	{ "phone", FILTER_ALONE, 0, apply_phone },
	{ "upper", FILTER_ALONE, 0, apply_upper },
	{ "or", FILTER_TEXT, 1, apply_or },
	{ "if", FILTER_CHOICE, 1, apply_if },
	{ "plural", FILTER_CHOICE, 0, apply_plural },
};

static const struct filter *
filter_lookup(const char *name)
{
	for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++)
		if (strcmp(filters[i].name, name) == 0)
			return &filters[i];
	return NULL;
}

int
filter_known(const char *name, enum filter_wants *wants)
{
	const struct filter *f = filter_lookup(name);

	if (f != NULL)
		*wants = f->wants;
	return f != NULL;
}

const char *
filter_names(void)
{
	return "date, date_en, siret, phone, upper, or, if, plural";
}

int
filter_apply(const char *name, const char *arg, struct buf *b)
{
	const struct filter *f = filter_lookup(name);

	if (b->len == 0 && !f->empty)
		return 0;
	return f->apply(arg, b);
}
