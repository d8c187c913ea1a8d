namespace Kamisama.Actors;

/// <summary>How figures read in lines for people.</summary>
internal static class Texts
{
    /// <summary>"60 s", "12.3 s", "0.004 s".</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => FormattableString.Invariant($"{time.TotalSeconds:0.###} s"),
        _ => FormattableString.Invariant($"{time.TotalSeconds:0.#} s"),
    };

    /// <summary>"1 worker", "2 workers".</summary>
    public static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
