using System.Collections.Concurrent;
using System.Diagnostics;
using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Faults;

/// <summary>A pool whose actors have a bug, on simulated processes; time goes on for as long as something is awaited.</summary>
internal sealed class FaultyPool : IAsyncDisposable
{
    private const int SigKill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestSystem _system = new();
    private readonly ConcurrentQueue<string> _doubled = new();
    private readonly ConcurrentQueue<SupervisionEvent> _events = new();
    private readonly Fault _fault;

    public FaultyPool(WorkerPoolOptions options, Fault fault, Action<ScriptedHost>? setUp = null)
    {
        _fault = fault;
        options = options with { Command = new ProcessSpec { FileName = "simulated" } };
        setUp?.Invoke(Host);
        Host.OnStart = NoteDoubles;
        EventListener.Start(_system.System, options.Name, _events.Enqueue, new TaskCompletionSource());
        var state = new MasterState(options, Host, _system.Time);
        Master = _system.System.ActorOf(Props.Create(() => new FaultyMaster(state, fault)), options.Name);
        Pool = WorkerPool.FrontOf(state, Master);
        Master.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
    }

    public ScriptedHost Host { get; } = new();

    public IActorRef Master { get; }

    public IWorkerPool Pool { get; }

    public bool IsOver => Pool.Completion.IsCompleted;

    public bool Saw<T>()
        where T : SupervisionEvent => _events.Any(seen => seen is T);

    /// <summary>Lets time go on until it is so, or the pool is over.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        long since = Stopwatch.GetTimestamp();
        while (!await isSo() && !IsOver)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"{_fault}: awaited {what} for {Patience.TotalSeconds} s. {Report()}");
            await PassTimeAsync();
        }
    }

    public Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));

    /// <summary>A request; one that the bug swallowed is made again, as a user would.</summary>
    public async Task RequestAsync(Func<IWorkerPool, Task> request)
    {
        for (int attempt = 1; attempt <= 3 && !IsOver; attempt++)
        {
            Task made = request(Pool);
            await UntilAsync("the answer to a request", () => made.IsCompleted);
            if (made.IsCompletedSuccessfully)
            {
                return;
            }
        }
    }

    public async Task<PoolStatus?> StatusAsync()
    {
        PoolStatus? status = null;
        await RequestAsync(async pool => status = await pool.GetStatusAsync());
        return status;
    }

    /// <summary>As many processes run as are wanted, and the pool knows them.</summary>
    public async Task UntilCompleteAsync() => await UntilAsync("all workers to run", async () =>
        await StatusAsync() is not { } status // The bug is there.
        || (status.Workers.All(worker => worker.State == WorkerState.Running)
            && status.Workers.Select(worker => worker.Worker.Index).SequenceEqual(Host.Alive.Select(process => process.Index).Order())));

    /// <summary>The defined end: the pool is over, no slot ever had two processes, and only what nothing can end is left.</summary>
    public async Task ExpectEndAsync()
    {
        long since = Stopwatch.GetTimestamp();
        while (!IsOver)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"{_fault}: awaited the end for {Patience.TotalSeconds} s. {Report()}");
            await PassTimeAsync();
        }

        Assert.True(_doubled.IsEmpty, $"{_fault}: {string.Join(", ", _doubled)}. {Report()}");
        Assert.True(
            Host.Alive.All(process => process.Signals.Contains(SigKill) && process.Ignores.Contains(SigKill)),
            $"{_fault}: processes were lost. {Report()}");
    }

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    // Time only goes forward here, nothing is asserted about when.
    private async Task PassTimeAsync()
    {
        _system.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(2));
    }

    private void NoteDoubles(ScriptedProcess started)
    {
        if (Host.Alive.Count(process => process.Index == started.Index) > 1)
        {
            _doubled.Enqueue($"slot {started.Index} had two processes");
        }
    }

    private string Report() =>
        $"Alive: {string.Join(", ", Host.Alive.Select(process => $"{process.Index}#{process.Incarnation}"))}. Events:{Environment.NewLine}"
        + string.Join(Environment.NewLine, _events.TakeLast(40).Select(seen => $"  {seen.GetType().Name}: {seen}"));
}
