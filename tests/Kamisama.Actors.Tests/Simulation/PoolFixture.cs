using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Simulation;

/// <summary>A pool on simulated processes and virtual time.</summary>
internal sealed class PoolFixture : IAsyncDisposable
{
    private readonly TestSystem _system = new();

    public PoolFixture(WorkerPoolOptions options, Action<ScriptedHost>? setUp = null)
    {
        setUp?.Invoke(Host);
        options = options with { Command = options.Command ?? new ProcessSpec { FileName = "simulated" } };
        EventListener.Start(_system.System, options.Name, Events.Add, new TaskCompletionSource());
        Pool = WorkerPool.Start(_system.System, options, Host, _system.Time);
    }

    public ScriptedHost Host { get; } = new();

    public EventLog Events { get; } = new();

    public IWorkerPool Pool { get; }

    /// <summary>The master, for messages that the typed front does not have.</summary>
    public IActorRef Master => Pool.Master;

    public ActorSystem System => _system.System;

    public static async Task<PoolFixture> RunningAsync(WorkerPoolOptions options, Action<ScriptedHost>? setUp = null)
    {
        var fixture = new PoolFixture(options, setUp);
        await fixture.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(options.Instances);
        return fixture;
    }

    /// <summary>
    /// Until the actor of a slot has done all that it was told or restarted for before this, so that its timers are armed. A suspended
    /// mailbox keeps the question until the restart is over.
    /// </summary>
    public async Task UntilSettledAsync(params int[] indexes)
    {
        // Twice: what a timer began may come back as a message behind the first question.
        foreach (int index in indexes.Concat(indexes))
        {
            await System.ActorSelection(Master.Path / $"{index}").Ask<ActorIdentity>(new Identify(index), TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Until the pool has given up a slot.</summary>
    public async Task UntilGoneAsync(int index)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await Pool.GetStatusAsync(patience.Token)).Workers.Any(worker => worker.Worker.Index == index))
        {
            await Task.Yield();
        }
    }

    /// <summary>As the signal router does it.</summary>
    public void Signal(int signal) => Master.Tell(SignalCommands.For(signal), ActorRefs.NoSender);

    public TimeProvider Time => _system.Time;

    public void Advance(TimeSpan time) => _system.Advance(time);

    public async ValueTask DisposeAsync()
    {
        if (!Pool.Completion.IsCompleted)
        {
            foreach (ScriptedProcess process in Host.Alive)
            {
                process.Ignores.Clear();
            }

            await Pool.StopAsync(StopMode.Immediate).WaitAsync(TimeSpan.FromSeconds(20));
        }

        await _system.DisposeAsync();
    }
}
