using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Simulation;

/// <summary>Pools of several kinds on simulated processes and virtual time.</summary>
internal sealed class GroupFixture : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestSystem _system = new();

    public GroupFixture(WorkerPoolGroupOptions options, Action<ScriptedHost>? setUp = null)
    {
        setUp?.Invoke(Host);
        EventListener.Start(_system.System, null, Events.Add, new TaskCompletionSource());
        Group = WorkerPoolGroup.Start(_system.System, options, Host, _system.Time);
    }

    public ScriptedHost Host { get; } = new();

    public EventLog Events { get; } = new();

    public IWorkerPoolGroup Group { get; }

    /// <summary>Pools with one worker each, for whom the first death is the breach.</summary>
    public static WorkerPoolGroupOptions Options(params string[] names) => new() { Pools = [.. names.Select(name => Pool(name))] };

    public static WorkerPoolOptions Pool(string name, int instances = 1) => new()
    {
        Name = name,
        Instances = instances,
        RespawnLimit = 0,
        Command = new ProcessSpec { FileName = "simulated" },
    };

    public static async Task<GroupFixture> RunningAsync(WorkerPoolGroupOptions options, Action<ScriptedHost>? setUp = null)
    {
        var fixture = new GroupFixture(options, setUp);
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(options.Pools.Sum(pool => pool.Instances));
        return fixture;
    }

    /// <summary>The only living process of a pool.</summary>
    public ScriptedProcess Of(string pool) => Host.Alive.Single(process => process.Pool == pool);

    /// <summary>As the signal router does it.</summary>
    public void Signal(int signal) => Group.Supervisor.Tell(SignalCommands.For(signal), ActorRefs.NoSender);

    public TimeProvider Time => _system.Time;

    public void Advance(TimeSpan time) => _system.Advance(time);

    /// <summary>The starts and ends of pools so far, in order: "+a" was started, "-a" is over.</summary>
    public string Story() => string.Join(' ', Events.Seen.Select(seen => seen switch
    {
        SupervisionEvent.PoolStarted => $"+{seen.Pool}",
        SupervisionEvent.PoolStopped => $"-{seen.Pool}",
        _ => "",
    }).Where(word => word.Length > 0));

    public async ValueTask DisposeAsync()
    {
        if (!Group.Completion.IsCompleted)
        {
            foreach (ScriptedProcess process in Host.Alive)
            {
                process.Ignores.Clear();
            }

            await Group.StopAsync(StopMode.Immediate).WaitAsync(Patience);
        }

        await _system.DisposeAsync();
    }
}
