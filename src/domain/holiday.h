/*
 * French public holidays (L3133-1 code du travail), and in Alsace-Moselle two more (L3134-13).
 */
#ifndef DOMAIN_HOLIDAY_H
#define DOMAIN_HOLIDAY_H

#include "base/date.h"

/* « lundi de Pâques »; NULL for any other day. */
const char *holiday_name(date d, int alsace_moselle);

/* Good Friday: a holiday only in some communes of Alsace-Moselle (L3134-13). */
int holiday_is_local(date d);

/* Sunday of Easter in a year of the Gregorian calendar. */
date holiday_easter(int year);

/* Days from Monday to Friday within [first, last] that are no holiday. */
int holiday_working_days(date first, date last, int alsace_moselle);

#endif
