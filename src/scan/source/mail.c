#include "scan/source/mail.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "scan/sandbox_imp.h"
#include "scan/wire_imp.h"

enum { MAIL_MAX = 200 << 20, CPU_SECONDS = 30, PROBE = 1024 };

/* What the child says before the bytes of each attachment. */
struct part_head {
	char name[MAIL_NAME_SIZE];
	uint64_t size;
};

/* The first line is « Name: text », or the « From » of a mailbox. */
int
mail_is(int fd)
{
	char start[PROBE + 1];
	ssize_t n = pread(fd, start, PROBE, 0);
	size_t name;

	if (n <= 0)
		return 0;
	start[n] = '\0';
	if (strncmp(start, "From ", 5) == 0)
		return 1;
	name = strspn(start, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
	return name > 1 && start[name] == ':' && strchr(start, '\n') != NULL;
}

static int
send_all(const void *bytes, size_t n)
{
	const char *p = bytes;
	ssize_t w;

	for (; n > 0; p += w, n -= (size_t)w)
		if ((w = write(SANDBOX_SOCKET, p, n)) <= 0)
			return -1;
	return 0;
}

static int
send_part(void *ctx, const char *name, const unsigned char *bytes, size_t n)
{
	struct part_head head = { .size = n };

	(void)ctx;
	snprintf(head.name, sizeof head.name, "%s", name);
	return send_all(&head, sizeof head) < 0 || send_all(bytes, n) < 0;
}

static void child(int sock, int fd) __attribute__((noreturn));

static void
child(int sock, int fd)
{
	struct buf text = BUF_INIT;
	char piece[1 << 16];
	ssize_t n;

	if (sandbox_descriptors(sock, fd) < 0 || sandbox_enter(0) < 0)
		_exit(1);
	sandbox_cpu(CPU_SECONDS);
	if (lseek(SANDBOX_FILE, 0, SEEK_SET) < 0)
		_exit(1);
	while ((n = read(SANDBOX_FILE, piece, sizeof piece)) > 0)
		buf_add(&text, piece, (size_t)n);
	_exit(n < 0 || mail_parse(text.data, text.len, send_part, NULL) != 0);
}

/* The parts as they come.  1: the child has no more to say. */
static int
receive_part(int sock, mail_part *part, void *ctx, int *rc)
{
	struct part_head head;
	struct buf bytes = BUF_INIT;

	if (wire_read(sock, &head, sizeof head) < 0 || head.size > MAIL_MAX)
		return 1;
	head.name[sizeof head.name - 1] = '\0';
	buf_reserve(&bytes, head.size);
	if (wire_read(sock, bytes.data, head.size) < 0) {
		buf_release(&bytes);
		return 1;
	}
	*rc = part(ctx, head.name, (const unsigned char *)bytes.data, head.size);
	buf_release(&bytes);
	return *rc != 0;
}

static int
end_child(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

int
mail_split(int fd, mail_part *part, void *ctx, struct err *e)
{
	int pair[2], rc = 0;
	struct stat st;
	pid_t pid;

	if (fstat(fd, &st) < 0 || st.st_size > MAIL_MAX)
		return err_set(
		    e, ERR_INPUT, "ce courriel est trop gros (%d Mo au plus)", MAIL_MAX >> 20);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return err_system(e, "courriel", errno);
	pid = fork();
	if (pid == 0)
		child(pair[1], fd);
	close(pair[1]);
	while (pid > 0 && receive_part(pair[0], part, ctx, &rc) == 0)
		;
	close(pair[0]);
	if (pid < 0)
		return err_system(e, "courriel", errno);
	if (rc != 0)
		kill(pid, SIGKILL);
	if (end_child(pid) < 0 && rc == 0)
		return err_set(e, ERR_INPUT,
		    "ce courriel n'a pas pu être lu jusqu'au bout ; "
		    "enregistrez ses pièces jointes et donnez-les une à une");
	return rc;
}
