namespace Kamisama.Actors;

/// <summary>What workers wrote last, and who follows it. Written by the writer thread, read by any.</summary>
internal sealed class RecentLog(int size) : IWorkerOutputLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, RecentLines> _workers = [];
    private readonly List<OutputFollower> _followers = [];
    private long _sequence;
    private bool _isOver;

    /// <summary>A line was written.</summary>
    /// <param name="stream">Where it came from.</param>
    /// <param name="time">When it was read.</param>
    /// <param name="line">The line.</param>
    /// <param name="continues">Whether it is a piece, and not the last one of its line.</param>
    /// <param name="behind">How many bytes come right behind it: when they alone are more than what is kept, it is not kept at all.</param>
    public void Add(WorkerStream stream, DateTimeOffset time, ReadOnlySpan<byte> line, bool continues, int behind)
    {
        lock (_gate)
        {
            _sequence++;
            if (behind < size)
            {
                if (!_workers.TryGetValue(stream.Worker.Index, out RecentLines? lines))
                {
                    lines = new RecentLines(size);
                    _workers.Add(stream.Worker.Index, lines);
                }

                lines.Add(_sequence, time, stream.Worker, stream.Pid, stream.Stream, line, continues);
            }

            foreach (OutputFollower follower in _followers)
            {
                Pass(follower, stream, time, line, continues);
            }
        }
    }

    public IReadOnlyList<OutputLine> Recent(int count, int? index = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_gate)
        {
            return Last(count, index);
        }
    }

    public OutputFollower Follow(int count, int? index = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var follower = new OutputFollower(index, Leave);
        lock (_gate)
        {
            foreach (OutputLine line in Last(count, index))
            {
                follower.Add(line);
            }

            if (_isOver)
            {
                follower.Complete();
            }
            else
            {
                _followers.Add(follower);
            }
        }

        return follower;
    }

    /// <summary>The pool is over.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isOver = true;
            _followers.ForEach(follower => follower.Complete());
            _followers.Clear();
        }
    }

    private static void Pass(OutputFollower follower, WorkerStream stream, DateTimeOffset time, ReadOnlySpan<byte> line, bool continues)
    {
        if (follower.Index is { } index && index != stream.Worker.Index)
        {
            return;
        }

        if (follower.HasRoomFor(line.Length))
        {
            follower.Add(new OutputLine(time, stream.Worker, stream.Pid, stream.Stream, line.ToArray(), continues));
        }
        else
        {
            follower.Miss();
        }
    }

    private List<OutputLine> Last(int count, int? index)
    {
        var found = new List<(long Sequence, OutputLine Line)>();
        foreach ((int worker, RecentLines lines) in _workers)
        {
            if ((index ?? worker) == worker)
            {
                lines.CopyTo(found);
            }
        }

        found.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        return [.. found.TakeLast(count).Select(static line => line.Line)];
    }

    private void Leave(OutputFollower follower)
    {
        lock (_gate)
        {
            _followers.Remove(follower);
        }
    }
}
