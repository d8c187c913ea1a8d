using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

public class ScalingSpecs
{
    private const int Ttin = 21, Ttou = 22;

    private static readonly WorkerPoolOptions Options = new() { Instances = 3 };

    [Fact]
    public async Task TTIN_adds_a_worker_at_the_lowest_free_index_and_is_no_respawn()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { RespawnLimit = 0 });
        pool.Signal(Ttin);

        var started = await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();
        Assert.Equal(new WorkerId(4, 0), started.Worker);
        Assert.Equal(0, (await pool.Pool.GetStatusAsync()).RespawnsInInterval);
    }

    [Fact]
    public async Task TTOU_retires_the_oldest_running_process_which_is_not_the_lowest_index_after_a_respawn()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        ScriptedProcess second = pool.Host.At(2);
        pool.Advance(TimeSpan.FromSeconds(5));
        pool.Host.At(1).Exit(1);
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>();

        pool.Signal(Ttou);

        var retiring = await pool.Events.ExpectAsync<SupervisionEvent.WorkerRetiring>();
        Assert.Equal(2, retiring.Worker.Index);
        var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Assert.Equal((2, RespawnDecision.Retire), (exited.Report.Worker.Index, exited.Report.Decision));
        Assert.Equal(15, second.Signals[0]);
        Assert.Equal([1, 3], pool.Host.Alive.Select(p => p.Index).Order());
    }

    [Fact]
    public async Task Index_of_a_retired_worker_is_taken_again_only_when_its_process_is_gone()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        ScriptedProcess first = pool.Host.At(1);
        first.Ignores.Add(15);
        Assert.Equal(2, await pool.Pool.RetireWorkersAsync());
        Assert.Equal(3, await pool.Pool.AddWorkersAsync());
        Assert.Equal(4, (await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>()).Worker.Index);

        first.Exit(0);
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        await EventuallyFree(pool, 1);
        await pool.Pool.AddWorkersAsync();
        Assert.Equal(1, (await pool.Events.ExpectAsync<SupervisionEvent.WorkerStarted>()).Worker.Index);
    }

    [Fact]
    public async Task TTOU_never_takes_the_last_worker()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Instances = 1 });
        pool.Signal(Ttou);
        await pool.Events.ExpectAsync<SupervisionEvent.RequestIgnored>();
        Assert.Single(pool.Host.Alive);
    }

    [Fact]
    public async Task ScaleTo_is_exact_up_and_down()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        Assert.Equal(40, await pool.Pool.ScaleToAsync(40));
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerStarted>(37);
        Assert.Equal(2, await pool.Pool.ScaleToAsync(2));
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(38);
        Assert.Equal(2, pool.Host.Alive.Count);
        Assert.Equal(2, (await pool.Pool.GetStatusAsync()).Instances);
    }

    [Fact]
    public async Task Request_for_very_many_workers_ends_at_the_bound_and_not_at_one()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        Assert.Equal(WorkerPoolOptions.MaxInstances, await pool.Pool.AddWorkersAsync(int.MaxValue));
        Assert.Equal(1, await pool.Pool.RetireWorkersAsync(int.MaxValue));
    }

    [Fact]
    public async Task Slot_that_waits_for_room_is_retired_first_and_at_once()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Host.StartError = _ => new ProcessStartError(ProcessStartStage.Spawn, 11, "");
        await pool.Pool.AddWorkersAsync();
        await pool.Events.ExpectAsync<SupervisionEvent.WorkerStartDelayed>();

        await pool.Pool.RetireWorkersAsync();

        Assert.Equal(4, (await pool.Events.ExpectAsync<SupervisionEvent.WorkerRetiring>()).Worker.Index);
        Assert.Equal(3, pool.Host.Alive.Count);
    }

    [Fact]
    public async Task Contradictory_requests_from_many_clients_end_at_the_number_that_was_answered_last()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => pool.Pool.ScaleToAsync(1 + i % 20)));
        int last = await pool.Pool.ScaleToAsync(7);
        Assert.Equal(7, last);
        Assert.Equal(7, (await pool.Pool.GetStatusAsync()).Instances);
    }

    // The slot is freed by the end of its actor, which no event tells; the status does, each answer after another turn.
    private static async Task EventuallyFree(PoolFixture pool, int index)
    {
        for (int turn = 0; turn < 10_000; turn++)
        {
            if ((await pool.Pool.GetStatusAsync()).Workers.All(w => w.Worker.Index != index))
            {
                return;
            }
        }

        Assert.Fail($"Slot {index} was not freed: {await pool.Pool.GetStatusAsync()}");
    }
}
