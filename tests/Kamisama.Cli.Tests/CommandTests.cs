using Mono.Unix.Native;

namespace Kamisama.Cli.Tests;

/// <summary>The built command: exit codes, and standard streams that are not what they should be.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData(ExitCodes.Stopped, "--help")]
    [InlineData(ExitCodes.Stopped, "run --help")]
    [InlineData(ExitCodes.Stopped, "--version")]
    [InlineData(ExitCodes.Usage, "")]
    [InlineData(ExitCodes.Usage, "run --instances 0 -- true")]
    [InlineData(ExitCodes.Usage, "run --instances 2 true")]
    [InlineData(ExitCodes.Usage, "run --instances 2 --name a/b -- true")]
    [InlineData(ExitCodes.Usage, "run --instances 2 --stop-signal STOP -- true")]
    [InlineData(ExitCodes.Usage, "run --instances 2 --user no-such-user -- true")]
    [InlineData(ExitCodes.CouldNotStart, "run --instances 2 -- /no/such/program")]
    [InlineData(ExitCodes.CouldNotStart, "run --instances 2 -- /")]
    [InlineData(ExitCodes.CouldNotStart, "run --instances 2 --directory /no/such/directory -- true")]
    [InlineData(ExitCodes.RespawnLimitBreached, "run --instances 2 --respawn-limit 1 -- true")]
    public async Task Exit_code_says_what_happened(int exitCode, string commandLine)
    {
        using var kamisama = RunningProgram.Start("kamisama", commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(exitCode, (await kamisama.WaitForExit()).ExitCode);
    }

    [Theory]
    [InlineData("run --instances 17 --quiet -- /no/such/program", "'/no/such/program' was not found")]
    [InlineData("run --instances 2 true", "kamisama run --instances 2 -- true")]
    public async Task One_fault_is_one_line(string commandLine, string text)
    {
        using var kamisama = RunningProgram.Start("kamisama", commandLine.Split(' '));
        var (_, lines) = await kamisama.WaitForExit();
        Assert.Contains(text, Assert.Single(lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData("2>&1 >/dev/full")]
    public async Task Stream_that_is_closed_or_full_changes_nothing(string redirection)
    {
        using var directory = new TemporaryDirectory();
        // Each worker says what it got for 0, 1 and 2, and ends: with limit 1 the second death ends the pool.
        string worker = $"readlink /proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 >{directory.Path}/$KAMISAMA_INCARNATION";
        using var shell = RunningProgram.Start(
            "/bin/sh", "-c", $"exec ./kamisama run --instances 1 --respawn-limit 1 -- sh -c '{worker}' {redirection}");

        Assert.Equal(ExitCodes.RespawnLimitBreached, (await shell.WaitForExit()).ExitCode);
        string[] streams = await File.ReadAllLinesAsync($"{directory.Path}/1");
        Assert.Equal("/dev/null", streams[0]);
        Assert.Equal(3, streams.Length);
        Assert.Equal(redirection.Contains("2>&-", StringComparison.Ordinal), streams[2] == "/dev/null");
    }

    [Fact]
    public async Task Reader_that_does_not_read_holds_up_no_stop()
    {
        using var directory = new TemporaryDirectory();
        string fifo = Path.Combine(directory.Path, "stuck");
        Assert.Equal(0, Syscall.mkfifo(fifo, FilePermissions.S_IRUSR | FilePermissions.S_IWUSR));

        // Descriptor 3 holds the fifo open and never reads; dd fills it before the command starts.
        using var shell = RunningProgram.Start(
            "/bin/sh",
            "-c",
            $"exec 3<>{fifo}; dd if=/dev/zero of={fifo} bs=65536 count=1 2>/dev/null; echo full; "
            + $"exec ./kamisama run --instances 1 -- sh -c 'echo ready; exec sleep 1000' 2>{fifo}");
        await shell.WaitForLine("ready", line => line == "ready");
        shell.Signal(Signum.SIGTERM);

        Assert.Equal(ExitCodes.Stopped, (await shell.WaitForExit()).ExitCode);
    }

    [Fact]
    public async Task Pool_without_probes_loads_nothing_of_the_network()
    {
        using var kamisama = RunningProgram.Start("kamisama", "run", "--instances", "1", "--", "sleep", "1000");
        await kamisama.WaitForLine("the start of the worker", line => line.Contains("started", StringComparison.Ordinal));
        string mapped = await File.ReadAllTextAsync($"/proc/{kamisama.Pid}/maps");

        Assert.Contains("Kamisama.Actors.dll", mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Net.", mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Private.Uri", mapped, StringComparison.Ordinal);
        kamisama.Signal(Signum.SIGTERM);
        Assert.Equal(ExitCodes.Stopped, (await kamisama.WaitForExit()).ExitCode);
    }
}
