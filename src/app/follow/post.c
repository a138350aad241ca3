#include "app/follow/post.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

extern char **environ;

enum { WORDS_MAX = 32 };

/* Cuts the command at its spaces; the words point into `line`. */
static size_t
cut_words(char *line, char *words[WORDS_MAX])
{
	size_t n = 0;

	for (char *p = line; n < WORDS_MAX - 1;) {
		p += strspn(p, " \t");
		if (*p == '\0')
			break;
		words[n++] = p;
		p += strcspn(p, " \t");
		if (*p != '\0')
			*p++ = '\0';
	}
	words[n] = NULL;
	return n;
}

/* Starts words with `in` as its standard input. */
static int
start(char *words[], int in, int other_end, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int rc = posix_spawn_file_actions_init(&actions);

	if (rc != 0)
		return rc;
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_addclose(&actions, in);
	posix_spawn_file_actions_addclose(&actions, other_end);
	rc = posix_spawn(pid, words[0], &actions, NULL, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* All of it; -1 when the reader has gone, which its exit status then tells. */
static int
write_all(int fd, const struct buf *b)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(fd, b->data + done, b->len - done);

		if (n < 0 && errno != EINTR)
			return -1;
		done += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int
finish(const char *command, pid_t pid, int whole, struct err *e)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_system(e, command, errno);
	if (whole && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	return err_set(e, ERR_SYSTEM, "« %s » n'a pas pris le courriel (code %d)", command,
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

int
post_send(const char *command, const struct buf *mail, struct err *e)
{
	char *line = mem_str(command), *words[WORDS_MAX];
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int ends[2] = { -1, -1 }, rc = -1, problem;
	pid_t pid;

	if (cut_words(line, words) == 0) {
		err_set(e, ERR_INPUT, "paraphe.ini : [mail] sendmail : aucune commande");
		goto done;
	}
	if (pipe(ends) < 0) {
		err_system(e, command, errno);
		goto done;
	}
	problem = start(words, ends[0], ends[1], &pid);
	close(ends[0]);
	if (problem != 0) {
		close(ends[1]);
		err_system(e, words[0], problem);
		err_in(e, "[mail] sendmail");
		goto done;
	}
	sigaction(SIGPIPE, &ignore, &before);
	problem = write_all(ends[1], mail);
	close(ends[1]);
	sigaction(SIGPIPE, &before, NULL);
	rc = finish(command, pid, problem == 0, e);
done:
	free(line);
	return rc;
}

int
post_keep(const char *path, const struct buf *mail, struct err *e)
{
	struct buf lines = BUF_INIT;
	int rc;

	for (size_t i = 0; i < mail->len; i++) {
		if (mail->data[i] == '\n')
			buf_char(&lines, '\r');
		buf_char(&lines, mail->data[i]);
	}
	rc = file_replace(path, lines.data, lines.len, e);
	buf_release(&lines);
	return rc;
}
