namespace Kamisama.Cli.Simulate;

/// <summary>Which part of each stretch of time each worker was ready.</summary>
internal sealed class Timeline(TimeSpan duration)
{
    /// <summary>How many stretches there are.</summary>
    public const int Resolution = 720;

    /// <summary>Of how many workers: more rows show nothing more.</summary>
    public const int MostRows = 1_000;

    private readonly SortedDictionary<int, long[]> _rows = [];
    private readonly long _stretch = Math.Max(1, duration.Ticks / Resolution);

    /// <summary>The length of it all.</summary>
    public TimeSpan Duration => duration;

    /// <summary>The indexes of the workers, in their order.</summary>
    public IReadOnlyCollection<int> Workers => _rows.Keys;

    /// <summary>A worker has a row from its first start on.</summary>
    public void AddWorker(int index)
    {
        // Asked for at every start, so a row is made only when it is new.
        if (_rows.Count < MostRows && !_rows.ContainsKey(index))
        {
            _rows.Add(index, new long[Resolution]);
        }
    }

    /// <summary>The worker was ready from one moment to the other.</summary>
    public void AddReady(int index, TimeSpan from, TimeSpan to)
    {
        if (!_rows.TryGetValue(index, out long[]? row))
        {
            return;
        }

        long at = from.Ticks;
        while (at < to.Ticks)
        {
            // What division left over belongs to the last stretch.
            int column = (int)Math.Min(at / _stretch, Resolution - 1);
            long end = column == Resolution - 1 ? to.Ticks : Math.Min(to.Ticks, (column + 1) * _stretch);
            row[column] += end - at;
            at = end;
        }
    }

    /// <summary>Which part of one of so many columns the worker was ready, 0 to 1.</summary>
    public double Ready(int index, int column, int columns)
    {
        int first = (int)((long)column * Resolution / columns);
        int behind = Math.Max(first + 1, (int)((long)(column + 1) * Resolution / columns));
        long ready = 0;
        for (int i = first; i < behind; i++)
        {
            ready += _rows[index][i];
        }

        long last = behind == Resolution ? duration.Ticks - ((Resolution - 1) * _stretch) : _stretch;
        return Math.Min(1, ready / (double)(((behind - first - 1) * _stretch) + last));
    }
}
