namespace Kamisama.Runtime;

/// <summary>The log of one source: each line becomes a <see cref="LogEvent"/>, made only if somebody is subscribed to its class.</summary>
internal sealed class BusLogging(EventStream stream, string logSource, Type logClass) : ILoggingAdapter
{
    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= stream.LogLevel && stream.HasSubscribers(logLevel.ClassFor());

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        if (stream.HasSubscribers(logLevel.ClassFor()))
        {
            stream.Publish(New(logLevel, cause, format));
        }
    }

    private LogEvent New(LogLevel level, Exception? cause, string text) => level switch
    {
        LogLevel.DebugLevel => new Debug(cause, logSource, logClass, text),
        LogLevel.InfoLevel => new Info(cause, logSource, logClass, text),
        LogLevel.WarningLevel => new Warning(cause, logSource, logClass, text),
        LogLevel.ErrorLevel => new Error(cause, logSource, logClass, text),
    };
}
