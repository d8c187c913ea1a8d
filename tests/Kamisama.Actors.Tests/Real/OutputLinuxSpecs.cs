using System.Globalization;
using System.Text;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Real;

/// <summary>The output of real workers, over real pipes.</summary>
public sealed class OutputLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    [Fact]
    public async Task What_workers_wrote_before_they_ended_is_in_their_files_when_the_pool_is_over()
    {
        RealPool pool = Start(Writing("seq 1 20000; echo error >&2; printf 'no end'", 3, "{pool}.{index}.{stream}"));
        Assert.Equal(0, (await pool.EndAsync()).ExitCode);

        string expected = string.Concat(Enumerable.Range(1, 20000).Select(n => $"{n}\n")) + "no end\n";
        for (int index = 1; index <= 3; index++)
        {
            Assert.Equal(expected, File.ReadAllText(PathOf($"workers.{index}.stdout")));
            Assert.Equal("error\n", File.ReadAllText(PathOf($"workers.{index}.stderr")));
        }
    }

    // Many times: the end of a pipe may be seen before the end of its process, which was then once not waited for.
    [Fact]
    public async Task What_a_worker_writes_while_it_is_stopped_is_written_before_the_pool_is_over()
    {
        for (int round = 0; round < 50; round++)
        {
            RealPool pool = Start(Writing("trap 'seq 1 5000; exit 0' TERM; echo ready; while :; do sleep 0.01; done", 2, $"{round}-{{index}}"));
            await LinesAsync(pool, "ready", 2);
            await pool.StopAsync();

            // The shell has a line of its own for the "sleep" that the signal ended.
            Assert.All([1, 2], index => Assert.Equal(5000, File.ReadLines(PathOf($"{round}-{index}")).Count(line => line.All(char.IsAsciiDigit))));
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_survive_in_a_file()
    {
        byte[] bytes = new byte[50_000];
        new Random(5).NextBytes(bytes);
        bytes.AsSpan().Replace((byte)'\n', (byte)0);
        byte[] lines = [.. bytes.Chunk(5000).SelectMany(chunk => chunk.Append((byte)'\n'))];
        File.WriteAllBytes(PathOf("in"), lines);
        RealPool pool = Start(Writing("cat in", 1, "log"));
        await pool.EndAsync();
        Assert.Equal(lines, File.ReadAllBytes(PathOf("log")));
    }

    [Fact]
    public async Task A_helper_that_keeps_the_pipe_holds_nobody_up_and_is_still_heard()
    {
        MakeGate("gate");
        RealPool pool = Start(Writing("(trap '' TERM; : > deaf; read x < gate; echo from the helper) & until [ -e deaf ]; do :; done; printf 'from the worker'", 1, "log") with { GracePeriod = TimeSpan.Zero });
        WorkerExitReport exit = await pool.ExitAsync();
        await pool.EndAsync();
        Assert.Equal(("exited with code 0", "from the worker\n"), ($"{exit.Exit}", File.ReadAllText(PathOf("log"))));

        await OpenGateAsync("gate");
        await Eventually("the helper's line", () => File.ReadAllText(PathOf("log")) == "from the worker\nfrom the helper\n");
    }

    [Fact]
    public async Task The_report_of_a_death_has_the_last_error_lines_all_the_same()
    {
        RealPool pool = Start(Writing("echo one >&2; echo two >&2; echo three >&2; exit 1", 1, "log") with { ErrorLinesKept = 2 });
        Assert.Equal(["two", "three"], (await pool.ExitAsync()).LastErrorLines);
        await pool.EndAsync();
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(PathOf("log")));
    }

    [Fact]
    public async Task What_a_worker_wrote_before_it_was_killed_is_not_lost()
    {
        RealPool pool = Start(Writing("seq 1 3000; printf 'the end'; kill -KILL $$", 4, "{index}") with { Restart = RestartMode.Always, RespawnLimit = 20 });
        await pool.EndAsync();

        string[] life = [.. Enumerable.Range(1, 3000).Select(n => $"{n}"), "the end"];
        int lives = pool.Events.Drain().OfType<SupervisionEvent.WorkerExited>().Count(exited => exited.Report.Exit is ProcessExit.Signalled { Signal: 9 });
        string[][] logs = [.. Enumerable.Range(1, 4).Select(index => File.ReadAllLines(PathOf($"{index}")))];
        Assert.All(logs, log => Assert.All(log.Chunk(life.Length), chunk => Assert.Equal(life.Take(chunk.Length), chunk)));
        Assert.InRange(logs.Sum(log => log.Length / life.Length), lives, lives + 4);
    }

    [Fact]
    public async Task Two_pools_share_a_file_and_tear_no_line_of_each_other()
    {
        RealPool first = Start(Writing("seq -f first-%.0f 1 20000", 2, "log") with { Name = "first" });
        RealPool second = Start(Writing("seq -f second-%.0f 1 20000; echo error >&2", 2, "log") with { Name = "second" });
        await first.EndAsync();
        await second.EndAsync();

        ILookup<string, string> lines = File.ReadLines(PathOf("log")).ToLookup(line => line.Split('-')[0]);
        Assert.Equal(["error", "first", "second"], lines.Select(group => group.Key).Order());
        Assert.All((string[])["first", "second"], name => Assert.Equal(
            Enumerable.Range(1, 20000).SelectMany(n => Enumerable.Repeat($"{name}-{n}", 2)).Order(StringComparer.Ordinal), lines[name].Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_stream_that_the_command_sends_elsewhere_is_left_alone()
    {
        WorkerPoolOptions options = Writing("echo out; echo error >&2", 1, "log");
        RealPool pool = Start(options with { Command = options.Command! with { StandardOutput = ProcessStdio.File(PathOf("own")) } });
        await pool.EndAsync();
        Assert.Equal(("out\n", "error\n"), (File.ReadAllText(PathOf("own")), File.ReadAllText(PathOf("log"))));
    }

    [Fact]
    public async Task A_renamed_file_is_opened_anew_on_request()
    {
        MakeGate("gate");
        RealPool pool = Start(Writing("echo before; read x < gate; echo after", 1, "log"));
        await LinesAsync(pool, "before", 1);
        File.Move(PathOf("log"), PathOf("log.1"));
        pool.Pool.Master.Tell(new MasterMessage.ReopenLogs(), ActorRefs.NoSender);
        Assert.Equal(1, (await pool.Events.ExpectAsync<SupervisionEvent.LogsReopened>()).Files);
        Assert.Equal("", File.ReadAllText(PathOf("log")));

        await OpenGateAsync("gate");
        await pool.EndAsync();
        Assert.Equal(("before\n", "after\n"), (File.ReadAllText(PathOf("log.1")), File.ReadAllText(PathOf("log"))));
    }

    [Fact]
    public async Task A_pool_without_log_files_has_none_to_reopen()
    {
        RealPool pool = Start(PoolOf(Shell("exec sleep 1000")));
        await pool.StartedAsync();
        pool.Pool.Master.Tell(new MasterMessage.ReopenLogs(), ActorRefs.NoSender);
        Assert.Equal("the pool has none", (await pool.Events.ExpectAsync<SupervisionEvent.RequestIgnored>()).Reason);
        Assert.Null(pool.Pool.Output);
    }

    [Fact]
    public async Task A_missing_directory_keeps_no_worker_waiting_and_the_count_is_exact()
    {
        RealPool pool = Start(Writing("seq 1 100000", 4, "missing/log"));
        Assert.Equal(0, (await pool.EndAsync()).ExitCode);
        await pool.Events.ExpectAsync<SupervisionEvent.OutputFailed>();
        var lost = await pool.Events.ExpectAsync<SupervisionEvent.OutputLost>();
        Assert.Equal(new OutputLoss(4 * 100_000, 4 * Enumerable.Range(1, 100_000).Sum(n => $"{n}".Length + 1L)), lost.Loss);
    }

    [Fact]
    public async Task Recent_lines_can_be_asked_for_and_followed_without_a_gap()
    {
        MakeGate("gate");
        RealPool pool = Start(Writing("seq 1 10; read x < gate; seq 11 20", 1, "log"));
        await LinesAsync(pool, "10", 1);
        IWorkerOutputLog log = pool.Pool.Output!;
        Assert.Equal(["8", "9", "10"], log.Recent(3, 1).Select(Text));
        Assert.Empty(log.Recent(3, 2));
        OutputLine last = log.Recent(1)[0];
        Assert.Equal((new WorkerId(1, 0), OutputStream.StandardOutput, false), (last.Worker, last.Stream, last.Continues));
        Assert.True(last.Pid > 0);

        using OutputFollower follower = log.Follow(2);
        await OpenGateAsync("gate");
        List<string> seen = [];
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await follower.ReadAsync(timeout.Token) is { } line)
        {
            seen.Add(Text(line));
        }

        Assert.Equal(Enumerable.Range(9, 12).Select(n => $"{n}"), seen);
        Assert.Equal(0, follower.Missed);
    }

    [Fact]
    public async Task A_follower_that_does_not_read_misses_lines_and_holds_nobody_up()
    {
        MakeGate("gate");
        RealPool pool = Start(Writing("echo ready; read x < gate; seq 1 100000", 1, "log"));
        await LinesAsync(pool, "ready", 1);
        using OutputFollower follower = pool.Pool.Output!.Follow(0);
        await OpenGateAsync("gate");
        await pool.EndAsync();

        long read = 0;
        while (await follower.ReadAsync() is not null)
        {
            read++;
        }

        Assert.Equal(100_000, read + follower.Missed);
        Assert.True(follower.Missed > 0);
        Assert.Equal(100_001, File.ReadLines(PathOf("log")).Count());
    }

    [Fact]
    public async Task Idle_workers_cost_the_writer_thread_nothing()
    {
        RealPool pool = Start(Writing("echo ready; exec sleep 1000", 4, "{index}"));
        await LinesAsync(pool, "ready", 4);
        TimeSpan before = WriterTime();
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        Assert.Equal(before, WriterTime());
        await pool.StopAsync();
    }

    internal static async Task Eventually(string what, Func<bool> condition)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(20), $"Awaited in vain: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private static string Text(OutputLine line) => Encoding.UTF8.GetString(line.Bytes.Span);

    private static TimeSpan WriterTime()
    {
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (File.ReadAllText($"{task}/comm").StartsWith("kamisama-logs", StringComparison.Ordinal))
            {
                return TimeSpan.FromTicks(long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 100);
            }
        }

        throw new InvalidOperationException("There is no writer thread.");
    }

    private WorkerPoolOptions Writing(string script, int instances, string path) => PoolOf(Shell(script), instances) with
    {
        Restart = RestartMode.Never,
        Command = Shell(script),
        Output = new WorkerOutput.ToFile(PathOf(path)),
    };

    private static async Task LinesAsync(RealPool pool, string text, int count) =>
        await Eventually($"{count} lines '{text}'", () => pool.Pool.Output!.Recent(1000).Count(line => Text(line) == text) == count);
}
