/*
 * What a file is called, for people and for the database: file systems let any bytes through.
 */
#ifndef APP_LABEL_H
#define APP_LABEL_H

/*
 * Valid UTF-8 in NFC without control characters; a name that is not UTF-8 is taken for Latin 1, as
 * old shares write it.  The caller frees it.
 */
char *label_of(const char *name);

/* The same with the letters that papers can show; others are « ? ».  The caller frees it. */
char *label_printable(const char *name);

#endif
