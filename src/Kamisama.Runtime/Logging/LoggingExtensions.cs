using System.Globalization;

namespace Kamisama.Runtime;

/// <summary>
/// Writing to a log. Formats are those of <see cref="string.Format(string, object)"/>, in the invariant culture; a text without
/// arguments is written as it is, and a line that goes nowhere is not formatted.
/// </summary>
public static class LoggingExtensions
{
    /// <summary>Writes a line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="level">The level.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, params ReadOnlySpan<object?> args) =>
        Write(log, level, null, format, args);

    /// <summary>Writes a line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="level">The level.</param>
    /// <param name="cause">The exception.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Log(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        Write(log, level, cause, format, args);

    /// <summary>Writes a debug line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Debug(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.DebugLevel, null, format, args);

    /// <summary>Writes a debug line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cause">The exception.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.DebugLevel, cause, format, args);

    /// <summary>Writes an info line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Info(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.InfoLevel, null, format, args);

    /// <summary>Writes an info line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cause">The exception.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.InfoLevel, cause, format, args);

    /// <summary>Writes a warning.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Warning(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.WarningLevel, null, format, args);

    /// <summary>Writes a warning.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cause">The exception.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Warning(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.WarningLevel, cause, format, args);

    /// <summary>Writes an error.</summary>
    /// <param name="log">The log.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Error(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.ErrorLevel, null, format, args);

    /// <summary>Writes an error.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cause">The exception.</param>
    /// <param name="format">The text, with <c>{0}</c> and so on.</param>
    /// <param name="args">What goes in there.</param>
    public static void Error(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        Write(log, LogLevel.ErrorLevel, cause, format, args);

    private static void Write(ILoggingAdapter log, LogLevel level, Exception? cause, string format, ReadOnlySpan<object?> args)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.IsEnabled(level))
        {
            log.Log(level, cause, args.IsEmpty ? format : Text(format, args));
        }
    }

    // A mistake in a line of the log is no reason to restart an actor.
    private static string Text(string format, ReadOnlySpan<object?> args)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, args);
        }
        catch (FormatException)
        {
            return $"{format} (does not fit its {args.Length} arguments)";
        }
    }
}
