namespace Kamisama.EndToEnd.Tests;

/// <summary>How a master is started.</summary>
internal sealed record MasterStart
{
    /// <summary>The program. Default: the command under test.</summary>
    public string Program { get; init; } = Programs.Kamisama;

    /// <summary>What comes before the program and ends in executing it: env, nohup, setpriv, "sh -c '... exec "$@"' sh".</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>The arguments of the program.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables on top of those of the test.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>"kamisama run" with events as JSON.</summary>
    internal static MasterStart Run(int instances, IEnumerable<string> options, IEnumerable<string> command) =>
        new() { Arguments = ["run", "--log-format", "json", "--instances", $"{instances}", .. options, "--", .. command] };

    /// <summary>The command line as a user types it.</summary>
    internal static MasterStart CommandLine(params string[] arguments) => new() { Arguments = arguments };

    /// <summary>Started by a shell, after the shell did this.</summary>
    internal MasterStart AfterShell(string script) => this with { Prefix = ["sh", "-c", $"{script}; exec \"$@\"", "sh"] };

    internal MasterStart After(params string[] prefix) => this with { Prefix = prefix };
}
