using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The one thread that writes what workers wrote, for all pools; it begins with the first captured worker and sleeps while nothing is there.</summary>
/// <remarks>
/// A thread of its own because a file may take its time, and the epoll thread has exits to tell. It never waits for a reader: a stream
/// or a socket without room is waited for beside everything else, and only those who write there wait with it.
/// </remarks>
internal sealed unsafe partial class OutputThread
{
    /// <summary>How many bytes go to a sink at once, at least, when there are as many.</summary>
    public const int BatchSize = 1 << 17;

    private const int SigTtou = 22, SigXfsz = 25;

    private static readonly Lock SharedGate = new();
    private static OutputThread? _shared;

    private readonly Lock _gate = new();

    // One queue for both: a command is behind what was written before it was posted.
    private readonly Queue<Work> _work = new();
    private readonly LineBatch _batch = new();

    private OutputThread()
    {
        _bell = LibC.EventDescriptor(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
        if (_bell < 0)
        {
            throw new ProcessStartException(new ProcessStartError(ProcessStartStage.Prepare, LibC.Errno, "eventfd"));
        }

        new Thread(Run) { IsBackground = true, Name = "kamisama-logs" }.UnsafeStart();
    }

    /// <summary>The thread; begins with its first use.</summary>
    /// <exception cref="ProcessStartException">No descriptor is left for it. The next use tries again.</exception>
    public static OutputThread Shared
    {
        get
        {
            lock (SharedGate)
            {
                return _shared ??= new OutputThread();
            }
        }
    }

    /// <summary>A stream has something to be written. From any thread; never waits.</summary>
    public void Enqueue(WorkerStream stream)
    {
        lock (_gate)
        {
            _work.Enqueue(new Work(stream, null, stream.Pool));
            WakeUp();
        }
    }

    /// <summary>Does something for a pool on this thread, behind what is waiting now. From any thread.</summary>
    public void Post(PoolOutput pool, Action command)
    {
        lock (_gate)
        {
            _work.Enqueue(new Work(null, command, pool));
            WakeUp();
        }
    }

    private void Run()
    {
        BlockSignals();
        while (true)
        {
            // As many as are there now: then whoever was stalled has a turn.
            for (int count = Count(); count > 0 && TryDequeue(out Work? work); count--)
            {
                Do(work!);
            }

            Await();
        }
    }

    private void Do(Work work)
    {
        try
        {
            if (work.Stream is { } stream)
            {
                Write(stream);
            }

            work.Command?.Invoke();
        }
#pragma warning disable CA1031 // A fault in one stream must not end the output of all the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _batch.Clear();
            work.Pool.Publish(new SupervisionEvent.InternalFault(work.Pool.Name, work.Stream?.Worker, exception));
        }
    }

    private int Count()
    {
        lock (_gate)
        {
            return _work.Count;
        }
    }

    private bool TryDequeue(out Work? work)
    {
        lock (_gate)
        {
            return _work.TryDequeue(out work);
        }
    }

    private void Write(WorkerStream stream)
    {
        OutputSink sink = stream.Sink;
        if (sink.StalledDescriptor >= 0)
        {
            sink.Waiting.Enqueue(stream);
            return;
        }

        stream.Write(_batch);
        if (sink.StalledDescriptor >= 0 && !_stalled.Contains(sink))
        {
            _stalled.Add(sink);
        }
    }

    // Blocked in the thread that writes, the write just succeeds or fails. TTOU is sent to a background job that writes to a terminal
    // with "stty tostop", see tty_ioctl(4), and means to a master that it shall retire a worker; XFSZ where a file would become larger
    // than RLIMIT_FSIZE, see setrlimit(2), and would end the master.
    private static void BlockSignals()
    {
        byte* set = stackalloc byte[LibC.SignalSetSize];
        new Span<byte>(set, LibC.SignalSetSize).Clear();
        foreach (int signal in (ReadOnlySpan<int>)[SigTtou, SigXfsz])
        {
            set[(signal - 1) / 8] |= (byte)(1 << ((signal - 1) % 8));
        }

        _ = LibC.ThreadSignalMask(LibC.SIG_BLOCK, set, null);
    }

    /// <summary>What is to be done: a stream to be written, or a command.</summary>
    private sealed record Work(WorkerStream? Stream, Action? Command, PoolOutput Pool);
}
