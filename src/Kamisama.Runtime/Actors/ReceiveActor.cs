namespace Kamisama.Runtime;

/// <summary>
/// An actor that lists its handlers by message type, in the constructor and in the methods given to <see cref="Become(Action)"/>.
/// The first handler that fits, in the order of listing, gets the message.
/// </summary>
public abstract partial class ReceiveActor : UntypedActor
{
    private readonly HandlerTable _initial = new();
    private HandlerTable? _open;

    /// <summary>Made by the runtime only.</summary>
    protected ReceiveActor() => _open = _initial;

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message) => Run(_initial, message);

    /// <summary>Replaces the behaviour by the handlers that the method lists; see <see cref="IActorContext.Become"/>.</summary>
    /// <param name="configure">Calls <c>Receive</c> for each handler; it runs now, once.</param>
    protected void Become(Action configure) => Context.Become(Configure(configure));

    /// <summary>Puts the handlers that the method lists on top of the behaviour.</summary>
    /// <param name="configure">Calls <c>Receive</c> for each handler; it runs now, once.</param>
    protected void BecomeStacked(Action configure) => Context.BecomeStacked(Configure(configure));

    /// <summary>Lists a handler for a type and all types derived from it.</summary>
    /// <typeparam name="T">The type of the message; an interface will do.</typeparam>
    /// <param name="handler">Takes the message.</param>
    /// <param name="shouldHandle">If given, messages that it refuses go to the next handler.</param>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new Handler<T>(handler, shouldHandle));
    }

    /// <summary>Lists a handler for a type and all types derived from it.</summary>
    /// <typeparam name="T">The type of the message; an interface will do.</typeparam>
    /// <param name="shouldHandle">Messages that it refuses go to the next handler.</param>
    /// <param name="handler">Takes the message.</param>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Lists a handler that decides itself.</summary>
    /// <typeparam name="T">The type of the message; an interface will do.</typeparam>
    /// <param name="handler">Takes the message; returns false to pass it on to the next handler.</param>
    protected void Receive<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new DecidingHandler<T>(handler));
    }

    /// <summary>Lists a handler for a type that is known at run time only.</summary>
    /// <param name="messageType">The type of the message.</param>
    /// <param name="handler">Takes the message.</param>
    /// <param name="shouldHandle">If given, messages that it refuses go to the next handler.</param>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(handler);
        Add(new Handler<object>(handler, message => messageType.IsInstanceOfType(message) && shouldHandle?.Invoke(message) != false));
    }

    /// <summary>Lists a handler for a type that is known at run time only.</summary>
    /// <param name="messageType">The type of the message.</param>
    /// <param name="shouldHandle">Messages that it refuses go to the next handler.</param>
    /// <param name="handler">Takes the message.</param>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Lists a handler for a type that is known at run time only, which decides itself.</summary>
    /// <param name="messageType">The type of the message.</param>
    /// <param name="handler">Takes the message; returns false to pass it on to the next handler.</param>
    protected void Receive(Type messageType, Func<object, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        ArgumentNullException.ThrowIfNull(handler);
        Add(new DecidingHandler<object>(message => messageType.IsInstanceOfType(message) && handler(message)));
    }

    /// <summary>Lists a handler for whatever no handler before it took. Nothing can be listed after it.</summary>
    /// <param name="handler">Takes the message.</param>
    protected void ReceiveAny(Action<object> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(new Handler<object>(handler, null));
        _open!.IsComplete = true;
    }

    internal override void OnConstructed() => _open = null;

    private void Add(IHandler handler)
    {
        if (_open is null)
        {
            throw new InvalidOperationException(
                $"{GetType().Name} lists a handler at the wrong moment. Call Receive in the constructor or in the method given to Become.");
        }

        _open.Add(handler, GetType());
    }

    private Receive Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        HandlerTable? outer = _open;
        var table = new HandlerTable();
        _open = table;
        try
        {
            configure();
        }
        finally
        {
            _open = outer;
        }

        return message =>
        {
            Run(table, message);
            return true;
        };
    }

    private void Run(HandlerTable table, object message)
    {
        if (!table.TryHandle(message))
        {
            Unhandled(message);
        }
    }
}
