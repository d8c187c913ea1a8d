using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

public sealed class BadInputSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("1000000000")]
    [InlineData("99999999999999999999")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1.5")]
    public Task A_number_of_instances_that_makes_no_sense(string instances) =>
        ShouldFailAsync(2, instances.Length == 0 ? "instances" : instances, "run", "--instances", instances, "--", "sleep", "1000");

    [Theory]
    [InlineData("--respawn-limit", "-1")]
    [InlineData("--respawn-limit", "many")]
    [InlineData("--respawn-interval", "0")]
    [InlineData("--respawn-interval", "-5")]
    [InlineData("--respawn-interval", "NaN")]
    [InlineData("--grace-period", "-1")]
    [InlineData("--grace-period", "1e300")]
    [InlineData("--grace-period", "Infinity")]
    [InlineData("--grace-period", "soon")]
    [InlineData("--stop-signal", "SIGNOTHING")]
    [InlineData("--stop-signal", "0")]
    [InlineData("--stop-signal", "65")]
    [InlineData("--env", "NOVALUE")]
    [InlineData("--env", "=value")]
    [InlineData("--log-format", "xml")]
    [InlineData("--user", "no-such-user")]
    [InlineData("--user", "")]
    public Task A_value_that_makes_no_sense(string option, string value) =>
        ShouldFailAsync(2, value.Length > 0 ? value : option, "run", "--instances", "2", option, value, "--", "sleep", "1000");

    [Fact]
    public Task A_stop_signal_that_ends_nothing() => ShouldFailAsync(2, "--stop-signal", "run", "--instances", "2", "--stop-signal", "STOP", "--", "sleep", "1000");

    [Fact]
    public async Task Quiet_does_not_hide_why_no_worker_could_be_started() =>
        await ShouldFailAsync(3, "'no-such-command'", "run", "--quiet", "--instances", "17", "--", "no-such-command");

    [Fact]
    public Task An_unknown_option() => ShouldFailAsync(2, "--instnces", "run", "--instnces", "3", "--", "sleep", "1000");

    [Fact]
    public Task No_number_of_instances() => ShouldFailAsync(2, "--instances", "run", "--", "sleep", "1000");

    [Fact]
    public Task An_option_without_its_value() => ShouldFailAsync(2, "--instances", "run", "--instances", "--", "sleep", "1000");

    [Fact]
    public async Task Several_faults_are_told_at_once()
    {
        MasterProcess master = Start(MasterStart.CommandLine("run", "--instances", "0", "--grace-period", "soon", "--user", "no-such-user", "--", "sleep"));

        await ShouldEndAsync(master, 2, "--instances");
        Assert.Contains(master.ErrorLines, line => line.Contains("soon", StringComparison.Ordinal));
        Assert.Contains(master.ErrorLines, line => line.Contains("no-such-user", StringComparison.Ordinal));
    }

    [Fact]
    public Task An_unknown_command() => ShouldFailAsync(2, "rnu", "rnu", "--", "sleep", "1000");

    [Fact]
    public Task No_dashes_before_the_command() => ShouldFailAsync(2, "--", "run", "--instances", "2", "sleep", "1000");

    [Fact]
    public Task No_command_behind_the_dashes() => ShouldFailAsync(2, "--", "run", "--instances", "3", "--");

    [Fact]
    public Task No_dashes_and_no_command() => ShouldFailAsync(2, "--", "run", "--instances", "3");

    [Fact]
    public Task An_empty_command() => ShouldFailAsync(2, "command", "run", "--instances", "2", "--", "");

    [Fact]
    public Task A_command_that_is_nowhere_in_the_path() =>
        ShouldFailAsync(3, "'no-such-command'", "run", "--instances", "17", "--", "no-such-command");

    [Fact]
    public Task A_command_that_is_not_there() => ShouldFailAsync(3, "/no/such/command", "run", "--instances", "2", "--", "/no/such/command");

    [Fact]
    public async Task A_command_that_is_not_executable()
    {
        using var folder = new TemporaryFolder();
        string file = folder.AddFile("text", "#!/bin/sh\n", Readable);
        await ShouldFailAsync(3, file, "run", "--instances", "2", "--", file);
    }

    [Fact]
    public async Task A_command_that_is_a_directory()
    {
        using var folder = new TemporaryFolder();
        await ShouldFailAsync(3, folder.Path, "run", "--instances", "2", "--", folder.Path);
    }

    [Fact]
    public async Task A_command_that_is_no_program()
    {
        using var folder = new TemporaryFolder();
        string file = folder.AddFile("text", "no interpreter, no program", Executable);
        await ShouldFailAsync(3, file, "run", "--instances", "2", "--", file);
    }

    [Fact]
    public async Task A_script_without_its_interpreter()
    {
        using var folder = new TemporaryFolder();
        string file = folder.AddFile("script", "#!/no/such/interpreter\n", Executable);
        await ShouldFailAsync(3, file, "run", "--instances", "2", "--", file);
    }

    [Fact]
    public Task A_working_directory_that_is_not_there() =>
        ShouldFailAsync(3, "/no/such/directory", "run", "--instances", "2", "--directory", "/no/such/directory", "--", "sleep", "1000");

    [Fact]
    public Task A_working_directory_that_is_a_file() =>
        ShouldFailAsync(3, "/etc/passwd", "run", "--instances", "2", "--directory", "/etc/passwd", "--", "sleep", "1000");

    [Fact]
    public async Task An_environment_too_large_for_any_program()
    {
        // The limit is a quarter of the stack's. It is lowered when the master is there, long before it starts a worker.
        const int limitOfStack = 3, mebibyte = 1 << 20;
        var variables = Enumerable.Range(0, 8).ToDictionary(i => $"BIG{i}", _ => new string('x', 120_000));
        MasterProcess master = Start(MasterStart.CommandLine("run", "--instances", "3", "--", "sleep", "1000") with { Environment = variables });
        // Not yet while it is the program that executes it: that could then not be executed itself.
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{master.Pid}/comm").Trim() == "kamisama", MasterProcess.Patience));
        LibC.SetSoftLimit(master.Pid, limitOfStack, mebibyte);

        await ShouldEndAsync(master, 3, "E2BIG");
    }

    [Fact]
    public async Task A_variable_too_large_for_any_program()
    {
        MasterProcess host = Start(new MasterStart { Program = Programs.TestHost, Arguments = ["big-environment", "3"] });

        Assert.Equal(3, await host.ExpectExitAndNobodyLeftAsync());
        Assert.Contains(host.Timeline.Entries, entry => entry.Text.Contains("E2BIG", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("run", "--help")]
    public async Task Help_is_no_error(params string[] arguments)
    {
        MasterProcess master = Start(MasterStart.CommandLine(arguments));

        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
        Assert.Empty(master.ErrorLines);
        Assert.Contains(master.Timeline.Entries, entry => entry.Source == Timeline.Source.Output);
    }

    private async Task ShouldFailAsync(int exitCode, string named, params string[] arguments) =>
        await ShouldEndAsync(Start(MasterStart.CommandLine(arguments)), exitCode, named);

    private static async Task ShouldEndAsync(MasterProcess master, int exitCode, string named)
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(exitCode, await master.ExpectExitAndNobodyLeftAsync());

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"It took {Stopwatch.GetElapsedTime(start)}.");
        Assert.Contains(master.ErrorLines, line => line.Contains(named, StringComparison.Ordinal));
        Assert.DoesNotContain(master.ErrorLines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal));
        Assert.DoesNotContain(master.ErrorLines, line => line.Contains("internal error", StringComparison.Ordinal));
        Assert.InRange(master.ErrorLines.Count, 1, 8);
        Assert.DoesNotContain(master.Timeline.Entries, entry => entry.Source == Timeline.Source.Output);
    }
}
