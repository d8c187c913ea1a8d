using System.Reflection;
using System.Runtime.InteropServices;

namespace Kamisama.Cli.Help;

/// <summary>What <c>kamisama --version</c> prints: what a report of a fault needs.</summary>
internal static class VersionText
{
    public static string Describe()
    {
        string? version = typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return $"kamisama {version} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})";
    }
}
