namespace Kamisama.Actors;

/// <summary>The master's own standard output or error, as it was inherited. Made once for each.</summary>
internal sealed unsafe class StreamSink : StallingSink
{
    // A pipe that says it has room takes as much at once, see PIPE_BUF in pipe(7); so the writer thread never waits.
    private const int Piece = 4096;

    private static readonly Lock Gate = new();
    private static readonly StreamSink?[] Shared = new StreamSink?[3];

    private readonly bool _isRegular;

    private StreamSink(int descriptor)
        : base(descriptor == 1 ? "standard output" : "standard error", TimeProvider.System)
    {
        // When it was closed, the number may be one of the runtime's own by now; those are close-on-exec, and nothing inherited can be.
        int flags = LibC.ControlDescriptor(descriptor, LibC.F_GETFD, 0);
        Descriptor = flags >= 0 && (flags & LibC.FD_CLOEXEC) == 0 ? descriptor : -1;
        _isRegular = Descriptor >= 0 && LibC.FactsOf(Descriptor, out LibC.FileFacts facts) == 0 && facts.IsRegular;
        IsTerminal = Descriptor >= 0 && LibC.IsTerminal(Descriptor) == 1;
    }

    /// <summary>Whether somebody looks at it.</summary>
    public bool IsTerminal { get; }

    protected override int Descriptor { get; }

    /// <summary>The sink of a descriptor, 1 or 2. From any thread.</summary>
    public static StreamSink Of(int descriptor)
    {
        lock (Gate)
        {
            return Shared[descriptor] ??= new StreamSink(descriptor);
        }
    }

    protected override int WriteSome(LineBatch pending, ref int done)
    {
        if (Descriptor < 0)
        {
            return LibC.EBADF;
        }

        while (done < pending.Length)
        {
            ReadOnlySpan<byte> piece = _isRegular ? pending.Bytes[done..] : PieceOf(pending.Bytes[done..]);
            if (!_isRegular && !HasRoom())
            {
                return LibC.EAGAIN;
            }

            fixed (byte* start = piece)
            {
                nint count = LibC.Write(Descriptor, start, piece.Length);
                done += (int)Math.Max(count, 0);
                if (count < 0 && LibC.Errno is not LibC.EINTR and var errno)
                {
                    return errno;
                }
            }
        }

        return 0;
    }

    protected override ReadOnlySpan<byte> RestOfLine(LineBatch pending, int done) => done == 0 || pending.Bytes[done - 1] == (byte)'\n'
        ? default
        : pending.Bytes.Slice(done, pending.Bytes[done..].IndexOf((byte)'\n') + 1);

    // Whole lines where they fit, so that those of others do not come in between.
    private static ReadOnlySpan<byte> PieceOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Piece)
        {
            return bytes;
        }

        int end = bytes[..Piece].LastIndexOf((byte)'\n') + 1;
        return bytes[..(end > 0 ? end : Piece)];
    }

    private bool HasRoom()
    {
        var poll = new LibC.PollRecord { Descriptor = Descriptor, Events = LibC.POLLOUT };
        return LibC.Poll(&poll, 1, 0) != 0;
    }
}
