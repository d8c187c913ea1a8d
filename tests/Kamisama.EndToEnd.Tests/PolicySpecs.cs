using Kamisama.Processes.Tests;

namespace Kamisama.EndToEnd.Tests;

/// <summary>The policy in programs of their own: what signals do in the middle of it, and what a killed master leaves.</summary>
public sealed class PolicySpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const string OwnNetwork = "ip link set lo up && echo 1 > /proc/sys/net/ipv4/tcp_migrate_req && exec \"$@\"";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Delegate_that_says_it_is_ready_and_alive_stays_and_one_that_hangs_is_replaced()
    {
        MasterProcess host = StartHost("speak", 2);
        await ExpectAsync(host, 2, "is ready after", "two workers that say so");
        await ExpectAsync(host, 1, "missed its heartbeat (silent for 2", "the one that hangs");
        await ExpectAsync(host, 3, "is ready after", "its successor");
        await host.StopAsync();
        Assert.Single(host.Timeline.Entries, entry => entry.Text.Contains("missed its heartbeat", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("roll", "replacing worker")]
    [InlineData("back-off", "ended Failed")]
    public async Task Master_that_is_killed_in_the_middle_of_it_leaves_nobody(string habit, string moment)
    {
        for (int i = 1; i <= 6; i++)
        {
            MasterProcess host = await RunningAsync(habit, 6);
            host.Signal(habit == "roll" ? Signals.Hup : Signals.Usr2);
            await ExpectAsync(host, i, moment, $"{moment}, for the time {i}");
            host.Signal(Signals.Kill);
            await host.ExpectExitAsync();
            await host.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Master_that_was_held_up_itself_holds_no_silence_against_its_workers()
    {
        const int workers = 12; // More than have room on the socket while nobody reads it (net.unix.max_dgram_qlen).
        MasterProcess master = Start(
            workers, ["--ready", "notify", "--watchdog", "1.5", "--respawn-limit", "0"], [Programs.TestWorker, "heartbeat", "50", "0"]);
        await master.ExpectManyAsync(workers, e => e.Name == "worker_ready", "the first heartbeats", Patience);
        for (int i = 0; i < 2; i++)
        {
            master.Signal(Signals.Stop);
            await Task.Delay(TimeSpan.FromSeconds(2.6));
            master.Signal(Signals.Cont);
            await Task.Delay(TimeSpan.FromSeconds(1.2));
        }

        await master.StopAsync();
        Assert.Equal(workers, master.Events.Count(e => e.Name == MasterEvent.WorkerStarted));
    }

    [Fact]
    public async Task Stop_in_the_middle_of_a_rolling_restart_stops()
    {
        MasterProcess host = await RunningAsync("roll", 4);
        host.Signal(Signals.Hup);
        await ExpectAsync(host, 2, "replacing worker", "the second replacement");
        await host.StopAsync();
    }

    [Fact]
    public async Task Scaling_in_the_middle_of_a_rolling_restart_counts_and_each_old_worker_is_replaced()
    {
        MasterProcess host = await RunningAsync("roll", 4);
        IReadOnlyList<int> old = host.Children();
        host.Signal(Signals.Hup);
        await ExpectAsync(host, 1, "replacing worker", "the first replacement");
        host.Signal(Signals.Ttin);
        await ExpectAsync(host, 1, "scaling from 4 to 5", "one more");
        host.Signal(Signals.Ttou);
        await ExpectAsync(host, 1, "scaling from 5 to 4", "one fewer");
        host.Signal(Signals.Ttin);
        await ExpectAsync(host, 2, "scaling from 4 to 5", "one more again");
        await ExpectAsync(host, 1, "workers replaced", "the end of the restart");
        host.Signal(Signals.Usr2);
        await ExpectAsync(host, 1, "5 workers wanted", "the status");

        // Five workers; each has one probe that never ends.
        List<int> workers = await Eventually.IsAsync(
            () => host.Children().Where(pid => ProcessFile.EnvironmentOf(pid).Contains("KAMISAMA_POOL=workers")).ToList(), pids => pids.Count == 5, "five workers", Patience);
        Assert.Empty(workers.Intersect(old));
        await host.StopAsync();
    }

    [Fact]
    public async Task Probe_that_ignores_TERM_and_has_no_end_is_gone_with_its_pool()
    {
        using var folder = new TemporaryFolder();
        string begun = Path.Combine(folder.Path, "begun");
        MasterProcess master = Start(MasterStart.Run(
            1, ["--liveness", $"exec:trap '' TERM; : > {begun}; while :; do sleep 0.05; done", "--liveness-interval", "0.05", "--liveness-timeout", "1000"], Workers.Sleep));
        await Eventually.IsAsync(() => File.Exists(begun), isThere => isThere, "the probe to begin");
        await master.StopAsync();
    }

    [Fact]
    public async Task Death_for_want_of_memory_is_told_and_has_its_own_budget()
    {
        using MemoryGroup? group = MemoryGroup.TryMake(300_000_000);
        if (!Can(group is not null, "a memory control group of its own, so root and a writable /sys/fs/cgroup"))
        {
            return;
        }

        MasterProcess host = Start(new MasterStart { Program = Programs.TestHost, Prefix = group!.Wrapper, Arguments = ["take-memory", "1"] });
        Assert.Equal(1, await host.ExpectExitAsync("the breach", Patience));
        IReadOnlyList<string> ends = await ExpectAsync(host, 2, "ended KilledForMemory", "two such deaths");
        Assert.Contains("respawn 1 of 1", ends[0], StringComparison.Ordinal);
        Assert.Contains("the limit of 1", ends[1], StringComparison.Ordinal);
        await host.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(5));
        await Eventually.IsAsync(() => File.ReadAllText(group.Members), members => members.Length == 0, "the group empty");
    }

    [Fact]
    public async Task Rolling_restart_of_web_servers_that_share_a_port_loses_no_request()
    {
        string[] network = ["unshare", "-n", "sh", "-c", OwnNetwork, "sh"];
        if (!Can(await CanAsync([.. network, "true"]), "root, its own network namespace, and net.ipv4.tcp_migrate_req (Linux 5.14)"))
        {
            return;
        }

        MasterProcess host = Start(new MasterStart
        {
            Program = Programs.TestHost,
            Prefix = network,
            Arguments = ["roll-under-load", "8", "1", Programs.TestWorker],
        });
        IReadOnlyList<string> restarts = await ExpectAsync(host, 2, "restart ", "two rolling restarts");
        Assert.All(restarts, restart => Assert.Equal("restart 8 workers replaced", restart));
        string requests = (await ExpectAsync(host, 1, "answered ", "the number of requests"))[0];
        Output.WriteLine(requests);
        Assert.Contains(" lost 0 ", requests, StringComparison.Ordinal);
        Assert.Equal(0, await host.ExpectExitAndNobodyLeftAsync(within: Patience));
    }

    private async Task<bool> CanAsync(string[] command)
    {
        MasterProcess trial = Start(new MasterStart { Program = command[0], Arguments = command[1..] });
        return await trial.ExpectExitAsync() == 0;
    }

    private MasterProcess StartHost(string habit, int instances) =>
        Start(new MasterStart { Program = Programs.TestHost, Arguments = [habit, $"{instances}"] });

    private async Task<MasterProcess> RunningAsync(string habit, int instances)
    {
        MasterProcess host = StartHost(habit, instances);
        await ExpectAsync(host, instances, habit == "roll" ? "is ready after" : ") started", "its workers");
        return host;
    }

    private static Task<IReadOnlyList<string>> ExpectAsync(MasterProcess host, int count, string part, string what) =>
        host.ExpectOutputAsync(count, line => line.Contains(part, StringComparison.Ordinal), what, Patience);
}
