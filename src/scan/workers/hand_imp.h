/*
 * A worker as the reading process sees it: a child, a socket, the pages that it has been given
 * and what it asked about the first of them.  Nothing that it says is believed unchecked.
 */
#ifndef SCAN_HAND_IMP_H
#define SCAN_HAND_IMP_H

#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "scan/wire_imp.h"

enum {
	HAND_QUEUE = 2, /* the second waits in its socket: no idle time between pages */
	HAND_ASKED = 32 /* codes on one page; a worker that asks more is not ours any more */
};

struct asked {
	char text[SCAN_TEXT_MAX];
	enum scan_claim claim;
	struct box *boxes; /* owned */
	size_t n_boxes;
};

struct hand {
	pid_t pid; /* 0: there is none */
	int fd;
	struct buf in;
	int opened; /* 1: it said what the file is */
	int done; /* pages done */
	int alone; /* 1: it gets no second page: its page has cost a worker already */
	int queue[HAND_QUEUE]; /* tasks; the first is being done */
	int n_queue;
	double since; /* monotonic seconds at which its first task began */
	struct asked asked[HAND_ASKED];
	int n_asked;
};

/* Notes what was asked and answered about the page that is being done. */
void hand_note(struct hand *h, const char *text, const struct wire_answer *answer);

/* Its page is done: what was asked about it is forgotten. */
void hand_forget(struct hand *h);

/* A finished page as it came over the wire, checked; owns its bytes. */
struct result {
	struct scan_page page;
	char hints[SCAN_BOXES_MAX][WIRE_HINT_SIZE];
	int whole_file;
	size_t bytes; /* memory that it holds */
};

void result_free(struct result *r);

/* Starts a worker.  -1: errno. */
int hand_start(struct hand *h, int file, uint64_t size, const struct scan_options *o);

/* How a worker came to its end. */
enum hand_fate {
	HAND_ENDED,
	HAND_SLOW, /* it had run out of CPU time */
	HAND_NO_SANDBOX /* it could not close its sandbox, and read nothing */
};

/* Ends it, whatever it is doing, and waits for its end. */
enum hand_fate hand_end(struct hand *h);

/* Without waiting.  -1: it does not listen as it should. */
int hand_say(struct hand *h, enum wire_kind kind, const void *body, size_t n);

/* Takes what has come.  0; -1: it is gone. */
int hand_hear(struct hand *h);

/*
 * The next whole message: its head and its body, which stays in h->in until hand_drop.
 * 1; 0: not yet; -1: this is no message of ours.  page_bytes_max: of all that follows a page.
 */
int hand_message(
    struct hand *h, size_t page_bytes_max, struct wire_head *head, const unsigned char **body);
void hand_drop(struct hand *h, const struct wire_head *head);

/*
 * A page message as a result.  NULL when it can't be true: another page, sizes that do
 * not add up, values out of range, a tag that was not asked about, boxes that are not
 * those that were answered.  job: what the worker was told.
 */
struct result *result_check(
    const struct hand *h, const struct wire_job *job, const unsigned char *body, size_t n);

#endif
