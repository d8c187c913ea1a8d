/*
 * What the driver is told: one record for each thing that happens, over a FIFO that it reads.
 * Times are CLOCK_MONOTONIC, which is also the clock of System.Diagnostics.Stopwatch on Linux.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

struct record {
    int32_t kind; /* 'E': a supervisor is about to be executed, 'U': a worker is up, 'T': a worker got TERM */
    int32_t pid;
    int64_t nanoseconds;
};

static int64_t monotonic_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Not blocking: without a driver there is nobody to wait for. */
static int open_report(const char *path)
{
    return open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

/* Shorter than PIPE_BUF, so records of many writers do not mix, see pipe(7). */
static int write_record(int report, int32_t kind, int64_t nanoseconds)
{
    struct record record = { kind, getpid(), nanoseconds };
    return write(report, &record, sizeof record) == sizeof record;
}
