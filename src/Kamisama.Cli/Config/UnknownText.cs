using Kamisama.Cli.Run;

namespace Kamisama.Cli.Config;

/// <summary>Words a key that is not known.</summary>
internal static class UnknownText
{
    public static string Describe(string key, IEnumerable<string> known)
    {
        // Another case, or the dashes of the option, are more letters than a slip, but as easy to type.
        List<string> keys = [.. known];
        string typed = key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        string? closest = WordDistance.Closest(typed, keys.Select(name => name.ToUpperInvariant()));
        string? meant = keys.Find(name => name.Equals(closest, StringComparison.OrdinalIgnoreCase));
        return meant is null ? $"is no key here. Known are {string.Join(", ", keys)}." : $"is no key here. Did you mean '{meant}'?";
    }
}
