using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

/// <summary>Requests about one worker: a restart of its own, a signal.</summary>
public sealed class OneWorkerSpecs
{
    private const int Usr1 = 10, Kill = 9, Term = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_restart_of_one_worker_replaces_it_and_no_other()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 3 });

        RollingRestartResult result = await pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(2), Patience);

        Assert.Equal(new RollingRestartResult(1, 1, null), result);
        Assert.Equal([0, 1, 0], (await pool.Pool.GetStatusAsync()).Workers.Select(worker => worker.Worker.Incarnation));
        Assert.Equal([(2, 1)], pool.Host.All.Skip(3).Select(process => (process.Index, process.Incarnation)));
    }

    [Fact]
    public async Task A_restart_of_one_worker_is_refused_while_another_one_is_in_progress()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            new WorkerPoolOptions { Instances = 2 }, host => host.OnStart = process => process.Ignores.Add(Term));
        Task<RollingRestartResult> first = pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(1), Patience);

        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(
            () => pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(2), Patience));

        Assert.Contains("a rolling restart is in progress", refused.Message, StringComparison.Ordinal);
        pool.Host.At(1).Exit(0);
        Assert.Equal(1, (await first.WaitAsync(Patience)).Replaced);
        Assert.Equal([1, 0], (await pool.Pool.GetStatusAsync()).Workers.Select(worker => worker.Worker.Incarnation));
    }

    [Fact]
    public async Task A_rolling_restart_asked_for_meanwhile_follows_and_is_about_all()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 2 });
        Task<RollingRestartResult> one = pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(1), Patience);
        Task<RollingRestartResult> all = pool.Pool.RestartWorkersAsync();

        Assert.Equal(1, (await one.WaitAsync(Patience)).Replaced);
        Assert.Equal(2, (await all.WaitAsync(Patience)).Replaced);
        Assert.Equal([2, 1], (await pool.Pool.GetStatusAsync()).Workers.Select(worker => worker.Worker.Incarnation));
    }

    [Fact]
    public async Task With_surge_one_worker_is_replaced_by_one_more()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 2, RestartSurge = 1 });

        RollingRestartResult result = await pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(1), Patience);

        Assert.Equal(new RollingRestartResult(1, 1, null), result);
        Assert.Equal([2, 3], (await pool.Pool.GetStatusAsync()).Workers.Select(worker => worker.Worker.Index));
    }

    [Fact]
    public async Task A_signal_reaches_the_process_of_that_worker_only()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(
            new WorkerPoolOptions { Instances = 2 }, host => host.OnStart = process => process.Ignores.Add(Usr1));

        WorkerSignalResult result = await pool.Master.Ask<WorkerSignalResult>(new MasterMessage.SignalWorker(2, Usr1), Patience);

        Assert.Equal(new WorkerSignalResult(new WorkerId(2, 0), pool.Host.At(2).Pid, SignalOutcome.Sent), result);
        Assert.Equal([Usr1], pool.Host.At(2).Signals);
        Assert.Empty(pool.Host.At(1).Signals);
    }

    [Fact]
    public async Task A_death_by_that_signal_is_a_death_as_any_other()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 1 });

        await pool.Master.Ask<WorkerSignalResult>(new MasterMessage.SignalWorker(1, Kill), Patience);

        SupervisionEvent.WorkerExited exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Assert.Equal((RespawnDecision.Respawn, WorkerEndCause.Itself, 1), (exited.Report.Decision, exited.Report.Cause, exited.Report.RespawnsInInterval));
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>(started => started.Worker.Incarnation == 1);
    }

    [Theory]
    [InlineData(3, Usr1)]
    [InlineData(0, Usr1)]
    [InlineData(1, 0)]
    [InlineData(1, 65)]
    public async Task What_makes_no_sense_is_refused(int index, int signal)
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(new WorkerPoolOptions { Instances = 2 });

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => pool.Master.Ask<WorkerSignalResult>(new MasterMessage.SignalWorker(index, signal), Patience));
        if (index != 1)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(
                () => pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(index), Patience));
        }
    }
}
