namespace Kamisama.Cli.Config;

/// <summary>Where something stands: "kamisama.json:4:20", or the name of a variable.</summary>
/// <param name="Source">The file, as it was named, or the variable.</param>
/// <param name="Line">From 1; 0: the source as a whole.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="IsVariable">Whether the source is a variable of the environment.</param>
internal sealed record ConfigOrigin(string Source, int Line, int Column, bool IsVariable = false)
{
    /// <summary>A file or a variable as a whole.</summary>
    public static ConfigOrigin Of(string source, bool isVariable = false) => new(source, 0, 0, isVariable);

    /// <summary>"kamisama.json:4", for people who look for the line.</summary>
    public string LineText => Line == 0 || IsVariable ? Source : $"{Source}:{Line}";

    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
