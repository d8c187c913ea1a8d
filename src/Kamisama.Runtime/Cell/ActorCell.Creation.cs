namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    private bool _mayConstruct;

    /// <summary>For the constructor of <see cref="ActorBase"/>: whether an instance is being made here, and by the recipe.</summary>
    internal bool TakeConstruction()
    {
        bool may = _mayConstruct;
        _mayConstruct = false;
        return may;
    }

    private void Create()
    {
        try
        {
            _actor = NewInstance();
            _actor.AroundPreStart();
            NoteActivity();
        }
        catch (Exception cause)
        {
            if (_actor is { } half)
            {
                _actor = null;
                Retire(half);
            }

            throw cause as ActorInitializationException
                ?? new ActorInitializationException(Self, $"{Self} ({_props.Type.Name}) failed to start: {cause.Message}", cause);
        }
    }

    /// <summary>A resume or restart of an actor that was never created: all children of the attempt go, then another attempt.</summary>
    private void RetryCreate()
    {
        SetReceiveTimeout(null);
        foreach (LocalActorRef child in ChildrenNow())
        {
            Stop(child);
        }

        if (_children?.WaitForDying(AfterChildren.Create) != true)
        {
            FinishRetryCreate();
        }
    }

    private void FinishRetryCreate()
    {
        Mailbox.Resume();
        _perpetrator = null;
        Create();
    }

    private ActorBase NewInstance()
    {
        _initial = null;
        _behaviors = null;
        _mayConstruct = true;
        try
        {
            ActorBase made = _props.NewActor()
                ?? throw new ActorInitializationException(Self, $"The factory of {_props} returned null. It must return a new instance.");
            if (_mayConstruct)
            {
                throw new ActorInitializationException(
                    Self, $"The factory of {_props} made no instance. It must return a new one at each call, never an old one.");
            }

            made.OnConstructed();
            _retired = false;
            return made;
        }
        finally
        {
            _mayConstruct = false;
        }
    }

    /// <summary>
    /// The instance is done with: its timers must not outlive it, whatever its hooks did, and its stash must. One that is disposable is
    /// disposed.
    /// </summary>
    private void Retire(ActorBase instance)
    {
        if (instance is IActorStash { Stash: ActorStash stash })
        {
            stash.Close();
        }

        if (instance is IWithTimers { Timers: TimerScheduler timers })
        {
            timers.Close();
        }

        if (instance is IDisposable disposable)
        {
            try
            {
                disposable.Dispose();
            }
#pragma warning disable CA1031 // A stop or restart goes on whatever the instance does.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                SystemImpl.Logs.HookFailed(Self, nameof(IDisposable.Dispose), failure);
            }
        }
    }
}
