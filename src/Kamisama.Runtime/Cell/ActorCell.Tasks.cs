namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    // Asynchronous handlers that have not ended. Counted apart from suspends: a resume must never let a message in between.
    private int _tasks;

    /// <summary>
    /// Runs a handler that may await. User messages wait until it has ended; system messages go on in between: a stop does not wait,
    /// a restart makes the new instance but its first message waits too. A failure is this actor's, whichever instance began.
    /// </summary>
    internal void RunTask(Func<Task> handler)
    {
        var scheduler = new ActorTaskScheduler(this, _message, _sender);
        Task task = scheduler.Start(handler);
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        // One that has failed already is reported the same way: what follows in the handler of the message is done before.
        Mailbox.Hold();
        _tasks++;
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(
            () => Mailbox.PostSystem(new SystemMessage.TaskEnded(scheduler, task)));
    }

    private void RunStep(SystemMessage.TaskStep step)
    {
        // A failure in the meantime has left its message for PreRestart.
        (object? message, IActorRef? sender) = (_message, _sender);
        _message = step.Scheduler.Message;
        _sender = step.Scheduler.Sender;
        step.Scheduler.Execute(step.Task);
        _message = message;
        _sender = sender;
    }

    private void EndTask(SystemMessage.TaskEnded ended)
    {
        if (--_tasks == 0)
        {
            Mailbox.Release();
        }

        if (FailureOf(ended.Task) is not { } cause)
        {
            if (ended.Scheduler.Message is not INotInfluenceReceiveTimeout)
            {
                NoteActivity();
            }

            return;
        }

        if (_perpetrator is null)
        {
            _message = ended.Scheduler.Message;
            _sender = ended.Scheduler.Sender;
        }

        Fail(cause);
    }

    private static Exception? FailureOf(Task task) => task.Status switch
    {
        TaskStatus.Canceled => new TaskCanceledException(task),
        TaskStatus.Faulted => task.Exception!.InnerExceptions is [var only] ? only : task.Exception,
        _ => null,
    };
}
