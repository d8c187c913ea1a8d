namespace Kamisama.Cli.Help;

/// <summary>The text of <c>kamisama explain --help</c>.</summary>
internal static class ExplainHelp
{
    public const string Text = """
        Says in plain words what a pool with these options does. Nothing is started.

        Usage:
          kamisama explain --instances N [options of 'kamisama run'] [-- COMMAND [ARGS...]]

        Example:
          kamisama explain --instances 4 --backoff-max 1m --respawn-limit 20 --respawn-interval 1h

        Exit codes:
          0    explained
          2    the command line is wrong

        All options: kamisama run --help.
        """;
}
