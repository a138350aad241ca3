#include "domain/schedule.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { DAYS = 7, HOURS = 24 };

static const char *const day_names[DAYS] = { "lundi", "mardi", "mercredi", "jeudi", "vendredi",
	"samedi", "dimanche" };

/* The weekday that the word names, also in the plural; -1. */
static int
day_of(const char *word, size_t n)
{
	for (int d = 0; d < DAYS; d++) {
		size_t len = strlen(day_names[d]);

		if (strncmp(word, day_names[d], len) == 0 &&
		    (n == len || (n == len + 1 && word[len] == 's')))
			return d;
	}
	return -1;
}

static int
word_is(const char *word, size_t n, const char *wanted)
{
	return n == strlen(wanted) && strncmp(word, wanted, n) == 0;
}

/* What the words before say of the next day. */
struct reading {
	struct schedule *out;
	int last_day; /* -1: none before */
	int to; /* the word before is « au » or « à »: a range ends here */
	int not ; /* « sauf », « hors », « jamais », « ni »: what follows is denied */
};

static void
add_day(struct reading *r, int day)
{
	unsigned *days = &r->out->days;

	if (r->not )
		*days &= ~(1u << day);
	else if (r->to && r->last_day >= 0)
		for (int d = r->last_day; d != day; d = (d + 1) % DAYS)
			*days |= 1u << (d + 1) % DAYS;
	else
		*days |= 1u << day;
	r->last_day = day;
	r->to = 0;
}

static void
take_word(struct reading *r, const char *word, size_t n)
{
	static const char *const denials[] = { "sauf", "hors", "jamais", "ni", "sans", "aucun",
		"aucune", "pas", "excepte", "ferme", "repos" };
	int day = day_of(word, n);

	if (day >= 0) {
		add_day(r, day);
		return;
	}
	r->to = word_is(word, n, "au") || word_is(word, n, "a");
	for (size_t i = 0; i < sizeof denials / sizeof denials[0]; i++)
		if (word_is(word, n, denials[i]))
			r->not = 1;
	if (!r->not &&(word_is(word, n, "nuit") || word_is(word, n, "nuits")))
		r->out->night = 1;
	if (!r->not &&(word_is(word, n, "ferie") || word_is(word, n, "feries")))
		r->out->holiday = 1;
}

/* The words of one sentence, from the key that utf8_key() makes of it. */
static void
take_sentence(struct schedule *out, const char *sentence, size_t n)
{
	char *text = mem_str_n(sentence, n);
	char *key = utf8_key(text);
	struct reading r = { out, -1, 0, 0 };

	for (const char *p = key; *p != '\0';) {
		size_t len = strcspn(p, " ");

		take_word(&r, p, len);
		p += len + strspn(p + len, " ");
	}
	free(key);
	free(text);
}

/* « 13 h 30 », « 9h », « 17:45 » at p: minutes of the day, *end behind it; SCHEDULE_NONE. */
static int
time_at(const char *p, const char **end)
{
	char *after;
	long hour = strtol(p, &after, 10), minute = 0;

	*end = after;
	while (*after == ' ' || strncmp(after, "\xC2\xA0", 2) == 0 ||
	       strncmp(after, "\xE2\x80\xAF", 3) == 0)
		after += *after == ' ' ? 1 : *after == '\xC2' ? 2 : 3;
	if ((*after != 'h' && *after != 'H' && *after != ':') ||
	    isalpha((unsigned char)after[1]))
		return SCHEDULE_NONE;
	after++;
	after += strspn(after, " ");
	if (isdigit((unsigned char)after[0]) && isdigit((unsigned char)after[1]))
		minute = strtol(after, &after, 10);
	*end = after;
	after += strspn(after, " ");
	/* « 7 h par jour », « 35 h/semaine »: a length */
	if (strncmp(after, "par ", 4) == 0 || *after == '/' || strncmp(after, "hebdo", 5) == 0)
		return SCHEDULE_NONE;
	return hour > HOURS || minute > 59 ? SCHEDULE_NONE : (int)(hour * 60 + minute);
}

static void
take_times(struct schedule *out, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		if (!isdigit((unsigned char)*p)) {
			p++;
			continue;
		}
		int t = time_at(p, &p);

		if (t == SCHEDULE_NONE)
			continue;
		if (out->earliest == SCHEDULE_NONE || t < out->earliest)
			out->earliest = t;
		if (t > out->latest)
			out->latest = t;
	}
}

void
schedule_read(const char *text, struct schedule *out)
{
	*out = (struct schedule){ .earliest = SCHEDULE_NONE, .latest = SCHEDULE_NONE };
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, ".;\n(");

		take_sentence(out, p, n);
		p += n + (p[n] != '\0');
	}
	take_times(out, text);
	out->sunday = out->days >> (DAYS - 1) & 1;
}

int
schedule_days(const struct schedule *s)
{
	int n = 0;

	for (int d = 0; d < DAYS; d++)
		n += s->days >> d & 1;
	return n;
}

int
schedule_rest(const struct schedule *s)
{
	int longest = 0, run = 0;

	if (s->days == 0)
		return DAYS;
	for (int d = 0; d < 2 * DAYS; d++) { /* twice round: a run may cross Sunday */
		run = s->days >> d % DAYS & 1 ? 0 : run + 1;
		longest = run > longest ? run : longest;
	}
	return longest;
}
