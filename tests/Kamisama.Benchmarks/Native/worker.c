/*
 * The worker: says when it is up and when it gets TERM, and does nothing else.
 *
 *     worker FIFO
 */
#include "report.h"
#include <signal.h>

int main(int argc, char **argv)
{
    int64_t up = monotonic_nanoseconds();
    sigset_t term;
    int report, signal;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, NULL);
    if (argc != 2 || (report = open_report(argv[1])) < 0 || !write_record(report, 'U', up))
        return 1;
    sigwait(&term, &signal);
    write_record(report, 'T', monotonic_nanoseconds());
    return 0;
}
