namespace Kamisama.Model.Tests;

/// <summary>A process as its <see cref="Life"/> says, and what the pool hears of it. Decides nothing.</summary>
internal sealed class ModelProcess(ReferenceModel pool, ReferenceModel.Place place, Life life)
{
    private const int Term = 15, Kill = 9;
    private readonly List<ModelTime.Timer> _timers = [];
    private TimeSpan? _endedAt;
    private bool _isStopping;

    public int Index { get; } = place.Index;
    public int Incarnation { get; } = place.Incarnation;
    public List<int> Signals { get; } = [];
    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether the pool knows that it has ended.</summary>
    public bool IsTold { get; private set; }
    public bool HasChildren { get; private set; } = life.Children > TimeSpan.Zero;
    public TimeSpan? RanAt { get; private set; }
    public ProcessExit? Exit { get; private set; }
    public long Memory { get; set; }

    /// <summary>Since when it sends no heartbeats.</summary>
    public TimeSpan? Silent { get; set; }

    private TimeSpan Now => pool.Time.Now;

    public void Start()
    {
        if (life.Errno is null || life.StartTakes != TimeSpan.Zero) pool.Alive.Add(this);
        After(life.StartTakes, () => { if (life.Errno is null) Run(); else Fail(); });
    }

    public void FinishStart() { if (RanAt is null) Run(); }

    public void SayReady() { if (RanAt is not null && IsAlive) pool.SaidReady(place, this); }

    public void SendSignal(int signal)
    {
        if (IsAlive) Signals.Add(signal);
        HasChildren &= signal == Schedule.QuietSignal;
        if (!IsAlive) return;
        if (signal == Kill) After(life.KillTakes, () => End(new ProcessExit.Signalled(Kill, false)));
        else if (RanAt is null) End(new ProcessExit.Signalled(signal, false));
        else if (signal == Term && !_isStopping) { _isStopping = true; After(life.StopTakes, () => End(new ProcessExit.Signalled(Term, false))); }
    }

    public void End(ProcessExit exit)
    {
        if (!IsAlive) return;
        bool ran = RanAt is not null;
        (Exit, RanAt, _endedAt) = (exit, RanAt ?? Now, Now);
        pool.Time.Cancel(_timers);
        pool.Alive.Remove(this);
        if (!ran) pool.Ran(place, this); // It ended in its start: the pool hears of both.
        IsAlive = false;
        if (HasChildren) After(life.Children, () => { HasChildren = false; pool.Changed(place, this); });
        After(life.ToldAfter, TellExit);
    }

    public void TellExit()
    {
        if (IsAlive || IsTold) return;
        IsTold = true;
        pool.Ended(place, this);
    }

    /// <summary>When it last said that it is alive, since it became ready.</summary>
    public TimeSpan LastBeat(TimeSpan readyAt)
    {
        TimeSpan ran = RanAt!.Value, until = Silent ?? _endedAt ?? Now;
        if (life.BeatsUntil + ran < until) until = life.BeatsUntil!.Value + ran;
        TimeSpan last = ran + TimeSpan.FromSeconds(Math.Floor((until - ran).TotalSeconds));
        return last > readyAt ? last : readyAt;
    }

    private void Run()
    {
        RanAt = Now;
        pool.Time.Cancel(_timers);
        pool.Ran(place, this);
        After(life.ReadyAfter, SayReady);
        After(life.RunFor, () => End(life.Exit));
    }

    private void Fail()
    {
        IsAlive = false;
        pool.Alive.Remove(this);
        pool.CouldNotStart(place, life.Error!);
    }

    private void After(TimeSpan? wait, Action what)
    {
        if (wait == TimeSpan.Zero) what();
        else if (wait is { } time) _timers.Add(pool.Time.At(Now + time, what));
    }
}
