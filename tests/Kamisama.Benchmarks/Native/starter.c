/*
 * The starter: becomes a supervisor, having told when. The kernel kills the supervisor when the driver is gone.
 *
 *     starter DRIVER_PID FIFO LOG COMMAND ARG...
 */
#include "report.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

int main(int argc, char **argv)
{
    int report, log;
    if (argc < 5 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != atoi(argv[1]))
        return 126;
    report = open_report(argv[2]);
    log = open(argv[3], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (report < 0 || log < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0)
        return 126;
    write_record(report, 'E', monotonic_nanoseconds());
    execv(argv[4], argv + 4);
    return 127;
}
