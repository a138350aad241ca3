/*
 * The tag: what the QR code of a page says (design.md section 4).
 *
 *	P1  DDDDDDDDDDDD  C  PP  MMMMMMMMMM	27 characters, no separators
 *
 * Nothing personal: an opaque document number that only this school's database can
 * resolve, a copy, a page, and a message authentication code under the school's key.
 */
#ifndef DOMAIN_TAG_H
#define DOMAIN_TAG_H

#include <stdint.h>

enum {
	TAG_LEN = 27,
	TAG_SIZE = TAG_LEN + 1,
	TAG_NUMBER_LEN = 12,
	TAG_NUMBER_SIZE = TAG_NUMBER_LEN + 1,
	TAG_KEY_SIZE = 32,
	TAG_HUMAN_SIZE = 17, /* « 7K3M-9Q2X-4ABC-F » and a 0 */
	TAG_PAGE_MAX = 1023,
	TAG_COPY_MAX = 31
};

struct tag {
	char number[TAG_NUMBER_SIZE]; /* the document: 12 Crockford digits, upper case */
	int copy; /* 0..31; 0 is the instruction sheet that goes with the copies */
	int page; /* 1..1023 */
};

/* A new document number: 60 random bits. */
void tag_number_new(char number[TAG_NUMBER_SIZE]);

/* The text of the QR code. t must be valid. */
void tag_write(const struct tag *t, const unsigned char key[TAG_KEY_SIZE], char out[TAG_SIZE]);

/*
 * Reads the text of a QR code.  0: a tag of this key; -1: foreign (does not parse, or its
 * code does not verify).  Takes constant time in the key.
 */
int tag_read(const char *text, const unsigned char key[TAG_KEY_SIZE], struct tag *t);

/*
 * The name for people, « 7K3M-9Q2X-4ABC-F »: the number and a check character over number,
 * copy and page, which catches any one wrong letter and any two swapped.
 */
void tag_human(const struct tag *t, char out[TAG_HUMAN_SIZE]);

/*
 * What people type as CODE: the 12 digits, or the name of a page; case, spaces and hyphens
 * do not matter, I and L are 1, O is 0.  -1: not a code.  The check character is not looked at: it
 * is over a copy and a page that are not typed, and without them some page always fits.
 */
int tag_code_parse(const char *typed, char number[TAG_NUMBER_SIZE]);

/* As tag_code_parse; *check is the check character as printed, or 0 when none was typed. */
int tag_code_split(const char *typed, char number[TAG_NUMBER_SIZE], char *check);

/* 1 when check is the character printed on that page of that document, 0 else. */
int tag_check_fits(const char *number, char check, int copy, int page);

#endif
