namespace Kamisama.Cli.Control;

/// <summary>What a command that steers a master may be given.</summary>
/// <param name="Name">The command.</param>
/// <param name="Words">How its words read in a usage line.</param>
/// <param name="MinWords">How many words it needs.</param>
/// <param name="MaxWords">How many it takes.</param>
/// <param name="Options">Its options.</param>
internal sealed record ControlSyntax(string Name, string Words, int MinWords, int MaxWords, params string[] Options)
{
    public const string Control = "--control", Pool = "--pool", Json = "--json", Wait = "--wait", Timeout = "--timeout",
        Mode = "--mode", Follow = "--follow", Last = "--last", Help = "--help";

    private static readonly string[] Flags = [Json, Wait, Follow, Help];

    private static readonly ControlSyntax[] All =
    [
        new("ps", "", 0, 0, Control, Pool, Json, Timeout),
        new("status", "", 0, 0, Control, Pool, Json, Timeout),
        new("scale", " N|+N|-N", 1, 1, Control, Pool, Wait, Timeout),
        new("restart", " [WORKER]", 0, 1, Control, Pool, Wait, Timeout),
        new("start", " [WORKER]", 0, 1, Control, Pool, Timeout),
        new("stop", "", 0, 0, Control, Pool, Mode, Wait, Timeout),
        new("signal", " WORKER SIGNAL", 2, 2, Control, Pool, Timeout),
        new("events", "", 0, 0, Control, Pool, Follow, Last, Json, Timeout),
        new("why", " [WORKER]", 0, 1, Control, Pool, Json, Timeout),
        new("logs", " [WORKER]", 0, 1, Control, Pool, Last, Json, Timeout),
        new("reload", "", 0, 0, Control, Timeout),
        new("ls", "", 0, 0, Json),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => All.Select(syntax => syntax.Name);

    /// <summary>The syntax of a command.</summary>
    public static ControlSyntax Of(string name) => Array.Find(All, syntax => syntax.Name == name)!;

    /// <summary>Whether its first word may be the name of a pool.</summary>
    public bool TakesPool => Options.Contains(Pool);

    public static bool IsFlag(string option) => Flags.Contains(option);
}
