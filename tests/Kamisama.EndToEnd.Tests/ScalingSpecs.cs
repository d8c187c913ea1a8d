namespace Kamisama.EndToEnd.Tests;

public sealed class ScalingSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    [Fact]
    public async Task Ttin_adds_a_worker_with_the_lowest_free_index()
    {
        MasterProcess master = Start(2, [], Workers.Sleep);
        await master.ExpectWorkersAsync(2);

        master.Signal(Signals.Ttin);

        MasterEvent added = await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 3 }, "worker 3");
        Assert.Equal(0, added.Incarnation);
        Assert.Equal(master.Pid, ProcessFile.ParentOf(added.Pid!.Value));
        Assert.Equal(3, master.Children().Count);
        await master.StopAsync();
    }

    [Fact]
    public async Task Ttou_ends_the_oldest_worker_and_its_index_is_free_again()
    {
        MasterProcess master = Start(3, ["--respawn-limit", "0"], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(3);

        master.Signal(Signals.Ttou);
        MasterEvent exited = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerExited, "the end of the oldest");
        Assert.Equal((1, pids[1], Signals.Term, "retire"), (exited.Worker, exited.Pid, exited.ExitSignal, exited.Decision));

        // No respawn, or the limit of none would have ended the pool.
        MasterEvent status = await master.StatusAsync();
        Assert.Equal((2, 0), (status.Number("instances"), status.Number("respawns")));

        int now = master.Timeline.Now;
        master.Signal(Signals.Ttin);
        MasterEvent added = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerStarted, "a worker", after: now);
        Assert.Equal((1, 0), (added.Worker, added.Incarnation));
        await master.StopAsync();
    }

    [Fact]
    public async Task A_respawned_worker_is_no_longer_the_oldest()
    {
        MasterProcess master = Start(3, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(3);
        master.Signal(pids[1], Signals.Kill);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 1, Incarnation: 1 }, "the respawn");

        master.Signal(Signals.Ttou);

        MasterEvent retiring = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerRetiring, "the choice");
        Assert.Equal((2, pids[2]), (retiring.Worker, retiring.Pid));
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerExited, Worker: 2, Decision: "retire" }, "its end");
        await master.StopAsync();
    }

    [Fact]
    public async Task The_last_worker_stays()
    {
        MasterProcess master = Start(2, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);
        master.Signal(Signals.Ttou);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerExited, Worker: 1 }, "the end of worker 1");

        master.Signal(Signals.Ttou);

        await master.ExpectAsync(e => e.Name == MasterEvent.RequestIgnored, "a refusal");
        Assert.Equal([pids[2]], master.Children());
        Assert.Equal(1, (await master.StatusAsync()).Number("instances"));
        await master.StopAsync();
    }

    [Fact]
    public async Task A_retired_worker_that_ignores_the_stop_is_killed_and_the_rest_stays()
    {
        MasterProcess master = Start(2, ["--grace-period", "0.3"], Workers.IgnoringTerm);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);
        await master.ExpectOutputAsync(2, line => line.StartsWith("ready", StringComparison.Ordinal), "both workers to be ready");

        master.Signal(Signals.Ttou);

        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerKilled, Worker: 1 }, "the kill");
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerExited, Worker: 1, ExitSignal: Signals.Kill, Decision: "retire" }, "its end");
        Assert.Equal([pids[2]], master.Children());
    }

    [Fact]
    public async Task Signals_with_nothing_to_do_are_answered_and_change_nothing()
    {
        MasterProcess master = Start(2, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);

        master.Signal(Signals.Usr1);
        await master.ExpectAsync(e => e.Name == MasterEvent.RequestIgnored, "the answer to USR1");

        // PIPE, CHLD, CONT, URG, WINCH: of no interest to anybody.
        foreach (int signal in new[] { Signals.Pipe, 17, Signals.Cont, 23, 28 })
        {
            master.Signal(signal);
        }

        await master.StatusAsync();
        Assert.Equal(pids.Values.Order(), master.Children());
        await master.StopAsync();
    }

    [Fact]
    public async Task Hang_up_replaces_every_worker_one_after_the_other_in_its_own_slot()
    {
        MasterProcess master = Start(3, ["--respawn-limit", "0"], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(3);

        master.Signal(Signals.Hup);

        for (int index = 1; index <= 3; index++)
        {
            await master.ExpectAsync(e => e.Name == MasterEvent.WorkerExited && e.Worker == index, $"the end of worker {index}");
            await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 } && e.Worker == index, $"its successor {index}");
        }

        await master.ExpectAsync(e => e.Name == "rolling_restart_ended", "the end of the restart");
        Assert.Equal(3, master.Children().Except(pids.Values).Count());
        await master.StopAsync();
    }

    [Fact]
    public async Task Status_is_what_there_is()
    {
        MasterProcess master = Start(4, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(4);

        MasterEvent status = await master.StatusAsync();

        Assert.Equal((4, 0), (status.Number("instances"), status.Number("respawns")));
        IReadOnlyList<MasterEvent> workers = status.Items("workers");
        Assert.Equal([1, 2, 3, 4], workers.Select(worker => worker.Worker!.Value));
        Assert.All(workers, worker => Assert.Equal((pids[worker.Worker!.Value], "running"), (worker.Pid!.Value, worker.Text("state"))));
        await master.StopAsync();
    }
}
