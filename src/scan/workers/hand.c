#include "scan/workers/hand_imp.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "scan/workers/worker_imp.h"

int
hand_start(struct hand *h, int file, uint64_t size, const struct scan_options *o)
{
	int pair[2];

	memset(h, 0, sizeof *h);
	h->in = (struct buf)BUF_INIT;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	h->pid = fork();
	if (h->pid == 0)
		worker_run(pair[1], file, size, o);
	close(pair[1]);
	h->fd = pair[0];
	if (h->pid > 0)
		return 0;
	h->pid = 0;
	close(pair[0]);
	return -1;
}

void
hand_note(struct hand *h, const char *text, const struct wire_answer *answer)
{
	struct asked *a = &h->asked[h->n_asked++];

	snprintf(a->text, sizeof a->text, "%s", text);
	a->claim = answer->claim;
	a->n_boxes = answer->known.n_boxes;
	a->boxes = mem_zero(a->n_boxes + 1, sizeof *a->boxes);
	memcpy(a->boxes, answer->known.boxes, a->n_boxes * sizeof *a->boxes);
}

void
hand_forget(struct hand *h)
{
	for (int i = 0; i < h->n_asked; i++)
		free(h->asked[i].boxes);
	h->n_asked = 0;
}

enum hand_fate
hand_end(struct hand *h)
{
	int status = 0;

	if (h->pid == 0)
		return HAND_ENDED;
	kill(h->pid, SIGKILL);
	while (waitpid(h->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(h->fd);
	buf_release(&h->in);
	hand_forget(h);
	h->pid = 0;
	h->n_queue = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_NO_SANDBOX)
		return HAND_NO_SANDBOX;
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? HAND_SLOW : HAND_ENDED;
}

int
hand_say(struct hand *h, enum wire_kind kind, const void *body, size_t n)
{
	struct wire_head head = { kind, (uint32_t)n };
	struct iovec parts[2] = { { &head, sizeof head }, { (void *)(uintptr_t)body, n } };
	struct msghdr m = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t sent;

	do
		sent = sendmsg(h->fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (sent < 0 && errno == EINTR);
	return sent == (ssize_t)(sizeof head + n) ? 0 : -1;
}

int
hand_hear(struct hand *h)
{
	enum { CHUNK = 256 * 1024 };
	ssize_t n;

	buf_reserve(&h->in, CHUNK);
	n = recv(h->fd, h->in.data + h->in.len, CHUNK, MSG_DONTWAIT);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (n <= 0)
		return -1;
	h->in.len += (size_t)n;
	h->in.data[h->in.len] = '\0';
	return 0;
}

static int
size_fits(const struct wire_head *head, size_t page_bytes_max)
{
	switch (head->kind) {
	case WIRE_OPENED:
		return head->size == sizeof(struct wire_opened);
	case WIRE_ASK:
		return head->size == sizeof(struct wire_ask);
	case WIRE_PAGE:
		return head->size >= sizeof(struct wire_page) &&
		       head->size - sizeof(struct wire_page) <= page_bytes_max;
	default:
		return 0;
	}
}

int
hand_message(
    struct hand *h, size_t page_bytes_max, struct wire_head *head, const unsigned char **body)
{
	if (h->in.len < sizeof *head)
		return 0;
	memcpy(head, h->in.data, sizeof *head);
	if (!size_fits(head, page_bytes_max))
		return -1;
	*body = (const unsigned char *)h->in.data + sizeof *head;
	return h->in.len - sizeof *head >= head->size;
}

void
hand_drop(struct hand *h, const struct wire_head *head)
{
	size_t n = sizeof *head + head->size;

	memmove(h->in.data, h->in.data + n, h->in.len - n);
	buf_cut(&h->in, h->in.len - n);
}
