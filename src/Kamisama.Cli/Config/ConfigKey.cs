namespace Kamisama.Cli.Config;

/// <summary>One key of a pool in a configuration.</summary>
/// <param name="Name">The key: the option's name in camel case.</param>
/// <param name="Option">The option of <c>kamisama run</c> that means the same, and reads its values.</param>
/// <param name="Kind">What its values look like.</param>
/// <param name="Default">What stands for it when it is not given, as a value of the file; empty: nothing does.</param>
/// <param name="Example">A value of the file.</param>
/// <param name="Meaning">What it says, for the schema and "config show".</param>
internal sealed record ConfigKey(string Name, string Option, ConfigKind Kind, string Default, string Example, string Meaning)
{
    /// <summary>The words that can be its value, when <see cref="Kind"/> is <see cref="ConfigKind.Word"/>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>What a value of a key looks like. Each may also be a text that holds the same.</summary>
internal enum ConfigKind
{
    /// <summary>A whole number, 4.</summary>
    Whole,

    /// <summary>A whole number or "unlimited".</summary>
    WholeOrUnlimited,

    /// <summary>A number, 0.5.</summary>
    Number,

    /// <summary>Seconds, or a text with units, "1m30s".</summary>
    Time,

    /// <summary>A time or "unlimited".</summary>
    TimeOrUnlimited,

    /// <summary>Bytes, or a text with a unit, "500M".</summary>
    Size,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>Several values: an array, or a text with commas.</summary>
    List,
}
