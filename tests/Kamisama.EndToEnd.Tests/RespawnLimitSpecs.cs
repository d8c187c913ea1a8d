using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

public sealed class RespawnLimitSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    [Fact]
    public async Task The_third_death_within_the_interval_ends_a_pool_that_allows_two_respawns()
    {
        MasterProcess master = Start(3, ["--respawn-limit", "2", "--respawn-interval", "60"], Workers.Sleep);
        int victim = (await master.ExpectWorkersAsync(3))[1];

        for (int incarnation = 1; incarnation <= 2; incarnation++)
        {
            master.Signal(victim, Signals.Kill);
            int next = incarnation;
            victim = (await master.ExpectAsync(
                e => e.Name == MasterEvent.WorkerStarted && e.Incarnation == next, $"respawn {next}")).Pid!.Value;
        }

        master.Signal(victim, Signals.Kill);
        MasterEvent breach = await master.ExpectAsync(e => e.Name == MasterEvent.RespawnLimitBreached, "the report");
        Assert.Equal(1, await master.ExpectExitAndNobodyLeftAsync());

        Assert.Equal(2, breach.Number("respawnLimit"));
        Assert.Equal(60, breach.Number("respawnIntervalSeconds"));
        IReadOnlyList<MasterEvent> lastExits = breach.Items("lastExits");
        Assert.Equal([0, 1, 2], lastExits.Select(exit => exit.Incarnation!.Value));
        Assert.All(lastExits, exit => Assert.Equal((1, Signals.Kill), (exit.Worker, exit.ExitSignal)));
        Assert.Equal(["respawn", "respawn", "give_up"], lastExits.Select(exit => exit.Decision));
        Assert.Contains("more than 2 respawns in 60 s", breach.Message, StringComparison.Ordinal);
        Assert.Contains("3 × was killed by signal 9 (SIGKILL)", breach.Message, StringComparison.Ordinal);
        Assert.Contains("worker 1 (3 times)", breach.Message, StringComparison.Ordinal);

        // The others were asked, not killed, and nothing was started any more.
        MasterEvent[] stopped = [.. master.Events.Where(e => e is { Name: MasterEvent.WorkerExited, Decision: "stop" })];
        Assert.Equal([2, 3], stopped.Select(e => e.Worker!.Value).Order());
        Assert.All(stopped, e => Assert.Equal(Signals.Term, e.ExitSignal));
        Assert.Equal(5, master.Events.Count(e => e.Name == MasterEvent.WorkerStarted));
        Assert.Equal(1, master.Events.Single(e => e.Name == MasterEvent.PoolStopped).Number("exitCode"));
    }

    [Fact]
    public async Task Deaths_further_apart_than_the_interval_allows_never_end_the_pool()
    {
        TimeSpan apart = TimeSpan.FromSeconds(3);
        MasterProcess master = Start(1, ["--respawn-limit", "2", "--respawn-interval", "2"], Workers.Sleep);
        int victim = (await master.ExpectWorkersAsync(1))[1];

        for (int incarnation = 1; incarnation <= 4; incarnation++)
        {
            // The time that passes is what is tested here.
            await Task.Delay(apart);
            master.Signal(victim, Signals.Kill);
            int next = incarnation;
            victim = (await master.ExpectAsync(
                e => e.Name == MasterEvent.WorkerStarted && e.Incarnation == next, $"respawn {next}")).Pid!.Value;
        }

        MasterEvent[] exits = [.. master.Events.Where(e => e.Name == MasterEvent.WorkerExited)];
        Assert.All(exits, e => Assert.Equal(("respawn", 1), (e.Decision, e.Number("respawns"))));
        await master.StopAsync();
    }

    [Fact]
    public async Task The_first_death_ends_a_pool_that_allows_no_respawn()
    {
        MasterProcess master = Start(2, ["--respawn-limit", "0"], Workers.Sleep);

        master.Signal((await master.ExpectWorkersAsync(2))[2], Signals.Kill);

        Assert.Equal(1, await master.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(2, master.Events.Count(e => e.Name == MasterEvent.WorkerStarted));
    }

    [Fact]
    public async Task A_program_that_always_fails_is_given_up_at_once()
    {
        long start = Stopwatch.GetTimestamp();
        MasterProcess master = Start(5, ["--respawn-limit", "10"], Workers.Shell("exit 3"));

        Assert.Equal(1, await master.ExpectExitAndNobodyLeftAsync());

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"It took {Stopwatch.GetElapsedTime(start)}.");
        Assert.Equal(10, master.Events.Count(e => e is { Name: MasterEvent.WorkerExited, Decision: "respawn" }));
        Assert.Equal(1, master.Events.Count(e => e is { Name: MasterEvent.WorkerExited, Decision: "give_up" }));
        Assert.Equal(3, master.Events.First(e => e.Name == MasterEvent.WorkerExited).ExitCode);
    }

    [Fact]
    public async Task Workers_that_ignore_the_stop_are_killed_when_the_pool_gives_up()
    {
        MasterProcess master = Start(2, ["--respawn-limit", "0", "--grace-period", "0.5"], Workers.IgnoringTerm);
        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(2);
        await master.ExpectOutputAsync(2, line => line.StartsWith("ready", StringComparison.Ordinal), "both workers to be ready");

        master.Signal(pids[1], Signals.Kill);

        await master.ExpectAsync(e => e is { Name: MasterEvent.WorkerKilled, Worker: 2 }, "the kill after the grace period");
        Assert.Equal(1, await master.ExpectExitAndNobodyLeftAsync());
    }
}
