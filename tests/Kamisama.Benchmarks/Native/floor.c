/*
 * The floor: the least that can supervise, to measure against. N workers that get TERM when this process dies, each
 * started again at once. TERM and INT stop all, TTIN adds one, TTOU ends the oldest. No limit, no events, no options.
 *
 *     floor N COMMAND ARG...
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 20000

struct slot {
    pid_t pid; /* 0: free */
    long age;  /* the lower, the older */
    int leaving;
};

static struct slot slots[MOST];
static int used, running, stopping;
static long starts;
static char **command;
static sigset_t nothing;

/* vfork(2), so that the cost does not grow with this process; the death signal follows this one thread. */
static void start(struct slot *slot)
{
    pid_t parent = getpid(), pid = vfork();
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent) {
            sigprocmask(SIG_SETMASK, &nothing, NULL);
            execv(command[0], command);
        }
        _exit(127);
    }
    if (pid < 0)
        exit(3);
    slot->pid = pid;
    slot->age = starts++;
    slot->leaving = 0;
    running++;
}

static void add(void)
{
    int i = 0;
    while (i < used && slots[i].pid)
        i++;
    if (i == MOST)
        return;
    if (i == used)
        used++;
    start(&slots[i]);
}

static void retire_oldest(void)
{
    struct slot *oldest = NULL;
    int wanted = 0;
    for (int i = 0; i < used; i++)
        if (slots[i].pid && !slots[i].leaving) {
            wanted++;
            if (!oldest || slots[i].age < oldest->age)
                oldest = &slots[i];
        }
    if (wanted > 1) {
        oldest->leaving = 1;
        kill(oldest->pid, SIGTERM);
    }
}

static void stop(void)
{
    stopping = 1;
    for (int i = 0; i < used; i++)
        if (slots[i].pid)
            kill(slots[i].pid, SIGTERM);
}

/* SIGCHLD coalesces: one may stand for many. */
static void collect(void)
{
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
        for (int i = 0; i < used; i++)
            if (slots[i].pid == pid) {
                running--;
                slots[i].pid = 0;
                if (!stopping && !slots[i].leaving)
                    start(&slots[i]);
                break;
            }
}

int main(int argc, char **argv)
{
    sigset_t signals;
    int wanted = argc > 2 ? atoi(argv[1]) : 0;
    if (wanted < 1 || wanted > MOST)
        return 2;
    command = argv + 2;
    sigemptyset(&nothing);
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTTIN);
    sigaddset(&signals, SIGTTOU);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    while (used < wanted)
        add();
    while (!stopping || running > 0)
        switch (sigwaitinfo(&signals, NULL)) {
        case SIGTERM:
        case SIGINT:
            stop();
            break;
        case SIGTTIN:
            if (!stopping)
                add();
            break;
        case SIGTTOU:
            if (!stopping)
                retire_oldest();
            break;
        case SIGCHLD:
            collect();
            break;
        }
    return 0;
}
