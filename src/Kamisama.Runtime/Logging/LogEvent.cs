namespace Kamisama.Runtime;

/// <summary>
/// A line of the log: published on the <see cref="EventStream"/> by every <see cref="ILoggingAdapter"/> and by the runtime itself, once for
/// each line, if anybody is subscribed to its class. Who publishes one of their own logs it too.
/// </summary>
public abstract class LogEvent
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        ArgumentNullException.ThrowIfNull(logSource);
        ArgumentNullException.ThrowIfNull(logClass);
        ArgumentNullException.ThrowIfNull(message);
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <summary>The exception, if there is one.</summary>
    public Exception? Cause { get; }

    /// <summary>When the line was written, in UTC: the machine's wall clock, also in a system on virtual time.</summary>
    public DateTime Timestamp { get; } = TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>The thread that wrote it.</summary>
    public Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>Who wrote it: the path of an actor, or a name.</summary>
    public string LogSource { get; }

    /// <summary>The class of who wrote it.</summary>
    public Type LogClass { get; }

    /// <summary>The text, formatted; from others than the adapters, any object.</summary>
    public object Message { get; }

    /// <summary>How loud it is.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        string line = FormattableString.Invariant(
            $"[{LogLevel().StringFor()}][{Timestamp:MM/dd/yyyy HH:mm:ss.fffK}][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}");
        return Cause is null ? line : $"{line}{Environment.NewLine}Cause: {Cause}";
    }
}

/// <summary>A line for those who debug.</summary>
/// <param name="cause">The exception, if there is one.</param>
/// <param name="logSource">Who writes it.</param>
/// <param name="logClass">The class of who writes it.</param>
/// <param name="message">The text.</param>
public sealed class Debug(Exception? cause, string logSource, Type logClass, object message)
    : LogEvent(cause, logSource, logClass, message)
{
    /// <summary>Without an exception.</summary>
    /// <param name="logSource">Who writes it.</param>
    /// <param name="logClass">The class of who writes it.</param>
    /// <param name="message">The text.</param>
    public Debug(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Runtime.LogLevel.DebugLevel;
}

/// <summary>A line for those who follow.</summary>
/// <param name="cause">The exception, if there is one.</param>
/// <param name="logSource">Who writes it.</param>
/// <param name="logClass">The class of who writes it.</param>
/// <param name="message">The text.</param>
public sealed class Info(Exception? cause, string logSource, Type logClass, object message)
    : LogEvent(cause, logSource, logClass, message)
{
    /// <summary>Without an exception.</summary>
    /// <param name="logSource">Who writes it.</param>
    /// <param name="logClass">The class of who writes it.</param>
    /// <param name="message">The text.</param>
    public Info(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Runtime.LogLevel.InfoLevel;
}

/// <summary>Something to look at.</summary>
/// <param name="cause">The exception, if there is one.</param>
/// <param name="logSource">Who writes it.</param>
/// <param name="logClass">The class of who writes it.</param>
/// <param name="message">The text.</param>
public sealed class Warning(Exception? cause, string logSource, Type logClass, object message)
    : LogEvent(cause, logSource, logClass, message)
{
    /// <summary>Without an exception.</summary>
    /// <param name="logSource">Who writes it.</param>
    /// <param name="logClass">The class of who writes it.</param>
    /// <param name="message">The text.</param>
    public Warning(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Runtime.LogLevel.WarningLevel;
}

/// <summary>Something went wrong.</summary>
/// <param name="cause">The exception, if there is one.</param>
/// <param name="logSource">Who writes it.</param>
/// <param name="logClass">The class of who writes it.</param>
/// <param name="message">The text.</param>
public sealed class Error(Exception? cause, string logSource, Type logClass, object message)
    : LogEvent(cause, logSource, logClass, message)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Runtime.LogLevel.ErrorLevel;
}
