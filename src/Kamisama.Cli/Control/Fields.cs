using System.Globalization;
using System.Text.Json;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Control;

/// <summary>Takes values out of an answer for people. What is missing reads as "-", and what a worker wrote is made safe to print.</summary>
internal static class Fields
{
    public const string None = "-";

    public static string Text(this JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.ValueKind switch
    {
        JsonValueKind.String => ControlCharacters.Escape(value.GetString()!),
        JsonValueKind.Null => None,
        _ => ControlCharacters.Escape(value.GetRawText()),
    }
    : None;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static bool IsTrue(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    public static bool Is(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public static double? Number(this JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>"4.2s", "3m12s", "5h03m", "12d4h".</summary>
    public static string Duration(double? seconds) => seconds switch
    {
        null => None,
        < 60 => Invariant($"{seconds:0.0}s"),
        < 3600 => Invariant($"{(int)(seconds / 60)}m{(int)seconds % 60:00}s"),
        < 86400 => Invariant($"{(int)(seconds / 3600)}h{(int)(seconds / 60) % 60:00}m"),
        _ => Invariant($"{(int)(seconds / 86400)}d{(int)(seconds / 3600) % 24}h"),
    };

    /// <summary>"812K", "12.3M", "1.5G": powers of 1024.</summary>
    public static string Size(double? bytes) => bytes switch
    {
        null => None,
        < 1 << 20 => Invariant($"{bytes / 1024:0}K"),
        < 1 << 30 => Invariant($"{bytes / (1 << 20):0.0}M"),
        _ => Invariant($"{bytes / (1 << 30):0.0}G"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
