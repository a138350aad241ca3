/*
 * Civil dates, as a number of days since 1970-01-01 (proleptic Gregorian), and instants
 * as UTC seconds.  French schools live in one time zone: instants are shown in
 * Europe/Paris rules of the machine (TZ).
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdint.h>

typedef int32_t date; /* days since 1970-01-01 */
#define DATE_NONE INT32_MIN

enum { DATE_ISO_SIZE = 11, DATE_TEXT_SIZE = 32 };

/* DATE_NONE when there is no such day (31 February). */
date date_make(int year, int month, int day);
void date_split(date d, int *year, int *month, int *day);

/* « 2027-03-12 », « 12/03/2027 », « 12/03/27 » (the window: 80 years back, 20 ahead). */
date date_parse(const char *s);

/* « 2027-03-12 »; "" for DATE_NONE. */
void date_iso(date d, char out[DATE_ISO_SIZE]);

/* « 12 mars 2027 », « 1er avril 2027 »; "" for DATE_NONE. */
void date_text(date d, char out[DATE_TEXT_SIZE]);
/* The same in English: « 12 March 2027 ». */
void date_english(date d, char out[DATE_TEXT_SIZE]);

/* 0 Monday ... 6 Sunday. */
int date_weekday(date d);

/* Whole years from birth to d. */
int date_age(date birth, date d);

/*
 * Now.  SOURCE_DATE_EPOCH fixes it (UTC seconds), so that tests and papers can be
 * made twice the same.
 */
int64_t time_now(void);
date time_date(int64_t t); /* the local day of an instant */

/* « 12 mars 2027, 14 h 05 » */
void time_text(int64_t t, char out[DATE_TEXT_SIZE + 16]);
/* « 2027-03-12T13:05:00Z » */
void time_iso(int64_t t, char out[24]);

/* « 2026-2027 » for a day: a French school year turns on 1 August. */
void school_year_of(date d, char out[10]);

#endif
