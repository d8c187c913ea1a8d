using System.Diagnostics;
using System.Text;
using Kamisama.Cli.Output;
using Mono.Unix.Native;

namespace Kamisama.Cli.Tests.Output;

public sealed class EventWriterTests : IDisposable
{
    private readonly int _read;
    private readonly int _write;

    public EventWriterTests() => Assert.Equal(0, Syscall.pipe(out _read, out _write));

    public void Dispose()
    {
        _ = Syscall.close(_read);
        _ = Syscall.close(_write);
    }

    [Fact]
    public void Complete_LinesWritten_AreInThePipeInOrder()
    {
        var writer = new EventWriter(StandardStream.Open(_write), new EventPrinter(1));
        writer.Write("one\n"u8.ToArray());
        writer.Write("two\n"u8.ToArray());
        writer.Complete(TimeSpan.FromSeconds(30));

        Assert.Equal("one\ntwo\n", ReadAvailable());
    }

    [Fact]
    public void Write_NobodyReads_KeepsABoundedNumberOfLinesAndSaysHowManyAreMissing()
    {
        var writer = new EventWriter(StandardStream.Open(_write), new EventPrinter(1));
        byte[] line = Encoding.UTF8.GetBytes(new string('x', 999) + "\n");
        for (int i = 0; i < 3 * EventWriter.MaxLines; i++)
        {
            writer.Write(line);
        }

        var watch = Stopwatch.StartNew();
        writer.Complete(TimeSpan.FromMilliseconds(50));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(40), TimeSpan.FromSeconds(30));

        string all = ReadUntil(" lines are missing here: standard error did not take them in time\n");
        int written = all.Split('\n').Count(text => text.StartsWith('x'));
        Assert.InRange(written, EventWriter.MaxLines, EventWriter.MaxLines + 200);
        Assert.EndsWith($"\n[master 1] {3 * EventWriter.MaxLines - written} lines are missing here: standard error did not take them in time\n", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ReaderIsGone_LosesTheLineAndNothingElse()
    {
        Assert.Equal(0, Syscall.close(_read));
        var writer = new EventWriter(StandardStream.Open(_write), new EventPrinter(1));
        writer.Write("one\n"u8.ToArray());
        writer.Complete(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Open_CloseOnExec_IsNobodysStandardStream()
    {
        Assert.Equal(0, Syscall.fcntl(_write, FcntlCommand.F_SETFD, 1));
        StandardStream.Open(_write).WriteLine("lost");

        Assert.Equal(0, Syscall.close(_write));
        Assert.Equal("", ReadAvailable());
    }

    private unsafe string ReadAvailable()
    {
        byte[] buffer = new byte[65536];
        fixed (byte* first = buffer)
        {
            long count = Syscall.read(_read, (nint)first, (ulong)buffer.Length);
            return Encoding.UTF8.GetString(buffer, 0, (int)count);
        }
    }

    private string ReadUntil(string end)
    {
        var all = new StringBuilder();
        do
        {
            all.Append(ReadAvailable());
        }
        while (!all.ToString(Math.Max(0, all.Length - 200), Math.Min(200, all.Length)).EndsWith(end, StringComparison.Ordinal));
        return all.ToString();
    }
}
