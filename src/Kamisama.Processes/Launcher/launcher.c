/*
 * The launcher: what runs in a new process between posix_spawn(3) in the master and the worker's own program.
 *
 *     kamisama REPORT OP... -- PATH ARGV0 ARG...        REPORT: the number of the write end of the report pipe
 *
 * It takes the operations in the order given and then becomes PATH. The master sees end-of-file on the pipe when that
 * worked (the descriptor is close-on-exec), or 12 bytes: stage, errno and index in argv, as little-endian int32.
 *
 * It is a program of its own because managed code must not run between fork(2) and execve(2). It has no libc, so that
 * the same bytes serve glibc and musl; no heap and no writable data, so that nothing of it can run short.
 * The operations stand in one table, `operations`, below; LauncherCommand.cs writes them.
 */
#include "system_call.h"
#include "descriptors.h"
#include "credentials.h"
#include "attributes.h"

/* enum ProcessStartStage, value for value. */
enum stage {
    PREPARE, SPAWN, GROUP, STDIO, UMASK, NICE, OOM_SCORE, RESOURCE_LIMIT, SUPPLEMENTARY_GROUPS, GROUP_ID, USER_ID,
    VERIFY_CREDENTIALS, WORKING_DIRECTORY, NO_NEW_PRIVILEGES, DEATH_SIGNAL, SIGNALS, DESCRIPTORS, EXECUTE, CONTROL_GROUP
};

static const struct operation { long (*run)(const char *operands); char letter; unsigned char stage; } operations[] = {
    { reset_signals,     'r', SIGNALS },              /* r                  every action default, nothing blocked */
    { new_session,       's', GROUP },                /* s                  setsid(2) */
    { new_group,         'j', GROUP },                /* j                  setpgid(2), a group of its own */
    { stdio_inherit,     'i', STDIO },                /* iFD                as it is; the null device when closed */
    { stdio_null,        'n', STDIO },                /* nFD                the null device */
    { stdio_file,        'f', STDIO },                /* fFD:PATH           0: read; 1, 2: create, append */
    { take_over,         't', DESCRIPTORS },          /* tFD:FROM           FROM as FD */
    { close_all,         'c', DESCRIPTORS },          /* cFIRST[:LAST]      every descriptor from FIRST on, or to LAST */
    { join_group,        'b', CONTROL_GROUP },        /* bFILE              cgroup.procs, see cgroups(7) */
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
}; /* and, beside the table:                             eNAME=             the variable NAME becomes this process's pid */

static void __attribute__((noreturn)) fail(long report_pipe, int stage, long error, int index)
{
    int report[3] = { stage, -error, index };
    CALL3(write, report_pipe, report, sizeof report);
    for (;;)
        CALL1(exit_group, 127);
}

static void take(long report_pipe, const char *operation, int index)
{
    for (unsigned i = 0; i < sizeof operations / sizeof *operations; i++)
        if (operations[i].letter == *operation) {
            long error = operations[i].run(operation + 1);
            if (error < 0)
                fail(report_pipe, operations[i].stage, error, index);
            return;
        }
    fail(report_pipe, PREPARE, -EINVAL, index);
}

/* LISTEN_PID, which the master can't know: see sd_listen_fds(3). The value that is there has room for ten digits. */
static long set_own_pid(char **envp, const char *name)
{
    for (; *envp; envp++) {
        char *at = *envp, digits[10];
        const char *rest = name;
        for (; *rest && *at == *rest; at++)
            rest++;
        if (*rest)
            continue;
        unsigned pid = CALL1(getpid, 0), length = 0;
        do
            digits[length++] = '0' + pid % 10;
        while (pid /= 10);
        while (length)
            *at++ = digits[--length];
        *at = 0;
        return 0;
    }
    return -EINVAL;
}

/* Called by _start with the stack as the kernel made it: argc, argv, 0, envp, 0. */
void __attribute__((noreturn, used)) launch(long *stack)
{
    long argc = stack[0], i = 2;
    char **argv = (char **)(stack + 1), **envp = argv + argc + 1;
    const char *at = argc > 1 ? argv[1] : "";
    long report_pipe = number(&at);
    for (; i < argc && argv[i][0] != '-'; i++)
        if (argv[i][0] != 'e')
            take(report_pipe, argv[i], i);
        else if (set_own_pid(envp, argv[i] + 1) < 0)
            fail(report_pipe, PREPARE, -EINVAL, i);
    if (i + 2 >= argc)
        fail(report_pipe, PREPARE, -EINVAL, i);
    CALL3(fcntl, report_pipe, F_SETFD, FD_CLOEXEC);
    fail(report_pipe, EXECUTE, CALL3(execve, argv[i + 1], argv + i + 2, envp), i + 1);
}
