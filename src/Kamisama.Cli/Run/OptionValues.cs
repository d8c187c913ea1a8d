using System.Globalization;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>Reads the values of options; each says what would be right when one is wrong.</summary>
/// <exception cref="OptionValueException">The text is no such value.</exception>
internal static class OptionValues
{
    public const string Unlimited = "unlimited";

    private const int SigCont = 18, SigStop = 19;

    // Far beyond every use, and far below what a TimeSpan holds.
    private const decimal LongestSeconds = 1_000_000_000;

    public static int ReadInstances(string text) =>
        TryReadWhole(text, out int instances) && instances is >= 1 and <= WorkerPoolOptions.MaxInstances
            ? instances
            : throw new OptionValueException($"must be a whole number from 1 to {WorkerPoolOptions.MaxInstances}, not '{text}'.");

    public static int? ReadRespawnLimit(string text)
    {
        if (text == Unlimited)
        {
            return null;
        }

        return TryReadWhole(text, out int limit)
            ? limit
            : throw new OptionValueException($"must be a whole number, 0 or more, or '{Unlimited}', not '{text}'.");
    }

    public static TimeSpan ReadRespawnInterval(string text) =>
        TryReadSeconds(text) is { } interval && interval > TimeSpan.Zero
            ? interval
            : throw new OptionValueException($"must be a number of seconds, more than 0, such as 60 or 0.5, not '{text}'.");

    public static TimeSpan? ReadGracePeriod(string text)
    {
        if (text == Unlimited)
        {
            return null;
        }

        return TryReadSeconds(text)
            ?? throw new OptionValueException($"must be a number of seconds, 0 or more, such as 10 or 0.5, or '{Unlimited}', not '{text}'.");
    }

    public static int ReadStopSignal(string text) =>
        SignalNames.TryParse(text, out int signal) && signal is not (SigCont or SigStop)
            ? signal
            : throw new OptionValueException($"must be the name or number of a signal that can end a process, such as TERM, INT, QUIT or 15, not '{text}'.");

    public static (string Name, string Value) ReadEnvironmentVariable(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at switch
        {
            > 0 => (text[..at], text[(at + 1)..]),
            0 => throw new OptionValueException($"must be KEY=VALUE with a KEY, not '{text}'."),
            _ => throw new OptionValueException($"must be KEY=VALUE, not '{text}'. For an empty value: --env {text}="),
        };
    }

    public static ProcessCredentials ReadUser(string text)
    {
        try
        {
            return UserDatabase.Find(ReadText(text));
        }
        catch (UnknownUserException exception)
        {
            throw new OptionValueException($"{text}: {exception.Message}");
        }
    }

    public static LogFormat ReadLogFormat(string text) => text switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw new OptionValueException($"must be text or json, not '{text}'."),
    };

    public static string ReadText(string text) =>
        text.Length > 0 ? text : throw new OptionValueException("must not be empty. Leave the option out for its default.");

    private static bool TryReadWhole(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static TimeSpan? TryReadSeconds(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) && seconds <= LongestSeconds
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
