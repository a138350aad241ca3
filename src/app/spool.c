#include "app/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/home.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

/* Bytes copied, or -1 with errno. */
static ssize_t
copy_all(int from, int to)
{
	char piece[1 << 16];
	ssize_t n, total = 0;

	while ((n = read(from, piece, sizeof piece)) > 0) {
		for (ssize_t done = 0, w; done < n; done += w)
			if ((w = write(to, piece + done, (size_t)(n - done))) < 0)
				return -1;
		total += n;
	}
	return n < 0 ? -1 : total;
}

int
spool_fill(struct spool *s, const struct home *h, int fd, struct err *e)
{
	ssize_t n = -1;
	int to;

	s->dir = mem_printf("%s/reception-%ld", h->dir, (long)getpid());
	s->path = path_join(s->dir, "entrée standard");
	if (file_mkdirs(s->dir, e) < 0)
		return -1;
	to = open(s->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to >= 0) {
		n = copy_all(fd, to);
		close(to);
	}
	if (n < 0)
		return err_system(e, s->path, errno);
	if (n == 0)
		return err_set(e, ERR_INPUT, "rien n'est venu sur l'entrée standard");
	return 0;
}

void
spool_release(struct spool *s)
{
	if (s->path != NULL)
		unlink(s->path);
	if (s->dir != NULL)
		rmdir(s->dir);
	free(s->path);
	free(s->dir);
	*s = (struct spool)SPOOL_INIT;
}
