/* One line on a terminal that says how far a long reading is; silent where stderr is no terminal. */
#ifndef CLI_PROGRESS_IMP_H
#define CLI_PROGRESS_IMP_H

struct progress {
	int on;
	double began; /* monotonic seconds: the first page of this file came */
	double shown; /* the line was last written */
};

/* off: 1 where lines for another program go to the same terminal. */
void progress_init(struct progress *p, int off);

/* Page `page` of the `pages` of this file is done. */
void progress_page(struct progress *p, const char *path, int page, int pages);

/* Takes the line away, before anything else is written. */
void progress_clear(struct progress *p);

/* « 45 pages lues sur 323, 62 par seconde, encore 4 s »; seconds: since the first page. */
enum { PROGRESS_SIZE = 128 };
void progress_words(int page, int pages, double seconds, char out[PROGRESS_SIZE]);

#endif
