namespace Kamisama.Runtime.Tests;

/// <summary>Told to a <see cref="Stasher"/>: do this with your stash.</summary>
internal sealed record Act(Action<IStash, IActorRef> What);

/// <summary>Reports what it gets. While it is shut, it stashes numbers; "open" opens it, and each later instance is open.</summary>
internal sealed class Stasher : ReceiveActor, IWithStash
{
    private readonly Probe _probe;
    private readonly bool _retries;
    private bool _isOpen;

    public Stasher(Probe probe, bool retries)
    {
        _probe = probe;
        _retries = retries;
        Receive<Act>(act => act.What(Stash, Self));
        Receive<int>(_ => Stash.Stash(), _ => !_isOpen);
        Receive<IActorRef>(subject =>
        {
            Context.Watch(subject);
            probe.Add("watches");
        });
        Receive<Terminated>(terminated =>
        {
            if (!_isOpen)
            {
                Stash.Stash();
            }

            probe.Add(_isOpen ? terminated.ActorRef : "stashes Terminated");
        });
        Receive<string>(Take);
        ReceiveAny(Report);
    }

    public IStash Stash { get; set; } = null!;

    protected override void PreRestart(Exception reason, object message)
    {
        _probe.Add("PreRestart");
        if (_retries)
        {
            Stash.Stash();
        }

        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason) => _isOpen = true;

    private void Take(string text)
    {
        switch (text)
        {
            case "open":
                _isOpen = true;
                break;
            case "twice":
                Stash.Stash();
                Stash.Stash();
                break;
            case "fail once" when !_isOpen:
                throw new FormatException("planned");
            default:
                Report(text);
                break;
        }
    }

    private void Report(object message) => _probe.Add($"{message} from {Sender.Path.Name}");
}

internal sealed class Unbounded : ReceiveActor, IWithUnboundedStash
{
    public Unbounded(Probe probe)
    {
        Receive<int>(_ => Stash.Stash());
        Receive<string>(_ => probe.Add((Stash.Count, Stash.Capacity, Stash.IsFull)));
    }

    public IStash Stash { get; set; } = null!;
}

/// <summary>Stashes numbers after an await until it is told "open"; "timer" brings it a 7 in a second.</summary>
internal sealed class Later : ReceiveActor, IWithStash, IWithTimers
{
    public Later(Probe probe)
    {
        ReceiveAsync<int>(async _ =>
        {
            await Task.Yield();
            Stash.Stash();
        });
        Receive<string>(
            _ =>
            {
                Timers.StartSingleTimer("seven", 7, TimeSpan.FromSeconds(1));
                probe.Add("timer started");
            },
            text => text == "timer");
        Receive<string>(_ =>
        {
            Become(() => Receive<int>(number => probe.Add(number)));
            Stash.UnstashAll();
        });
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;
}
