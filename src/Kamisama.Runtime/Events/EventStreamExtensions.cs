namespace Kamisama.Runtime;

/// <summary>Short forms for <see cref="EventStream"/>.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes an actor to a class or interface.</summary>
    /// <typeparam name="TChannel">The class or interface.</typeparam>
    /// <param name="eventStream">The stream.</param>
    /// <param name="subscriber">Who gets the events.</param>
    /// <returns>False if it was subscribed already.</returns>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Subscribe(subscriber, typeof(TChannel));
    }

    /// <summary>Ends one subscription.</summary>
    /// <typeparam name="TChannel">The class or interface.</typeparam>
    /// <param name="eventStream">The stream.</param>
    /// <param name="subscriber">Who got the events.</param>
    /// <returns>Whether there was one.</returns>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Unsubscribe(subscriber, typeof(TChannel));
    }
}
