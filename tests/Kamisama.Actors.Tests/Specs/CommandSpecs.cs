using Kamisama.Actors.Tests.Simulation;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>What an application's own actors may send to a master, and what it answers.</summary>
public class CommandSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly WorkerPoolOptions Options = new() { Instances = 3 };

    [Fact]
    public async Task Scaling_by_message_is_answered_with_the_number_of_workers_wanted()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        Assert.Equal(5, await pool.Master.Ask<int>(new MasterMessage.AddWorkers(2), Patience));
        Assert.Equal(4, await pool.Master.Ask<int>(new MasterMessage.RetireWorkers(), Patience));
        Assert.Equal(7, await pool.Master.Ask<int>(new MasterMessage.ScaleTo(7), Patience));
        Assert.Equal(7, (await pool.Master.Ask<PoolStatus>(new MasterMessage.GetStatus(), Patience)).Instances);
    }

    [Fact]
    public async Task Stop_by_message_is_answered_with_the_outcome_when_the_pool_is_over()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        ScriptedProcess stubborn = pool.Host.At(2);
        stubborn.Ignores.Add(15);
        Task<PoolOutcome> stopped = pool.Master.Ask<PoolOutcome>(new MasterMessage.StopPool(), Patience);
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(2);
        Assert.False(stopped.IsCompleted);

        Task<PoolOutcome> again = pool.Master.Ask<PoolOutcome>(new MasterMessage.StopPool(), Patience);
        stubborn.Exit(0);
        Assert.Equal(new PoolOutcome.Stopped(false, null), await stopped);
        Assert.Equal(new PoolOutcome.Stopped(false, null), await again);
    }

    [Fact]
    public async Task Status_report_by_message_is_published()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Master.Tell(new MasterMessage.ReportStatus(), ActorRefs.NoSender);
        Assert.Equal(3, (await pool.Events.ExpectAsync<SupervisionEvent.StatusReported>()).Status.Workers.Count);
    }

    public static TheoryData<MasterMessage> BadCommands =>
    [
        new MasterMessage.AddWorkers(0), new MasterMessage.AddWorkers(int.MinValue),
        new MasterMessage.RetireWorkers(0), new MasterMessage.RetireWorkers(-1),
        new MasterMessage.ScaleTo(0), new MasterMessage.ScaleTo(-3), new MasterMessage.ScaleTo(WorkerPoolOptions.MaxInstances + 1),
        new MasterMessage.StopPool((StopMode)99),
    ];

    [Theory]
    [MemberData(nameof(BadCommands))]
    public async Task Command_with_a_bad_value_is_answered_with_a_failure_and_changes_nothing(MasterMessage command)
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => pool.Master.Ask<int>(command, Patience));
        await pool.Events.ExpectAsync<SupervisionEvent.RequestIgnored>();

        pool.Master.Tell(command, ActorRefs.NoSender);
        await pool.Events.ExpectAsync<SupervisionEvent.RequestIgnored>();
        PoolStatus status = await pool.Pool.GetStatusAsync();
        Assert.Equal((3, false, 3), (status.Instances, status.IsStopping, pool.Host.All.Count));
        Assert.DoesNotContain(pool.Events.Seen, e => e is SupervisionEvent.InternalFault);
    }

    [Fact]
    public async Task Command_with_a_bad_value_is_refused_while_the_pool_stops_too()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Host.At(1).Ignores.Add(15);
        _ = pool.Pool.StopAsync();
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>();
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(
            () => pool.Master.Ask<int>(new MasterMessage.StopPool((StopMode)99), Patience));
    }
}
