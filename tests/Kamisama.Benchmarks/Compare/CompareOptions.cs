using System.Diagnostics.CodeAnalysis;

namespace Kamisama.Benchmarks;

/// <summary>The arguments of <c>compare</c>.</summary>
internal sealed record CompareOptions
{
    public Scale Scale { get; private init; } = Scale.Small;

    /// <summary>Texts of which the name of a measure has to contain one; empty: all are made.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Where the table is written besides standard output.</summary>
    public string? Out { get; private init; }

    /// <summary>The command; <see langword="null"/>: it is published from the repository; "none": the floor alone.</summary>
    public string? Kamisama { get; private init; }

    /// <summary>Variables for the command alone, to try settings of the .NET runtime.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>();

    public static bool TryParse(
        string[] arguments,
        [NotNullWhen(true)] out CompareOptions? options,
        [NotNullWhen(false)] out string? fault)
    {
        (options, fault) = (null, null);
        var parsed = new CompareOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
            {
                fault = $"{arguments[i]} needs a value.";
                return false;
            }

            CompareOptions? next = parsed.With(arguments[i], arguments[i + 1]);
            if (next is null)
            {
                fault = $"'{arguments[i]} {arguments[i + 1]}' is not understood.";
                return false;
            }

            parsed = next;
        }

        options = parsed;
        return true;
    }

    private CompareOptions? With(string name, string value) => (name, value) switch
    {
        ("--scale", "small") => this with { Scale = Scale.Small },
        ("--scale", "full") => this with { Scale = Scale.Full },
        ("--only", _) => this with { Only = [.. Only, value] },
        ("--out", _) => this with { Out = value },
        ("--kamisama", _) => this with { Kamisama = value },
        ("--env", _) when value.Split('=', 2) is [var variable, var text] =>
            this with { Environment = new Dictionary<string, string>(Environment) { [variable] = text } },
        _ => null,
    };
}
