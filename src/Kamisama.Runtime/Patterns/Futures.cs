namespace Kamisama.Runtime;

/// <summary>Questions: a message, and a task for the answer. Inside an actor pipe the task back (<see cref="PipeToSupport"/>).</summary>
public static class Futures
{
    /// <summary>Asks for anything.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; <see langword="null"/>: for ever.</param>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        Ask<object>(self, message, timeout, CancellationToken.None);

    /// <summary>Asks for anything.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        Ask<object>(self, message, null, cancellationToken);

    /// <summary>Asks for anything.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; <see langword="null"/>: for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Ask<object>(self, message, timeout, cancellationToken);

    /// <summary>Asks for an answer of one type.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; <see langword="null"/>: for ever.</param>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        Ask<T>(self, message, timeout, CancellationToken.None);

    /// <summary>Asks for an answer of one type.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        Ask<T>(self, message, null, cancellationToken);

    /// <summary>Asks for an answer of one type.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; <see langword="null"/>: for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Ask<T>(self, _ => message, timeout, cancellationToken);

    /// <summary>Asks with a question that carries the ref to answer to.</summary>
    /// <remarks>
    /// The task faults with the cause of a <see cref="Status.Failure"/>, with <see cref="AskTimeoutException"/> when the time is up,
    /// and with <see cref="ArgumentException"/> for an answer of another type.
    /// </remarks>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="messageFactory">Makes the question; called once, now.</param>
    /// <param name="timeout">How long to wait; <see langword="null"/>: for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        var promise = new PromiseRef<T>(SystemOf(self));
        object question = messageFactory(promise);
        PromiseLimits<T>.Set(promise, self, question, timeout, cancellationToken);
        self.Tell(question, promise);
        return promise.Task;
    }

    internal static ActorSystem SystemOf(ICanTell self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return InternalActorRef.Behind(self is ActorSelection selection ? selection.Anchor : self)?.System ?? ActorCell.Current?.SystemImpl ?? throw new ArgumentException(
            $"Cannot ask {self}: it belongs to no actor system. Ask the ref of an actor, or ask from inside an actor.", nameof(self));
    }
}
