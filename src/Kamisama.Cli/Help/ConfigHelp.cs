namespace Kamisama.Cli.Help;

/// <summary>The text of <c>kamisama config --help</c> and <c>kamisama init --help</c>.</summary>
internal static class ConfigHelp
{
    public const string Text = """
        One file that describes all pools, for all environments.

        Usage:
          kamisama init [-f FILE]               writes a file to begin with, never over another,
                                                and kamisama.schema.json for the editor
          kamisama run -f FILE [--environment ENV]
                                                runs what it describes
          kamisama config check [options]       says everything that is wrong with it
          kamisama config show [options]        shows it as it counts
          kamisama config schema                its JSON Schema

        Options:
          -f, --file FILE             the file, .json with comments, or .yaml. Default:
                                      kamisama.json, kamisama.yaml or kamisama.yml here
          --environment ENV           lays the file NAME.ENV.json beside it over it.
                                      Default: KAMISAMA_ENVIRONMENT, if it is set
          --effective                 with the defaults of what is not given
          --origin                    with where each value comes from: file and line, variable
          --show-secrets              else values of keys and variables that are named like
                                      secrets (KEY, TOKEN, SECRET, PASSWORD) are hidden
          --help                      this text

        What counts, the last one first:
          KAMISAMA__POOLS__WEB__INSTANCES=8   a variable for one key of one pool
          kamisama.production.json            the overlay: objects key by key, all else as a whole
          kamisama.json                       the file
        Then ${VAR} and ${VAR:-default} in texts: from the environment, else from .env beside the
        file. $$ is a dollar.

        Exit codes: 0 valid, 2 not. All keys: docs/configuration.md.
        """;
}
