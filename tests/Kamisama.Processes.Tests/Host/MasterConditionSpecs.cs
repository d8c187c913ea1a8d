namespace Kamisama.Processes.Tests;

/// <summary>A master beside System.Diagnostics.Process, with SIGCHLD ignored, as PID 1, and as a subreaper.</summary>
[Collection(nameof(LinuxSpecs))]
[Trait("Needs", "Linux")]
public sealed class MasterConditionSpecs
{
    private const string CanUnshare = "unshare -pf --mount-proc true";

    private static readonly string[] AsInit = ["unshare", "-pf", "--kill-child", "--mount-proc"];
    private static readonly string[] ChildSignalIgnored = ["sh", "-c", "trap '' CHLD; exec \"$@\"", "sh"];

    [Fact]
    public async Task Beside_Process_both_see_every_exit() =>
        Assert.StartsWith("right 50 unknown 0 other 50 ", await MasterRun.LastLineAsync("exits-beside-process 50"), StringComparison.Ordinal);

    [Fact]
    public async Task An_ignored_child_signal_loses_no_status() =>
        Assert.StartsWith("right 50 unknown 0 ", await MasterRun.LastLineAsync("exits 50", ChildSignalIgnored), StringComparison.Ordinal);

    [Fact]
    public async Task An_ignored_child_signal_loses_no_status_beside_Process() =>
        Assert.StartsWith(
            "right 50 unknown 0 other 50 ",
            await MasterRun.LastLineAsync("exits-beside-process 50", ChildSignalIgnored),
            StringComparison.Ordinal);

    [ToolLauncherFact(CanUnshare)]
    public async Task As_init_every_status_is_seen() =>
        Assert.Equal("right 100 unknown 0 other 0 pid 1", await MasterRun.LastLineAsync("exits 100", AsInit));

    [ToolLauncherFact(CanUnshare)]
    public async Task As_init_beside_Process_a_lost_status_is_told_as_unknown()
    {
        // The runtime collects every child then. What it was too quick for is unknown; nothing is wrong, nothing hangs.
        string line = await MasterRun.LastLineAsync("exits-beside-process 50", AsInit);

        string[] words = line.Split(' ');
        Assert.Equal((50, "50", "1"), (int.Parse(words[1], null) + int.Parse(words[3], null), words[5], words[7]));
    }

    [ToolLauncherFact(CanUnshare)]
    public async Task As_init_orphans_are_collected() =>
        Assert.Equal(
            "right 10 last was killed by signal 9 (SIGKILL) other  children 'only the last' pid 1",
            await MasterRun.LastLineAsync("orphans init 10", AsInit));

    [Fact]
    public async Task As_a_subreaper_orphans_are_collected() =>
        Assert.StartsWith(
            "right 10 last was killed by signal 9 (SIGKILL) other  children 'only the last' ",
            await MasterRun.LastLineAsync("orphans subreaper 10"),
            StringComparison.Ordinal);

    [Fact]
    public async Task As_a_subreaper_the_children_of_Process_are_left_to_it() =>
        Assert.StartsWith(
            "right 10 last was killed by signal 9 (SIGKILL) other 42 children 'only the last' ",
            await MasterRun.LastLineAsync("orphans subreaper-beside-process 10"),
            StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_is_left_of_a_thousand_starts()
    {
        string line = await MasterRun.LastLineAsync(LongRun.IsOn ? "baseline 100000" : "baseline 1000");

        string[] words = line.Split(' ');
        Assert.True(words[1] == words[5], line);

        // 90 of each hundred can be started: one descriptor for each.
        Assert.Equal(int.Parse(words[1], null) + 90, int.Parse(words[3], null));
        Assert.EndsWith("children ''", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_processes_have_beside_their_pidfd_is_given_back_too()
    {
        string line = await MasterRun.LastLineAsync(LongRun.IsOn ? "baseline-extras 100000" : "baseline-extras 1000");

        string[] words = line.Split(' ');
        Assert.True(words[1] == words[5], line);
        Assert.EndsWith("children ''", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_descriptors_a_start_fails_for_now_and_harms_nobody()
    {
        string line = await MasterRun.LastLineAsync("scarce", "sh", "-c", "ulimit -n 256; exec \"$@\"", "sh");

        Assert.Contains("(EMFILE: ", line, StringComparison.Ordinal);
        Assert.EndsWith("; transient True; others run True; then exited with code 0; children ''", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_get_back_the_soft_limit_that_the_runtime_raised() =>
        Assert.Equal("300", await MasterRun.LastLineAsync("limit", "sh", "-c", "ulimit -Sn 300; \"$@\"; true", "sh"));

    [Fact]
    public async Task While_nothing_happens_no_thread_runs() =>
        Assert.Equal("wake-ups 0", await MasterRun.LastLineAsync("idle"));
}
