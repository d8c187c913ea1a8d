namespace Kamisama.Runtime;

/// <summary>The ref behind an <c>Ask</c>: the first answer fulfils it, later ones are dead letters.</summary>
internal sealed class PromiseRef<T>(ActorSystem system) : InternalActorRef
{
    private readonly TaskCompletionSource<T> _promise = new(system.PromiseOptions);

    // Made when first asked for: most asks are never printed.
    private ActorPath? _path;

    public override ActorPath Path => _path ??= system.RootPath.Child("temp", uid: 0).Child("ask", system.NextUid());

    internal override ActorSystem System => system;

    internal Task<T> Task => _promise.Task;

    internal override void Post(object message, IActorRef? sender)
    {
        bool taken = message switch
        {
            T answer => _promise.TrySetResult(answer),
            Status.Failure failure => _promise.TrySetException(
                failure.Cause ?? new TaskCanceledException("The actor that was asked answered with a failure, without a cause.")),
            _ => TrySetWrongType(message),
        };

        // After a cancellation nobody waits for the answer, so nobody misses it.
        if (!taken && !_promise.Task.IsCanceled)
        {
            system.DeadLetterRef.Publish(message, sender, this);
        }
    }

    internal override void SendSystem(SystemMessage message) { }

    internal void Cancel(CancellationToken token) => _promise.TrySetCanceled(token);

    // Only the type of the question, and below of the answer: they may be long, or secret, or not to be printed.
    internal void Expire(TimeSpan timeout, ICanTell asked, object? question) => _promise.TrySetException(new AskTimeoutException(
        $"{asked} did not answer [{question?.GetType().Name}] within {timeout.TotalSeconds:0.###} s. Give it more time, or look for a dead letter."));

    // The wrong answer faults the task and is a dead letter as well, so that it can be seen.
    private bool TrySetWrongType(object message)
    {
        _promise.TrySetException(new ArgumentException(
            $"Asked for a {typeof(T)}, but the answer was a {message.GetType()}. Ask for the type that is sent."));
        return false;
    }
}
