using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Kamisama.Actors.Tests.Output;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Real;

/// <summary>Workers that write faster than their output is taken away: a journal that does not read, a disk that is full.</summary>
public sealed partial class OverflowLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    private const int Lines = 50_000;

    [Fact]
    public async Task With_block_a_worker_waits_for_the_reader_and_nothing_is_lost()
    {
        using Socket journal = Journal();
        RealPool pool = Start(ToJournal($"seq 1 {Lines}; exit 0", OutputOverflow.Block));
        await pool.StartedAsync();

        // Nobody reads yet: what fits into socket, buffer and pipe is far less than what it has to write.
        Task<PoolOutcome> over = pool.EndAsync();
        List<string> lines = await Task.Run(() => Receive(journal, Lines));

        Assert.Equal(Enumerable.Range(1, Lines).Select(n => $"{n}"), lines);
        Assert.Equal(0, (await over).ExitCode);
    }

    [Fact]
    public async Task With_drop_a_worker_never_waits_and_what_is_dropped_is_counted_exactly()
    {
        using Socket journal = Journal();
        RealPool pool = Start(ToJournal($"seq 1 {Lines}; : > done; exec sleep 1000", OutputOverflow.Drop));
        await OutputLinuxSpecs.Eventually("the end of what is written, though nobody reads", () => File.Exists(PathOf("done")));

        Task<List<string>> received = Task.Run(() => Receive(journal, int.MaxValue));
        await OutputLinuxSpecs.Eventually("the loss in the status", () => Status(pool).OutputLost.Lines > 0);
        await pool.StopAsync();
        List<string> lines = await received;

        int[] numbers = [.. lines.Where(line => line.All(char.IsAsciiDigit)).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        OutputLoss told = pool.Events.Drain().OfType<SupervisionEvent.OutputDropped>().Aggregate(default(OutputLoss), (sum, dropped) => sum + dropped.Loss);
        HashSet<int> missing = [.. Enumerable.Range(1, Lines).Except(numbers)];
        Assert.Equal(new OutputLoss(missing.Count, missing.Sum(n => $"{n}".Length + 1L)), told);
        long noted = lines.Select(line => Notice().Match(line)).Where(match => match.Success).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(missing.Count, noted);
    }

    [TmpfsFact]
    public async Task A_full_disk_keeps_no_worker_waiting_counts_exactly_and_is_over_within_a_second()
    {
        using var disk = new Tmpfs(PathOf("."), 65536);
        ProcessSpec command = Shell("seq 1 200000; : > done.$KAMISAMA_WORKER_INDEX; until [ -e go ]; do sleep 0.01; done; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.05; echo last; done");
        RealPool pool = Start(PoolOf(command, 4) with
        {
            Command = command,
            Restart = RestartMode.Never,
            Output = new WorkerOutput.ToFile(Path.Combine(disk.Path, "log")),
        });
        await OutputLinuxSpecs.Eventually("workers that have written all", () => Enumerable.Range(1, 4).All(index => File.Exists(PathOf($"done.{index}"))));
        var failed = await pool.Events.ExpectAsync<SupervisionEvent.OutputFailed>();
        Assert.Contains("ENOSPC", failed.Error, StringComparison.Ordinal);

        // Room again: a move to another file system is a copy and a deletion.
        string log = Path.Combine(disk.Path, "log");
        File.Move(log, PathOf("first"));
        long since = TimeProvider.System.GetTimestamp();
        File.WriteAllText(PathOf("go"), "");
        var recovered = await pool.Events.ExpectAsync<SupervisionEvent.OutputRecovered>();
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        Tell("from room on the disk to the first line", took);
        Assert.True(took < TimeSpan.FromSeconds(1), $"It took {took}.");
        await pool.EndAsync();

        string[] lines = [.. File.ReadAllLines(PathOf("first")), .. File.ReadAllLines(log)];
        Assert.All(lines, line => Assert.Matches("^([0-9]+|last|\\[kamisama\\] .*)$", line));
        string[] ofWorkers = [.. lines.Where(line => !line.StartsWith('['))];
        long bytes = (4 * Enumerable.Range(1, 200_000).Sum(n => $"{n}".Length + 1L)) + (4 * 10 * "last\n".Length);
        Assert.Equal(new OutputLoss(4 * 200_010, bytes), recovered.Loss + new OutputLoss(ofWorkers.Length, ofWorkers.Sum(line => line.Length + 1L)));
        Assert.Equal($"[kamisama] {recovered.Loss} missing here: No space left on device (ENOSPC)", lines.Single(line => line.StartsWith('[')));
    }

    private static PoolStatus Status(RealPool pool) => pool.Pool.GetStatusAsync().WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult();

    private WorkerPoolOptions ToJournal(string script, OutputOverflow whenFull) => PoolOf(Shell(script)) with
    {
        Restart = RestartMode.Never,
        Command = Shell(script),
        Output = new WorkerOutput.ToJournal { SocketPath = PathOf("journal"), WhenFull = whenFull, BufferSize = 8192 },
    };

    private Socket Journal()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(PathOf("journal")));
        return socket;
    }

    // Until so many lines came, or nothing comes any more.
    private static List<string> Receive(Socket journal, int count)
    {
        List<string> lines = [];
        byte[] datagram = new byte[1 << 18];
        while (lines.Count < count && journal.Poll(TimeSpan.FromSeconds(lines.Count == 0 ? 10 : 2), SelectMode.SelectRead))
        {
            ReadOnlySpan<byte> entry = datagram.AsSpan(0, journal.Receive(datagram));
            ReadOnlySpan<byte> message = entry[(entry.IndexOf("MESSAGE\n"u8) + "MESSAGE\n"u8.Length + sizeof(long))..^1];
            lines.Add(Encoding.UTF8.GetString(message));
        }

        return lines;
    }

    [GeneratedRegex("^([0-9]+) lines? \\([0-9]+ bytes?\\) dropped here")]
    private static partial Regex Notice();
}
