using System.Diagnostics;
using System.Globalization;

namespace Kamisama.Processes.Tests;

/// <summary>Output that goes through the master, which keeps its last lines.</summary>
public sealed class TailSpecs : LinuxSpecs
{
    private const int SIGKILL = 9;

    private static readonly string Master = Path.Combine(AppContext.BaseDirectory, "Kamisama.TestMaster");

    [Fact]
    public async Task The_last_lines_are_complete_at_the_exit()
    {
        for (int i = 0; i < 20; i++)
        {
            var handle = Host.Start(Shell("i=0; while [ $i -lt 200 ]; do echo line $i >&2; i=$((i+1)); done; printf end >&2; kill -KILL $$") with { StandardError = ProcessStdio.Tail(3) });
            await handle.Exited.InTimeAsync();

            Assert.Equal(["line 198", "line 199", "end"], handle.LastErrorLines);
            Assert.Empty(handle.LastOutputLines);
        }
    }

    [Fact]
    public async Task Everything_is_passed_on_to_the_masters_own_streams()
    {
        var (output, error, report) = await RunMasterAsync("echo out; echo err >&2; seq 1 20000; exit 7");

        Assert.Equal("out\n" + string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")), output);
        Assert.Equal("err\n", error);
        Assert.Equal(["exited with code 7", "output 19998|19999|20000", "error err", "dropped 0"], report);
    }

    [Fact]
    public async Task A_master_whose_stream_nobody_reads_still_sees_the_exit_and_the_last_lines()
    {
        string report = PathOf("report");
        using var master = StartMaster("head -c 5000000 /dev/zero | tr '\\0' x; echo; echo last", report);

        // Its standard output is read only after that.
        string[] lines = await Eventually.SeesAsync("the report", () => File.Exists(report) ? File.ReadAllLines(report) : [], seen => seen.Length == 4);

        Assert.Equal(("exited with code 0", $"output {new string('x', 1000)}|last"), (lines[0], lines[1]));
        long dropped = long.Parse(lines[3].Split(' ')[1], CultureInfo.InvariantCulture);
        await master.WaitForExitAsync().InTimeAsync();
        string output = await master.StandardOutput.ReadToEndAsync().InTimeAsync();
        Assert.InRange(dropped, 3_000_000, 5_000_006 - output.Length);
    }

    [Fact]
    public async Task Helpers_that_keep_the_output_open_keep_no_exit_waiting_and_are_passed_on()
    {
        string go = PathOf("go");
        using (var made = Process.Start("mkfifo", [go]))
        {
            await made.WaitForExitAsync().InTimeAsync();
        }

        var handle = Host.Start(Shell("(read x < \"$1\"; echo from the helper >&2) & echo from the worker >&2", go) with { StandardError = ProcessStdio.Tail(3) });
        await handle.Exited.InTimeAsync();
        Assert.Equal(["from the worker"], handle.LastErrorLines);

        await File.WriteAllTextAsync(go, "\n");

        await Eventually.SeesAsync("what the helper wrote", () => handle.LastErrorLines, lines => lines.Count == 2);
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }

    [Fact]
    public async Task A_process_that_closes_its_output_costs_no_processor_time()
    {
        var (handle, _) = await StartAndWaitAsync(Shell("exec 2>&-; echo closed; exec sleep 1000") with { StandardError = ProcessStdio.Tail(3) }, "closed");
        TimeSpan before = ThreadTime();
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 500;)
        {
            await Host.Start(new() { FileName = "true" }).Exited.InTimeAsync();
        }

        // Some hundred exits are some milliseconds; a pipe at its end that is still waited for keeps the thread spinning all the while.
        TimeSpan used = ThreadTime() - before;
        Assert.True(used < TimeSpan.FromMilliseconds(200), $"{used}");
        handle.Signal(SIGKILL);
        await handle.Exited.InTimeAsync();
    }

    [Fact]
    public async Task A_program_writes_to_a_pipe_that_blocks_and_has_no_other_descriptor()
    {
        var handle = Host.Start(Shell("ls /proc/$$/fd; grep flags /proc/$$/fdinfo/1 /proc/$$/fdinfo/2") with { StandardOutput = ProcessStdio.Tail(20), StandardError = ProcessStdio.Tail(3) });
        await handle.Exited.InTimeAsync();

        Assert.Equal(["0", "1", "2"], handle.LastOutputLines.Take(3));
        Assert.All(handle.LastOutputLines.Skip(3), line => Assert.EndsWith("\t01", line, StringComparison.Ordinal));
        Assert.Equal(5, handle.LastOutputLines.Count);
    }

    [Fact]
    public async Task What_is_not_passed_on_is_counted_to_the_byte()
    {
        var (output, _, report) = await RunMasterAsync("yes | head -c 20000000; exit 3");

        Assert.Equal("exited with code 3", report[0]);
        Assert.Equal(20_000_000, output.Length + long.Parse(report[3].Split(' ')[1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Standard_input_has_no_last_lines() =>
        Assert.Throws<ArgumentException>(() => Host.Start(new() { FileName = "true", StandardInput = ProcessStdio.Tail(1) }));

    private static Process StartMaster(string script, string report) =>
        Process.Start(new ProcessStartInfo(Master, ["tail", script, report]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private async Task<(string Output, string Error, string[] Report)> RunMasterAsync(string script)
    {
        string report = PathOf("report");
        using var master = StartMaster(script, report);
        var error = master.StandardError.ReadToEndAsync();
        string output = await master.StandardOutput.ReadToEndAsync().InTimeAsync();
        await master.WaitForExitAsync().InTimeAsync();
        return (output, await error, await File.ReadAllLinesAsync(report));
    }

    /// <summary>Processor time of the thread that watches exits, see proc_pid_stat(5): fields 14 and 15, in ticks of 10 ms.</summary>
    private static TimeSpan ThreadTime()
    {
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            string stat = File.ReadAllText(Path.Combine(task, "stat"));
            if (stat.Contains("(kamisama-exit-w)", StringComparison.Ordinal))
            {
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
            }
        }

        throw new InvalidOperationException("No thread of that name.");
    }
}
