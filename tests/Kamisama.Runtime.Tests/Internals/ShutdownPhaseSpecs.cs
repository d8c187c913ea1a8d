namespace Kamisama.Runtime.Tests;

/// <summary>What is an option here and HOCON in Akka.NET.</summary>
public sealed class ShutdownPhaseSpecs
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_phase_that_must_succeed_ends_the_shutdown_when_a_task_fails()
    {
        ActorSystem system = Create(new ShutdownPhase(Recover: false));
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fails", () => throw new FormatException("planned"));
        await Assert.ThrowsAsync<FormatException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(s_patience));
        Assert.False(system.WhenTerminated.IsCompleted);
        await system.FinalTerminate().WaitAsync(s_patience);
    }

    [Fact]
    public async Task A_phase_that_must_succeed_ends_the_shutdown_when_its_time_is_up()
    {
        ActorSystem system = Create(new ShutdownPhase(TimeSpan.FromSeconds(30), Recover: false));
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        var never = new TaskCompletionSource<Done>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "slow", () => never.Task);
        Task<Done> run = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        Assert.Equal(TimeSpan.FromSeconds(40), shutdown.TotalTimeout);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(run.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(s_patience));
        await system.FinalTerminate().WaitAsync(s_patience);
    }

    [Fact]
    public async Task No_timer_is_left_when_a_phase_is_done()
    {
        ActorSystem system = Create(new ShutdownPhase());
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        var open = new TaskCompletionSource<Done>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "waits", () => open.Task);
        Task<Done> run = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        Assert.Equal(1, _time.ArmedTimers);
        open.SetResult(Done.Instance);
        await run.WaitAsync(s_patience);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void All_faults_of_the_phases_are_listed_at_once()
    {
        var options = new ActorSystemOptions
        {
            ShutdownPhases = { ["no-phase"] = new ShutdownPhase(), [CoordinatedShutdown.PhaseServiceStop] = new ShutdownPhase(TimeSpan.Zero) },
        };
        ArgumentException fault = Assert.Throws<ArgumentException>(() => ActorSystem.Create("faulty", options));
        Assert.Contains("'no-phase' is no phase, the timeout of 'service-stop' is 00:00:00", fault.Message, StringComparison.Ordinal);
    }

    private ActorSystem Create(ShutdownPhase serviceStop) => ActorSystem.Create("phases", new ActorSystemOptions
    {
        TimeProvider = _time, ShutdownPhases = { [CoordinatedShutdown.PhaseServiceStop] = serviceStop },
    });
}
