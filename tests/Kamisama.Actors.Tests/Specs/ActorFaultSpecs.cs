using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>A fault of the actors' own code neither loses nor doubles a process.</summary>
public class ActorFaultSpecs
{
    private static readonly WorkerPoolOptions Options = new() { Instances = 3, RespawnLimit = 10 };

    [Fact]
    public async Task Master_that_throws_keeps_its_workers_and_goes_on()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        // A worker that no slot knows: the master's code throws.
        pool.Master.Tell(
            new MasterMessage.WorkerStopped(new WorkerId(99, 0), null, new WorkerEnd(new ProcessExit.Code(0), TimeSpan.Zero)), ActorRefs.NoSender);

        Assert.Null((await pool.Events.ExpectAsync<SupervisionEvent.InternalFault>()).Worker);
        PoolStatus status = await pool.Pool.GetStatusAsync();
        Assert.Equal(3, status.Instances);
        Assert.Equal(3, pool.Host.All.Count);

        pool.Host.At(2).Exit(1);
        Assert.Equal(new WorkerId(2, 1), (await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>()).Worker);
        await pool.Pool.StopAsync();
        Assert.Equal(4, pool.Host.All.Count);
        Assert.Empty(pool.Host.Alive);
    }

    [Fact]
    public async Task Host_that_throws_at_a_respawn_counts_as_a_death_and_the_slot_comes_back()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        int faults = 2;
        pool.Host.StartError = _ => faults-- > 0 ? throw new InvalidOperationException("a fault of the host") : null;
        pool.Host.At(1).Exit(1);

        var fault = await pool.Events.ExpectAsync<SupervisionEvent.InternalFault>();
        Assert.Equal((1, "a fault of the host"), (fault.Worker!.Value.Index, fault.Cause.Message));
        var started = await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Assert.Equal(1, started.Worker.Index);
        Assert.Equal([1, 2, 3], pool.Host.Alive.Select(p => p.Index).Order());
    }

    [Fact]
    public async Task Host_that_always_throws_ends_in_a_breach_and_not_in_a_busy_loop()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Host.StartError = _ => throw new InvalidOperationException("a fault of the host");
        pool.Host.At(1).Exit(1);
        Assert.Equal(1, (await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20))).ExitCode);
        Assert.Empty(pool.Host.Alive);
    }

    [Fact]
    public async Task Breach_by_the_only_worker_whose_actor_is_lost_is_told_before_the_pool_is_over()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 1, RespawnLimit = 1 });
        pool.Host.StartError = _ => throw new InvalidOperationException("a fault of the host");
        pool.Host.At(1).Exit(1);
        await pool.Events.ExpectAsync<SupervisionEvent.RespawnLimitBreached>();
        Assert.IsType<PoolOutcome.RespawnLimitBreached>((await pool.Events.ExpectAsync<SupervisionEvent.PoolStopped>()).Outcome);
    }

    [Fact]
    public async Task System_that_is_torn_down_without_stopping_the_pool_tells_the_workers_to_end()
    {
        PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await pool.System.Terminate();
        await pool.Pool.Completion.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Empty(pool.Host.Alive);
        await pool.DisposeAsync();
    }
}
