namespace Kamisama.Cli.Help;

/// <summary>The text of <c>kamisama --help</c>.</summary>
internal static class RootHelp
{
    public const string Text = """
        kamisama: start, watch and respawn background workers on Linux.

        Usage:
          kamisama run --instances N [options] -- COMMAND [ARGS...]
          kamisama run --help      all options, signals and exit codes
          kamisama run -f FILE     runs the pools of a configuration
          kamisama init            writes a configuration to begin with
          kamisama config --help   checks and shows a configuration
          kamisama explain --instances N [options]
                                   says in plain words what these options do
          kamisama simulate --instances N [options] [scenario]
                                   shows what they would do in a month of crashes
          kamisama ps|scale|restart|start|stop|signal|events|why|ls
                                   asks a master that was started with --control
          kamisama ps --help       all of these, with their options and exit codes
          kamisama --version

        Examples:
          kamisama run --instances 17 -- ruby worker.rb {index}
          kamisama run --instances 4 --respawn-limit 10 --respawn-interval 60 -- ./crunch --all

        N workers are kept running. One that ends is respawned in its place at once; when
        that happens too often, everything is stopped and the exit code says so. Signals add
        workers (TTIN), retire workers (TTOU) and stop them all (TERM). However kamisama
        itself ends, also by KILL, the kernel sends every worker TERM.
        """;
}
