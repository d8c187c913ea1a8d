namespace Kamisama.Processes.Tests;

/// <summary>The launcher itself: descriptors of the program.</summary>
public sealed class LauncherDescriptorSpecs
{
    private const string ListDescriptors = "ls /proc/self/fd";

    private static ProcessSpec Shell(string script) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        DeathSignal = null,
    };

    [LauncherFact]
    public async Task Nothing_but_the_three_standard_descriptors_is_passed_on()
    {
        // ls itself opens 3, the directory.
        var run = await LauncherRun.Of(new ProcessSpec { FileName = "/bin/ls", Arguments = ["/proc/self/fd"], DeathSignal = null },
            "exec 4</dev/null 7</dev/null 9>/dev/null; exec \"$@\"");

        run.ShouldHaveRun();
        Assert.Equal(["0", "1", "2", "3"], run.Lines);
    }

    [ToolLauncherFact("strace -f -e inject=close_range:error=ENOSYS true")]
    public async Task Descriptors_are_closed_one_by_one_where_the_kernel_has_no_close_range()
    {
        var open = string.Join(' ', Enumerable.Range(4, 6).Select(number => $"{number}</dev/null"));
        var run = await LauncherRun.Of(new ProcessSpec { FileName = "/bin/sh", Arguments = ["-c", ListDescriptors], DeathSignal = null },
            $"exec {open}; exec strace -o /dev/null -e inject=close_range:error=ENOSYS \"$@\"");

        run.ShouldHaveRun();
        Assert.Equal(["0", "1", "2", "3"], run.Lines);
    }

    [LauncherFact]
    public async Task The_null_device_stands_where_it_is_asked_for()
    {
        var run = await LauncherRun.Of(Shell("readlink /proc/$$/fd/0 /proc/$$/fd/2; cat; echo lost >&2") with
        {
            StandardInput = ProcessStdio.Null,
            StandardError = ProcessStdio.Null,
        });

        run.ShouldHaveRun();
        Assert.Equal(["/dev/null", "/dev/null"], run.Lines);
        Assert.Empty(run.Error);
    }

    [LauncherFact]
    public async Task Inherited_streams_are_the_same_as_before()
    {
        var run = await LauncherRun.Of(Shell("cat; echo out; echo err >&2") with { StandardInput = ProcessStdio.Inherit },
            "echo in | { exec \"$@\"; }");

        run.ShouldHaveRun();
        Assert.Equal(["in", "out"], run.Lines);
        Assert.Equal("err\n", run.Error);
    }

    [LauncherFact]
    public async Task A_stream_that_is_closed_in_the_master_becomes_the_null_device()
    {
        using var folder = new LauncherFolder();
        var seen = folder.PathOf("seen");
        var run = await LauncherRun.Of(
            Shell($"seen=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2); echo \"$seen\" > '{seen}'") with { StandardInput = ProcessStdio.Inherit },
            "exec \"$@\" <&- >&- 2>&-");

        run.ShouldHaveRun();
        Assert.Equal(["/dev/null", "/dev/null", "/dev/null"], await File.ReadAllLinesAsync(seen));
    }

    [LauncherFact]
    public async Task Files_are_read_and_appended_to()
    {
        using var folder = new LauncherFolder();
        var (input, output, error) = (folder.PathOf("in"), folder.PathOf("out ü"), folder.PathOf("err"));
        await File.WriteAllTextAsync(input, "from a file\n");
        await File.WriteAllTextAsync(output, "before\n");
        var run = await LauncherRun.Of(Shell("cat; echo wrong >&2; ls -l /proc/$$/fd >/dev/null") with
        {
            StandardInput = ProcessStdio.File(input),
            StandardOutput = ProcessStdio.File(output),
            StandardError = ProcessStdio.File(error),
        }, "umask 027; exec \"$@\"");

        run.ShouldHaveRun();
        Assert.Equal("before\nfrom a file\n", await File.ReadAllTextAsync(output));
        Assert.Equal("wrong\n", await File.ReadAllTextAsync(error));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(error));
    }

    [LauncherFact]
    public async Task A_file_takes_the_place_of_a_closed_stream_without_leaving_a_copy()
    {
        using var folder = new LauncherFolder();
        var output = folder.PathOf("out");
        var run = await LauncherRun.Of(Shell(ListDescriptors) with
        {
            StandardInput = ProcessStdio.Null,
            StandardOutput = ProcessStdio.File(output),
        }, "exec \"$@\" <&- >&-");

        run.ShouldHaveRun();
        Assert.Equal(["0", "1", "2", "3"], await File.ReadAllLinesAsync(output));
    }

    [LauncherFact]
    public async Task A_file_is_relative_to_the_directory_of_the_master_not_of_the_program()
    {
        using var folder = new LauncherFolder();
        var run = await LauncherRun.Of(Shell("echo here") with
        {
            StandardOutput = ProcessStdio.File("out"),
            WorkingDirectory = "/",
        }, $"cd '{folder.Path}'; exec \"$@\"");

        run.ShouldHaveRun();
        Assert.Equal("here\n", await File.ReadAllTextAsync(folder.PathOf("out")));
    }

    [LauncherFact]
    public async Task A_file_that_can_not_be_opened_is_reported_by_its_path()
    {
        var run = await LauncherRun.Of(Shell("exit") with { StandardInput = ProcessStdio.File("/nowhere/in:put") });

        Assert.Equal(new ProcessStartError(ProcessStartStage.Stdio, Errnos.ENOENT, "/nowhere/in:put"), run.Failure);
        Assert.Equal(127, run.ExitCode);
    }

    [LauncherFact]
    public async Task A_variable_becomes_the_pid_and_no_other_one_changes()
    {
        var run = await LauncherRun.Of(
            ["eMINE=", "--", "/bin/sh", "sh", "-c", "[ $MINE = $$ ] && echo $MINEOTHER $AFTER"], "export MINEOTHER=0000000000 MINE=0000000000 AFTER=after; exec \"$@\"");

        run.ShouldHaveRun();
        Assert.Equal(["0000000000 after"], run.Lines);
        Assert.Equal(ProcessStartStage.Prepare, (await LauncherRun.Of(["eNOT_THERE=", "--", "/bin/true", "true"])).Failure?.Stage);
    }
}
