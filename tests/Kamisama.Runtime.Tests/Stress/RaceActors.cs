namespace Kamisama.Runtime.Tests;

/// <summary>Fails when told to; says when an instance is made and when it is done with.</summary>
internal sealed class Racer : ReceiveActor, IDisposable
{
    private readonly Action _ended;
    private bool _isDisposed;

    public Racer(Action made, Action ended)
    {
        _ended = ended;
        made();
        ReceiveAny(_ => throw new FormatException("planned"));
    }

    public void Dispose()
    {
        // A stop that overtakes a restart ends the old instance a second time.
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ended();
        }
    }
}

/// <summary>Awaits for each message, and must be alone with it: also against an earlier instance, which counts in the same place.</summary>
internal sealed class Sleeper : ReceiveActor
{
    private readonly int[] _inside;

    public Sleeper(Probe probe, int[] inside)
    {
        _inside = inside;
        ReceiveAsync<int>(async number =>
        {
            Enter(probe, number);

            // Another thread has to come back: what is only yielded goes on before the next message in any case.
            await Task.Run(static () => { });
            await Task.Yield();
            inside[0]--;
        });
        ReceiveAsync<string>(async text =>
        {
            Enter(probe, text);
            await Task.Run(static () => { });
            inside[0]--;
            probe.Add("reported");
        });
    }

    private void Enter(Probe probe, object message)
    {
        if (++_inside[0] != 1)
        {
            probe.Add($"{message} came into the middle of another");
        }
    }
}

/// <summary>Reports numbers; while shut, stashes them. A restart opens it.</summary>
internal sealed class Orderly : ReceiveActor, IWithStash
{
    private bool _isShut;

    public Orderly(Probe probe)
    {
        Receive<int>(_ => Stash.Stash(), _ => _isShut);
        Receive<int>(number => probe.Add(number));
        Receive<string>(_ => throw new FormatException("planned"), text => text == "fail");
        Receive<string>(text =>
        {
            _isShut = text == "shut";
            if (!_isShut)
            {
                Stash.UnstashAll();
            }
        });
    }

    public IStash Stash { get; set; } = null!;
}
