/*
 * measure COMMAND...: runs it and prints on descriptor 3 one line: CPU seconds (user and
 * system, of the command and all that it started), wall seconds, and the peak of the memory
 * that all of them held together, MB (sampled every 20 ms in the command's process group).
 */
#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* kB that one process holds if it is of the group, else 0; pages shared by n processes count 1/n each. */
static long
held_by(const char *pid, int group)
{
	char path[64], comm[64], state, line[128];
	int ppid, pgrp;
	long kb = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	if (fscanf(f, "%*d (%63[^)]) %c %d %d", comm, &state, &ppid, &pgrp) != 4)
		pgrp = 0;
	fclose(f);
	if (pgrp != group)
		return 0;
	snprintf(path, sizeof path, "/proc/%.20s/smaps_rollup", pid);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "Pss: %ld", &kb) == 1)
			break;
	if (f != NULL)
		fclose(f);
	return kb;
}

static long
group_holds(int group)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	long sum = 0;

	while (proc != NULL && (entry = readdir(proc)) != NULL)
		if (isdigit((unsigned char)entry->d_name[0]))
			sum += held_by(entry->d_name, group);
	if (proc != NULL)
		closedir(proc);
	return sum;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int
main(int argc, char **argv)
{
	struct timespec pause = { 0, 20000000 };
	struct rusage used;
	double start = now();
	long peak = 0;
	pid_t child;
	int status;

	if (argc < 2)
		return 2;
	child = fork();
	if (child == 0) {
		setpgid(0, 0);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	setpgid(child, child);
	while (wait4(child, &status, WNOHANG, &used) == 0) {
		long held = group_holds(child);

		peak = held > peak ? held : peak;
		nanosleep(&pause, NULL);
	}
	dprintf(3, "%.3f %.3f %.0f\n", seconds(used.ru_utime) + seconds(used.ru_stime),
	    now() - start, (double)peak / 1024);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
