using Mono.Unix.Native;

namespace Kamisama.Cli.Tests;

/// <summary>The built command with <c>--output</c>: what comes out, where.</summary>
public sealed class OutputSpecs
{
    // Runs the command at a terminal of its own and prints what a terminal would get.
    private const string AtTerminal = "import pty,sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";

    [Fact]
    public async Task Lines_stand_behind_pool_and_index_on_the_stream_they_were_written_to()
    {
        string[] output = await RunAsync("--output prefix", "echo out $KAMISAMA_WORKER_INDEX; echo error >&2; printf 'no end'", "2>/dev/null");
        Assert.Equal(["web.1 | no end", "web.1 | out 1", "web.2 | no end", "web.2 | out 2"], output.Order(StringComparer.Ordinal));

        string[] error = await RunAsync("--output prefix --quiet", "echo out; echo error >&2", "2>&1 >/dev/null");
        Assert.Equal(["web.1 | error", "web.2 | error"], error.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Json_lines_have_all_facts()
    {
        string[] output = await RunAsync("--output json", "echo 'a \"b\"' >&2", "2>/dev/null");
        Assert.All(output, line => Assert.Matches(
            "^\\{\"time\":\"[0-9T:.-]+Z\",\"pool\":\"web\",\"index\":[12],\"incarnation\":0,\"pid\":[0-9]+,\"stream\":\"stderr\",\"line\":\"a \\\\\"b\\\\\"\"\\}$", line));
        Assert.Equal(2, output.Length);
    }

    [Fact]
    public async Task The_name_of_standard_output_is_no_file()
    {
        string[] output = await RunAsync("--output file:/dev/stdout --output-format prefix --output-buffer 8K", "seq 1 50000", "2>/dev/null | { sleep 0.5; cat; } | sort | uniq | wc -l");
        Assert.Equal("100000", Assert.Single(output).Trim());
    }

    [Fact]
    public async Task A_reader_that_stops_reading_loses_nothing()
    {
        // It reads only when the workers have long filled pipe and buffer.
        string[] output = await RunAsync("--output prefix --output-buffer 8K", "seq 1 50000", "2>/dev/null | { sleep 0.5; cat; } | sort | uniq | wc -l");
        Assert.Equal("100000", Assert.Single(output).Trim());
    }

    [Fact]
    public async Task A_reader_that_is_gone_keeps_no_worker_waiting()
    {
        string[] output = await RunAsync("--output prefix", "seq 1 50000", "| head -n 1 >/dev/null");
        Assert.Contains(output, line => line.Contains("can't be written to standard output: Broken pipe (EPIPE)", StringComparison.Ordinal));
        Assert.Equal(2, output.Count(line => line.Contains("exited with code 0", StringComparison.Ordinal)));
    }

    // The kernel sends XFSZ with it, which would end the master. Without the variable the runtime itself needs larger files to start.
    [Fact]
    public async Task A_file_that_reaches_the_limit_of_the_master_ends_nobody()
    {
        using var directory = new TemporaryDirectory();
        string log = Path.Combine(directory.Path, "log");
        using var shell = RunningProgram.Start(
            "/bin/sh", "-c", $"ulimit -f 2000; DOTNET_EnableWriteXorExecute=0 exec ./kamisama run --instances 2 --restart never --output file:{log} -- seq 1 200000");
        var (exitCode, lines) = await shell.WaitForExit();
        Assert.Equal(ExitCodes.Stopped, exitCode);
        Assert.Contains(lines, line => line.Contains("File too large (EFBIG)", StringComparison.Ordinal));
        long written = File.ReadLines(log).LongCount();
        Assert.Contains(lines, line => line.Contains($"; {400_000 - written} lines (", StringComparison.Ordinal) && line.EndsWith(" lost", StringComparison.Ordinal));
    }

    [ProgramsFact("python3")]
    public async Task No_escape_sequence_of_a_worker_reaches_a_terminal()
    {
        string[] output = await AtTerminalAsync([], "printf 'a\\033[2J\\033]0;title\\007\\233b\\n'");
        Assert.Contains("\e[36mweb.1 | \e[0ma\\u{1b}[2J\\u{1b}]0;title\\u{7}\\x9bb", output);
        Assert.DoesNotContain(output, line => line.Replace("\e[36m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal).Contains('\e', StringComparison.Ordinal));
    }

    [ProgramsFact("python3")]
    public async Task Whoever_wants_no_color_gets_none()
    {
        string[] output = await AtTerminalAsync(["env", "NO_COLOR=1"], "echo plain");
        Assert.Contains("web.1 | plain", output);
    }

    [Fact]
    public async Task Usr1_opens_the_files_anew()
    {
        using var directory = new TemporaryDirectory();
        string log = Path.Combine(directory.Path, "log");
        using var kamisama = RunningProgram.Start("kamisama", "run", "--instances", "1", "--output", $"file:{log}", "--", "sh", "-c", "echo ready; exec sleep 1000");
        await kamisama.WaitForLine("the start of the worker", line => line.Contains("started", StringComparison.Ordinal));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(log) && File.ReadAllText(log) == "ready\n", TimeSpan.FromSeconds(20)));
        File.Move(log, log + ".1");
        kamisama.Signal(Signum.SIGUSR1);
        await kamisama.WaitForLine("what it did", line => line.EndsWith("1 log file reopened", StringComparison.Ordinal));
        Assert.True(File.Exists(log));
        kamisama.Signal(Signum.SIGTERM);
        Assert.Equal(ExitCodes.Stopped, (await kamisama.WaitForExit()).ExitCode);
    }

    [Theory]
    [InlineData("file:/no/such/directory/log", "No log file can be made in '/no/such/directory': No such file or directory (ENOENT). Make the directory, or its permissions, before the start.")]
    [InlineData("file:/tmp", "The log file '/tmp' is a directory. Name a file in it, such as '/tmp/{index}.log'.")]
    [InlineData("file:/tmp/{worker}.log", "The path of the log files may have {pool}, {index}, {stream} and no other braces, not '/tmp/{worker}.log'.")]
    [InlineData("journald:/no/such/socket", "The journal can't be reached at '/no/such/socket': No such file or directory (ENOENT). Is systemd-journald running here? Otherwise write to files, or inherit.")]
    public async Task A_place_that_can_not_be_written_is_told_before_the_start(string output, string fault)
    {
        using var kamisama = RunningProgram.Start("kamisama", "run", "--instances", "1", "--output", output, "--", "true");
        var (exitCode, lines) = await kamisama.WaitForExit();
        Assert.Equal((ExitCodes.Usage, $"kamisama: {fault}"), (exitCode, Assert.Single(lines)));
    }

    // As fast as it goes, which is far above 200 MB/s; what waits is bounded, so the time it takes does not matter.
    [Fact]
    public async Task A_flood_of_output_costs_at_most_32_MB_of_memory()
    {
        using var directory = new TemporaryDirectory();
        const long Size = 50_000_000;
        string flood = $"yes {new string('x', 99)} | head -c {Size}; exec sleep 1000";
        long plain = await PeakOfAsync([], "echo ready; exec sleep 1000", directory, expected: 0);
        long captured = await PeakOfAsync(["--output", $"file:{directory.Path}/log.{{index}}"], flood, directory, expected: 8 * Size);
        Assert.InRange((captured - plain) / 1024, 0, 32);
    }

    // In KiB, see VmHWM in proc_pid_status(5).
    private static async Task<long> PeakOfAsync(string[] options, string worker, TemporaryDirectory directory, long expected)
    {
        using var kamisama = RunningProgram.Start("kamisama", ["run", "--instances", "8", .. options, "--", "sh", "-c", worker]);
        for (int i = 0; i < 8; i++)
        {
            await kamisama.WaitForLine("the start of a worker", line => line.Contains("started", StringComparison.Ordinal));
        }

        Assert.True(SpinWait.SpinUntil(
            () => Directory.GetFiles(directory.Path).Sum(file => new FileInfo(file).Length) == expected, TimeSpan.FromMinutes(1)));
        string peak = File.ReadLines($"/proc/{kamisama.Pid}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        kamisama.Signal(Signum.SIGTERM);
        await kamisama.WaitForExit();
        return long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string[]> RunAsync(string options, string worker, string redirection)
    {
        using var directory = new TemporaryDirectory();
        string script = Path.Combine(directory.Path, "worker.sh");
        await File.WriteAllTextAsync(script, worker);
        using var shell = RunningProgram.Start(
            "/bin/sh", "-c", $"./kamisama run --instances 2 --name web --restart never {options} -- sh {script} {redirection}");
        return [.. (await shell.WaitForExit()).Lines];
    }

    [Fact]
    public async Task A_working_directory_that_is_gone_is_told_where_it_matters()
    {
        using var shell = RunningProgram.Start(
            "/bin/sh", "-c", "k=$PWD/kamisama; d=$(mktemp -d); cd $d; rmdir $d; $k run --instances 1 --output file:log -- true; echo $?");
        string[] lines = [.. (await shell.WaitForExit()).Lines];
        Assert.Contains("kamisama: The log file 'log' is meant from the working directory, which was deleted. Change to another one, or give a path that begins with '/'.", lines);
        Assert.Contains("2", lines);
    }

    private static async Task<string[]> AtTerminalAsync(string[] before, string worker)
    {
        using var terminal = RunningProgram.Start(
            "python3", ["-c", AtTerminal, .. before, "./kamisama", "run", "--instances", "1", "--name", "web", "--restart", "never", "--output", "prefix", "--", "sh", "-c", worker]);
        return [.. (await terminal.WaitForExit()).Lines.Select(line => line.TrimEnd('\r'))];
    }
}
