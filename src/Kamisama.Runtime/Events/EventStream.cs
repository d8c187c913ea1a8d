using System.Collections.Concurrent;

namespace Kamisama.Runtime;

/// <summary>
/// Publish and subscribe by type within one system. A subscription to a class or interface also gets what is derived from it.
/// All members may be called from any thread.
/// </summary>
public sealed class EventStream
{
    private readonly Lock _lock = new();
    private readonly EventStreamUnsubscriber _unsubscriber;
    private Table _table = new([]);

    internal EventStream(ActorSystem system) => _unsubscriber = new EventStreamUnsubscriber(system, this);

    /// <summary>The lowest level that is logged. What an actor publishes itself reaches its subscribers at any level.</summary>
    /// <value>From <see cref="ActorSystemOptions.LogLevel"/>.</value>
    public LogLevel LogLevel { get; private set; }

    /// <summary>Changes <see cref="LogLevel"/>, for the logs that exist too.</summary>
    /// <param name="logLevel">The lowest level to log.</param>
    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;

    /// <summary>Subscribes an actor until it stops or unsubscribes. It gets each event once, whatever number of its channels fit.</summary>
    /// <param name="subscriber">Who gets the events, as plain messages.</param>
    /// <param name="channel">The class or interface.</param>
    /// <returns>False if it was subscribed already.</returns>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        lock (_lock)
        {
            var wanted = new Subscription(subscriber, channel);
            if (Array.IndexOf(_table.Subscriptions, wanted) >= 0)
            {
                return false;
            }

            _table = new Table([.. _table.Subscriptions, wanted]);
        }

        // Also for an actor that is dead by now: it is answered at once, and taken out again.
        InternalActorRef.Behind(subscriber)?.SendSystem(new SystemMessage.Watch(_unsubscriber));
        return true;
    }

    /// <summary>Ends one subscription.</summary>
    /// <param name="subscriber">Who got the events.</param>
    /// <param name="channel">The channel, as it was subscribed.</param>
    /// <returns>Whether there was one.</returns>
    public bool Unsubscribe(IActorRef subscriber, Type channel) =>
        Remove(subscription => subscription.Subscriber.Equals(subscriber) && subscription.Channel == channel);

    /// <summary>Ends all subscriptions of an actor.</summary>
    /// <param name="subscriber">Who got the events.</param>
    /// <returns>Whether there were any.</returns>
    public bool Unsubscribe(IActorRef subscriber) => Remove(subscription => subscription.Subscriber.Equals(subscriber));

    /// <summary>Sends an event to all actors that are subscribed to its type, in no particular order.</summary>
    /// <param name="event">The event.</param>
    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        Table table = Volatile.Read(ref _table);
        if (table.Subscriptions.Length == 0)
        {
            return;
        }

        foreach (IActorRef subscriber in table.SubscribersOf(@event.GetType()))
        {
            subscriber.Tell(@event, ActorRefs.NoSender);
        }
    }

    internal bool HasSubscribers(Type @event)
    {
        Table table = Volatile.Read(ref _table);
        return table.Subscriptions.Length > 0 && table.SubscribersOf(@event).Length > 0;
    }

    private bool Remove(Predicate<Subscription> which)
    {
        lock (_lock)
        {
            Subscription[] left = Array.FindAll(_table.Subscriptions, subscription => !which(subscription));
            if (left.Length == _table.Subscriptions.Length)
            {
                return false;
            }

            _table = new Table(left);
            return true;
        }
    }

    // No struct: what the framework does with arrays of one would be compiled at run time, at the start of every program.
    private sealed record Subscription(IActorRef Subscriber, Type Channel);

    /// <summary>Replaced whole at each change, so that publishing takes no lock; finds the subscribers of a type once.</summary>
    private sealed class Table(Subscription[] subscriptions)
    {
        // Made at the first event: most systems start without a subscriber.
        private ConcurrentDictionary<Type, IActorRef[]>? _byEvent;

        internal Subscription[] Subscriptions => subscriptions;

        internal IActorRef[] SubscribersOf(Type @event)
        {
            // Two threads may each make one; the loser is only a cache that is not kept.
            ConcurrentDictionary<Type, IActorRef[]> byEvent = _byEvent ??= new();
            if (byEvent.TryGetValue(@event, out IActorRef[]? known))
            {
                return known;
            }

            var found = new List<IActorRef>();
            foreach (Subscription subscription in subscriptions)
            {
                if (subscription.Channel.IsAssignableFrom(@event) && !found.Contains(subscription.Subscriber))
                {
                    found.Add(subscription.Subscriber);
                }
            }

            IActorRef[] subscribers = [.. found];
            byEvent.TryAdd(@event, subscribers);
            return subscribers;
        }
    }
}
