using Microsoft.Extensions.Logging;
using MsLogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Kamisama.Runtime;

/// <summary>
/// The subscriber that hands the log events to a logger factory, on the thread that writes them. The category is the class, not the path:
/// a factory keeps every category it has ever seen, and paths come and go with the actors.
/// </summary>
internal sealed class LoggerFactoryRef(ActorSystem system, ILoggerFactory factory) : InternalActorRef
{
    public override ActorPath Path => system.RootPath.Child("system", uid: 0).Child("log", uid: 0);

    internal override ActorSystem System => system;

    internal override void Post(object message, IActorRef? sender)
    {
        if (message is LogEvent line && line.LogLevel() >= system.EventStream.LogLevel)
        {
            Write(line);
        }
    }

    internal override void SendSystem(SystemMessage message) { }

    private void Write(LogEvent line)
    {
        string category = line.LogClass == typeof(DummyClassForStringSources) ? line.LogSource : line.LogClass.FullName ?? line.LogClass.Name;
        MsLogLevel level = Translate(line.LogLevel());
        try
        {
            ILogger logger = factory.CreateLogger(category);
            if (logger.IsEnabled(level))
            {
                Log.Event(logger, level, line.LogSource, line.Message, line.Cause);
            }
        }
#pragma warning disable CA1031 // A log that is broken, or disposed before the system, must not break an actor, a restart or a stop.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is no other place to say it.
        }
    }

    private static MsLogLevel Translate(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => MsLogLevel.Debug,
        LogLevel.InfoLevel => MsLogLevel.Information,
        LogLevel.WarningLevel => MsLogLevel.Warning,
        LogLevel.ErrorLevel => MsLogLevel.Error,
    };
}
