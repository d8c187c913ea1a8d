namespace Kamisama.EndToEnd.Tests;

/// <summary>Cheap programs for workers.</summary>
internal static class Workers
{
    /// <summary>Obeys TERM at once.</summary>
    internal static string[] Sleep { get; } = ["sleep", "1000"];

    /// <summary>Ignores TERM, and says when it has come that far.</summary>
    internal static string[] IgnoringTerm { get; } = Shell("trap '' TERM INT HUP; echo \"ready (pid $$)\"; exec sleep 1000");

    internal static string[] Shell(string script) => ["sh", "-c", script];
}
