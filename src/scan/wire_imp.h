/*
 * What the reading process and its workers say to each other over a socket pair: a head, a
 * body of fixed size, and after a page its bytes (object, thumb, crops in order of boxes).  Both
 * ends are the same program, so structs go as they lie in memory, with pointers set to NULL.
 */
#ifndef SCAN_WIRE_IMP_H
#define SCAN_WIRE_IMP_H

#include <stddef.h>
#include <stdint.h>

#include "scan/scan.h"

enum wire_kind {
	WIRE_JOB = 1, /* to the worker: read or extract this page */
	WIRE_ANSWER, /* to the worker: what the code that it asked about is */
	WIRE_OPENED, /* from the worker, once: the file, or why not */
	WIRE_ASK, /* from the worker: is this code ours? */
	WIRE_PAGE /* from the worker: a page is done */
};

struct wire_head {
	uint32_t kind;
	uint32_t size; /* of the body and all bytes after it */
};

struct wire_job {
	int page; /* from 1 */
	int keep;
	int extract; /* 1: no looking; crops of these boxes by this map */
	int registered;
	int rotation;
	struct scan_map map;
	struct box boxes[SCAN_BOXES_MAX];
	size_t n_boxes;
};

struct wire_answer {
	enum scan_claim claim;
	struct scan_known known;
};

struct wire_opened {
	int fault; /* enum source_fault */
	int pages;
	char type[8];
};

struct wire_ask {
	char text[SCAN_TEXT_MAX];
};

enum { WIRE_HINT_SIZE = 160 };

struct wire_page {
	struct scan_page page; /* sizes hold; pointers don't */
	char hints[SCAN_BOXES_MAX][WIRE_HINT_SIZE]; /* "": none */
	int whole_file; /* 1: the page object is the file itself */
};

/* All n bytes, waiting.  -1: the other end is gone. */
int wire_send(int fd, const void *p, size_t n);
int wire_read(int fd, void *p, size_t n);

/* A whole message of a fixed size. */
int wire_say(int fd, enum wire_kind kind, const void *body, size_t n);

#endif
