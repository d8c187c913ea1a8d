namespace Kamisama.Runtime;

/// <summary>Gets logs, and names levels.</summary>
public static class Logging
{
    /// <summary>The log of an actor; its source is the actor's path. Keep it in a field, made in the constructor.</summary>
    /// <param name="context">The actor's context.</param>
    public static ILoggingAdapter GetLogger(this IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BusLogging(context.System.EventStream, context.Self.Path.ToString(), context.Props.Type);
    }

    /// <summary>A log for code that is no actor.</summary>
    /// <param name="system">The system.</param>
    /// <param name="logSourceObj">An actor ref, a string or a type to be the source; of anything else, its type.</param>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(logSourceObj);
        return logSourceObj switch
        {
            IActorRef actor => new BusLogging(system.EventStream, actor.Path.ToString(), actor.GetType()),
            string text => new BusLogging(system.EventStream, $"{text} ({system})", typeof(DummyClassForStringSources)),
            Type type => new BusLogging(system.EventStream, $"{type.Name} ({system})", type),
            _ => GetLogger(system, logSourceObj.GetType()),
        };
    }

    /// <summary>The class of the lines of a level.</summary>
    /// <param name="logLevel">The level.</param>
    /// <exception cref="ArgumentException">It is none of the four.</exception>
    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw NoLevel(logLevel),
    };

    /// <summary>A level as it is printed: <c>DEBUG</c>, <c>INFO</c>, <c>WARNING</c> or <c>ERROR</c>.</summary>
    /// <param name="logLevel">The level.</param>
    /// <exception cref="ArgumentException">It is none of the four.</exception>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => throw NoLevel(logLevel),
    };

    private static ArgumentException NoLevel(LogLevel level) =>
        new($"{level} is no log level. Use one of {string.Join(", ", Enum.GetNames<LogLevel>())}.", nameof(level));
}
