namespace Kamisama.Runtime.Tests;

/// <summary>Told to a <see cref="Puppet"/>: do this, in your own turn.</summary>
public sealed record Do(Action<IUntypedActorContext> Act);

/// <summary>What a <see cref="Puppet"/> does besides reporting.</summary>
public sealed class Strings
{
    public Action? Constructor { get; set; }

    public Action<IUntypedActorContext>? PreStart { get; set; }

    public Action<IUntypedActorContext>? PostStop { get; set; }

    /// <summary>In place of the default, which stops the children.</summary>
    public Action<Exception, object?>? PreRestart { get; set; }

    public Action<Exception>? PostRestart { get; set; }

    public SupervisorStrategy? Strategy { get; set; }

    /// <summary>Whether hooks are reported as "PreStart" and so on.</summary>
    public bool Hooks { get; set; } = true;
}

/// <summary>An actor that reports all it gets to a probe and does what it is told.</summary>
public sealed class Puppet : UntypedActor, IWithTimers
{
    private readonly Probe _probe;
    private readonly Strings _strings;

    public Puppet(Probe probe, Strings strings)
    {
        _probe = probe;
        _strings = strings;
        Report("Constructor");
        strings.Constructor?.Invoke();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static ActorProps Props(Probe probe, Strings? strings = null)
    {
        strings ??= new Strings { Hooks = false };
        return ActorProps.Create(() => new Puppet(probe, strings));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Do what:
                what.Act(Context);
                break;
            case Action<Puppet> act:
                act(this);
                break;
            case Exception failure:
                throw failure;
            default:
                _probe.Add(message);
                break;
        }
    }

    public void GiveUnhandled(object message) => Unhandled(message);

    protected override void PreStart()
    {
        Report("PreStart");
        _strings.PreStart?.Invoke(Context);
    }

    protected override void PostStop()
    {
        Report("PostStop");
        _strings.PostStop?.Invoke(Context);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Report("PreRestart");
        if (_strings.PreRestart is { } hook)
        {
            hook(reason, message);
        }
        else
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        Report("PostRestart");
        if (_strings.PostRestart is { } hook)
        {
            hook(reason);
        }
        else
        {
            base.PostRestart(reason);
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strings.Strategy ?? base.SupervisorStrategy();

    private void Report(string hook)
    {
        if (_strings.Hooks)
        {
            _probe.Add(hook);
        }
    }
}
