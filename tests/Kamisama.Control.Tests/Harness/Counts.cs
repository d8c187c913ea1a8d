using System.Globalization;

namespace Kamisama.Control.Tests;

/// <summary>How often something is tried: a little in the suite, more when an environment variable says so.</summary>
internal static class Counts
{
    public static int Of(string variable, int inSuite) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : inSuite;
}
