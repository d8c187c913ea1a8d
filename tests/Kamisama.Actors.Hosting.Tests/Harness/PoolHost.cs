using Kamisama.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kamisama.Actors.Hosting.Tests.Harness;

/// <summary>A host with pools of simulated processes. What it logs and publishes is kept.</summary>
internal sealed class PoolHost : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IHost _host;

    public PoolHost(Action<PoolDeclarations> declare, Action<IServiceCollection>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton<IProcessHost>(Processes);
        builder.Services.AddSingleton<ILoggerProvider>(Log);
        configure?.Invoke(builder.Services);
        PoolDeclarations.In(builder.Services, declare);
        _host = builder.Build();
    }

    public static WorkerPoolOptions Options { get; } =
        new() { Instances = 3, RespawnLimit = 10, Command = new ProcessSpec { FileName = "simulated" } };

    public ScriptedHost Processes { get; } = new();

    public LogCollector Log { get; } = new();

    public EventLog Events { get; } = new();

    public IServiceProvider Services => _host.Services;

    public IHostApplicationLifetime Lifetime => Services.GetRequiredService<IHostApplicationLifetime>();

    public ActorSystem System => Services.GetRequiredService<ActorSystem>();

    /// <summary>A host with one pool, "crunchers", whose workers run.</summary>
    public static async Task<PoolHost> RunningAsync(WorkerPoolOptions? options = null, bool signals = true)
    {
        var host = new PoolHost(pools => pools.Add("crunchers", options ?? Options, signals));
        await host.StartAsync();
        await host.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>((options ?? Options).Instances);
        return host;
    }

    public IWorkerPool Pool(string name = "crunchers") => Services.GetRequiredKeyedService<IWorkerPool>(name);

    public async Task StartAsync()
    {
        IActorRef subscriber = System.ActorOf(Props.Create(() => new Subscriber(Events)));
        System.EventStream.Subscribe(subscriber, typeof(SupervisionEvent));
        await _host.StartAsync().WaitAsync(Patience);
    }

    /// <summary>A worker that no slot knows: the master's code throws, more often than it is forgiven.</summary>
    public void BreakMaster()
    {
        for (int fault = 0; fault < 10; fault++)
        {
            Pool().Master.Tell(UnknownWorker(), ActorRefs.NoSender);
        }

        static MasterMessage UnknownWorker() =>
            new MasterMessage.WorkerStopped(new WorkerId(99, 0), null, new WorkerEnd(new ProcessExit.Code(0), TimeSpan.Zero));
    }

    public Task StopAsync(CancellationToken urgent = default) => _host.StopAsync(urgent).WaitAsync(Patience, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedProcess process in Processes.Alive)
        {
            process.Ignores.Clear();
            if (process.Signals.Contains(15))
            {
                process.Signal(9); // It was told to end already. To any other this would be a death, and maybe a breach.
            }
        }

        await StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    // The signals of the test run are not this host's.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Subscriber(EventLog events) : UntypedActor
    {
        protected override void OnReceive(object message) => events.Add((SupervisionEvent)message);
    }
}
