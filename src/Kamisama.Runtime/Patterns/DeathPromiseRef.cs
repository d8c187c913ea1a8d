namespace Kamisama.Runtime;

/// <summary>A watcher that is no actor: its task is done when the watched actor is dead.</summary>
internal sealed class DeathPromiseRef(ActorSystem system) : InternalActorRef
{
    private readonly TaskCompletionSource<bool> _promise = new(system.PromiseOptions);

    public override ActorPath Path { get; } = system.RootPath.Child("temp", uid: 0).Child("watch", system.NextUid());

    internal override ActorSystem System => system;

    internal Task<bool> Task => _promise.Task;

    internal override void Post(object message, IActorRef? sender) { }

    internal override void SendSystem(SystemMessage message)
    {
        if (message is SystemMessage.DeathWatchNotification)
        {
            _promise.TrySetResult(true);
        }
    }

    internal void GiveUp() => _promise.TrySetResult(false);
}
