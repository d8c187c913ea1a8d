namespace Kamisama.Cli.Help;

/// <summary>The text of <c>kamisama run --help</c>. A test checks that no option and no exit code is missing.</summary>
internal static class RunHelp
{
    public const string Text = """
        Keeps N workers running until it is told to stop.

        Usage:
          kamisama run --instances N [options] -- COMMAND [ARGS...]

          Everything behind '--' is the workers' command, never an option of kamisama.
          {index} in an argument is replaced by the worker's index: 1, 2, ... N.

        Options:
          --instances N               how many workers, 1 to 10000 (required)
          --respawn-limit N           respawns allowed in the respawn interval, over all
                                      workers; one more ends everything with exit code 1.
                                      0: the first death does. unlimited: never. Default: 3
          --respawn-interval SECONDS  the sliding interval of that limit. Default: 60
          --grace-period SECONDS      how long workers may take to end before KILL. 0: do not
                                      wait at all, the kernel sends TERM. unlimited: never
                                      KILL. Default: 10
          --stop-signal SIGNAL        asks a worker to end, by name or number. Default: TERM
          --directory DIR             working directory of the workers. Default: this one
          --env KEY=VALUE             a variable for the workers; may be given many times
          --user USER                 run the workers as this user, by name or number, with
                                      its groups; for a kamisama that runs as root
          --name NAME                 name of the pool. Default: workers
          --log-format FORMAT         event lines on standard error: text, or json for one
                                      object a line. Default: text
          --quiet                     only errors, why it gave up, and status reports
          --help                      this text

        Examples:
          kamisama run --instances 17 -- ruby worker.rb {index}
          kamisama run --instances 4 --respawn-limit unlimited -- python3 worker.py
          kamisama run --instances 2 --user www-data --directory /srv/app --env LEVEL=info -- ./work
          kamisama run --instances 3 -- sh -c 'while :; do echo "$KAMISAMA_WORKER_INDEX"; sleep 1; done'

        What the workers get:
          KAMISAMA_WORKER_INDEX       1 to N; a respawned worker keeps it
          KAMISAMA_INCARNATION        0 for the first process of that index, then 1, 2, ...
          KAMISAMA_POOL               name of the pool
          Their output is kamisama's own, standard input is empty, and each is the leader of
          its own session, so Ctrl-C reaches kamisama only.

        Signals to kamisama:
          TTIN                        one worker more; it takes the lowest free index
          TTOU                        one worker less; the oldest goes, the last one stays
          TERM, INT                   stop: stop signal to all, grace period, then KILL.
                                      The second one: KILL at once
          QUIT                        stop, and wait as long as it takes
          USR2                        a status report on standard error
          KILL                        the kernel sends every worker TERM

        Exit codes:
          0    stopped on request
          1    gave up: more respawns than the limit allows
          2    the command line is wrong; nothing was started
          3    no worker could be started
          70   a fault of kamisama itself; KAMISAMA_DEBUG=1 shows where
          130  a second INT had the workers killed

        JSON lines have: time, event, master, pool, message; and worker, incarnation, pid,
        exit {kind, code, signal, signalName, coreDumped, stage, errno}, uptimeSeconds,
        decision, respawns, ... as far as they mean something for the event.
        """;
}
