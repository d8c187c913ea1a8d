using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kamisama.Actors;

/// <summary>The last lines of one worker, one behind the other in one array: keeping a line makes nothing that has to be collected.</summary>
/// <param name="size">How many bytes they take at most; when it is full, the older half is thrown away.</param>
internal sealed class RecentLines(int size)
{
    private static readonly int HeadSize = Unsafe.SizeOf<Head>();

    private byte[] _bytes = [];
    private int _count;

    /// <summary>Keeps a line, unless it is larger than everything.</summary>
    public void Add(long sequence, DateTimeOffset time, WorkerId worker, int pid, OutputStream stream, ReadOnlySpan<byte> line, bool continues)
    {
        int length = HeadSize + line.Length;
        if (length > size)
        {
            return;
        }

        if (_count + length > size)
        {
            Forget(_count + length - size);
        }

        if (_bytes.Length < _count + length)
        {
            Array.Resize(ref _bytes, Math.Min(size, Math.Max(1024, (_count + length) * 2)));
        }

        var head = new Head
        {
            Sequence = sequence,
            Ticks = time.UtcTicks,
            Index = worker.Index,
            Incarnation = worker.Incarnation,
            Pid = pid,
            Length = line.Length,
            Stream = (int)stream,
            Continues = continues ? 1 : 0,
        };
        MemoryMarshal.Write(_bytes.AsSpan(_count), in head);
        line.CopyTo(_bytes.AsSpan(_count + HeadSize));
        _count += length;
    }

    /// <summary>Gives copies of the lines, oldest first.</summary>
    public void CopyTo(List<(long Sequence, OutputLine Line)> lines)
    {
        for (int at = 0; at < _count;)
        {
            Head head = MemoryMarshal.Read<Head>(_bytes.AsSpan(at));
            at += HeadSize;
            lines.Add((head.Sequence, new OutputLine(
                new DateTimeOffset(head.Ticks, TimeSpan.Zero),
                new WorkerId(head.Index, head.Incarnation),
                head.Pid,
                (OutputStream)head.Stream,
                _bytes.AsSpan(at, head.Length).ToArray(),
                head.Continues != 0)));
            at += head.Length;
        }
    }

    // Half of it, or more where that is not enough: so a byte is moved once and not with each line.
    private void Forget(int needed)
    {
        int least = Math.Max(needed, size / 2);
        int at = 0;
        while (at < least && at < _count)
        {
            at += HeadSize + MemoryMarshal.Read<Head>(_bytes.AsSpan(at)).Length;
        }

        _bytes.AsSpan(at, _count - at).CopyTo(_bytes);
        _count -= at;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Head
    {
        public long Sequence;
        public long Ticks;
        public int Index;
        public int Incarnation;
        public int Pid;
        public int Length;
        public int Stream;
        public int Continues;
    }
}
