namespace Kamisama.Runtime;

/// <summary>
/// Brings what one asynchronous handler does after each <c>await</c> back into the actor's turn, with the message it began with in hand.
/// </summary>
/// <remarks>
/// A scheduler, not a synchronization context, as in Akka.NET: <c>ContinueWith</c> and <c>Task.Factory.StartNew</c> stay in the turn too.
/// When the actor has stopped, what is left of the handler never runs.
/// </remarks>
internal sealed class ActorTaskScheduler(ActorCell cell, object? message, IActorRef? sender) : TaskScheduler
{
    private bool _isStarting;

    internal object? Message => message;

    internal IActorRef? Sender => sender;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>The part up to the first <c>await</c> runs now.</summary>
    internal Task Start(Func<Task> handler)
    {
        _isStarting = true;
        return Task.Factory.StartNew(handler, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
    }

    internal void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (_isStarting)
        {
            _isStarting = false;
            TryExecuteTask(task);
        }
        else
        {
            // Also when the turn is on this very thread: a handler goes on between messages, never in the middle of another piece of code.
            cell.Mailbox.PostSystem(new SystemMessage.TaskStep(this, task));
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
