namespace Kamisama.Runtime;

public abstract partial class ReceiveActor
{
    /// <summary>
    /// Lists a handler that awaits. The next message comes when its task has ended; after each <c>await</c> it is again in the actor's
    /// turn. See <see cref="UntypedActor.RunTask(Func{Task})"/> for what a stop or a restart does to it.
    /// </summary>
    /// <typeparam name="T">The type of the message; an interface will do.</typeparam>
    /// <param name="handler">Takes the message. A failure of its task is a failure of the actor.</param>
    /// <param name="shouldHandle">If given, messages that it refuses go to the next handler.</param>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) => Receive(Awaiting(handler), shouldHandle);

    /// <summary>Lists a handler that awaits, as <see cref="ReceiveAsync{T}(Func{T, Task}, Predicate{T})"/>.</summary>
    /// <typeparam name="T">The type of the message; an interface will do.</typeparam>
    /// <param name="shouldHandle">Messages that it refuses go to the next handler.</param>
    /// <param name="handler">Takes the message. A failure of its task is a failure of the actor.</param>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Receive(Awaiting(handler), shouldHandle);

    /// <summary>Lists a handler that awaits, for a type that is known at run time only.</summary>
    /// <param name="messageType">The type of the message.</param>
    /// <param name="handler">Takes the message. A failure of its task is a failure of the actor.</param>
    /// <param name="shouldHandle">If given, messages that it refuses go to the next handler.</param>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, Awaiting(handler), shouldHandle);

    /// <summary>Lists a handler that awaits, for a type that is known at run time only.</summary>
    /// <param name="messageType">The type of the message.</param>
    /// <param name="shouldHandle">Messages that it refuses go to the next handler.</param>
    /// <param name="handler">Takes the message. A failure of its task is a failure of the actor.</param>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Receive(messageType, Awaiting(handler), shouldHandle);

    /// <summary>Lists a handler that awaits, for whatever no handler before it took. Nothing can be listed after it.</summary>
    /// <param name="handler">Takes the message. A failure of its task is a failure of the actor.</param>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(Awaiting(handler));

    private Action<T> Awaiting<T>(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => RunTask(() => handler(message));
    }
}
