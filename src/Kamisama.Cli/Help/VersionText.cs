using System.Reflection;
using System.Runtime.InteropServices;

namespace Kamisama.Cli.Help;

/// <summary>What <c>kamisama --version</c> prints: what a report of a fault needs.</summary>
internal static class VersionText
{
    /// <summary>The version alone.</summary>
    public static string? Number => typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    public static string Describe() =>
        $"kamisama {Number} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})";
}
