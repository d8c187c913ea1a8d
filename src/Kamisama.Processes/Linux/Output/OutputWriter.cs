using System.Buffers;

namespace Kamisama.Processes;

/// <summary>The one thread that writes what processes have written on to the master's own streams; begins with its first use.</summary>
/// <remarks>
/// Whoever reads the master's streams may stop reading. Then only this thread waits: what does not fit into its queue is dropped
/// and counted, so that neither the epoll thread nor a process ever waits for a reader.
/// </remarks>
internal sealed unsafe class OutputWriter
{
    private const int MaxQueued = 1 << 20;

    // At the end of the application: last words are worth a moment, a reader that is gone is not worth more.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    private static readonly Lock SharedGate = new();
    private static OutputWriter? _shared;
    private static long _dropped;

    private readonly object _changed = new();
    private readonly Queue<Block> _queue = [];

    // The block that is being written included.
    private int _queued;

    private OutputWriter()
    {
        new Thread(Run) { IsBackground = true, Name = "kamisama-output" }.UnsafeStart();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => WaitUntilWritten();
    }

    /// <summary>Bytes that were dropped since the application began.</summary>
    public static long Dropped => Volatile.Read(ref _dropped);

    private static OutputWriter Shared
    {
        get
        {
            // Not a static field's initialiser: a thread that can't be had now may be had later.
            lock (SharedGate)
            {
                return _shared ??= new OutputWriter();
            }
        }
    }

    /// <summary>From the spawner, before a process writes: a thread that can't be had is a start that fails for now, not output that is lost.</summary>
    public static void Begin() => _ = Shared;

    /// <summary>Writes bytes to a stream of the master, in time. Never waits.</summary>
    public static void Pass(int descriptor, ReadOnlySpan<byte> bytes) => Shared.Enqueue(descriptor, bytes);

    private void Enqueue(int descriptor, ReadOnlySpan<byte> bytes)
    {
        lock (_changed)
        {
            if (_queued + bytes.Length > MaxQueued)
            {
                Interlocked.Add(ref _dropped, bytes.Length);
                return;
            }

            byte[] copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(copy);
            _queue.Enqueue(new Block(descriptor, copy, bytes.Length));
            _queued += bytes.Length;
            Monitor.PulseAll(_changed);
        }
    }

    private void Run()
    {
        while (true)
        {
            Block block = Next();
            int written = Write(block.Descriptor, block.Bytes.AsSpan(0, block.Length));
            Interlocked.Add(ref _dropped, block.Length - written);
            ArrayPool<byte>.Shared.Return(block.Bytes);
            lock (_changed)
            {
                _queued -= block.Length;
                Monitor.PulseAll(_changed);
            }
        }
    }

    private Block Next()
    {
        lock (_changed)
        {
            while (_queue.Count == 0)
            {
                Monitor.Wait(_changed);
            }

            return _queue.Dequeue();
        }
    }

    /// <summary>How much of it was written; the rest can't be, for nobody reads the stream any more.</summary>
    private static int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        int written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                nint count = LibC.Write(descriptor, start + written, bytes.Length - written);
                if (count >= 0)
                {
                    written += (int)count;
                }
                else if (LibC.Errno is not Errnos.EINTR && !(LibC.Errno is Errnos.EAGAIN && WaitUntilWritable(descriptor)))
                {
                    break;
                }
            }
        }

        return written;
    }

    // A stream that somebody else made non-blocking, for it is shared with whoever started the master.
    private static bool WaitUntilWritable(int descriptor)
    {
        var poll = new LibC.PollRecord { Descriptor = descriptor, Events = LibC.POLLOUT };
        return LibC.Poll(&poll, 1, -1) > 0 || LibC.Errno == Errnos.EINTR;
    }

    private void WaitUntilWritten()
    {
        long begin = TimeProvider.System.GetTimestamp();
        lock (_changed)
        {
            while (_queued > 0 && LastMoment - TimeProvider.System.GetElapsedTime(begin) is var left && left > TimeSpan.Zero)
            {
                Monitor.Wait(_changed, left);
            }
        }
    }

    private sealed record Block(int Descriptor, byte[] Bytes, int Length);
}
