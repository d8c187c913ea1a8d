using System.Globalization;

namespace Kamisama.EndToEnd.Tests;

/// <summary>However the master dies, the kernel tells its workers.</summary>
public sealed class MasterDeathSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(Signals.Kill)]
    [InlineData(Signals.Abort)]
    [InlineData(Signals.Segv)]
    [InlineData(Signals.Bus)]
    public async Task First_respawned_and_added_workers_end_with_a_master_that_a_signal_ended(int signal)
    {
        MasterProcess master = Start(MasterStart.Run(3, [], Workers.Sleep).AfterShell("ulimit -c 0"));
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(3);
        master.Signal(pids[2], Signals.Kill);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "the respawn");
        master.Signal(Signals.Ttin);
        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerStarted, Worker: 4 }, "the added one");
        Assert.Equal(5, master.Everybody().Count);

        master.Signal(signal);

        if (signal != Signals.Kill)
        {
            // At the first one from outside the runtime only sets the default action back, for a real fault would come again.
            await Eventually.IsAsync(() => IsCaught(master, signal), caught => !caught, "the runtime's own handler to be gone");
            master.Signal(signal);
        }

        Assert.Equal(128 + signal, await master.ExpectExitAsync());
        await master.ExpectNobodyLeftAsync(Promised);
    }

    [Theory]
    [InlineData("fail-fast")]
    [InlineData("unhandled-exception")]
    [InlineData("stack-overflow")]
    [InlineData("bad-write")]
    [InlineData("exit")]
    public async Task Workers_of_an_application_end_with_it_however_it_dies(string deed)
    {
        MasterProcess host = StartHost("thread-pool", 3);
        await host.ExpectOutputAsync(3, IsStarted, "three workers");
        Assert.Equal(4, host.Everybody().Count);

        host.Say(deed);

        Assert.NotEqual(0, await host.ExpectExitAsync());
        await host.ExpectNobodyLeftAsync(Promised);
    }

    [Fact]
    public async Task Workers_that_a_thread_pool_thread_started_end_with_the_application()
    {
        MasterProcess host = StartHost("thread-pool", 4);
        await host.ExpectOutputAsync(4, IsStarted, "four workers");
        LibC.Kill(host.Children()[0], Signals.Kill);
        await host.ExpectOutputAsync(1, line => IsStarted(line) && line.Split(' ')[2] == "1", "a respawn");

        host.Signal(Signals.Kill);

        await host.ExpectExitAsync();
        await host.ExpectNobodyLeftAsync(Promised);
    }

    [Fact]
    public async Task The_end_of_the_thread_that_started_the_pool_ends_no_worker()
    {
        MasterProcess host = StartHost("short-lived-thread", 3);
        await host.ExpectOutputAsync(1, line => line == "the thread has ended", "the end of the thread");

        // Starts that are later than the thread's end, so that an end of the first workers would have been seen.
        string[] workers = [];
        for (int i = 1; i <= 3; i++)
        {
            int now = host.Timeline.Now;
            host.Say("one more");
            workers = (await host.ExpectOutputAsync(1, line => line.StartsWith("workers ", StringComparison.Ordinal), "the workers", after: now))[0].Split(' ')[1..];
            Assert.Equal(3 + i, workers.Length);
            Assert.All(workers, worker => Assert.Equal("0", worker.Split(':')[1]));
        }

        Assert.Equal(workers.Select(worker => int.Parse(worker.Split(':')[2], CultureInfo.InvariantCulture)).Order(), host.Children());

        host.Signal(Signals.Kill);
        await host.ExpectExitAsync();
        await host.ExpectNobodyLeftAsync(Promised);
    }

    [Fact]
    public async Task An_application_that_stops_its_pool_leaves_nobody()
    {
        MasterProcess host = StartHost("short-lived-thread", 3);
        await host.ExpectOutputAsync(1, line => line == "the thread has ended", "the end of the thread");

        host.CloseInput();

        Assert.Equal(0, await host.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Workers_that_are_delegates_end_with_their_master()
    {
        MasterProcess host = StartHost("delegate", 3);
        await host.ExpectOutputAsync(3, line => line.StartsWith("ready ", StringComparison.Ordinal), "three workers");
        LibC.Kill(host.Children()[0], Signals.Kill);
        await host.ExpectOutputAsync(1, line => line.Split(' ') is ["ready", _, "1", _], "a respawn");

        host.Signal(Signals.Kill);

        await host.ExpectExitAsync();
        await host.ExpectNobodyLeftAsync(Promised);
    }

    [Fact]
    public async Task Workers_that_are_delegates_are_stopped_by_term()
    {
        MasterProcess host = StartHost("delegate", 3);
        await host.ExpectOutputAsync(3, line => line.StartsWith("ready ", StringComparison.Ordinal), "three workers");

        host.Signal(Signals.Term);

        Assert.Equal(0, await host.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(3, host.Timeline.Entries.Count(entry => entry.Text.StartsWith("exited ", StringComparison.Ordinal) && entry.Text.EndsWith("exited with code 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Workers_that_are_delegates_run_their_own_and_start_no_pool()
    {
        MasterProcess host = StartHost("several", 2);
        await host.ExpectOutputAsync(2, line => line == "ready first first", "the workers of the first pool");
        await host.ExpectOutputAsync(2, line => line == "ready second second", "the workers of the second pool");
        await host.ExpectOutputAsync(6, line => line.StartsWith("started ", StringComparison.Ordinal), "the start of all workers");
        Assert.Equal(7, host.Everybody().Count);

        host.Signal(Signals.Term);

        Assert.Equal(0, await host.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Workers_that_write_without_end_end_with_the_master()
    {
        MasterProcess master = Start(MasterStart.Run(4, [], ["yes", "flood"]).AfterShell("exec >/dev/null"));
        await master.ExpectWorkersAsync(4);

        master.Signal(Signals.Kill);

        await master.ExpectExitAsync();
        await master.ExpectNobodyLeftAsync(Promised);
    }

    [Fact]
    public async Task A_stopped_worker_ends_when_it_goes_on_after_the_masters_death()
    {
        MasterProcess master = Start(2, [], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);
        master.Signal(pids[1], Signals.Stop);
        await Eventually.IsAsync(() => ProcessFile.StateOf(pids[1]), state => state == 'T', "state T");

        master.Signal(Signals.Kill);
        await master.ExpectExitAsync();
        await Eventually.IsAsync(() => ProcessFile.IsRunning(pids[2]), running => !running, "the end of the other worker");
        master.Signal(pids[1], Signals.Cont);

        await master.ExpectNobodyLeftAsync(Promised);
    }

    [Fact]
    public async Task A_master_that_was_stopped_for_a_while_handles_all_that_happened()
    {
        MasterProcess master = Start(5, ["--respawn-limit", "100"], Workers.Sleep);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(5);
        master.Signal(Signals.Stop);
        await Eventually.IsAsync(() => ProcessFile.StateOf(master.Pid), state => state == 'T', "state T");
        foreach (int index in new[] { 1, 3, 5 })
        {
            master.Signal(pids[index], Signals.Kill);
        }

        // Not TTIN: CONT takes back every stop signal that is still on its way, and it is one of those. See signal(7).
        master.Signal(Signals.Usr2);
        master.Signal(Signals.Cont);

        await master.ExpectManyAsync(3, e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 1 }, "three respawns");
        await master.ExpectAsync(e => e.Name == MasterEvent.StatusReported, "the answer to USR2");
        Assert.Contains(pids[2], master.Children());
        Assert.Contains(pids[4], master.Children());
        await master.StopAsync();
    }

    private MasterProcess StartHost(string habit, int instances) =>
        Start(new MasterStart { Program = Programs.TestHost, Arguments = [habit, $"{instances}"] }.AfterShell("ulimit -c 0"));

    private static bool IsStarted(string line) => line.StartsWith("started ", StringComparison.Ordinal);

    private static bool IsCaught(MasterProcess master, int signal)
    {
        ulong caught = ulong.Parse(ProcessFile.StatusOf(master.Pid, "SigCgt"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (caught & (1UL << (signal - 1))) != 0;
    }
}
