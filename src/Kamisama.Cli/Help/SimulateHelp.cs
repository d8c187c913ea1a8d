namespace Kamisama.Cli.Help;

/// <summary>The text of <c>kamisama simulate --help</c>. A test checks that no option of it is missing.</summary>
internal static class SimulateHelp
{
    public const string Text = """
        Shows what a pool with these options would do, in virtual time: the policy is the real
        one, the workers are simulated. Nothing is started; a month takes a few seconds.

        Usage:
          kamisama simulate --instances N [options of 'kamisama run'] [scenario] [-- COMMAND]

        The scenario:
          --mtbf TIME                 mean time between failures of one worker, exponentially
                                      distributed. Default: they run for ever
          --start-time TIME           from the start of a worker until it is ready. Default: 0
          --exits MIX                 how they end, with the share of each: "code 1:70%,
                                      signal SEGV:20%,code 0:10%". Default: code 1:100%
          --outage FROM..TO           at its begin all workers die; each one started meanwhile
                                      dies after 0.1 s, never ready. All with code 1. May be
                                      given many times
          --from FILE                 the recorded deaths of a log, written by 'kamisama run
                                      --log-format json', in place of mtbf and exits: worker n
                                      lives as long and ends as it did there, then for ever
          --duration TIME             how long to look. Default: 1d; with a log, as long as it
          --seed N                    the same seed shows the same again. Default: 42
          --svg FILE                  also draw the timeline into this file
          --help                      this text

        Example:
          kamisama simulate --instances 4 --backoff-max 1m --respawn-limit 20 --mtbf 10m \
            --exits "code 1:70%,signal SEGV:20%,code 0:10%" --outage 3h..3h20m --duration 1d

        Exit codes:
          0    simulated, also when the pool gave up in it
          2    the command line, or the log, is wrong

        All other options: kamisama run --help. In words: kamisama explain.
        """;
}
