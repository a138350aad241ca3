#include "scan/source/input_imp.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static size_t
read_file(int fd, uint64_t at, unsigned char *out, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t r = pread(fd, out + done, n - done, (off_t)(at + done));

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			break;
		done += (size_t)r;
	}
	return done;
}

size_t
input_read(const struct input *in, uint64_t at, void *out, size_t n)
{
	if (at >= in->size)
		return 0;
	if (n > in->size - at)
		n = (size_t)(in->size - at);
	if (in->mem == NULL)
		return read_file(in->fd, in->start + at, out, n);
	memcpy(out, in->mem + at, n);
	return n;
}
