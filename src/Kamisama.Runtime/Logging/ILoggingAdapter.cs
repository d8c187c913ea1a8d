namespace Kamisama.Runtime;

/// <summary>
/// The log of one actor or system. A line becomes a <see cref="LogEvent"/> on the event stream, for whoever is subscribed to it and for the
/// <c>ILoggerFactory</c> in the options.
/// </summary>
public interface ILoggingAdapter
{
    /// <summary>Whether debug lines go anywhere: the system logs that level, and somebody listens.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether info lines go anywhere.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether warnings go anywhere.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>Whether errors go anywhere.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether lines of that level go anywhere.</summary>
    /// <param name="logLevel">The level.</param>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Writes a line as it is, without asking <see cref="IsEnabled"/>.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception, if there is one.</param>
    /// <param name="format">The text; not formatted.</param>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
