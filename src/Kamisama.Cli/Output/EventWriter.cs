namespace Kamisama.Cli.Output;

/// <summary>Writes lines on a thread of its own, so that a reader who does not read holds up nobody else.</summary>
/// <remarks>
/// Memory is bounded: past <see cref="MaxLines"/> waiting lines new ones are dropped, and a line says how many. The thread is
/// a background thread: one that hangs in write(2) does not keep the program alive.
/// </remarks>
internal sealed unsafe class EventWriter
{
    public const int MaxLines = 10_000;

    private const int SigTtou = 22;

    private readonly object _changed = new();
    private readonly Queue<byte[]> _lines = new();
    private readonly StandardStream _stream;
    private readonly IEventPrinter _printer;
    private readonly Thread _thread;
    private long _lost;
    private bool _isComplete;

    public EventWriter(StandardStream stream, IEventPrinter printer)
    {
        _stream = stream;
        _printer = printer;
        _thread = new Thread(Run) { IsBackground = true, Name = "kamisama-writer" };
        _thread.UnsafeStart();
    }

    /// <summary>Takes a line; never waits.</summary>
    public void Write(byte[] line)
    {
        lock (_changed)
        {
            if (_lines.Count < MaxLines)
            {
                _lines.Enqueue(line);
                Monitor.Pulse(_changed);
            }
            else
            {
                _lost++;
            }
        }
    }

    /// <summary>Waits until all lines are written, but no longer than the patience.</summary>
    public void Complete(TimeSpan patience)
    {
        lock (_changed)
        {
            _isComplete = true;
            Monitor.Pulse(_changed);
        }

        _thread.Join(patience);
    }

    private void Run()
    {
        BlockTerminalStop();
        while (Take() is { } line)
        {
            _stream.Write(line);
        }
    }

    // A background job that writes to a terminal with "stty tostop" is sent TTOU, again for every try; and TTOU means to a
    // master that it shall retire a worker. Blocked in the thread that writes, the write just succeeds. See tty_ioctl(4).
    private static void BlockTerminalStop()
    {
        byte* set = stackalloc byte[LibC.SignalSetSize];
        new Span<byte>(set, LibC.SignalSetSize).Clear();
        set[(SigTtou - 1) / 8] = 1 << ((SigTtou - 1) % 8);
        _ = LibC.ThreadSignalMask(LibC.SIG_BLOCK, set, null);
    }

    private byte[]? Take()
    {
        lock (_changed)
        {
            while (_lines.Count == 0)
            {
                if (_lost > 0)
                {
                    byte[] lost = _printer.PrintLost(_lost);
                    _lost = 0;
                    return lost;
                }

                if (_isComplete)
                {
                    return null;
                }

                Monitor.Wait(_changed);
            }

            return _lines.Dequeue();
        }
    }
}
