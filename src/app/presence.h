/*
 * How long a placement lasts, counted in presence (D124-6): the working days of its periods less
 * public holidays (of the company's department, none abroad) and days off, at a fifth
 * of the weekly hours each.
 */
#ifndef APP_PRESENCE_H
#define APP_PRESENCE_H

#include "base/date.h"

struct buf;
struct stay;
struct period;

/* Days from Monday to Friday that are no public holiday.  postcode "": metropolitan France. */
int presence_working_days(date first, date last, const char *postcode);

/* The two more holidays of Moselle, Bas-Rhin and Haut-Rhin hold there. */
int presence_in_alsace_moselle(const char *postcode);

/* Days of one period on which the student is there. */
int presence_period_days(const struct stay *s, const struct period *p);

/* Hours of one period, and of all. */
double presence_period_hours(const struct stay *s, const struct period *p);
double presence_hours(const struct stay *s);

/* How the hours come about: « 6 semaines × 35 h − 1 jour férié (Ascension) = 203 h ». */
void presence_words(const struct stay *s, struct buf *out);

/* The company stands outside France. */
int presence_is_abroad(const struct stay *s);
int presence_country_is_abroad(const char *country);

#endif
