using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime;

/// <summary>Akka.NET's log face over a logger of Microsoft.Extensions.Logging.</summary>
internal sealed class LoggerAdapter(ILogger logger) : ILoggingAdapter
{
    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(Translate(logLevel));

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        Microsoft.Extensions.Logging.LogLevel level = Translate(logLevel);
        if (logger.IsEnabled(level))
        {
            logger.Log(level, default, format, cause, static (text, _) => text);
        }
    }

    private static Microsoft.Extensions.Logging.LogLevel Translate(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => Microsoft.Extensions.Logging.LogLevel.Debug,
        LogLevel.InfoLevel => Microsoft.Extensions.Logging.LogLevel.Information,
        LogLevel.WarningLevel => Microsoft.Extensions.Logging.LogLevel.Warning,
        LogLevel.ErrorLevel => Microsoft.Extensions.Logging.LogLevel.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a LogLevel."),
    };
}
