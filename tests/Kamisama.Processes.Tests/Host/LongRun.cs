namespace Kamisama.Processes.Tests;

/// <summary>Whether the long versions of the tests run: KAMISAMA_LONG=1.</summary>
internal static class LongRun
{
    internal static bool IsOn { get; } = Environment.GetEnvironmentVariable("KAMISAMA_LONG") == "1";
}
