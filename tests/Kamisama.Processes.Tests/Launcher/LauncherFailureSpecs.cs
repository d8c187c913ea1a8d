namespace Kamisama.Processes.Tests;

/// <summary>The launcher itself: what it reports when a step fails.</summary>
public sealed class LauncherFailureSpecs
{
    private static ProcessSpec Program(string path) => new() { FileName = path, DeathSignal = null };

    [LauncherFact]
    public async Task A_program_that_is_not_there_is_reported()
    {
        var run = await LauncherRun.Of(Program("/nowhere/crunch"));

        Assert.Equal(new ProcessStartError(ProcessStartStage.Execute, Errnos.ENOENT, "/nowhere/crunch"), run.Failure);
        Assert.Equal(127, run.ExitCode);
    }

    [LauncherFact]
    public async Task A_file_that_may_not_be_executed_is_reported()
    {
        using var folder = new LauncherFolder();
        var file = folder.Add("plain", "#!/bin/sh\n"u8.ToArray(), UnixFileMode.UserRead);

        Assert.Equal(new ProcessStartError(ProcessStartStage.Execute, Errnos.EACCES, file), (await LauncherRun.Of(Program(file))).Failure);
    }

    [LauncherFact]
    public async Task A_directory_is_reported()
    {
        Assert.Equal(new ProcessStartError(ProcessStartStage.Execute, Errnos.EACCES, "/usr"), (await LauncherRun.Of(Program("/usr"))).Failure);
    }

    [LauncherFact]
    public async Task A_script_without_an_interpreter_line_is_reported_and_not_run_by_a_shell()
    {
        using var folder = new LauncherFolder();
        var file = folder.Add("script", "echo ran\n"u8.ToArray());
        var run = await LauncherRun.Of(Program(file));

        Assert.Equal(new ProcessStartError(ProcessStartStage.Execute, Errnos.ENOEXEC, file), run.Failure);
        Assert.Empty(run.Output);
    }

    [LauncherFact]
    public async Task A_missing_interpreter_is_reported_and_told_from_a_missing_program()
    {
        using var folder = new LauncherFolder();
        var file = folder.Add("script", "#!/nowhere/python -u\n"u8.ToArray());
        var failure = (await LauncherRun.Of(Program(file))).Failure;

        Assert.Equal(new ProcessStartError(ProcessStartStage.Execute, Errnos.ENOENT, file), failure);
        Assert.Contains("interpreter '/nowhere/python' was not found", failure!.ToString(), StringComparison.Ordinal);
    }

    [LauncherFact]
    public async Task A_file_within_a_file_is_reported()
    {
        Assert.Equal(Errnos.ENOTDIR, (await LauncherRun.Of(Program("/etc/passwd/crunch"))).Failure?.Errno);
    }

    [LauncherFact]
    public async Task A_missing_working_directory_is_reported()
    {
        var run = await LauncherRun.Of(Program("/bin/true") with { WorkingDirectory = "/nowhere at all" });

        Assert.Equal(new ProcessStartError(ProcessStartStage.WorkingDirectory, Errnos.ENOENT, "/nowhere at all"), run.Failure);
    }

    [LauncherFact]
    public async Task An_empty_working_directory_is_an_error_not_the_master_s()
    {
        Assert.Equal(ProcessStartStage.WorkingDirectory, (await LauncherRun.Of(Program("/bin/true") with { WorkingDirectory = "" })).Failure?.Stage);
    }

    [LauncherFact]
    public async Task A_path_that_is_too_long_is_reported_whole()
    {
        var path = "/" + new string('d', 100_000);
        var run = await LauncherRun.Of(Program("/bin/true") with { WorkingDirectory = path });

        Assert.Equal((ProcessStartStage.WorkingDirectory, "ENAMETOOLONG", path), (run.Failure?.Stage, Errnos.NameOf(run.Failure!.Errno), run.Failure.Subject));
    }

    [LauncherFact]
    public async Task A_soft_limit_above_the_hard_one_is_reported()
    {
        var run = await LauncherRun.Of(Program("/bin/true") with { ResourceLimits = [new(ProcessResource.OpenFiles, 20, 10)] });

        Assert.Equal(new ProcessStartError(ProcessStartStage.ResourceLimit, Errnos.EINVAL, "OpenFiles 20:10"), run.Failure);
    }

    [LauncherFact]
    public async Task The_first_step_that_fails_is_the_one_reported()
    {
        var run = await LauncherRun.Of(Program("/nowhere/crunch") with { WorkingDirectory = "/nowhere", OomScoreAdjust = 5000 });

        Assert.Equal(new ProcessStartError(ProcessStartStage.OomScore, Errnos.EINVAL, "5000"), run.Failure);
    }

    [LauncherFact]
    public async Task A_list_that_is_no_start_is_an_error_and_never_a_crash()
    {
        string[][] broken = [[], ["r"], ["--"], ["r", "--"], ["--", "/bin/true"], ["?", "--", "/bin/true", "true"], ["", "--", "/bin/true", "true"]];
        foreach (var arguments in broken)
        {
            var run = await LauncherRun.Of(arguments);

            Assert.Equal((127, ProcessStartStage.Prepare, Errnos.EINVAL), (run.ExitCode, run.Failure?.Stage, run.Failure?.Errno));
        }
    }
}
