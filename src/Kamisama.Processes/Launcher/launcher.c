/*
 * The launcher: what runs in a new process between posix_spawn(3) in the master and the worker's own program.
 *
 *     kamisama OP... -- PATH ARGV0 ARG...        descriptor 3: the write end of the report pipe
 *
 * It takes the operations in the order given and then becomes PATH. The master sees end-of-file on the pipe when that
 * worked (the descriptor is close-on-exec), or 12 bytes: stage, errno and index in argv, as little-endian int32.
 *
 * It is a program of its own because managed code must not run between fork(2) and execve(2). It has no libc, so that
 * the same bytes serve glibc and musl; no heap and no writable data, so that nothing of it can run short.
 * The operations stand in one table, `operations`, below; LauncherCommand.cs writes them.
 */
#include <asm/unistd.h>
#include <asm/errno.h>
#include <linux/fcntl.h>
#include <linux/prctl.h>

#define REPORT 3 /* the report pipe; LauncherCommand.ReportDescriptor */

/* enum ProcessStartStage, value for value. */
enum stage {
    PREPARE, SPAWN, GROUP, STDIO, UMASK, NICE, OOM_SCORE, RESOURCE_LIMIT, SUPPLEMENTARY_GROUPS, GROUP_ID, USER_ID,
    VERIFY_CREDENTIALS, WORKING_DIRECTORY, NO_NEW_PRIVILEGES, DEATH_SIGNAL, SIGNALS, DESCRIPTORS, EXECUTE
};

/* system_call(number, a, b, c, d, e): the kernel's answer, an error as -errno. Five arguments: prctl(2) wants its unused ones zero. */
long system_call(long number, long a, long b, long c, long d, long e);

#if defined(__x86_64__)
__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call launch\n"
        "system_call: mov %rdi, %rax\n mov %rsi, %rdi\n mov %rdx, %rsi\n mov %rcx, %rdx\n"
        " mov %r8, %r10\n mov %r9, %r8\n syscall\n ret\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start: mov x29, xzr\n mov x30, xzr\n mov x0, sp\n b launch\n"
        "system_call: mov x8, x0\n mov x0, x1\n mov x1, x2\n mov x2, x3\n mov x3, x4\n mov x4, x5\n svc 0\n ret\n");
#else
#error "the launcher knows x86-64 and arm64"
#endif

#define CALL5(name, a, b, c, d, e) system_call(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
#define CALL(name, a, b, c) CALL5(name, a, b, c, 0, 0)

/* Reads a decimal number and steps over the one separator behind it. -1 is also "no limit": all bits set. */
static long number(const char **at)
{
    const char *text = *at;
    int negative = *text == '-';
    long value = 0;
    for (text += negative; *text >= '0' && *text <= '9'; text++)
        value = value * 10 + (*text - '0');
    *at = text + (*text != 0);
    return negative ? -value : value;
}

static long reset_signals(const char *at)
{
    long zero[4] = { 0 }; /* SIG_DFL, no flags, no restorer, empty mask */
    (void)at;
    for (long signal = 1; signal <= 64; signal++)
        CALL5(rt_sigaction, signal, zero, 0, 8, 0); /* KILL and STOP answer EINVAL: they have no other action */
    return CALL5(rt_sigprocmask, 2 /* SIG_SETMASK */, zero, 0, 8, 0);
}

static long new_session(const char *at)
{
    (void)at;
    long session = CALL(setsid, 0, 0, 0);
    return session < 0 ? session : 0;
}

static long new_group(const char *at)
{
    (void)at;
    return CALL(setpgid, 0, 0, 0);
}

/* Opens a file as the descriptor wanted. O_NOCTTY: a session leader would get a terminal as its controlling one. */
static long open_as(long wanted, const char *path, long flags)
{
    long got = CALL5(openat, AT_FDCWD, path, flags | O_NOCTTY, 0666, 0);
    if (got < 0 || got == wanted)
        return got < 0 ? got : 0;
    long placed = CALL(dup3, got, wanted, 0);
    CALL(close, got, 0, 0);
    return placed < 0 ? placed : 0;
}

static long stdio_null(const char *at)
{
    return open_as(number(&at), "/dev/null", O_RDWR);
}

static long stdio_inherit(const char *at)
{
    const char *operand = at;
    /* A closed one would be given to the first file that the program opens. */
    return CALL(fcntl, number(&at), F_GETFD, 0) < 0 ? stdio_null(operand) : 0;
}

static long stdio_file(const char *at)
{
    long wanted = number(&at);
    return open_as(wanted, at, wanted == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND);
}

/* For kernels before 5.9. Safe while closing: the position in /proc/self/fd is the descriptor's number. */
static long close_listed(void)
{
    struct entry { unsigned long inode, offset; unsigned short length; unsigned char type; char name[]; };
    char block[1024] __attribute__((aligned(8)));
    long directory = CALL5(openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY, 0, 0);
    long got = directory;
    while (got >= 0 && (got = CALL(getdents64, directory, block, sizeof block)) > 0)
        for (long offset = 0; offset < got; offset += ((struct entry *)(block + offset))->length) {
            const char *name = ((struct entry *)(block + offset))->name;
            long descriptor = number(&name); /* "." and ".." read as 0 */
            if (descriptor > REPORT && descriptor != directory)
                CALL(close, descriptor, 0, 0);
        }
    if (directory >= 0)
        CALL(close, directory, 0, 0);
    return got;
}

static long close_rest(const char *at)
{
    (void)at;
    /* Any error, not only ENOSYS: seccomp filters answer EPERM to calls they do not know. */
    return CALL(close_range, REPORT + 1, ~0U, 0) < 0 ? close_listed() : 0;
}

static long set_umask(const char *at)
{
    CALL(umask, number(&at), 0, 0);
    return 0;
}

static long set_nice(const char *at)
{
    return CALL(setpriority, 0 /* PRIO_PROCESS */, 0, number(&at));
}

static long set_oom_score(const char *at)
{
    long length = 0, file = CALL5(openat, AT_FDCWD, "/proc/self/oom_score_adj", O_WRONLY, 0, 0);
    if (file < 0)
        return file;
    while (at[length])
        length++;
    long written = CALL(write, file, at, length);
    CALL(close, file, 0, 0);
    return written < 0 ? written : 0;
}

static long set_limit(const char *at)
{
    struct { unsigned long soft, hard; } held, wanted;
    long resource = number(&at);
    wanted.soft = number(&at);
    int keep_hard = !*at;
    wanted.hard = number(&at);
    if (keep_hard) {
        long error = CALL5(prlimit64, 0, resource, 0, &held, 0);
        if (error < 0)
            return error;
        wanted.hard = held.hard;
        if (wanted.soft > held.hard)
            wanted.soft = held.hard;
    }
    return CALL5(prlimit64, 0, resource, &wanted, 0, 0);
}

static long count(const char *list)
{
    long length = *list != 0;
    for (; *list; list++)
        length += *list == ',';
    return length;
}

static long set_groups(const char *at)
{
    long length = count(at);
    unsigned groups[length + 1];
    for (long i = 0; i < length; i++)
        groups[i] = number(&at);
    return CALL(setgroups, length, groups, 0);
}

static long set_gid(const char *at)
{
    long id = number(&at);
    return CALL(setresgid, id, id, id);
}

static long set_uid(const char *at)
{
    long id = number(&at);
    return CALL(setresuid, id, id, id);
}

/* Success of the calls above is not proof: CERT POS37-C. Groups are compared as a set; the kernel sorts them. */
static long verify(const char *at)
{
    unsigned uid = number(&at), gid = number(&at), id[6];
    CALL(getresuid, id, id + 1, id + 2);
    CALL(getresgid, id + 3, id + 4, id + 5);
    for (long i = 0; i < 3; i++)
        if (id[i] != uid || id[i + 3] != gid)
            return -EPERM;
    long length = count(at), i;
    unsigned held[length + 1];
    if (CALL(getgroups, length, held, 0) != length)
        return -EPERM;
    while (*at) {
        unsigned group = number(&at);
        for (i = 0; i < length && held[i] != group; i++)
            ;
        if (i == length)
            return -EPERM;
    }
    if (uid && (CALL(setuid, 0, 0, 0) == 0 || CALL(setresuid, -1, 0, -1) == 0))
        return -EPERM;
    return uid && gid && CALL(setgid, 0, 0, 0) == 0 ? -EPERM : 0;
}

static long change_directory(const char *at)
{
    return CALL(chdir, at, 0, 0);
}

static long no_new_privileges(const char *at)
{
    (void)at;
    return CALL5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* The master may have died before the call, and then no signal comes: so ask for the parent afterwards. PR_SET_PDEATHSIG(2const) */
static long death_signal(const char *at)
{
    long error = CALL5(prctl, PR_SET_PDEATHSIG, number(&at), 0, 0, 0);
    if (error == 0 && CALL(getppid, 0, 0, 0) != number(&at))
        CALL(exit_group, 127, 0, 0); /* quietly: there is nobody left to tell */
    return error;
}

static const struct operation { long (*run)(const char *operands); char letter; unsigned char stage; } operations[] = {
    { reset_signals,     'r', SIGNALS },              /* r                  every action default, nothing blocked */
    { new_session,       's', GROUP },                /* s                  setsid(2) */
    { new_group,         'j', GROUP },                /* j                  setpgid(2), a group of its own */
    { stdio_inherit,     'i', STDIO },                /* iFD                as it is; the null device when closed */
    { stdio_null,        'n', STDIO },                /* nFD                the null device */
    { stdio_file,        'f', STDIO },                /* fFD:PATH           0: read; 1, 2: create, append */
    { close_rest,        'c', DESCRIPTORS },          /* c                  every descriptor above the report pipe */
    { set_umask,         'm', UMASK },                /* mMASK              umask(2), in decimal */
    { set_nice,          'p', NICE },                 /* pVALUE             setpriority(2) */
    { set_oom_score,     'o', OOM_SCORE },            /* oVALUE             proc_pid_oom_score_adj(5) */
    { set_limit,         'l', RESOURCE_LIMIT },       /* lRES:SOFT[:HARD]   prlimit(2); -1: none; no HARD: as it is */
    { set_groups,        'G', SUPPLEMENTARY_GROUPS }, /* G[GID,GID...]      setgroups(2) */
    { set_gid,           'g', GROUP_ID },             /* gGID               setresgid(2) */
    { set_uid,           'u', USER_ID },              /* uUID               setresuid(2) */
    { verify,            'v', VERIFY_CREDENTIALS },   /* vUID:GID:[GID,...] held, and no way back to root */
    { change_directory,  'w', WORKING_DIRECTORY },    /* wPATH              chdir(2) */
    { no_new_privileges, 'x', NO_NEW_PRIVILEGES },    /* x                  PR_SET_NO_NEW_PRIVS(2const) */
    { death_signal,      'd', DEATH_SIGNAL },         /* dSIGNAL:PARENT     and exit when PARENT is not the parent */
};

static void __attribute__((noreturn)) fail(int stage, long error, int index)
{
    int report[3] = { stage, -error, index };
    CALL(write, REPORT, report, sizeof report);
    for (;;)
        CALL(exit_group, 127, 0, 0);
}

static void take(const char *operation, int index)
{
    for (unsigned i = 0; i < sizeof operations / sizeof *operations; i++)
        if (operations[i].letter == *operation) {
            long error = operations[i].run(operation + 1);
            if (error < 0)
                fail(operations[i].stage, error, index);
            return;
        }
    fail(PREPARE, -EINVAL, index);
}

/* Called by _start with the stack as the kernel made it: argc, argv, 0, envp, 0. */
void __attribute__((noreturn, used)) launch(long *stack)
{
    long argc = stack[0], i = 1;
    char **argv = (char **)(stack + 1), **envp = argv + argc + 1;
    for (; i < argc && argv[i][0] != '-'; i++)
        take(argv[i], i);
    if (i + 2 >= argc)
        fail(PREPARE, -EINVAL, i);
    CALL(fcntl, REPORT, F_SETFD, FD_CLOEXEC);
    fail(EXECUTE, CALL(execve, argv[i + 1], argv + i + 2, envp), i + 1);
}
