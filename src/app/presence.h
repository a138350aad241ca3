/*
 * How long a placement lasts, counted in presence (D124-6): the working days of its periods less
 * public holidays (of the company's department, none abroad) and days off, at a fifth
 * of the weekly hours each.
 */
#ifndef APP_PRESENCE_H
#define APP_PRESENCE_H

#include "base/date.h"

struct stay;
struct period;

/* Days from Monday to Friday that are no public holiday.  postcode "": metropolitan France. */
int presence_working_days(date first, date last, const char *postcode);

/* Days of one period on which the student is there. */
int presence_period_days(const struct stay *s, const struct period *p);

/* Hours of one period, and of all. */
double presence_period_hours(const struct stay *s, const struct period *p);
double presence_hours(const struct stay *s);

/* The company stands outside France. */
int presence_is_abroad(const struct stay *s);

#endif
