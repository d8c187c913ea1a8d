using System.Globalization;

namespace Kamisama.Cli.Run;

/// <summary>Times as they are typed: seconds, "0.5", or with units, "500ms", "90s", "10m", "3h20m", "30d".</summary>
internal static class Durations
{
    /// <summary>How a fault says what would be right.</summary>
    public const string Examples = "such as 60 or 0.5 (seconds), 10m or 1h30m";

    // Far beyond every use, and far below what a TimeSpan holds.
    private const decimal LongestSeconds = 1_000_000_000;

    /// <summary>The time, or <see langword="null"/> when the text is none.</summary>
    public static TimeSpan? TryRead(string text)
    {
        decimal sum = 0;
        int at = 0;
        do
        {
            int unitAt = at + Length(text.AsSpan(at), static c => char.IsAsciiDigit(c) || c == '.');
            int end = unitAt + Length(text.AsSpan(unitAt), char.IsAsciiLetter);
            decimal seconds = SecondsIn(text[unitAt..end]);
            if (!decimal.TryParse(text.AsSpan(at..unitAt), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                || number > LongestSeconds
                || seconds == 0
                || (unitAt == end && end - at < text.Length))
            {
                return null;
            }

            sum += number * seconds;
            at = end;
        }
        while (at < text.Length);

        return sum <= LongestSeconds ? TimeSpan.FromTicks((long)(sum * TimeSpan.TicksPerSecond)) : null;
    }

    // A number alone is seconds, but only alone: "1m30" is more likely a slip.
    private static decimal SecondsIn(string unit) => unit switch
    {
        "" or "s" => 1,
        "ms" => 0.001m,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => 0,
    };

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        int length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }
}
