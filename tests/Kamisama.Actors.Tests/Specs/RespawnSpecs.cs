using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

public class RespawnSpecs
{
    private static readonly WorkerPoolOptions Options = new()
    {
        Instances = 3,
        RespawnLimit = 2,
        RespawnInterval = TimeSpan.FromSeconds(60),
    };

    [Fact]
    public async Task Pool_starts_its_workers_each_with_its_own_index_and_identity_in_the_environment()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with
        {
            Name = "crunchers",
            Command = new ProcessSpec { FileName = "crunch", Arguments = ["--shard={index}", "{index}{index}"] },
        });

        Assert.Equal([1, 2, 3], pool.Host.Alive.Select(p => p.Index).Order());
        ScriptedProcess second = pool.Host.At(2);
        Assert.Equal(["--shard=2", "22"], second.Spec.Arguments);
        Assert.Equal("crunchers", second.Spec.Environment[WorkerEnvironment.Pool]);
        Assert.Equal("0", second.Spec.Environment[WorkerEnvironment.Incarnation]);
    }

    [Fact]
    public async Task Dead_worker_is_replaced_in_the_same_slot_by_the_next_incarnation()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Host.At(2).Signal(9);

        var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Assert.Equal(new WorkerId(2, 0), exited.Report.Worker);
        Assert.Equal(new ProcessExit.Signalled(9, false), exited.Report.Exit);
        Assert.Equal((RespawnDecision.Respawn, 1), (exited.Report.Decision, exited.Report.RespawnsInInterval));
        var started = await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Assert.Equal(new WorkerId(2, 1), started.Worker);
        Assert.Equal(3, pool.Host.Alive.Count);
    }

    [Fact]
    public async Task Worker_that_exits_with_code_zero_is_replaced_and_counted()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Host.At(1).Exit(0);

        var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Assert.Equal((RespawnDecision.Respawn, 1), (exited.Report.Decision, exited.Report.RespawnsInInterval));
    }

    [Fact]
    public async Task Pool_gives_up_at_the_death_after_as_many_respawns_as_the_limit_allows()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        for (int respawn = 0; respawn < 2; respawn++)
        {
            pool.Host.At(1).Exit(7);
            await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        }

        pool.Host.At(3).Exit(8);

        var breach = await pool.Events.ExpectAsync<SupervisionEvent.RespawnLimitBreached>();
        Assert.Equal((2, TimeSpan.FromSeconds(60)), (breach.Outcome.Limit, breach.Outcome.Interval));
        Assert.Equal([7, 7, 8], breach.Outcome.LastExits.Select(e => ((ProcessExit.Code)e.Exit).ExitCode));
        PoolOutcome outcome = await pool.Pool.Completion;
        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(pool.Host.Alive);
        Assert.Equal(5, pool.Host.All.Count);
        Assert.All(pool.Host.All.Where(p => p.Index == 2), p => Assert.Contains(15, p.Signals));
    }

    [Fact]
    public async Task Pool_never_gives_up_when_respawns_leave_the_interval_in_time()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { RespawnInterval = TimeSpan.FromSeconds(2) });
        for (int death = 0; death < 1000; death++)
        {
            pool.Host.At(1).Signal(9);
            await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
            pool.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, pool.Host.Alive.Count);
        Assert.False(pool.Pool.Completion.IsCompleted);
    }

    [Fact]
    public async Task Start_of_every_worker_is_told_before_its_end_however_short_its_life()
    {
        await using var pool = new PoolFixture(Options with { RespawnLimit = 500 }, host => host.OnStart = process =>
        {
            process.Run();
            process.Exit(1);
        });
        Assert.Equal(1, (await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20))).ExitCode);
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopped>();

        var started = new HashSet<WorkerId>();
        foreach (SupervisionEvent told in pool.Events.Seen)
        {
            if (told is SupervisionEvent.WorkerStarted start)
            {
                Assert.True(started.Add(start.Worker), $"{start} was told twice.");
            }
            else if (told is SupervisionEvent.WorkerExited { Report: { Pid: not null } report })
            {
                Assert.True(started.Contains(report.Worker), $"{report} was told before its start.");
            }
        }
    }

    [Fact]
    public void Index_is_put_into_a_command_but_not_into_the_arguments_of_a_delegates_program()
    {
        WorkerPoolOptions plain = Options with { Command = new ProcessSpec { FileName = "crunch", Arguments = ["out-{index}.log"] } };
        WorkerPoolOptions own = DelegateWorker.WithCommand(Options);
        own = own with { Command = own.Command! with { Arguments = ["out-{index}.log"] } };

        Assert.Equal(["out-2.log"], SpecOf(plain).Arguments);
        Assert.Equal(["out-{index}.log"], SpecOf(own).Arguments);

        static ProcessSpec SpecOf(WorkerPoolOptions options) =>
            WorkerCommand.For(new WorkerId(2, 0), options, output: null);
    }

    [Fact]
    public async Task Respawn_limit_of_zero_makes_the_first_death_the_breach()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { RespawnLimit = 0 });
        pool.Host.At(2).Exit(1);
        Assert.IsType<PoolOutcome.RespawnLimitBreached>(await pool.Pool.Completion);
        Assert.Equal(3, pool.Host.All.Count);
    }

    [Fact]
    public async Task No_respawn_limit_never_gives_up()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { RespawnLimit = null });
        for (int death = 0; death < 500; death++)
        {
            pool.Host.At(1).Exit(1);
            await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        }

        Assert.Equal(500, pool.Host.At(1).Incarnation);
    }

    [Fact]
    public async Task All_workers_dying_at_once_are_each_respawned_once()
    {
        const int workers = 500;
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Instances = workers, RespawnLimit = workers });
        foreach (ScriptedProcess process in pool.Host.Alive)
        {
            process.Signal(9);
        }

        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(workers);
        Assert.Equal(Enumerable.Range(1, workers), pool.Host.Alive.Select(p => p.Index).Order());
        Assert.All(pool.Host.Alive, p => Assert.Equal(1, p.Incarnation));
    }

    [Fact]
    public async Task Nothing_can_be_started_at_all_and_the_pool_says_why_once()
    {
        var missing = new ProcessStartError(ProcessStartStage.Execute, 2, "/no/such/program");
        await using var pool = new PoolFixture(Options, host => host.StartError = _ => missing);

        PoolOutcome outcome = await pool.Pool.Completion;

        Assert.Equal(new PoolOutcome.CouldNotStart(missing), outcome);
        Assert.Equal(3, outcome.ExitCode);
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopped>();
        Assert.Single(pool.Events.Seen.OfType<SupervisionEvent.WorkerExited>(), e => e.Report.Decision == RespawnDecision.CouldNotStart);
    }

    [Fact]
    public async Task Program_that_vanishes_while_running_counts_as_deaths()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Host.StartError = _ => new ProcessStartError(ProcessStartStage.Execute, 2, "/gone");
        pool.Host.At(1).Exit(1);

        var breach = Assert.IsType<PoolOutcome.RespawnLimitBreached>(await pool.Pool.Completion);
        Assert.IsType<ProcessExit.NotStarted>(breach.LastExits[^1].Exit);
        Assert.Empty(pool.Host.Alive);
    }

    [Fact]
    public async Task Start_that_the_machine_has_no_room_for_is_tried_again_and_is_no_death()
    {
        int failures = 3;
        var noRoom = new ProcessStartError(ProcessStartStage.Spawn, 11, "");
        await using var pool = new PoolFixture(
            Options with { Instances = 1, RespawnLimit = 0 },
            host => host.StartError = _ => failures-- > 0 ? noRoom : null);

        foreach (int milliseconds in (int[])[100, 200, 400])
        {
            var delayed = await pool.Events.ExpectAsync<SupervisionEvent.WorkerStartDelayed>();
            Assert.Equal(milliseconds, delayed.Delay.TotalMilliseconds);
            PoolStatus status = await pool.Pool.GetStatusAsync();
            Assert.Equal(WorkerState.Waiting, Assert.Single(status.Workers).State);
            pool.Advance(delayed.Delay);
        }

        var started = await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Assert.Equal(new WorkerId(1, 0), started.Worker);
        Assert.Empty(pool.Events.Seen.OfType<SupervisionEvent.WorkerExited>());
    }
}
