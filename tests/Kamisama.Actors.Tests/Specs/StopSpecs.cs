using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Specs;

public class StopSpecs
{
    private const int Int = 2, Quit = 3, Kill = 9, Term = 15, Ttin = 21;

    private static readonly WorkerPoolOptions Options = new() { Instances = 3 };

    [Fact]
    public async Task TERM_tells_all_workers_at_once_and_ends_with_code_zero_when_the_last_is_gone()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        pool.Signal(Term);

        Assert.Equal(0, (await pool.Pool.Completion).ExitCode);
        Assert.All(pool.Host.All, p => Assert.Equal([Term], p.Signals));
        Assert.Equal(3, (await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(3)).Count(e => e.Report.Decision == RespawnDecision.Stop));
    }

    [Fact]
    public async Task Worker_that_ignores_TERM_is_killed_after_the_grace_period_and_not_before()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        ScriptedProcess stubborn = pool.Host.At(2);
        stubborn.Ignores.Add(Term);
        pool.Signal(Term);
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerExited>(2);
        await Reached(stubborn, Term);

        pool.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        await pool.Pool.GetStatusAsync();
        Assert.DoesNotContain(Kill, stubborn.Signals);
        pool.Advance(TimeSpan.FromMilliseconds(1));

        await pool.Events.ExpectAsync<SupervisionEvent.WorkerKilled>(e => e.Worker.Index == 2);
        Assert.Equal(0, (await pool.Pool.Completion).ExitCode);
    }

    [Fact]
    public async Task Second_TERM_kills_at_once()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options, IgnoringTerm);
        pool.Signal(Term);
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>(e => e.Mode == StopMode.Graceful);
        pool.Signal(Term);

        Assert.Equal(new PoolOutcome.Stopped(true, Term), await pool.Pool.Completion);
        Assert.Equal(0, (await pool.Pool.Completion).ExitCode);
        Assert.All(pool.Host.All, p => Assert.Contains(Kill, p.Signals));
    }

    [Fact]
    public async Task INT_that_had_to_force_the_stop_ends_with_code_130()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options, IgnoringTerm);
        pool.Signal(Int);
        pool.Signal(Int);
        Assert.Equal(130, (await pool.Pool.Completion).ExitCode);
    }

    [Fact]
    public async Task QUIT_waits_without_limit_until_a_TERM_begins_the_grace_period()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options, IgnoringTerm);
        pool.Signal(Quit);
        foreach (ScriptedProcess process in pool.Host.All)
        {
            await Reached(process, Term);
        }

        pool.Advance(TimeSpan.FromDays(1));
        await pool.Pool.GetStatusAsync();
        Assert.Equal(3, pool.Host.Alive.Count);

        pool.Signal(Term);
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>(e => e.Mode == StopMode.Graceful);
        await AdvanceUntilOverAsync(pool, TimeSpan.FromSeconds(10));
        Assert.Equal(0, (await pool.Pool.Completion).ExitCode);
    }

    [Fact]
    public async Task Grace_period_of_zero_is_over_at_once_and_kills_nobody()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { GracePeriod = TimeSpan.Zero }, IgnoringTerm);
        pool.Signal(Term);

        Assert.Equal(new PoolOutcome.Stopped(false, Term), await pool.Pool.Completion);
        foreach (ScriptedProcess process in pool.Host.All)
        {
            await Reached(process, Term);
            process.Exit(0);
        }
    }

    [Fact]
    public async Task Grace_period_of_zero_ends_a_drain_at_the_TERM_that_follows()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { GracePeriod = TimeSpan.Zero }, IgnoringTerm);
        pool.Signal(Quit);
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>();
        Assert.False(pool.Pool.Completion.IsCompleted);
        pool.Signal(Term);

        Assert.Equal(0, (await pool.Pool.Completion).ExitCode);
        foreach (ScriptedProcess process in pool.Host.All)
        {
            await Reached(process, Term);
            process.Exit(0);
        }
    }

    [Fact]
    public async Task Worker_that_survives_even_KILL_is_reported_and_left_behind()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { Instances = 1 });
        ScriptedProcess undead = pool.Host.At(1);
        undead.Ignores.UnionWith([Term, Kill]);
        pool.Signal(Term);
        await Reached(undead, Term);
        pool.Advance(TimeSpan.FromSeconds(10));
        await Reached(undead, Kill);
        pool.Advance(TimeSpan.FromSeconds(5));

        await pool.Events.ExpectAsync<SupervisionEvent.WorkerUnkillable>();
        Assert.Equal(0, (await pool.Pool.Completion).ExitCode);
        undead.Exit(0);
    }

    [Fact]
    public async Task Nothing_is_started_after_the_decision_to_stop()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options, IgnoringTerm);
        pool.Signal(Term);
        await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>();
        pool.Signal(Ttin);
        await pool.Events.ExpectAsync<SupervisionEvent.RequestIgnored>();
        pool.Host.At(1).Exit(1);
        var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Assert.Equal(RespawnDecision.Stop, exited.Report.Decision);

        await pool.Pool.StopAsync(StopMode.Immediate);
        Assert.Equal(3, pool.Host.All.Count);
    }

    [Fact]
    public async Task Requests_to_a_pool_that_is_over_fail_and_say_so()
    {
        await using PoolFixture pool = await PoolFixture.RunningAsync(Options);
        await pool.Pool.StopAsync();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.Pool.GetStatusAsync());
        Assert.Contains("is over", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breach_wins_over_a_TERM_that_comes_right_behind_it()
    {
        for (int round = 0; round < 100; round++)
        {
            await using PoolFixture pool = await PoolFixture.RunningAsync(Options with { RespawnLimit = 0 });
            pool.Host.At(1).Exit(1);
            await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
            pool.Signal(Term);
            Assert.Equal(1, (await pool.Pool.Completion).ExitCode);
        }
    }

    private static void IgnoringTerm(ScriptedHost host) => host.OnStart = process => process.Ignores.Add(Term);

    private static async Task Reached(ScriptedProcess process, int signal)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!process.Signals.Contains(signal))
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // The workers take the new wait in a turn of their own, which nothing tells; so time goes on until they have.
    private static async Task AdvanceUntilOverAsync(PoolFixture pool, TimeSpan step)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!pool.Pool.Completion.IsCompleted)
        {
            timeout.Token.ThrowIfCancellationRequested();
            pool.Advance(step);
            await Task.Yield();
        }
    }
}
