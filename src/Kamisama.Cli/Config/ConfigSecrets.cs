namespace Kamisama.Cli.Config;

/// <summary>Which values are not shown.</summary>
internal static class ConfigSecrets
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Hidden = "***";

    private static readonly string[] Words = ["SECRET", "TOKEN", "PASSWORD", "KEY"];

    /// <summary>Whether a variable of this name holds a secret, most likely.</summary>
    public static bool IsName(string variable) => Words.Any(word => variable.Contains(word, StringComparison.OrdinalIgnoreCase));
}
