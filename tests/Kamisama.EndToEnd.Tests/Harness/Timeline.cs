using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Kamisama.EndToEnd.Tests;

/// <summary>Everything that came from one run, in order, and a way to wait for what is still to come.</summary>
internal sealed class Timeline
{
    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _changed = NewSignal();

    internal enum Source
    {
        Harness,
        Event,
        Error,
        Output,
    }

    /// <summary>How many entries there are; those from here on are later than now.</summary>
    internal int Now
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    internal IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    internal void Add(Source source, string text, MasterEvent? masterEvent = null)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(_entries.Count, Stopwatch.GetElapsedTime(_start), source, text, masterEvent));
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    /// <summary>Waits until enough entries match.</summary>
    /// <returns>The first of them; fewer than asked for when the time is over.</returns>
    internal async Task<IReadOnlyList<Entry>> WaitAsync(Func<Entry, bool> matches, int count, TimeSpan within, int after)
    {
        var found = new List<Entry>();
        using var patience = new CancellationTokenSource(within);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                for (; after < _entries.Count && found.Count < count; after++)
                {
                    if (matches(_entries[after]))
                    {
                        found.Add(_entries[after]);
                    }
                }

                changed = _changed.Task;
            }

            if (found.Count == count || patience.IsCancellationRequested)
            {
                return found;
            }

            await Task.WhenAny(changed, Task.Delay(Timeout.Infinite, patience.Token));
        }
    }

    public override string ToString()
    {
        const int shown = 200;
        IReadOnlyList<Entry> entries = Entries;
        var text = new StringBuilder();
        if (entries.Count > shown)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  ({entries.Count - shown} earlier ones left out)");
        }

        foreach (Entry entry in entries.TakeLast(shown))
        {
            text.AppendLine(entry.ToString());
        }

        return text.ToString();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One line, and when it came.</summary>
    internal sealed record Entry(int Position, TimeSpan Time, Source Source, string Text, MasterEvent? Event)
    {
        public override string ToString() =>
            FormattableString.Invariant($"  {Time.TotalSeconds,8:0.000} s  {Source.ToString().ToLowerInvariant(),-7} {Text}");
    }
}
