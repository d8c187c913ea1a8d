namespace Kamisama.Cli.Help;

/// <summary>The help text of the commands that ask a running master. A test checks that no command, option or exit code is missing.</summary>
internal static class ControlHelp
{
    public const string Text = """
        Asks or steers a master that runs: 'kamisama run --control NAME ...'.

        Usage:
          kamisama ps                 a line for each worker: state, uptime, memory, CPU time
          kamisama status             the same
          kamisama scale N|+N|-N      so many workers, or more, or fewer
          kamisama restart [WORKER]   replaces all workers, one after the other; or one
          kamisama start [WORKER]     starts workers that wait for their start (back-off) now
          kamisama stop               stops the master, or with --pool one pool
          kamisama signal WORKER SIGNAL
                                      sends a signal to one worker
          kamisama events             what has happened lately
          kamisama why [WORKER]       how workers ended last, and what was done about it
          kamisama logs [WORKER]      the last lines of workers whose output kamisama captures
          kamisama reload             reads the configuration again, and says what has changed
          kamisama ls                 the masters that run, and their names

          WORKER is an index, as in 'kamisama ps'. The name of a pool may stand before the other
          words: 'kamisama scale crunchers 40' is 'kamisama scale 40 --pool crunchers'.

        Options:
          --control NAME|PATH         which master. Default: the only one that runs
          --pool NAME                 which pool. Default: the only one; of ps, events, why and
                                      stop: all
          --wait                      of scale, restart, stop: until it is done. Of stop: until
                                      the master is gone
          --timeout TIME              give up then, with exit code 124; what was asked for goes
                                      on. Default: none with --wait and --follow, else 10
          --mode MODE                 of stop: drain (no time limit), graceful or immediate
                                      (KILL). Default: graceful
          --follow                    of events: goes on until the master ends
          --last N                    of events: begin with the last N, 0 to 100. Default: all
                                      that are kept, 100; with --follow: 0. Of logs: so many
                                      lines. Default: 10
          --json                      of ps, status, events, why, logs, ls: JSON, as it is in
                                      docs/control-protocol.md
          --help                      this text

        Examples:
          kamisama run --control web --instances 4 -- ruby worker.rb {index}
          kamisama scale +2 --wait
          kamisama restart --control web --wait --timeout 5m && echo all new
          kamisama events --follow --json | jq .message

        Where the sockets are: in $XDG_RUNTIME_DIR/kamisama; without that variable root's are
        in /run/kamisama, and other users' in /tmp/kamisama-UID. Only the user of the master,
        and root, can use one.

        Exit codes:
          0    done
          1    done, but not as wanted: the restart was aborted, the number not reached
          2    the command line is wrong, or the master refuses
          3    no master can be reached
          124  it took longer than --timeout
        """;
}
