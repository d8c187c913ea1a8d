using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The one thread that writes what workers wrote, for all pools; it begins with the first captured worker and sleeps while nothing is there.</summary>
/// <remarks>
/// A thread of its own because a file may take its time, and the epoll thread has exits to tell. It never waits for a reader: a stream
/// or a socket without room is waited for beside everything else, and only those who write there wait with it.
/// </remarks>
internal sealed unsafe class OutputThread
{
    /// <summary>How many bytes go to a sink at once, at least, when there are as many.</summary>
    public const int BatchSize = 1 << 17;

    private const int SigTtou = 22, SigXfsz = 25;

    private static readonly Lock SharedGate = new();
    private static OutputThread? _shared;

    private readonly Lock _gate = new();

    // One queue for both: a command is behind what was written before it was posted.
    private readonly Queue<Work> _work = new();
    private readonly List<OutputSink> _stalled = [];
    private readonly LineBatch _batch = new();
    private readonly int _bell;
    private bool _isAsleep;

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

    /// <summary>Sleeps until there is something to do; when something is there, only looks at who was stalled.</summary>
    private void Await()
    {
        bool isBusy;
        lock (_gate)
        {
            isBusy = _work.Count > 0;
            _isAsleep = !isBusy;
        }

        if (isBusy && _stalled.Count == 0)
        {
            return;
        }

        LibC.PollRecord* records = stackalloc LibC.PollRecord[_stalled.Count + 1];
        records[0] = new LibC.PollRecord { Descriptor = _bell, Events = LibC.POLLIN };
        for (int i = 0; i < _stalled.Count; i++)
        {
            records[i + 1] = new LibC.PollRecord { Descriptor = _stalled[i].StalledDescriptor, Events = LibC.POLLOUT };
        }

        int count = LibC.Poll(records, (nuint)_stalled.Count + 1, isBusy ? 0 : -1);
        lock (_gate)
        {
            _isAsleep = false;
        }

        if (count > 0)
        {
            Answer(records);
        }
    }

    private void Answer(LibC.PollRecord* records)
    {
        if (records[0].Happened != 0)
        {
            ulong rings;
            _ = LibC.Read(_bell, &rings, sizeof(ulong));
        }

        for (int i = _stalled.Count - 1; i >= 0; i--)
        {
            OutputSink sink = _stalled[i];
            if (records[i + 1].Happened == 0)
            {
                continue;
            }

            sink.Continue();
            if (sink.StalledDescriptor < 0)
            {
                _stalled.RemoveAt(i);
                Relieve(sink);
            }
        }
    }

    private void Relieve(OutputSink sink)
    {
        while (sink.Waiting.TryDequeue(out WorkerStream? stream))
        {
            Enqueue(stream);
        }

        // Behind those.
        foreach (PoolOutput pool in sink.Pools)
        {
            Post(pool, () =>
            {
                sink.RestIfUnused();
                pool.CheckComplete();
            });
        }
    }

    private void WakeUp()
    {
        if (_isAsleep)
        {
            _isAsleep = false;
            ulong ring = 1;
            _ = LibC.Write(_bell, &ring, sizeof(ulong));
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
