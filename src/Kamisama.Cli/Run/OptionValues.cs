using System.Globalization;
using Kamisama.Actors;
using Kamisama.Control;
using Kamisama.Processes;

namespace Kamisama.Cli.Run;

/// <summary>Reads the values of options; each method says what would be right when one is wrong.</summary>
/// <exception cref="OptionValueException">The text is no such value.</exception>
internal static class OptionValues
{
    public const string Unlimited = "unlimited";

    private const int SigCont = 18, SigStop = 19;

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

    /// <summary>A time of more than zero.</summary>
    public static TimeSpan ReadPositiveTime(string text) =>
        Durations.TryRead(text) is { } time && time > TimeSpan.Zero
            ? time
            : throw new OptionValueException($"must be a time of more than 0, {Durations.Examples}, not '{text}'.");

    public static TimeSpan ReadTime(string text) =>
        Durations.TryRead(text) ?? throw new OptionValueException($"must be a time of 0 or more, {Durations.Examples}, not '{text}'.");

    public static TimeSpan? ReadGracePeriod(string text)
    {
        if (text == Unlimited)
        {
            return null;
        }

        return Durations.TryRead(text)
            ?? throw new OptionValueException($"must be a time of 0 or more, {Durations.Examples}, or '{Unlimited}', not '{text}'.");
    }

    /// <summary>A whole number of a range.</summary>
    public static int ReadWhole(string text, int least, int most) =>
        TryReadWhole(text, out int number) && number >= least && number <= most
            ? number
            : throw new OptionValueException($"must be a whole number from {least} to {most}, not '{text}'.");

    /// <summary>A number of a range, with a decimal point or without.</summary>
    public static double ReadNumber(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most
            ? number
            : throw new OptionValueException(FormattableString.Invariant($"must be a number from {least} to {most}, not '{text}'."));

    public static int ReadSignal(string text) =>
        SignalNames.TryParse(text, out int signal)
            ? signal
            : throw new OptionValueException($"must be the name or number of a signal, such as ABRT or 6, not '{text}'.");

    /// <summary>"0,99": at least one.</summary>
    public static int[] ReadExitCodes(string text) => [.. text.Split(',').Select(code => ReadWhole(code, 0, 255))];

    /// <summary>"ABRT,SEGV": at least one.</summary>
    public static int[] ReadSignals(string text) => [.. text.Split(',').Select(ReadSignal)];

    /// <summary>"500M": bytes, or with K, M, G: powers of 1024.</summary>
    public static long ReadBytes(string text)
    {
        int unit = text.Length > 0 ? "KMG".IndexOf(text[^1], StringComparison.Ordinal) + 1 : 0;
        string number = unit > 0 ? text[..^1] : text;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count is > 0 and < 1L << 32
            ? count << (10 * unit)
            : throw new OptionValueException($"must be a number of bytes, more than 0, such as 500M or 2G, not '{text}'.");
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

    /// <summary>The name or path of a control socket.</summary>
    public static string ReadControl(string text)
    {
        try
        {
            _ = ControlSocketPath.For(ReadText(text));
            return text;
        }
        catch (ArgumentException exception)
        {
            throw new OptionValueException($"is wrong: {exception.Message}");
        }
    }

    public static string ReadText(string text) =>
        text.Length > 0 ? text : throw new OptionValueException("must not be empty. Leave the option out for its default.");

    private static bool TryReadWhole(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
