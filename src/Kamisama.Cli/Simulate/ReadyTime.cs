using Kamisama.Actors;

namespace Kamisama.Cli.Simulate;

/// <summary>How many workers were ready, and for how long.</summary>
/// <param name="wanted">How many are wanted.</param>
/// <param name="scenario">When they can be.</param>
/// <param name="isTold">Whether the master tells when one is ready.</param>
/// <param name="timeline">Where each one's time goes.</param>
/// <remarks>
/// In a pool without readiness the master takes a worker for ready as soon as its program runs. Here it is ready when its start
/// time is over, whatever the master thinks: that is what its users see.
/// </remarks>
internal sealed class ReadyTime(int wanted, Scenario scenario, bool isTold, Timeline timeline)
{
    private readonly Dictionary<int, TimeSpan> _startedAt = [];
    private readonly Dictionary<int, TimeSpan> _readySince = [];

    // In order, since the start time is always the same.
    private readonly Queue<(int Index, TimeSpan StartedAt)> _starting = new();
    private readonly long[] _ready = new long[SimulationFigures.Periods];
    private TimeSpan _changedAt;

    /// <summary>When no worker was ready.</summary>
    public LongestSpan None { get; } = new();

    /// <summary>When fewer were ready than wanted.</summary>
    public LongestSpan Fewer { get; } = new();

    public void Begin()
    {
        None.Note(true, TimeSpan.Zero);
        Fewer.Note(true, TimeSpan.Zero);
    }

    public void Started(WorkerId worker, TimeSpan at)
    {
        timeline.AddWorker(worker.Index);
        _startedAt[worker.Index] = at;
        if (!isTold && !scenario.IsOutage(at))
        {
            _starting.Enqueue((worker.Index, at));
            PassTo(at);
        }
    }

    public void Ready(WorkerId worker, TimeSpan at)
    {
        if (_readySince.TryAdd(worker.Index, at))
        {
            Changed(at, _readySince.Count - 1);
        }
    }

    public void Ended(WorkerId worker, TimeSpan at)
    {
        _startedAt.Remove(worker.Index);
        if (_readySince.Remove(worker.Index, out TimeSpan since))
        {
            timeline.AddReady(worker.Index, since, at);
            Changed(at, _readySince.Count + 1);
        }
    }

    /// <summary>Those whose start time is over by then are ready.</summary>
    public void PassTo(TimeSpan at)
    {
        while (_starting.TryPeek(out var first) && first.StartedAt + scenario.StartTime is var readyAt && readyAt <= at)
        {
            _starting.Dequeue();
            if (_startedAt.TryGetValue(first.Index, out TimeSpan started) && started == first.StartedAt)
            {
                Ready(new WorkerId(first.Index, 0), readyAt);
            }
        }
    }

    /// <summary>It is over.</summary>
    public void Close(TimeSpan end)
    {
        PassTo(end);
        Count(end, _readySince.Count);
        foreach ((int index, TimeSpan since) in _readySince)
        {
            timeline.AddReady(index, since, end);
        }

        None.Note(false, end);
        Fewer.Note(false, end);
    }

    /// <summary>Worker time ready in a part of the time, of all that was wanted: 0 to 1.</summary>
    public double Availability(int first, int behind)
    {
        double ready = 0;
        for (int i = first; i < behind; i++)
        {
            ready += _ready[i];
        }

        return ready / (timeline.Duration.Ticks / (double)SimulationFigures.Periods * (behind - first) * wanted);
    }

    private void Changed(TimeSpan at, int before)
    {
        Count(at, before);
        None.Note(_readySince.Count == 0, at);
        Fewer.Note(_readySince.Count < wanted, at);
    }

    private void Count(TimeSpan to, int ready)
    {
        long at = _changedAt.Ticks;
        long workers = Math.Min(ready, wanted);
        while (at < to.Ticks)
        {
            int period = SimulationFigures.PeriodOf(TimeSpan.FromTicks(at), timeline.Duration);
            long end = period == SimulationFigures.Periods - 1 ? to.Ticks : Math.Min(to.Ticks, SimulationFigures.BeginOf(period + 1, timeline.Duration).Ticks);
            _ready[period] += (end - at) * workers;
            at = end;
        }

        _changedAt = to;
    }
}
