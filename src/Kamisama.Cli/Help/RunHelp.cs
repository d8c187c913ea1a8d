namespace Kamisama.Cli.Help;

/// <summary>The text of <c>kamisama run --help</c>. A test checks that no option and no exit code is missing.</summary>
internal static class RunHelp
{
    public const string Text = """
        Keeps N workers running until it is told to stop.

        Usage:
          kamisama run --instances N [options] -- COMMAND [ARGS...]
          kamisama run --procfile FILE [--formation web=2,worker=5] [...]
          kamisama run --file FILE [--environment ENV] [--control NAME] [--log-format FORMAT] [--quiet]

          Everything behind '--' is the workers' command, never an option of kamisama.
          {index} in an argument is replaced by the worker's index: 1, 2, ... N.

        Options:
          --instances N               how many workers, 1 to 10000 (required)
          --respawn-limit N           respawns allowed in the respawn interval, over all
                                      workers; one more ends everything with exit code 1.
                                      0: the first death does. unlimited: never. Default: 3
          --respawn-interval TIME     the sliding interval of that limit. Default: 60
          --grace-period TIME         how long workers may take to end before KILL. 0: do not
                                      wait at all, the kernel sends TERM. unlimited: never
                                      KILL. Default: 10
          --stop-signal SIGNAL        asks a worker to end, by name or number. Default: TERM
          --directory DIR             working directory of the workers. Default: this one
          --env KEY=VALUE             a variable for the workers; may be given many times
          --user USER                 run the workers as this user, by name or number, with
                                      its groups and home, without the variables of your
                                      session; for a kamisama that runs as root
          --name NAME                 name of the pool. Default: workers
          --log-format FORMAT         event lines on standard error: text, or json for one
                                      object a line. Default: text
          --control NAME              open a control socket of this name, or at a PATH with a
                                      slash, for 'kamisama ps', scale, restart, stop, events,
                                      why: see 'kamisama ps --help'. Default: none
          --quiet                     only errors, why it gave up, and status reports
          --file FILE                 (or -f) runs the pools of a configuration, in which the
                                      options are keys: see 'kamisama config --help'
          --environment ENV           the overlay of that file, such as production
          --procfile FILE             runs the lines of a Procfile, NAME: COMMAND, each by
                                      /bin/sh and with a PORT: see docs/configuration.md
          --formation NAME=N,...      how many workers which line has. Default: all=1
          --help                      this text

          A TIME is seconds, 60 or 0.5, or has units: 500ms, 90s, 10m, 1h30m, 7d.

        Which ends are followed by a respawn:
          --restart MODE              always, on-failure or never. One that is not respawned
                                      gives up its place; without any place it is over, exit
                                      code 0, or 4 after a failure. Default: always
          --success-codes N,N         exit codes that are no failure. Default: 0
          --no-restart-codes N,N      exit codes that say "don't restart me"
          --no-restart-signals S,S    the same for signals that a worker died of
          --respawn-scope SCOPE       the respawn limit counts over the pool, or for each
                                      worker. Default: pool
          --rule CLASS:RULE           one kind of end is treated in its own way; may be given
                                      for many. CLASS: clean, failed, signalled, timed-out,
                                      killed-for-memory, could-not-start, recycled. RULE:
                                      backoff=FIRST[..LONGEST] or limit=N/TIME, or both with
                                      a comma: signalled:backoff=5..60,limit=10/1h

        When it is respawned (at once, unless one of these is given):
          --backoff-initial TIME      wait before the first respawn in a row. Default: 1
          --backoff-factor N          what each next wait is multiplied by. Default: 2
          --backoff-max TIME          the longest wait. Default: 60
          --backoff-jitter PART       which part of a wait is random, 0 to 1. Default: 0
          --backoff-reset TIME        after this uptime a death is the first again.
                                      Default: 600
          --start-stagger TIME        time between two first starts. Default: 0

        Whether a worker works:
          --ready HOW                 notify: it says READY=1, see sd_notify(3). fd:N: it
                                      writes a newline on descriptor N. uptime:TIME: it stays
                                      up. Or it passes a PROBE: tcp:HOST:PORT, http://URL,
                                      https://URL, exec:COMMAND (for /bin/sh, code 0).
                                      Default: as soon as it runs
          --start-timeout TIME        not ready by then: ended, a death
          --watchdog TIME             so long without WATCHDOG=1: ended, a death
          --liveness PROBE            asked again and again; fails too often: ended, a death
          --liveness-interval TIME    between two questions. Default: 10
          --liveness-timeout TIME     how long an answer may take. Default: 1
          --liveness-failures N[/M]   N failures, of the last M: too often. Default: 3/3

        When a worker is replaced, which is no death:
          --memory-limit SIZE         larger than this, in bytes or like 500M, in 3 of the
                                      last 5 samples
          --memory-measure MEASURE    rss, or pss: shared pages divided. Default: rss
          --memory-interval TIME      between two samples. Default: 10
          --max-age TIME              since its start; up to 10 % earlier, by chance
          --max-uptime TIME           since it became ready; the same
          --restart-surge N           first start so many new ones, at free indexes, then end
                                      the old ones. 0: one after the other. Default: 0

        How a worker is ended, and the rest:
          --quiet-signal SIGNAL       sent before the stop signal: take no new work
          --quiet-period TIME         how long it then has until the stop signal. Default: 10
          --control-group DIR         a directory of cgroup v2: KILL reaches all descendants
          --error-lines N             last lines of standard error that the report of its death
                                      keeps: errorLines in JSON lines. Default: 0
          --seed N                    makes jitter the same in each run

        Where the workers' output goes (docs/logs.md):
          --output WHERE              inherit: kamisama's own streams. prefix: the same, with
                                      "workers.3 | " before each line. json: an object a line
                                      on standard output. file:PATH: files, where {pool},
                                      {index} and {stream} are replaced. journald.
                                      Default: inherit
          --output-format FORMAT      lines in files: plain, prefix or json. Default: plain
          --output-rotate-size SIZE   a larger file becomes FILE.1, that FILE.2, ...
          --output-rotate-every TIME  so does an older one: 1d is at midnight UTC
          --output-keep N             how many old files are kept. Default: 10
          --output-full WHAT          when a worker writes faster than its output is taken
                                      away: block, it waits; drop, lines are dropped and
                                      counted. A full disk always drops. Default: block
          --output-buffer SIZE        for each stream of each worker. Default: 128K
          --output-recent SIZE        last output of each worker, for who asks. Default: 32K

        Examples:
          kamisama run --instances 17 -- ruby worker.rb {index}
          kamisama run --instances 4 --respawn-limit unlimited -- python3 worker.py
          kamisama run --instances 4 --backoff-max 5m --respawn-limit 20 --respawn-interval 1h -- ./work
          kamisama run --instances 2 --user www-data --directory /srv/app --env LEVEL=info -- ./work
          kamisama run --instances 3 -- sh -c 'while :; do echo "$KAMISAMA_WORKER_INDEX"; sleep 1; done'

        What the workers get:
          KAMISAMA_WORKER_INDEX       1 to N; a respawned worker keeps it
          KAMISAMA_INCARNATION        0 for the first process of that index, then 1, 2, ...
          KAMISAMA_POOL               name of the pool
          Their output is kamisama's own unless --output says otherwise, standard input is
          empty, and each leads its own session, so Ctrl-C reaches kamisama only.

        Signals to kamisama:
          TTIN                        one worker more; it takes the lowest free index
          TTOU                        one worker less; the oldest goes, the last one stays
          HUP                         replaces the workers, one after the other
          TERM, INT                   stop: stop signal to all, grace period, then KILL.
                                      The second one: KILL at once
          QUIT                        stop, and wait as long as it takes
          USR1                        opens the log files of --output file:PATH anew
          USR2                        a status report on standard error
          KILL                        the kernel sends every worker TERM

        Exit codes:
          0    stopped on request; or all workers have ended well, and none was to be respawned
          1    gave up: more respawns than the limit allows
          2    the command line or the configuration is wrong; nothing was started
          3    no worker could be started
          4    all workers have ended, none was to be respawned, and one had failed
          70   a fault of kamisama itself; KAMISAMA_DEBUG=1 shows where
          130  a second INT had the workers killed

        JSON lines have: time, event, master, pool, message; and worker, incarnation, pid,
        exit {kind, code, signal, signalName, coreDumped, stage, errno}, uptimeSeconds,
        decision, respawns, ... as far as they mean something for the event.
        """;
}
