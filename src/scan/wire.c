#include "scan/wire_imp.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int
wire_send(int fd, const void *p, size_t n)
{
	const char *at = p;

	while (n > 0) {
		ssize_t w = send(fd, at, n, MSG_NOSIGNAL);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return -1;
		at += w;
		n -= (size_t)w;
	}
	return 0;
}

int
wire_read(int fd, void *p, size_t n)
{
	char *at = p;

	while (n > 0) {
		ssize_t r = read(fd, at, n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return -1;
		at += r;
		n -= (size_t)r;
	}
	return 0;
}

int
wire_say(int fd, enum wire_kind kind, const void *body, size_t n)
{
	struct wire_head head = { kind, (uint32_t)n };

	if (wire_send(fd, &head, sizeof head) < 0)
		return -1;
	return wire_send(fd, body, n);
}
