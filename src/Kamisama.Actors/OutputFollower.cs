using System.Threading.Channels;

namespace Kamisama.Actors;

/// <summary>Reads the lines of a pool's workers as they come: see <see cref="IWorkerOutputLog.Follow"/>.</summary>
/// <remarks>Up to 1 MiB of lines waits for the reader; those that find no room are missed, and counted.</remarks>
public sealed class OutputFollower : IDisposable
{
    private const long MostWaiting = 1 << 20;

    // What a line costs besides its bytes.
    private const int Overhead = 128;

    private readonly Channel<OutputLine> _lines = Channel.CreateUnbounded<OutputLine>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<OutputFollower> _leave;
    private long _waiting;
    private long _missed;

    internal OutputFollower(int? index, Action<OutputFollower> leave) => (Index, _leave) = (index, leave);

    /// <summary>How many lines were missed so far, because the reader was too slow.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    internal int? Index { get; }

    /// <summary>Waits for the next line.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The line; <see langword="null"/>: there will be none, the pool is over.</returns>
    public async ValueTask<OutputLine?> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (await _lines.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_lines.Reader.TryRead(out OutputLine? line))
            {
                Interlocked.Add(ref _waiting, -Cost(line));
                return line;
            }
        }

        return null;
    }

    /// <summary>Follows no longer.</summary>
    public void Dispose()
    {
        _leave(this);
        _lines.Writer.TryComplete();
    }

    internal bool HasRoomFor(int length) => Interlocked.Read(ref _waiting) + length + Overhead <= MostWaiting;

    internal void Miss() => Interlocked.Increment(ref _missed);

    internal void Add(OutputLine line)
    {
        Interlocked.Add(ref _waiting, Cost(line));
        _lines.Writer.TryWrite(line);
    }

    internal void Complete() => _lines.Writer.TryComplete();

    private static long Cost(OutputLine line) => line.Bytes.Length + Overhead;
}
