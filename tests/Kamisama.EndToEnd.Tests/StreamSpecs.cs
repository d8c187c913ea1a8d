namespace Kamisama.EndToEnd.Tests;

/// <summary>Standard streams that are closed, full or gone.</summary>
public sealed class StreamSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(">&-")]
    [InlineData("<&-")]
    [InlineData("<&- >&-")]
    public async Task Closed_streams_are_the_null_device_for_workers(string closed)
    {
        MasterProcess master = Start(MasterStart.Run(2, [], Workers.Shell("echo said; exec sleep 1000")).AfterShell($"exec {closed}"));
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);

        foreach (int pid in pids.Values)
        {
            await Eventually.IsAsync(() => ProcessFile.ArgumentsOf(pid)[0], name => name == "sleep", "the worker's program");
            SortedDictionary<int, string> descriptors = ProcessFile.DescriptorsOf(pid);
            Assert.Equal([0, 1, 2], descriptors.Keys);
            Assert.Equal("/dev/null", descriptors[0]);
            Assert.Equal(closed.Contains('>', StringComparison.Ordinal), descriptors[1] == "/dev/null");
        }

        master.Signal(pids[1], Signals.Kill);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the respawn");
        await master.StopAsync();
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData(">/dev/full 2>/dev/full")]
    public async Task Without_a_standard_error_the_pool_is_kept_in_silence(string closed)
    {
        MasterProcess master = Start(MasterStart.Run(2, [], Workers.Sleep).AfterShell($"exec {closed}"));
        IReadOnlyList<int> workers = await SleepersAsync(master, 2);

        master.Signal(workers[0], Signals.Kill);
        await Eventually.IsAsync(() => Sleepers(master), now => now.Count == 2 && !now.Contains(workers[0]), "the respawn");

        await master.StopAsync();
    }

    [Fact]
    public async Task A_standard_error_that_nobody_reads_any_more_does_no_harm()
    {
        // The reader goes after the first line: later ones meet a broken pipe.
        MasterProcess master = Start(MasterStart.Run(2, ["--respawn-limit", "1000"], Workers.Sleep)
            .AfterShell("mkfifo \"$FIFO\"; head -n 1 <\"$FIFO\" >/dev/null & exec 2>\"$FIFO\"") with
        {
            Environment = new Dictionary<string, string> { ["FIFO"] = Path.Combine(_folder.Path, "fifo") },
        });
        IReadOnlyList<int> workers = await SleepersAsync(master, 2);

        master.Signal(workers[0], Signals.Kill);
        await Eventually.IsAsync(() => Sleepers(master), now => now.Count == 2 && !now.Contains(workers[0]), "the respawn");

        await master.StopAsync();
    }

    [Fact]
    public async Task A_standard_error_that_nobody_reads_holds_up_neither_respawns_nor_the_stop()
    {
        // A pipe that is full after 64 KiB, held open by a process that never reads.
        MasterProcess master = Start(MasterStart.Run(4, ["--respawn-limit", "1000000"], Workers.Shell("[ $KAMISAMA_WORKER_INDEX = 1 ] || exec sleep 1000; [ $KAMISAMA_INCARNATION -lt 500 ] && exit 1; echo calm; exec sleep 1000"))
            .AfterShell("mkfifo \"$FIFO\"; sleep 1000 <\"$FIFO\" >/dev/null 2>&1 & exec 2>\"$FIFO\"") with
        {
            Environment = new Dictionary<string, string> { ["FIFO"] = Path.Combine(_folder.Path, "fifo") },
        });

        await master.ExpectOutputAsync(1, line => line == "calm", "500 respawns", TimeSpan.FromSeconds(60));

        master.Signal(Signals.Term);
        Assert.Equal(0, await master.ExpectExitAsync("the end, though nobody reads"));
        await Eventually.IsAsync(() => master.Everybody().Count, count => count == 1, "nobody but the reader that never reads");
    }

    [Fact]
    public async Task Under_nohup_a_hang_up_does_nothing()
    {
        MasterProcess master = Start(MasterStart.Run(2, [], Workers.Sleep).After("nohup"));
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);

        master.Signal(Signals.Hup);

        await master.StatusAsync();
        Assert.Equal(pids.Values.Order(), master.Children());

        // The workers themselves do not ignore it: they start clean.
        master.Signal(pids[1], Signals.Hup);
        MasterEvent exited = await master.ExpectAsync(e => e.Name == MasterEvent.WorkerExited, "its exit");
        Assert.Equal(Signals.Hup, exited.ExitSignal);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the respawn");
        await master.StopAsync();
    }

    private static IReadOnlyList<int> Sleepers(MasterProcess master) =>
        [.. master.Children().Where(pid => ProcessFile.ArgumentsOf(pid) is ["sleep", "1000"] && ProcessFile.SessionOf(pid) == pid)];

    private static Task<IReadOnlyList<int>> SleepersAsync(MasterProcess master, int count) =>
        Eventually.IsAsync(() => Sleepers(master), now => now.Count == count, $"{count} workers");
}
