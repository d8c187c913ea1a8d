using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

/// <summary>The arm64 bytes where an emulator can run them. It emulates the processor; the kernel is this machine's.</summary>
public sealed class LauncherArm64Specs
{
    private const string Emulated = "exec qemu-aarch64 \"$@\"";
    private const string Probe = "command -v qemu-aarch64";

    private static Task<LauncherRun> Run(params string[] arguments) => LauncherRun.Of(arguments, Emulated, Architecture.Arm64);

    [ToolLauncherFact(Probe)]
    public async Task Attributes_are_set_and_the_program_runs()
    {
        string[] operations = ["r", "s", "n0", "i1", "i2", "c4", "m23", "p5", "o900", "l7:100:200", "w/usr", "x"];
        var script = "umask; nice; cat /proc/self/oom_score_adj; ulimit -Sn; ulimit -Hn; pwd; readlink /proc/$$/fd/0; grep NoNew /proc/self/status";
        var run = await LauncherRun.Of(operations, $"qemu-aarch64 \"$@\" d15:$$ -- /bin/sh sh -c '{script}'; exit $?", Architecture.Arm64);

        run.ShouldHaveRun();
        Assert.Equal(["0027", "5", "900", "100", "200", "/usr", "/dev/null", "NoNewPrivs:\t1"], run.Lines);
    }

    [ToolLauncherFact(Probe + " && test \"$(id -u)\" = 0")]
    public async Task Privileges_are_dropped_and_verified()
    {
        var run = await Run("r", "G5,20", "g1234", "u65534", "v65534:1234:5,20", "--", "/bin/sh", "sh", "-c", "id -u; id -g; id -G");

        run.ShouldHaveRun();
        Assert.Equal(["65534", "1234", "1234 5 20"], run.Lines);
        Assert.Equal(ProcessStartStage.VerifyCredentials, (await Run("G5", "v0:0:6", "--", "/bin/true", "true")).Failure?.Stage);
    }

    [ToolLauncherFact(Probe)]
    public async Task A_control_group_is_joined_by_writing_to_its_file()
    {
        using var folder = new LauncherFolder();
        var file = folder.Add("cgroup.procs", "-"u8.ToArray());
        (await Run($"b{file}", "--", "/bin/true", "true")).ShouldHaveRun();

        Assert.Equal("0", await File.ReadAllTextAsync(file));
        Assert.Equal(new ProcessStartError(ProcessStartStage.ControlGroup, Errnos.ENOENT, "/nowhere/p"), (await Run("b/nowhere/p", "--", "/bin/true", "true")).Failure);
    }

    [ToolLauncherFact(Probe)]
    public async Task Descriptors_are_moved_and_closed_in_ranges()
    {
        var run = await LauncherRun.Of(["t6:5", "c4:5", "c7", "--", "/bin/sh", "sh", "-c", "ls /proc/$$/fd"], "exec 5</dev/null 7</dev/null 8</dev/null; exec qemu-aarch64 \"$@\"", Architecture.Arm64);

        run.ShouldHaveRun();
        Assert.Contains("6", run.Lines);
        Assert.Empty(run.Lines.Intersect(["5", "7", "8"]));
    }

    [ToolLauncherFact(Probe)]
    public async Task A_variable_becomes_the_pid()
    {
        var run = await LauncherRun.Of(["eMINE=", "--", "/bin/sh", "sh", "-c", "[ $MINE = $$ ] && echo mine"], "export MINE=0000000000; " + Emulated, Architecture.Arm64);

        run.ShouldHaveRun();
        Assert.Equal(["mine"], run.Lines);
    }

    [ToolLauncherFact(Probe)]
    public async Task Failures_are_reported()
    {
        Assert.Equal((ProcessStartStage.Prepare, Errnos.EINVAL), ((await Run("eNOT_THERE=", "--", "/bin/true", "true")).Failure is var missing ? (missing!.Stage, missing.Errno) : default));
        Assert.Equal(new ProcessStartError(ProcessStartStage.WorkingDirectory, Errnos.ENOENT, "/nowhere"), (await Run("w/nowhere", "--", "/bin/true", "true")).Failure);
        Assert.Equal(new ProcessStartError(ProcessStartStage.Stdio, Errnos.ENOENT, "/nowhere/in"), (await Run("f0:/nowhere/in", "--", "/bin/true", "true")).Failure);
        Assert.Equal(ProcessStartStage.Execute, (await Run("--", "/nowhere/crunch", "crunch")).Failure?.Stage);
        Assert.Equal(ProcessStartStage.Prepare, (await Run("r")).Failure?.Stage);
    }

    [ToolLauncherFact(Probe)]
    public async Task A_launcher_whose_master_is_another_exits_quietly()
    {
        var run = await Run("r", "d15:1", "--", "/bin/echo", "echo");

        Assert.Equal((127, 0, ""), (run.ExitCode, run.Report.Length, run.Output));
    }
}
