using System.Globalization;
using Kamisama.Processes;
using Kamisama.Processes.Tests;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>How real workers are ended.</summary>
public sealed class StopLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    private const string WritesDown = "trap 'echo quiet >> log' USR1; trap 'echo stop >> log; exit 0' INT";

    private const string Works = "while :; do sleep 0.05 & wait $!; done";

    [LauncherFact]
    public async Task Worker_is_told_to_be_quiet_and_then_to_end_by_the_signal_of_choice()
    {
        RealPool pool = Start(ReadyShell(WritesDown, Works) with
        {
            QuietSignal = (int)Signum.SIGUSR1,
            QuietPeriod = TimeSpan.FromMilliseconds(300),
            StopSignal = (int)Signum.SIGINT,
        });
        await pool.ReadyAsync();
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.StopAsync());
        var stopping = await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>();
        var exited = await pool.Events.ExpectAsync<SupervisionEvent.WorkerExited>();
        Tell("gone after the stop, with a quiet period of 300 ms", exited.Time - stopping.Time);
        Assert.True(exited.Time - stopping.Time >= TimeSpan.FromMilliseconds(300) - Early);
        Assert.Equal((0, ExitClass.Retired), ((exited.Report.Exit as ProcessExit.Code)!.ExitCode, exited.Report.Class));
        Assert.Equal(["quiet", "stop"], await File.ReadAllLinesAsync(PathOf("log")));
    }

    [LauncherFact]
    public async Task Worker_that_ends_while_it_is_quiet_is_not_waited_for_any_longer()
    {
        RealPool pool = Start(ReadyShell("trap 'echo quiet >> log; exit 0' USR1", Works) with
        {
            QuietSignal = (int)Signum.SIGUSR1,
            QuietPeriod = TimeSpan.FromHours(1),
        });
        await pool.ReadyAsync();
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.StopAsync());
        Assert.Equal(["quiet"], await File.ReadAllLinesAsync(PathOf("log")));
    }

    [LauncherFact]
    public async Task Workers_that_ignore_the_stop_signal_are_gone_after_the_grace_period()
    {
        RealPool pool = Start(ReadyShell("trap '' TERM", "while :; do sleep 1000; done", 4) with { GracePeriod = TimeSpan.FromMilliseconds(500) });
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerReady>(4);
        Assert.Equal(new PoolOutcome.Stopped(false, null), await pool.StopAsync());
        var stopping = await pool.Events.ExpectAsync<SupervisionEvent.PoolStopping>();
        await pool.Events.ExpectManyAsync<SupervisionEvent.WorkerKilled>(4);
        var stopped = await pool.Events.ExpectAsync<SupervisionEvent.PoolStopped>();
        Tell("four workers that ignore TERM were gone after the stop, with a grace period of 500 ms", stopped.Time - stopping.Time);
        Assert.InRange(stopped.Time - stopping.Time, TimeSpan.FromMilliseconds(500) - Early, TimeSpan.FromSeconds(5.5));
        Assert.All(pool.Events.Seen.OfType<SupervisionEvent.WorkerExited>(), exited => Assert.Equal(ExitClass.TimedOut, exited.Report.Class));
    }

    [LauncherFact]
    public async Task Helpers_of_a_worker_end_with_its_process_group()
    {
        RealPool pool = Start(ReadyShell("sleep 1000 & sleep 1000 & true", "exec sleep 1000"));
        await pool.ReadyAsync();

        // A helper that has been forked and does not execute its program yet can't be told by its environment.
        await UntilAsync(() => pool.Everybody().Count == 3, "the worker and its two helpers");
        await pool.StopAsync();
        Assert.Empty(pool.Everybody());
    }

    [ControlGroupFact]
    public async Task Whole_tree_of_a_worker_ends_with_its_control_group()
    {
        RealPool pool = Start(Grouped(out string directory) with { GracePeriod = TimeSpan.FromMilliseconds(300) });
        await pool.ReadyAsync();
        int daemon = await DaemonAsync();
        Assert.Contains(daemon, pool.Everybody());
        await pool.StopAsync();
        Assert.DoesNotContain(daemon, pool.Everybody());
        Assert.Empty(Directory.GetDirectories(directory));
        Directory.Delete(directory);
    }

    [ControlGroupFact]
    public async Task What_a_dead_worker_leaves_in_its_control_group_is_killed()
    {
        RealPool pool = Start(Grouped(out string directory));
        SupervisionEvent.WorkerReady ready = await pool.ReadyAsync();
        int daemon = await DaemonAsync();
        Kill(ready.Pid!.Value, Signum.SIGKILL);
        Assert.Equal(1, (await pool.ReadyAsync()).Worker.Incarnation);
        await UntilAsync(() => !pool.Everybody().Contains(daemon) && Directory.GetDirectories(directory).Length <= 1, "the end of the daemon and its group");
        await pool.Pool.StopAsync(StopMode.Immediate);
        Directory.Delete(directory);
    }

    // With a daemon in a session of its own, which ignores TERM, and whose pid is written down before the worker is ready.
    private WorkerPoolOptions Grouped(out string directory)
    {
        directory = Path.Combine(ControlGroupFactAttribute.Root!, $"kamisama-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        const string daemon = "(trap '' TERM; setsid sh -c 'echo $$ > born; exec sleep 1000' 3>&- &)";
        WorkerPoolOptions options = ReadyShell($"[ -p born ] || mkfifo born; {daemon}; read pid < born; echo $pid > daemon", "exec sleep 1000");
        return options with { Command = options.Command! with { ControlGroup = directory } };
    }

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"Awaited {what} for 30 s.");
            await Task.Yield();
        }
    }

    private async Task<int> DaemonAsync() => int.Parse(await File.ReadAllTextAsync(PathOf("daemon")), CultureInfo.InvariantCulture);
}
