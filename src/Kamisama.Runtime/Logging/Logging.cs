namespace Kamisama.Runtime;

/// <summary>Gets logs.</summary>
public static class Logging
{
    /// <summary>The log of an actor; its category is the actor's path. Keep it in a field, made in the constructor.</summary>
    /// <param name="context">The actor's context.</param>
    public static ILoggingAdapter GetLogger(this IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.System.Logs.For(context.Self);
    }

    /// <summary>A log for code that is no actor.</summary>
    /// <param name="system">The system.</param>
    /// <param name="logSourceObj">An actor ref, a string or a type for the category; of anything else, its type.</param>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(logSourceObj);
        return system.Logs.For(logSourceObj);
    }
}
