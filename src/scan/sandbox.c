#include "scan/sandbox_imp.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__has_include)
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif
#endif

/*
 * Address space, not memory in use: the binary and its libraries take about 200 MB of it.  A page
 * needs far less than 100 MB; this stops a picture that lies about its size.
 */
static const rlim_t address_space = (rlim_t)1024 << 20;

/* Sanitizers and valgrind map terabytes and look at files of /proc: they run without the filter's
 * and the limit's strictest parts. */
static int
is_instrumented(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return 1;
#elif defined(RUNNING_ON_VALGRIND)
	return RUNNING_ON_VALGRIND > 0;
#else
	return 0;
#endif
}

/* Kernels before 5.9 do not know close_range. */
static int
close_from(int first)
{
	long n = sysconf(_SC_OPEN_MAX);

	if (close_range((unsigned)first, ~0U, 0) == 0)
		return 0;
	if (n < 0 || n > 1 << 20)
		return -1;
	for (int fd = first; fd < (int)n; fd++)
		close(fd);
	return 0;
}

int
sandbox_descriptors(int sock, int file)
{
	/* out of the way of the numbers that they will get */
	int s = fcntl(sock, F_DUPFD, 64), f = fcntl(file, F_DUPFD, 64),
	    null = open("/dev/null", O_RDWR);

	if (s < 0 || f < 0 || null < 0)
		return -1;
	for (int fd = 0; fd <= 2; fd++)
		if ((fd != 2 || !is_instrumented()) && dup2(null, fd) < 0)
			return -1;
	if (dup2(s, SANDBOX_SOCKET) < 0 || dup2(f, SANDBOX_FILE) < 0)
		return -1;
	return close_from(SANDBOX_FILE + 1);
}

static int
limit(int what, rlim_t soft, rlim_t hard)
{
	struct rlimit r = { soft, hard };

	return setrlimit(what, &r);
}

static int
limits(int threads)
{
	if (limit(RLIMIT_CORE, 0, 0) < 0 || limit(RLIMIT_FSIZE, 0, 0) < 0)
		return -1;
	if (is_instrumented())
		return 0;
	if ((!threads && limit(RLIMIT_NPROC, 0, 0) < 0) ||
	    limit(RLIMIT_NOFILE, SANDBOX_FILE + 1, SANDBOX_FILE + 1) < 0)
		return -1;
	return limit(RLIMIT_AS, address_space, address_space);
}

/* All that decoding and answering need.  mprotect only without execution. */
static const int allowed[] = { SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write),
	SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat),
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
	SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
	SCMP_SYS(getrusage), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sched_yield),
	SCMP_SYS(prlimit64), SCMP_SYS(setrlimit), SCMP_SYS(exit), SCMP_SYS(exit_group),
	SCMP_SYS(restart_syscall) };

/* No library has a reason for these: they end the worker at once. */
static const int deadly[] = { SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork),
	SCMP_SYS(vfork), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(unlink),
	SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat2), SCMP_SYS(mount),
	SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd) };

/* What pthread_create needs; clone3 keeps its flags where no filter sees them, and glibc does without. */
static int
allow_threads(scmp_filter_ctx f)
{
	static const int calls[] = { SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
		SCMP_SYS(sched_getaffinity) };
	int rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);

	for (size_t i = 0; rc == 0 && i < sizeof calls / sizeof calls[0]; i++)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0);
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
		    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	return rc;
}

/*
 * Everything else, openat above all, fails with EACCES: zbar and iconv try to open tables
 * when they meet a code, and live without.
 */
static int
filter(int threads)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EACCES));
	int rc = f == NULL ? -1 : 0;

	for (size_t i = 0; rc == 0 && i < sizeof allowed / sizeof allowed[0]; i++)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; rc == 0 && i < sizeof deadly / sizeof deadly[0]; i++)
		rc = seccomp_rule_add(f, SCMP_ACT_KILL_PROCESS, deadly[i], 0);
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0));
	if (rc == 0)
		rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		    SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0));
	if (rc == 0 && threads)
		rc = allow_threads(f);
	if (rc == 0)
		rc = seccomp_load(f);
	seccomp_release(f);
	return rc == 0 ? 0 : -1;
}

int
sandbox_enter(int threads)
{
	for (int sig = 1; sig < 32; sig++)
		if (sig != SIGKILL && sig != SIGSTOP && !is_instrumented())
			signal(sig, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	/* Pages are all of one size: keep their memory instead of giving it back each time. */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_ARENA_MAX, 1);
	if (prctl(PR_SET_DUMPABLE, 0) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    limits(threads) < 0)
		return -1;
	return is_instrumented() ? 0 : filter(threads);
}

void
sandbox_cpu(int seconds)
{
	struct rusage u;
	struct rlimit r = { 0, RLIM_INFINITY };

	if (getrusage(RUSAGE_SELF, &u) < 0 || getrlimit(RLIMIT_CPU, &r) < 0)
		return;
	if (is_instrumented())
		seconds *= 30;
	r.rlim_cur = (rlim_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec + seconds + 1);
	if (r.rlim_cur > r.rlim_max)
		r.rlim_cur = r.rlim_max;
	setrlimit(RLIMIT_CPU, &r);
}
