using System.Globalization;

namespace Kamisama.Actors;

/// <summary>"{index}" in the texts that all workers of a pool share.</summary>
internal static class IndexPlaceholder
{
    /// <summary>The text for one worker.</summary>
    public static string Fill(string text, int index) =>
        text.Replace("{index}", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
