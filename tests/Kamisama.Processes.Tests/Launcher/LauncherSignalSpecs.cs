using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

/// <summary>The launcher itself: signal actions, the mask, and the death signal.</summary>
public sealed class LauncherSignalSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] ReadMasks = ["--", "/bin/grep", "grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"];

    [LauncherFact]
    public async Task Ignored_signals_are_back_at_their_default_action()
    {
        // The runtime itself ignores PIPE, which comes with it.
        var run = await LauncherRun.Of(["r", .. ReadMasks], "trap '' TERM HUP INT USR1 TTOU; exec \"$@\"");

        run.ShouldHaveRun();
        Assert.All(run.Lines, line => Assert.EndsWith("0000000000000000", line, StringComparison.Ordinal));
    }

    [ToolLauncherFact("env --block-signal=TERM true")]
    public async Task Blocked_signals_are_let_through_again()
    {
        var run = await LauncherRun.Of(["r", .. ReadMasks], "exec env --block-signal --ignore-signal \"$@\"");

        run.ShouldHaveRun();
        Assert.All(run.Lines, line => Assert.EndsWith("0000000000000000", line, StringComparison.Ordinal));
    }

    [LauncherFact]
    public async Task A_launcher_whose_master_is_another_exits_quietly_and_runs_nothing()
    {
        var run = await LauncherRun.Of(["r", "d15:1", "--", "/bin/echo", "echo", "alive"]);

        Assert.Equal(127, run.ExitCode);
        Assert.Empty(run.Report);
        Assert.Empty(run.Output);
    }

    [LauncherFact]
    public async Task A_launcher_whose_master_is_its_parent_goes_on()
    {
        // The shell is the master: the death signal follows the thread that starts, and ours is one of the pool.
        var run = await LauncherRun.Of(["r"], "\"$@\" d9:$$ -- /bin/echo echo alive; exit $?");

        run.ShouldHaveRun();
        Assert.Equal("alive", run.Lines.Single());
    }

    [LauncherFact]
    public Task The_program_dies_when_its_master_is_killed() => DiesWithItsMaster("r", "s");

    [LauncherFact]
    public Task The_program_dies_although_TERM_was_ignored_in_the_master() => DiesWithItsMaster("r", "c4");

    [RootLauncherFact]
    public Task The_program_dies_although_its_user_was_changed() =>
        DiesWithItsMaster("r", "s", "G", "g65534", "u65534", "v65534:65534:", "x");

    [LauncherFact]
    public async Task A_death_signal_that_is_none_is_an_error()
    {
        var run = await LauncherRun.Of(new ProcessSpec { FileName = "/bin/true", DeathSignal = 99 });

        Assert.Equal(new ProcessStartError(ProcessStartStage.DeathSignal, Errnos.EINVAL, "99"), run.Failure);
    }

    /// <summary>A shell is the master, and is killed. The program holds the other end of its output: end-of-file is its death.</summary>
    private static async Task DiesWithItsMaster(params string[] operations)
    {
        using var folder = new LauncherFolder();
        var launcher = folder.AddLauncher(RuntimeInformation.ProcessArchitecture);
        var master = "trap '' TERM; l=$1; shift; \"$l\" \"$@\" d15:$$ -- /bin/sh sh -c 'echo \"ready $$\"; exec sleep 1000' 3>/dev/null & wait";
        var start = new ProcessStartInfo("/bin/sh", ["-c", master, "sh", launcher, "3", .. operations]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var ready = await process.StandardOutput.ReadLineAsync(patience.Token);

        Assert.StartsWith("ready ", ready, StringComparison.Ordinal);
        process.Kill();
        Assert.Null(await process.StandardOutput.ReadLineAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
    }
}
