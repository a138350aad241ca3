#include "scan/source/bind.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "scan/source/pdf_bind_imp.h"
#include "scan/sandbox_imp.h"
#include "scan/wire_imp.h"

enum { TITLE_SIZE = 256, CPU_SECONDS = 120, PDF_MAX = 1 << 30 };

/* The memory file that the child gets: this, then n leaves, then their bytes in order. */
struct stack_head {
	char title[TITLE_SIZE];
	uint64_t pages;
};

struct leaf {
	uint64_t size;
	char ext[8];
	int32_t rotation;
};

/* What the child answers, before the bytes. */
struct bound_head {
	int32_t fault; /* of pdf_bind() */
	uint64_t size;
};

static void
stack_write(const struct bind *b, struct buf *out)
{
	struct stack_head head = { .pages = b->n };

	memcpy(head.title, b->title, strnlen(b->title, TITLE_SIZE - 1));
	buf_add(out, &head, sizeof head);
	for (size_t i = 0; i < b->n; i++) {
		const struct bind_page *p = &b->pages[i];
		struct leaf leaf = { .size = p->n, .rotation = p->rotation };

		memcpy(leaf.ext, p->ext, strnlen(p->ext, sizeof leaf.ext - 1));
		buf_add(out, &leaf, sizeof leaf);
	}
	for (size_t i = 0; i < b->n; i++)
		buf_add(out, b->pages[i].bytes, b->pages[i].n);
}

/* The child: nothing here is reached by another process. */

static void
stack_read(struct buf *in)
{
	char piece[1 << 16];
	ssize_t n;

	if (lseek(SANDBOX_FILE, 0, SEEK_SET) < 0)
		_exit(1);
	while ((n = read(SANDBOX_FILE, piece, sizeof piece)) > 0)
		buf_add(in, piece, (size_t)n);
	if (n < 0)
		_exit(1);
}

/* The memory file was written by our own parent: its sums hold. */
static int
stack_bind(const struct buf *in, struct buf *out)
{
	const struct stack_head *head = (const void *)in->data;
	struct bind_page *pages = mem_zero(head->pages, sizeof *pages);
	size_t at = sizeof *head + head->pages * sizeof(struct leaf);
	int fault;

	for (size_t i = 0; i < head->pages; i++) {
		const struct leaf *leaf =
		    (const void *)(in->data + sizeof *head + i * sizeof *leaf);

		pages[i] =
		    (struct bind_page){ in->data + at, leaf->size, leaf->ext, leaf->rotation };
		at += leaf->size;
	}
	fault = pdf_bind(head->title, pages, head->pages, out);
	free(pages);
	return fault;
}

static void child(const struct bind *b, int sock, int fd) __attribute__((noreturn));

static void
child(const struct bind *b, int sock, int fd)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	struct bound_head head = { 0, 0 };

	b->forget(b->ctx);
	if (sandbox_descriptors(sock, fd) < 0 || sandbox_enter(0) < 0)
		_exit(1);
	sandbox_cpu(CPU_SECONDS);
	stack_read(&in);
	head.fault = stack_bind(&in, &out);
	head.size = out.len;
	if (wire_send(SANDBOX_SOCKET, &head, sizeof head) < 0 ||
	    wire_send(SANDBOX_SOCKET, out.data, out.len) < 0)
		_exit(1);
	_exit(0);
}

/* The parent. */

static int
receive(int sock, int32_t *fault, struct buf *out)
{
	struct bound_head head;

	if (wire_read(sock, &head, sizeof head) < 0 || head.size > PDF_MAX)
		return -1;
	*fault = head.fault;
	buf_reserve(out, head.size);
	if (wire_read(sock, out->data + out->len, head.size) < 0)
		return -1;
	out->len += head.size;
	out->data[out->len] = '\0';
	return 0;
}

static int
run_child(const struct bind *b, int fd, int32_t *fault, struct buf *out, struct err *e)
{
	int pair[2], rc = -1, status = 0;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return err_system(e, "assemblage des pages", errno);
	pid = fork();
	if (pid == 0)
		child(b, pair[1], fd);
	close(pair[1]);
	if (pid > 0)
		rc = receive(pair[0], fault, out);
	else
		err_system(e, "assemblage des pages", errno);
	close(pair[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && rc < 0)
		err_set(e, ERR_INPUT,
		    "les pages archivées n'ont pas pu être assemblées ; « paraphe verify » dit si "
		    "l'une d'elles est abîmée");
	return rc;
}

int
scan_bind(const struct bind *b, struct buf *out, struct err *e)
{
	struct buf stack = BUF_INIT;
	size_t start = out->len;
	int32_t fault = 0;
	int fd = memfd_create("pages", MFD_CLOEXEC), rc;

	if (fd < 0)
		return err_system(e, "assemblage des pages", errno);
	stack_write(b, &stack);
	rc = write(fd, stack.data, stack.len) == (ssize_t)stack.len
		 ? run_child(b, fd, &fault, out, e)
		 : err_system(e, "assemblage des pages", errno);
	close(fd);
	buf_release(&stack);
	if (rc == 0 && fault > 0)
		rc = err_set(
		    e, ERR_INPUT, "page %d : l'image archivée est illisible", (int)fault);
	else if (rc == 0 && fault < 0)
		rc = err_set(e, ERR_INPUT, "le PDF n'a pas pu être écrit");
	if (rc < 0)
		buf_cut(out, start);
	return rc;
}
