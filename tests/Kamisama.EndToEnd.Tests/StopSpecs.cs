namespace Kamisama.EndToEnd.Tests;

public sealed class StopSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private static bool IsReady(string line) => line.StartsWith("ready", StringComparison.Ordinal);

    [Fact]
    public async Task Term_reaches_all_workers_at_once_and_the_master_ends_with_the_last()
    {
        // Each worker that got TERM waits for the others to get it: asked one after the other, they would wait for ever.
        const int workers = 5;
        using var folder = new TemporaryFolder();
        MasterProcess master = Start(
            workers,
            ["--grace-period", "60", "--env", $"MET={folder.Path}"],
            Workers.Shell($"trap 'touch $MET/$$; while [ $(ls $MET | wc -l) -lt {workers} ]; do sleep 0.02; done; exit 0' TERM; echo ready; while :; do sleep 0.1; done"));
        await master.ExpectWorkersAsync(workers);
        await master.ExpectOutputAsync(workers, IsReady, "all workers to be ready");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        MasterEvent[] exits = [.. master.Events.Where(e => e.Name == MasterEvent.WorkerExited)];
        Assert.Equal(workers, exits.Length);
        Assert.All(exits, e => Assert.Equal((0, "stop"), (e.ExitCode, e.Decision)));
        MasterEvent[] events = [.. master.Events];
        Assert.Equal(MasterEvent.PoolStopped, events[^1].Name);
        Assert.Equal(0, events[^1].Number("exitCode"));
    }

    [Fact]
    public async Task A_worker_that_ignores_term_is_killed_after_the_grace_period()
    {
        MasterProcess master = Start(2, ["--grace-period", "1"], Workers.IgnoringTerm);
        await master.ExpectOutputAsync(2, IsReady, "both workers to be ready");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        MasterEvent stopping = master.Events.Single(e => e.Name == MasterEvent.PoolStopping);
        MasterEvent[] killed = [.. master.Events.Where(e => e.Name == MasterEvent.WorkerKilled)];
        Assert.Equal(2, killed.Length);
        Assert.All(killed, e => Assert.InRange((e.Time - stopping.Time).TotalSeconds, 0.95, 5));
        Assert.All(
            master.Events.Where(e => e.Name == MasterEvent.WorkerExited),
            e => Assert.Equal((Signals.Kill, "stop"), (e.ExitSignal, e.Decision)));
    }

    [Theory]
    [InlineData(Signals.Term, Signals.Term, 0)]
    [InlineData(Signals.Int, Signals.Int, 130)]
    [InlineData(Signals.Term, Signals.Int, 130)]
    [InlineData(Signals.Int, Signals.Term, 0)]
    public async Task A_second_request_kills_at_once(int first, int second, int exitCode)
    {
        MasterProcess master = Start(3, ["--grace-period", "1000"], Workers.IgnoringTerm);
        await master.ExpectOutputAsync(3, IsReady, "all workers to be ready");

        master.Signal(first);
        await master.ExpectAsync(e => e.Name == MasterEvent.PoolStopping && e.Text("mode") == "graceful", "the stop");
        master.Signal(second);

        Assert.Equal(exitCode, await master.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(3, master.Events.Count(e => e is { Name: MasterEvent.WorkerExited, ExitSignal: Signals.Kill }));
    }

    [Fact]
    public async Task Int_stops_as_term_does()
    {
        MasterProcess master = Start(2, [], Workers.Sleep);
        await master.ExpectWorkersAsync(2);

        master.Signal(Signals.Int);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Quit_waits_for_workers_as_long_as_they_take()
    {
        // Two seconds against a grace period of half a one.
        MasterProcess master = Start(2, ["--grace-period", "0.5"], Workers.Shell("trap '' TERM; echo ready; sleep 2; exit 5"));
        await master.ExpectOutputAsync(2, IsReady, "both workers to be ready");

        master.Signal(Signals.Quit);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.DoesNotContain(master.Events, e => e.Name == MasterEvent.WorkerKilled);
        Assert.All(master.Events.Where(e => e.Name == MasterEvent.WorkerExited), e => Assert.Equal((5, "stop"), (e.ExitCode, e.Decision)));
    }

    [Fact]
    public async Task Term_after_quit_sets_the_time_limit_and_another_one_kills()
    {
        MasterProcess master = Start(2, ["--grace-period", "1000"], Workers.IgnoringTerm);
        await master.ExpectOutputAsync(2, IsReady, "both workers to be ready");

        foreach (var (signal, mode) in new[] { (Signals.Quit, "drain"), (Signals.Term, "graceful"), (Signals.Term, "immediate") })
        {
            master.Signal(signal);
            await master.ExpectAsync(e => e.Name == MasterEvent.PoolStopping && e.Text("mode") == mode, mode);
        }

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Without_a_grace_period_the_master_does_not_wait_and_the_kernel_tells_the_workers()
    {
        // Ends only when its parent is gone.
        MasterProcess master = Start(
            3,
            ["--grace-period", "0"],
            Workers.Shell("parent=$PPID; trap 'while [ $(cut -d\" \" -f4 /proc/$$/stat) = $parent ]; do sleep 0.01; done; exit 0' TERM; echo ready; while :; do sleep 0.1; done"));
        await master.ExpectOutputAsync(3, IsReady, "all workers to be ready");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAsync());
        await master.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_stopped_worker_obeys_too()
    {
        MasterProcess master = Start(2, ["--grace-period", "60"], Workers.Sleep);
        int stopped = (await master.ExpectWorkersAsync(2))[1];
        master.Signal(stopped, Signals.Stop);
        await Eventually.IsAsync(() => ProcessFile.StateOf(stopped), state => state == 'T', "state T");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.All(master.Events.Where(e => e.Name == MasterEvent.WorkerExited), e => Assert.Equal(Signals.Term, e.ExitSignal));
    }

    [Fact]
    public async Task A_worker_that_is_stopped_and_goes_on_has_not_ended()
    {
        MasterProcess master = Start(2, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);

        for (int i = 0; i < 50; i++)
        {
            LibC.Kill(pids[1], Signals.Stop);
            LibC.Kill(pids[1], Signals.Cont);
        }

        await master.StatusAsync();
        Assert.Equal(pids.Values.Order(), master.Children());
        Assert.DoesNotContain(master.Events, e => e.Name == MasterEvent.WorkerExited);
        await master.StopAsync();
    }

    [Fact]
    public async Task Helpers_of_a_worker_end_with_it()
    {
        MasterProcess master = Start(2, [], Workers.Shell("sleep 100 & sleep 100"));
        await master.ExpectWorkersAsync(2);
        await Eventually.IsAsync(() => master.Everybody().Count, count => count == 7, "the master, two shells, four helpers");

        await master.StopAsync();
    }

    [Fact]
    public async Task Helpers_that_ignore_the_stop_are_killed_though_their_worker_obeyed()
    {
        MasterProcess master = Start(
            1, ["--grace-period", "0.5"], Workers.Shell("(trap '' TERM; echo ready; exec sleep 1000) & trap 'exit 0' TERM; wait; wait"));
        await master.ExpectOutputAsync(1, IsReady, "the helper to be ready");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.Contains(master.Events, e => e.Name == MasterEvent.WorkerKilled);
        Assert.Contains(master.Events, e => e is { Name: MasterEvent.WorkerExited, ExitCode: 0 });
    }

    [Theory]
    [InlineData("USR1")]
    [InlineData("SIGINT")]
    [InlineData("INT")]
    [InlineData("12")]
    public async Task The_stop_signal_can_be_chosen(string signal)
    {
        MasterProcess master = Start(
            1,
            ["--stop-signal", signal, "--grace-period", "60"],
            Workers.Shell("trap 'exit 11' USR1; trap 'exit 11' INT; trap 'exit 11' USR2; trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        await master.ExpectOutputAsync(1, IsReady, "the worker to be ready");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(11, master.Events.Single(e => e.Name == MasterEvent.WorkerExited).ExitCode);
    }

    [Fact]
    public async Task Nothing_is_started_or_scaled_after_the_stop()
    {
        MasterProcess master = Start(3, ["--grace-period", "1"], Workers.IgnoringTerm);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(3);
        await master.ExpectOutputAsync(3, IsReady, "all workers to be ready");

        master.Signal(Signals.Term);
        await master.ExpectAsync(e => e.Name == MasterEvent.PoolStopping, "the stop");
        master.Signal(Signals.Ttin);
        master.Signal(pids[2], Signals.Kill);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerExited, Worker: 2, Decision: "stop" }, "the death that is no matter any more");

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(3, master.Events.Count(e => e.Name == MasterEvent.WorkerStarted));
        Assert.Contains(master.Events, e => e.Name == MasterEvent.RequestIgnored);
    }

    [Fact]
    public async Task Term_while_a_large_pool_is_starting_stops_all_that_came_up()
    {
        MasterProcess master = Start(300, [], Workers.Sleep);
        await master.ExpectManyAsync(20, e => e.Name == MasterEvent.WorkerStarted, "the first twenty");

        master.Signal(Signals.Term);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Term_at_any_moment_of_the_start_leaves_nobody()
    {
        var random = new Random(1);
        for (int i = 0; i < 10; i++)
        {
            MasterProcess master = Start(20, [], Workers.Sleep);
            await Task.Delay(random.Next(300));

            master.Signal(Signals.Term);

            // Before the master listens, TERM ends it as it ends any program; there are no workers then.
            Assert.Contains(await master.ExpectExitAndNobodyLeftAsync(), new[] { 0, 128 + Signals.Term });
        }
    }

    [Fact]
    public async Task Ctrl_c_at_a_terminal_reaches_the_master_only()
    {
        // A terminal signals the whole foreground group; the workers have sessions of their own.
        MasterProcess master = Start(
            MasterStart.Run(2, ["--grace-period", "60"], Workers.Shell("trap 'echo interrupted' INT; trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"))
                .After("setsid"));
        await master.ExpectOutputAsync(2, IsReady, "both workers to be ready");

        master.Signal(-ProcessFile.GroupOf(master.Pid), Signals.Int);

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.DoesNotContain(master.Timeline.Entries, entry => entry.Text == "interrupted");
    }
}
