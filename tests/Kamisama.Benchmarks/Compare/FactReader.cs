using System.Buffers.Binary;
using System.Diagnostics;

namespace Kamisama.Benchmarks;

/// <summary>Something that a native program told, see Native/report.h.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Pid">To whom.</param>
/// <param name="Timestamp">When, in the unit of <see cref="Stopwatch.GetTimestamp"/>, which on Linux is CLOCK_MONOTONIC in nanoseconds.</param>
internal readonly record struct Fact(FactKind Kind, int Pid, long Timestamp);

internal enum FactKind
{
    SupervisorExecuted = 'E',
    WorkerUp = 'U',
    WorkerTerminated = 'T',
}

/// <summary>Reads a FIFO on a thread of its own. Times come from the writers, so how soon they are read does not count.</summary>
internal sealed class FactReader : IDisposable
{
    private const int RecordSize = 16;

    private readonly object _arrived = new();
    private readonly Dictionary<FactKind, List<Fact>> _facts = Enum.GetValues<FactKind>().ToDictionary(kind => kind, _ => new List<Fact>());
    private readonly string _path;
    private readonly Native.Fifo _fifo;
    private readonly Thread _thread;
    private bool _ended;

    public FactReader(string path)
    {
        _path = path;
        _fifo = Native.Fifo.Create(path);
        _thread = new Thread(Run) { IsBackground = true, Name = "facts" };
        _thread.Start();
    }

    public int Count(FactKind kind)
    {
        lock (_arrived)
        {
            return _facts[kind].Count;
        }
    }

    /// <summary>The facts of one kind from a place in their order on.</summary>
    public IReadOnlyList<Fact> Since(FactKind kind, int first)
    {
        lock (_arrived)
        {
            return _facts[kind][first..];
        }
    }

    /// <summary>Waits until there are so many facts of a kind.</summary>
    public void WaitFor(FactKind kind, int count, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_arrived)
        {
            while (_facts[kind].Count < count)
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_arrived, left))
                {
                    throw new TimeoutException($"awaited {count} × {kind}, {_facts[kind].Count} came in {limit.TotalSeconds:0} s");
                }
            }
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _ended, true);
        _fifo.Wake();
        _thread.Join();
        _fifo.Dispose();
        File.Delete(_path);
    }

    private void Run()
    {
        byte[] buffer = new byte[RecordSize * 1024];
        while (true)
        {
            int length = _fifo.Read(buffer);
            if (Volatile.Read(ref _ended))
            {
                return;
            }

            lock (_arrived)
            {
                // Records are written whole, and the buffer holds whole ones; so none is ever split.
                for (int at = 0; at + RecordSize <= length; at += RecordSize)
                {
                    ReadOnlySpan<byte> record = buffer.AsSpan(at, RecordSize);
                    var kind = (FactKind)BinaryPrimitives.ReadInt32LittleEndian(record);
                    _facts[kind].Add(new Fact(
                        kind,
                        BinaryPrimitives.ReadInt32LittleEndian(record[4..]),
                        BinaryPrimitives.ReadInt64LittleEndian(record[8..])));
                }

                Monitor.PulseAll(_arrived);
            }
        }
    }
}
