/*
 * Mails go out through the machine's own sendmail interface, as they would from any program of it: who
 * relays them and under which account is the business of the school's IT.
 */
#ifndef APP_POST_H
#define APP_POST_H

struct buf;
struct err;

/*
 * Gives the mail to the command (words between spaces, no shell), which takes the recipients from
 * its head.  0: it was taken; -1 with e filled: absent, refused.
 */
int post_send(const char *command, const struct buf *mail, struct err *e);

/* Keeps the mail as a file that mail programs open. */
int post_keep(const char *path, const struct buf *mail, struct err *e);

#endif
