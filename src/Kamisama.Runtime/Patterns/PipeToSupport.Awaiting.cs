namespace Kamisama.Runtime;

public static partial class PipeToSupport
{
    /// <summary>Sends the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="useConfigureAwait">Whether the functions run where the caller runs: in its synchronization context or task scheduler.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes a message of the result.</param>
    /// <param name="failure">Makes a message of the exception.</param>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        return Continue(taskToPipe, useConfigureAwait, recipient, sender, failure, () =>
        {
            T result = taskToPipe.GetAwaiter().GetResult();
            recipient.Tell(success is not null ? success(result) : result!, sender);
        });
    }

    /// <summary>Sends a message when the task is done; nothing on success if no function for it is given.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="useConfigureAwait">Whether the functions run where the caller runs: in its synchronization context or task scheduler.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes the message.</param>
    /// <param name="failure">Makes a message of the exception.</param>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        return Continue(taskToPipe, useConfigureAwait, recipient, sender, failure, () =>
        {
            taskToPipe.GetAwaiter().GetResult();
            if (success is not null)
            {
                recipient.Tell(success(), sender);
            }
        });
    }

    /// <summary>Sends the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="useConfigureAwait">Whether the functions run where the caller runs: in its synchronization context or task scheduler.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes a message of the result.</param>
    /// <param name="failure">Makes a message of the exception.</param>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends a message when the task is done; nothing on success if no function for it is given.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message, mostly <c>Self</c>.</param>
    /// <param name="useConfigureAwait">Whether the functions run where the caller runs: in its synchronization context or task scheduler.</param>
    /// <param name="sender">The sender that the recipient sees.</param>
    /// <param name="success">Makes the message.</param>
    /// <param name="failure">Makes a message of the exception.</param>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null) => taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    // Not async methods: each instance of their machinery over a method of ours is compiled at run time, which every start of a
    // program would pay for; this is in the framework's own image. What an await does is the same: it goes on where the task ended.
    private static Task Continue(
        Task task, bool useConfigureAwait, ICanTell recipient, IActorRef? sender, Func<Exception, object>? failure, Action tell) =>
        task.ContinueWith(
            static (_, pipe) => ((Action)pipe!)(),
            () =>
            {
                try
                {
                    tell();
                }
#pragma warning disable CA1031 // It is the message.
                catch (Exception cause)
#pragma warning restore CA1031
                {
                    recipient.Tell(failure is not null ? failure(cause) : new Status.Failure(cause), sender);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            useConfigureAwait ? CallersScheduler() : TaskScheduler.Default);

    private static TaskScheduler CallersScheduler() =>
        SynchronizationContext.Current is null ? TaskScheduler.Current : TaskScheduler.FromCurrentSynchronizationContext();
}
