namespace Kamisama.EndToEnd.Tests;

public sealed class RespawnSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    [Fact]
    public async Task A_killed_worker_is_replaced_in_its_place_and_the_event_names_the_signal()
    {
        MasterProcess master = Start(3, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(3);

        master.Signal(pids[2], Signals.Kill);

        MasterEvent exited = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerExited, "the exit");
        Assert.Equal((2, 0, pids[2]), (exited.Worker, exited.Incarnation, exited.Pid));
        Assert.Equal((Signals.Kill, "respawn", 1), (exited.ExitSignal, exited.Decision, exited.Number("respawns")));
        MasterEvent started = await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the next incarnation");
        Assert.Equal(2, started.Worker);
        Assert.NotEqual(pids[2], started.Pid);
        Assert.Contains("KAMISAMA_WORKER_INDEX=2", ProcessFile.EnvironmentOf(started.Pid!.Value));
        Assert.Contains("KAMISAMA_INCARNATION=1", ProcessFile.EnvironmentOf(started.Pid.Value));
        Assert.Equal(new[] { pids[1], pids[3], started.Pid.Value }.Order(), master.Children());
        await master.StopAsync();
    }

    [Fact]
    public async Task A_worker_that_exits_cleanly_is_replaced_and_counted()
    {
        MasterProcess master = Start(1, [], Workers.Shell("[ $KAMISAMA_INCARNATION = 0 ] && exit 0; exec sleep 1000"));

        MasterEvent exited = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerExited, "the exit");
        Assert.Equal((0, "respawn", 1), (exited.ExitCode, exited.Decision, exited.Number("respawns")));
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 1, Incarnation: 1 }, "the next incarnation");
        MasterEvent status = await master.StatusAsync();
        Assert.Equal(1, status.Number("respawns"));
        await master.StopAsync();
    }

    [Fact]
    public async Task Every_exit_code_is_told_as_it_was()
    {
        int[] codes = [0, 1, 2, 42, 126, 127, 128, 137, 143, 254, 255];
        MasterProcess master = Start(
            1,
            ["--respawn-limit", "1000"],
            Workers.Shell($"set -- {string.Join(' ', codes)}; shift $KAMISAMA_INCARNATION; [ $# -gt 0 ] && exit $1; exec sleep 1000"));

        IReadOnlyList<MasterEvent> exits = await master.ExpectManyAsync(codes.Length, e => e.Name == MasterEvent.WorkerExited, "all exits");
        Assert.Equal(codes.Select(code => (int?)code), exits.Select(e => e.ExitCode));
        Assert.All(exits, e => Assert.Null(e.ExitSignal));
        Assert.Equal(Enumerable.Range(0, codes.Length), exits.Select(e => e.Incarnation!.Value));
        await master.StopAsync();
    }

    [Fact]
    public async Task Every_deadly_signal_is_told_as_it_was()
    {
        // Not those that stop or do nothing, and not KILL, which has a test of its own.
        int[] signals = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 24, 25, 26, 27, 29, 30, 31, 34, 64];
        MasterProcess master = Start(
            1,
            ["--respawn-limit", "1000"],
            Workers.Shell($"set -- {string.Join(' ', signals)}; shift $KAMISAMA_INCARNATION; ulimit -c 0; [ $# -gt 0 ] && kill -$1 $$; exec sleep 1000"));

        IReadOnlyList<MasterEvent> exits = await master.ExpectManyAsync(signals.Length, e => e.Name == MasterEvent.WorkerExited, "all exits");
        Assert.Equal(signals.Select(signal => (int?)signal), exits.Select(e => e.ExitSignal));
        await master.StopAsync();
    }

    [Fact]
    public async Task All_workers_killed_at_once_come_back_each_in_its_place()
    {
        const int workers = 30;
        MasterProcess master = Start(workers, ["--respawn-limit", "1000"], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(workers);

        foreach (int pid in pids.Values)
        {
            LibC.Kill(pid, Signals.Kill);
        }

        IReadOnlyList<MasterEvent> started = await master.ExpectManyAsync(
            workers, e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the next incarnation of all");
        Assert.Equal(Enumerable.Range(1, workers), started.Select(e => e.Worker!.Value).Order());
        Assert.Equal(started.Select(e => e.Pid!.Value).Order(), master.Children());
        Assert.Equal(workers, master.Events.Count(e => e.Name == MasterEvent.WorkerExited));
        await master.StopAsync();
    }

    [Fact]
    public async Task What_a_dead_worker_left_in_its_group_is_ended_too()
    {
        MasterProcess master = Start(1, [], Workers.Shell("sleep 1000 & echo \"helper $!\"; wait"));
        int helper = int.Parse((await master.ExpectOutputAsync(1, line => line.StartsWith("helper ", StringComparison.Ordinal), "the helper's pid"))[0]["helper ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        int worker = master.Children()[0];

        master.Signal(worker, Signals.Kill);

        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the next incarnation");
        await Eventually.IsAsync(() => ProcessFile.IsRunning(helper), running => !running, "the end of the helper");
        await master.StopAsync();
    }
}
