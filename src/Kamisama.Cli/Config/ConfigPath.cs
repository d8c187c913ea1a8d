namespace Kamisama.Cli.Config;

/// <summary>Keys from the top, as faults name them: "pools.web.instances".</summary>
internal static class ConfigPath
{
    // A key of a megabyte tells nobody more than its beginning.
    private const int LongestKey = 64;

    public static string Of(string path, string key)
    {
        string shown = key.Length <= LongestKey ? key : $"{key[..LongestKey]}…";
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }
}
