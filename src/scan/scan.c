#include "scan/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "scan/workers/pool_imp.h"

/* A descriptor to read from, and its size.  -1: e says why the file can't be a scan. */
static int
open_scan(const char *path, uint64_t *size, struct err *e)
{
	/* not waiting: the name may be that of a pipe */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	const char *name = path_base(path);
	struct stat st;

	if (fd < 0)
		return err_system(e, path, errno);
	if (fstat(fd, &st) < 0)
		err_system(e, path, errno);
	else if (S_ISDIR(st.st_mode))
		err_set(e, ERR_INPUT,
		    "%s : c'est un dossier ; donnez les fichiers qu'il contient", name);
	else if (!S_ISREG(st.st_mode))
		err_set(e, ERR_INPUT, "%s : ce n'est pas un fichier ordinaire", name);
	else if (st.st_size == 0)
		err_set(e, ERR_INPUT,
		    "%s : fichier vide ; numérisez de nouveau ou copiez-le encore une fois",
		    name);
	else {
		*size = (uint64_t)st.st_size;
		return fd;
	}
	close(fd);
	return -1;
}

static int
run(const char *path, struct pool_plan *plan, struct scan_file *out, struct err *e)
{
	int rc;

	memset(out, 0, sizeof *out);
	plan->path = path;
	plan->file = open_scan(path, &plan->size, e);
	if (plan->file < 0)
		return -1;
	rc = pool_run(plan, out, e);
	close(plan->file);
	return rc;
}

int
scan_file(const char *path, const struct scan_options *o, struct scan_file *out, struct err *e)
{
	struct pool_plan plan = { .o = o };

	return run(path, &plan, out, e);
}

int
scan_extract(const char *path, const struct scan_page *wanted, size_t n,
    const struct scan_options *o, struct scan_file *out, struct err *e)
{
	struct pool_plan plan = { .o = o, .wanted = wanted, .n_wanted = n };

	return run(path, &plan, out, e);
}
