namespace Kamisama.Processes.Tests;

/// <summary>What can't be started: the step and the error.</summary>
public sealed class StartErrorSpecs : LinuxSpecs
{
    [Fact]
    public async Task A_missing_command_is_found_missing_without_a_process()
    {
        await AssertFailsAsync(new() { FileName = "no-such-command" }, ProcessStartStage.Execute, Errnos.ENOENT, "no-such-command");
        await AssertFailsAsync(new() { FileName = "/no/such/command" }, ProcessStartStage.Execute, Errnos.ENOENT, "/no/such/command");
    }

    [Fact]
    public async Task What_may_not_be_executed_is_not()
    {
        string script = AddScript("plain", "#!/bin/sh\n", UnixFileMode.UserRead);

        await AssertFailsAsync(new() { FileName = script }, ProcessStartStage.Execute, Errnos.EACCES, script);
        await AssertFailsAsync(new() { FileName = "/tmp" }, ProcessStartStage.Execute, Errnos.EACCES, "/tmp");
    }

    [Fact]
    public async Task A_script_without_an_interpreter_line_is_never_given_to_a_shell()
    {
        string script = AddScript("bare", "exit 0\n");

        await AssertFailsAsync(new() { FileName = script }, ProcessStartStage.Execute, Errnos.ENOEXEC, script);
    }

    [Theory]
    [InlineData("#!/no/such/interpreter\n")]
    [InlineData("#!/bin/sh\r\n")]
    public async Task A_missing_interpreter_is_told(string text)
    {
        string script = AddScript("script", text);

        await AssertFailsAsync(new() { FileName = script }, ProcessStartStage.Execute, Errnos.ENOENT, script);
    }

    [Fact]
    public async Task A_working_directory_that_is_not_one_is_told()
    {
        var spec = Shell("exit 0");

        await AssertFailsAsync(spec with { WorkingDirectory = "/no/such" }, ProcessStartStage.WorkingDirectory, Errnos.ENOENT, "/no/such");
        await AssertFailsAsync(spec with { WorkingDirectory = "/etc/passwd" }, ProcessStartStage.WorkingDirectory, Errnos.ENOTDIR, "/etc/passwd");
    }

    [Fact]
    public async Task Too_large_an_environment_or_argument_is_told()
    {
        var spec = Shell("exit 0");
        var environment = new Dictionary<string, string?> { ["BIG"] = new string('x', 1 << 20) };

        await AssertFailsAsync(spec with { Environment = environment }, ProcessStartStage.Spawn, Errnos.E2BIG, "/bin/sh");
        await AssertFailsAsync(spec with { Arguments = [new string('x', 1 << 20)] }, ProcessStartStage.Spawn, Errnos.E2BIG, "/bin/sh");
    }

    [Fact]
    public async Task A_file_that_is_being_written_can_be_tried_again()
    {
        string program = PathOf("program");
        File.Copy("/bin/true", program);
        ProcessStartError error;
        using (new FileStream(program, FileMode.Open, FileAccess.Write))
        {
            error = await AssertFailsAsync(new() { FileName = program }, ProcessStartStage.Execute, Errnos.ETXTBSY, program);
        }

        Assert.True(error.IsTransient);
        // Again, as long as a child that another test has forked holds the file: until its own execve.
        const int Attempts = 50;
        ProcessExit exit = await Host.Start(new() { FileName = program }).Exited.InTimeAsync();
        for (int i = 1; i < Attempts && exit is ProcessExit.NotStarted { Error.IsTransient: true }; i++)
        {
            exit = await Host.Start(new() { FileName = program }).Exited.InTimeAsync();
        }

        Assert.Equal(new ProcessExit.Code(0), exit with { Usage = null });
    }

    [Fact]
    public async Task A_program_that_was_removed_and_put_back_is_found_again()
    {
        string program = AddScript("tool", "#!/bin/sh\nexit 5\n");
        var spec = new ProcessSpec { FileName = "tool", Environment = new Dictionary<string, string?> { ["PATH"] = Path.GetDirectoryName(program) } };
        Assert.Equal(5, Assert.IsType<ProcessExit.Code>(await Host.Start(spec).Exited.InTimeAsync()).ExitCode);

        File.Delete(program);
        await AssertFailsAsync(spec, ProcessStartStage.Execute, Errnos.ENOENT, "tool");

        AddScript("tool", "#!/bin/sh\nexit 6\n");
        Assert.Equal(6, Assert.IsType<ProcessExit.Code>(await Host.Start(spec).Exited.InTimeAsync()).ExitCode);
    }

    [RootLauncherFact]
    public async Task A_user_that_may_not_run_it_is_told()
    {
        string script = AddScript("mine", "#!/bin/sh\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var spec = new ProcessSpec { FileName = script, Credentials = UserDatabase.Find("nobody") };

        await AssertFailsAsync(spec, ProcessStartStage.Execute, Errnos.EACCES, script);
    }

    [Theory]
    [InlineData("A=B")]
    [InlineData("")]
    public void A_variable_without_a_proper_name_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(Shell("exit 0") with { Environment = new Dictionary<string, string?> { [name] = "x" } }));

    [Fact]
    public async Task A_start_is_cancelled_while_it_waits_in_the_queue()
    {
        using var cancellation = new CancellationTokenSource();
        var ahead = Enumerable.Range(0, 100).Select(_ => Host.Start(Shell("exit 0"))).ToList();
        var handle = Host.Start(Shell("exit 0"), cancellation.Token);
        await cancellation.CancelAsync();

        // A hundred starts take milliseconds; this one was called off microseconds after it had been asked for.
        var exit = Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());
        Assert.Equal(Errnos.ECANCELED, exit.Error.Errno);
        await Task.WhenAll(ahead.Select(other => other.Exited)).InTimeAsync();
    }

    private async Task<ProcessStartError> AssertFailsAsync(ProcessSpec spec, ProcessStartStage stage, int errno, string subject)
    {
        var handle = Host.Start(spec);
        var exit = Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());
        Assert.Equal(new ProcessStartError(stage, errno, subject), exit.Error);
        Assert.Equal(exit.Error, (await Assert.ThrowsAsync<ProcessStartException>(() => handle.Started.InTimeAsync())).Error);
        return exit.Error;
    }
}
