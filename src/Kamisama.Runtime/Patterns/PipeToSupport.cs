namespace Kamisama.Runtime;

/// <summary>The way back from a task into an actor: the result becomes a message.</summary>
/// <remarks>
/// A failure becomes a <see cref="Status.Failure"/>, unless a function for failures is given. Keep <c>Sender</c> in a local before:
/// it is another one when the task is done.
/// </remarks>
public static partial class PipeToSupport
{
    /// <summary>Sends the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes a message of the result; it runs outside of the actor's turn.</param>
    /// <param name="failure">Makes a message of the exception; it runs outside of the actor's turn.</param>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <summary>Sends a message when the task is done; nothing on success if no function for it is given.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes the message; it runs outside of the actor's turn.</param>
    /// <param name="failure">Makes a message of the exception; it runs outside of the actor's turn.</param>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <summary>Sends the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes a message of the result; it runs outside of the actor's turn.</param>
    /// <param name="failure">Makes a message of the exception; it runs outside of the actor's turn.</param>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <summary>Sends a message when the task is done; nothing on success if no function for it is given.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes the message; it runs outside of the actor's turn.</param>
    /// <param name="failure">Makes a message of the exception; it runs outside of the actor's turn.</param>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);
}
