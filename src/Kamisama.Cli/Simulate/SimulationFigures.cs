using Kamisama.Actors;
using Kamisama.TestKit;

namespace Kamisama.Cli.Simulate;

/// <summary>What a simulated pool did, folded from its events as they come: a month has too many of them to be kept.</summary>
internal sealed class SimulationFigures
{
    /// <summary>Into how many parts the time is cut for the table over time.</summary>
    public const int Periods = 12;

    private readonly ReadyTime _ready;
    private readonly List<long> _waits = [];
    private readonly int[] _ends = new int[Enum.GetValues<ExitClass>().Length];

    public SimulationFigures(WorkerPoolOptions pool, Scenario scenario)
    {
        Duration = scenario.Duration;
        Timeline = new Timeline(scenario.Duration);
        _ready = new ReadyTime(pool.Instances, scenario, isTold: pool.Readiness is not null, Timeline);
        _ready.Begin();
    }

    public TimeSpan Duration { get; }

    public Timeline Timeline { get; }

    /// <summary>When no worker was ready.</summary>
    public LongestSpan None => _ready.None;

    /// <summary>When fewer were ready than wanted.</summary>
    public LongestSpan Fewer => _ready.Fewer;

    /// <summary>How many ends of each kind there were.</summary>
    public IEnumerable<(ExitClass Class, int Count)> Ends =>
        Enum.GetValues<ExitClass>().Select(exitClass => (exitClass, _ends[(int)exitClass])).Where(end => end.Item2 > 0);

    /// <summary>Starts that followed a death.</summary>
    public int Respawns { get; private set; }

    /// <summary>Workers that were replaced on purpose.</summary>
    public int Replacements { get; private set; }

    /// <summary>The same two, and deaths, in each part of the time.</summary>
    public (int Deaths, int Respawns, TimeSpan LongestWait)[] ByPeriod { get; } = new (int, int, TimeSpan)[Periods];

    /// <summary>When the pool was over, and why; <see langword="null"/>: it was not.</summary>
    public (TimeSpan At, PoolOutcome Outcome)? End { get; private set; }

    /// <summary>When the pool decided to give up.</summary>
    public TimeSpan? GaveUpAt { get; private set; }

    public static TimeSpan BeginOf(int period, TimeSpan duration) => duration / Periods * period;

    public static int PeriodOf(TimeSpan at, TimeSpan duration)
    {
        int period = (int)Math.Min(Periods - 1, at.Ticks / Math.Max(1, duration.Ticks / Periods));

        // The begin of a part is rounded, so the estimate may be one off.
        return period > 0 && at < BeginOf(period, duration) ? period - 1
            : period < Periods - 1 && at >= BeginOf(period + 1, duration) ? period + 1
            : period;
    }

    public void Add(RecordedEvent recorded)
    {
        _ready.PassTo(recorded.At);
        switch (recorded.Event)
        {
            case SupervisionEvent.WorkerStarted started:
                _ready.Started(started.Worker, recorded.At);
                break;
            case SupervisionEvent.WorkerReady ready:
                _ready.Ready(ready.Worker, recorded.At);
                break;
            case SupervisionEvent.WorkerExited exited:
                _ready.Ended(exited.Report.Worker, recorded.At);
                AddEnd(exited.Report, recorded.At);
                break;
            case SupervisionEvent.RespawnLimitBreached:
                GaveUpAt = recorded.At;
                break;
            case SupervisionEvent.PoolStopped stopped:
                End = (recorded.At, stopped.Outcome);
                break;
        }
    }

    /// <summary>The time is over.</summary>
    public void Close()
    {
        _ready.Close(Duration);
        _waits.Sort();
    }

    /// <summary>Worker time ready of all that was wanted, 0 to 1, in one part of the time or in all of it.</summary>
    public double Availability(int? period = null) => _ready.Availability(period ?? 0, period + 1 ?? Periods);

    /// <summary>How long that part of the respawns waited at most, 0 to 1.</summary>
    public TimeSpan Wait(double part) =>
        _waits.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(_waits[Math.Clamp((int)Math.Ceiling(part * _waits.Count) - 1, 0, _waits.Count - 1)]);

    private void AddEnd(WorkerExitReport report, TimeSpan at)
    {
        ref var period = ref ByPeriod[PeriodOf(at, Duration)];
        _ends[(int)report.Class]++;
        bool isReplacement = report.Cause is WorkerEndCause.Age or WorkerEndCause.Memory or WorkerEndCause.RollingRestart;
        if (isReplacement)
        {
            Replacements++;
        }
        else if (report.Cause is not (WorkerEndCause.Retired or WorkerEndCause.PoolStopped))
        {
            period.Deaths++;
        }

        if (report.Decision == RespawnDecision.Respawn && !isReplacement)
        {
            Respawns++;
            period.Respawns++;
            period.LongestWait = report.Delay > period.LongestWait ? report.Delay : period.LongestWait;
            _waits.Add(report.Delay.Ticks);
        }
    }
}
