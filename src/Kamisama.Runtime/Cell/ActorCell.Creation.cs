namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    private bool _mayConstruct;

    // Of the newest instance. Not looked up there: a constructor that throws leaves timers, but no instance.
    private TimerScheduler? _timers;

    /// <summary>For the constructor of <see cref="ActorBase"/>: whether an instance is being made here, and by the recipe.</summary>
    internal bool TakeConstruction()
    {
        bool may = _mayConstruct;
        _mayConstruct = false;
        return may;
    }

    /// <summary>For an instance that wants timers.</summary>
    internal TimerScheduler NewTimers() => _timers = new TimerScheduler(this);

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
        catch
        {
            _timers?.Close();
            throw;
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
        // Once: a restart that fails in the constructor leaves the old instance, and comes here again.
        if (_retired)
        {
            return;
        }

        _retired = true;
        if (instance is IActorStash { Stash: ActorStash stash })
        {
            stash.Close();
        }

        _timers?.Close();
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
