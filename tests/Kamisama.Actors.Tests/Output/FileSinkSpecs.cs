using System.Text;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Output;

/// <summary>Log files: what is in them when they are rotated, deleted, renamed, and when there is no room.</summary>
[Trait("Needs", "Linux")]
public sealed class FileSinkSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-log-").FullName;
    private readonly FakeTime _time = new();
    private readonly List<SupervisionEvent> _events = [];
    private readonly PoolOutput _pool;

    public FileSinkSpecs() => _pool = new PoolOutput("p", new WorkerOutput.ToFile("x"), _time, _events.Add);

    private string Log => Path.Combine(_folder, "log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_appended_to()
    {
        File.WriteAllText(Log, "before\n");
        Write(Sink(), "one", "two");
        Assert.Equal("before\none\ntwo\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_file_is_no_larger_than_its_limit_and_the_oldest_is_deleted()
    {
        FileSink sink = Sink(new LogRotation { MaxSize = 1024, Keep = 3 });
        for (int i = 0; i < 1000; i += 10)
        {
            Write(sink, [.. Enumerable.Range(i, 10).Select(n => FormattableString.Invariant($"line {n:000}"))]);
        }

        Assert.Equal(["log", "log.1", "log.2", "log.3"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        string[] lines = [.. ((string[])["log.3", "log.2", "log.1", "log"]).SelectMany(name => File.ReadAllLines(Path.Combine(_folder, name)))];
        Assert.Equal(Enumerable.Range(1000 - lines.Length, lines.Length).Select(n => FormattableString.Invariant($"line {n:000}")), lines);
        Assert.All(Directory.GetFiles(_folder), file => Assert.InRange(new FileInfo(file).Length, 1, 1024));
        Assert.Equal(1024 / 9 * 9, new FileInfo(Log + ".1").Length);
    }

    [Fact]
    public void A_line_that_is_larger_than_the_limit_has_a_file_of_its_own()
    {
        FileSink sink = Sink(new LogRotation { MaxSize = 1024 });
        Write(sink, "short", new string('x', 3000), "end");
        Assert.Equal((6, 3001, 4), (new FileInfo(Log + ".2").Length, new FileInfo(Log + ".1").Length, new FileInfo(Log).Length));
    }

    [Fact]
    public void A_new_day_has_a_new_file_also_after_a_restart_of_the_master()
    {
        var daily = new LogRotation { Every = TimeSpan.FromDays(1) };
        Write(Sink(daily), "monday");
        File.SetLastWriteTimeUtc(Log, _time.Now.UtcDateTime);
        _time.Now += TimeSpan.FromHours(11);
        Write(Sink(daily), "monday, late");
        File.SetLastWriteTimeUtc(Log, _time.Now.UtcDateTime);
        _time.Now += TimeSpan.FromHours(2);
        FileSink sink = Sink(daily);
        Write(sink, "tuesday");
        _time.Now += TimeSpan.FromDays(1);
        Write(sink, "wednesday");

        Assert.Equal(
            ("monday\nmonday, late\n", "tuesday\n", "wednesday\n"),
            (File.ReadAllText(Log + ".2"), File.ReadAllText(Log + ".1"), File.ReadAllText(Log)));
    }

    [Fact]
    public void An_interrupted_rotation_loses_nothing()
    {
        // Killed behind the first two of three renames.
        File.WriteAllText(Log, "now\n");
        File.WriteAllText(Log + ".2", "old\n");
        File.WriteAllText(Log + ".3", "older\n");
        Assert.Equal(0, LogRotator.Rotate(Log, 3));
        Assert.Equal(("now\n", "old\n", "older\n"), (File.ReadAllText(Log + ".1"), File.ReadAllText(Log + ".2"), File.ReadAllText(Log + ".3")));
    }

    [Fact]
    public void A_file_that_was_deleted_or_renamed_is_made_anew()
    {
        FileSink sink = Sink();
        Write(sink, "one");
        File.Delete(Log);
        Write(sink, "two");
        File.Move(Log, Log + ".away");
        Write(sink, "three");
        Assert.Equal(("two\n", "three\n"), (File.ReadAllText(Log + ".away"), File.ReadAllText(Log)));

        File.Move(Log, Log + ".away", overwrite: true);
        Assert.True(sink.Reopen());
        Assert.Equal("", File.ReadAllText(Log));
    }

    [Fact]
    public void A_file_that_was_emptied_in_its_place_goes_on()
    {
        FileSink sink = Sink(new LogRotation { MaxSize = 1024 });
        Write(sink, new string('x', 1000));
        File.WriteAllText(Log, "");
        Write(sink, "new");
        Assert.Equal(("new\n", false), (File.ReadAllText(Log), File.Exists(Log + ".1")));
    }

    [Fact]
    public void A_directory_that_is_missing_costs_exactly_what_was_written_meanwhile()
    {
        string folder = Path.Combine(_folder, "logs");
        FileSink sink = Sink(path: Path.Combine(folder, "log"));
        Write(sink, "one", "two");
        Write(sink, "three");
        Assert.Equal(new OutputLoss(3, 14), sink.Lost);
        var failed = Assert.IsType<SupervisionEvent.OutputFailed>(Assert.Single(_events));
        Assert.Contains("ENOENT", failed.Error, StringComparison.Ordinal);

        // Not tried again at once, and then with the next line.
        Directory.CreateDirectory(folder);
        Write(sink, "four");
        _time.Now += TimeSpan.FromSeconds(1);
        Write(sink, "five");

        Assert.Equal(new OutputLoss(4, 19), sink.Lost);
        Assert.Equal("[kamisama] 4 lines (19 bytes) missing here: No such file or directory (ENOENT)\nfive\n", File.ReadAllText(Path.Combine(folder, "log")));
        var recovered = Assert.IsType<SupervisionEvent.OutputRecovered>(_events[^1]);
        Assert.Equal((new OutputLoss(4, 19), TimeSpan.FromSeconds(1), 2), (recovered.Loss, recovered.After, _events.Count));
    }

    [Fact]
    public void A_fifo_that_nobody_reads_and_a_directory_keep_nobody_waiting()
    {
        Assert.Equal(0, Syscall.mkfifo(Log, FilePermissions.S_IRUSR | FilePermissions.S_IWUSR));
        FileSink sink = Sink();
        Write(sink, "one");
        FileSink directory = Sink(path: _folder);
        Write(directory, "one");
        Assert.Equal((new OutputLoss(1, 4), new OutputLoss(1, 4)), (sink.Lost, directory.Lost));
    }

    [Fact]
    public void A_device_without_room_loses_and_counts()
    {
        FileSink sink = Sink(path: "/dev/full");
        Write(sink, "one");
        Assert.Equal(new OutputLoss(1, 4), sink.Lost);
        Assert.Contains("ENOSPC", Assert.IsType<SupervisionEvent.OutputFailed>(Assert.Single(_events)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_but_by_root_only_one_of_its_own()
    {
        File.WriteAllText(Log + ".elsewhere", "");
        File.CreateSymbolicLink(Log, Log + ".elsewhere");
        Write(Sink(), "one");
        Assert.Equal("one\n", File.ReadAllText(Log + ".elsewhere"));

        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(0, Syscall.lchown(Log, 65534, 65534));
            FileSink sink = Sink();
            Write(sink, "two");
            Assert.Equal(("one\n", new OutputLoss(1, 4)), (File.ReadAllText(Log + ".elsewhere"), sink.Lost));
            Assert.Contains("ELOOP", Assert.IsType<SupervisionEvent.OutputFailed>(Assert.Single(_events)).Error, StringComparison.Ordinal);
        }
    }

    [TmpfsFact]
    public void A_full_disk_leaves_whole_lines_counts_exactly_and_recovers()
    {
        using var disk = new Tmpfs(_folder, 65536);
        FileSink sink = Sink(path: Path.Combine(disk.Path, "log"));
        var written = new List<string>();
        for (int i = 0; i < 5000; i += 100)
        {
            string[] lines = [.. Enumerable.Range(i, 100).Select(n => FormattableString.Invariant($"line {n:0000} of a disk that becomes full"))];
            written.AddRange(lines);
            Write(sink, lines);
            _time.Now += TimeSpan.FromMilliseconds(100);
        }

        string[] there = File.ReadAllLines(Path.Combine(disk.Path, "log"));
        string[] whole = [.. there.Where(line => !line.StartsWith("[kamisama]", StringComparison.Ordinal))];
        Assert.Equal(written.Take(whole.Length), whole);
        Assert.Equal(new OutputLoss(5000 - whole.Length, (5000 - whole.Length) * (written[0].Length + 1L)), sink.Lost);
        Assert.InRange(whole.Length, 1, 4999);
        Assert.IsType<SupervisionEvent.OutputFailed>(Assert.Single(_events));

        File.Move(Path.Combine(disk.Path, "log"), Path.Combine(_folder, "saved"));
        _time.Now += TimeSpan.FromMilliseconds(300);
        Write(sink, "room again");
        Assert.Equal("room again", File.ReadAllLines(Path.Combine(disk.Path, "log"))[^1]);
        Assert.Equal(sink.Lost, Assert.IsType<SupervisionEvent.OutputRecovered>(_events[1]).Loss);
    }

    private FileSink Sink(LogRotation? rotation = null, string? path = null)
    {
        var sink = new FileSink(path ?? Log, rotation, _time);
        sink.AddPool(_pool);
        return sink;
    }

    private void Write(FileSink sink, params string[] lines)
    {
        var batch = new LineBatch();
        var format = new PlainFormat(isTerminal: false, []);
        foreach (string line in lines)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            format.Append(batch, _time.Now, bytes, continues: false);
            batch.EndLine(new OutputLoss(1, bytes.Length + 1));
        }

        sink.Write(batch, format, _time.Now);
    }

    private sealed class FakeTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 7, 27, 12, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
