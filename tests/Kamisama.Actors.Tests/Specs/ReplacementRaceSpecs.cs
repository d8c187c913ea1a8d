using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;
using Kamisama.TestKit;
using static Kamisama.Actors.SupervisionEvent;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Something else happens while a worker is being replaced.</summary>
public class ReplacementRaceSpecs
{
    private const int EAgain = 11;

    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 1,
        Readiness = new Readiness.Notified(),
        StartTimeout = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public async Task Last_worker_that_finishes_while_its_successor_starts_takes_the_successor_with_it()
    {
        using var pool = new PoolSimulation(
            Options with { RestartSurge = 1, Restart = RestartMode.OnFailure, StartTimeout = null },
            start => new ProcessScript { ReadyAfter = start.Index == 1 ? TimeSpan.Zero : null });
        pool.RunFor(TimeSpan.FromSeconds(1));
        Task<RollingRestartResult> restart = pool.Pool.RestartWorkersAsync();
        pool.Settle();
        Assert.Equal(2, pool.Host.AliveCount);

        pool.Worker(1).ExitWith(0);
        Assert.Equal(new PoolOutcome.Finished(0), pool.RunUntilOver());
        Assert.Equal(0, pool.Host.AliveCount);
        Assert.Equal(
            [RespawnDecision.Finish, RespawnDecision.Stop],
            pool.Events.OfType<WorkerExited>().Select(exited => exited.Report.Decision));
        Assert.Equal("the pool is stopping", (await restart).Aborted);
    }

    [Fact]
    public void Worker_without_a_process_is_not_waited_for_to_be_replaced()
    {
        using var pool = new PoolSimulation(
            Options, start => new ProcessScript { StartTakes = start.Number == 1 ? null : TimeSpan.Zero });
        SimulatedProcess first = pool.Worker(1);

        // The machine has no room for it at the moment at which it is to be replaced.
        first.FailStart(new ProcessStartError(ProcessStartStage.Spawn, EAgain, ""));
        pool.Master.Tell(new MasterMessage.RestartWorkers(), ActorRefs.NoSender);
        pool.RunUntilQuiet();
        Assert.Equal(new RollingRestartResult(1, 1, null), pool.Events.OfType<RollingRestartEnded>().Single().Result);
        WorkerStatus worker = Assert.Single(pool.Status.Workers);
        Assert.Equal((new WorkerId(1, 0), WorkerState.Running), (worker.Worker, worker.State));
    }

    [Fact]
    public void Restart_that_is_aborted_is_over_when_the_replacements_that_had_begun_are()
    {
        using var pool = new PoolSimulation(
            Options with { Instances = 2, RestartSurge = 2 },
            start => new ProcessScript { ReadyAfter = TimeSpan.FromSeconds(start.Number > 2 ? 5 : 0) });
        pool.RunFor(TimeSpan.FromSeconds(1));
        pool.RestartWorkers();
        pool.RestartWorkers();
        pool.Worker(3).ExitWith(1);
        pool.RunUntilQuiet();
        RollingRestartResult[] results = [.. pool.Events.OfType<RollingRestartEnded>().Select(ended => ended.Result)];
        Assert.Equal([(2, 1, true), (2, 2, false)], results.Select(result => (result.Workers, result.Replaced, result.Aborted is not null)));
    }

    [Fact]
    public async Task Replacement_that_was_meant_for_an_earlier_incarnation_is_not_obeyed()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Readiness = null, StartTimeout = null });
        pool.Host.At(1).Exit(1);
        await pool.Events.ExpectAsync<WorkerStarted>();
        ScriptedProcess next = pool.Host.At(1);

        // Sent before the master had heard of the death.
        pool.System.ActorSelection(pool.Master.Path / "1").Tell(new WorkerMessage.ReplaceWorker(0, WorkerEndCause.RollingRestart));
        await pool.UntilSettledAsync(1);
        Assert.Empty(next.Signals);
    }
}
