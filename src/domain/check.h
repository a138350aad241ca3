/*
 * Field checks: what a SIRET, a postcode, a phone number may look like.  Form only: nothing
 * here asks anybody whether the thing exists.
 *
 * Each takes what was typed (valid UTF-8), writes its normal form to out and returns NULL;
 * or returns a French reason that fits after « « x » : » (static), out then holding the best
 * guess, or "".
 */
#ifndef DOMAIN_CHECK_H
#define DOMAIN_CHECK_H

enum { CHECK_SIZE = 128 };

/* 14 digits, Luhn; La Poste (SIREN 356000000) may use the sum of digits, a multiple of 5. */
const char *check_siret(const char *typed, char out[CHECK_SIZE]);

/* 9 digits, Luhn. */
const char *check_siren(const char *typed, char out[CHECK_SIZE]);

/* 7 digits and the letter that they give. */
const char *check_uai(const char *typed, char out[CHECK_SIZE]);

/* 4 digits and a letter, « 62.01Z »; normal form without the dot. */
const char *check_naf(const char *typed, char out[CHECK_SIZE]);

/* 9 digits and 2 letters (since 2018), or 10 digits and 1 letter.  No public key to check. */
const char *check_ine(const char *typed, char out[CHECK_SIZE]);

/* Five digits of a French department, « 20000 » and « 97400 » included. */
const char *check_postcode(const char *typed, char out[CHECK_SIZE]);

/* One @, a dot somewhere after it, no space.  Small letters: nobody tells two mailboxes by capitals. */
const char *check_email(const char *typed, char out[CHECK_SIZE]);

/*
 * « 0612345678 » for a French number however written, « +4930123456 » for a foreign one.  Never
 * a ground to refuse: on a reason, out still holds what to keep.
 */
const char *check_phone(const char *typed, char out[CHECK_SIZE]);

/* 1 when a number went through a spreadsheet: « 6,12346E+13 ». */
int check_is_crushed(const char *typed);

#endif
