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

/// <summary>A log that goes nowhere.</summary>
public sealed class NoLogger : ILoggingAdapter
{
    private NoLogger() { }

    /// <summary>The one there is.</summary>
    public static ILoggingAdapter Instance { get; } = new NoLogger();

    /// <summary>False.</summary>
    public bool IsDebugEnabled => false;

    /// <summary>False.</summary>
    public bool IsInfoEnabled => false;

    /// <summary>False.</summary>
    public bool IsWarningEnabled => false;

    /// <summary>False.</summary>
    public bool IsErrorEnabled => false;

    /// <summary>False.</summary>
    /// <param name="logLevel">The level.</param>
    public bool IsEnabled(LogLevel logLevel) => false;

    /// <summary>Does nothing.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="cause">The exception.</param>
    /// <param name="format">The text.</param>
    public void Log(LogLevel logLevel, Exception? cause, string format) { }
}
