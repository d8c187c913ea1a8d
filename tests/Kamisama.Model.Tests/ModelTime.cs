namespace Kamisama.Model.Tests;

/// <summary>The virtual time of the model, and what is still to do in this moment.</summary>
internal sealed class ModelTime
{
    private readonly List<Timer> _timers = [];
    private readonly Queue<Action> _later = new();
    private int _number;

    public TimeSpan Now { get; private set; }

    /// <summary>Another number for each request from outside and for each moment at which timers are due.</summary>
    public int Step { get; private set; }

    /// <summary>How long it is to each timer.</summary>
    public string Waits => string.Join(' ', _timers.Select(timer => timer.Due - Now).Order());

    /// <summary>Does something, and what follows from it in the same moment.</summary>
    public void Do(Action what)
    {
        Step++;
        Run(what);
    }

    /// <summary>In the same moment, behind what is to be done already.</summary>
    public void Later(Action what) => _later.Enqueue(what);

    public Timer At(TimeSpan due, Action what)
    {
        var timer = new Timer(due, _number++, what);
        _timers.Add(timer);
        return timer;
    }

    /// <returns>Whether it was still to come.</returns>
    public bool Cancel(Timer? timer) => timer is not null && _timers.Remove(timer);

    public void Cancel(List<Timer> timers)
    {
        timers.ForEach(timer => _timers.Remove(timer));
        timers.Clear();
    }

    public void Advance(TimeSpan time)
    {
        Step++;
        TimeSpan end = Now + time;
        while (Next(end) is { } timer)
        {
            _timers.Remove(timer);
            Step += timer.Due > Now ? 1 : 0;
            Now = timer.Due;
            Run(timer.What);
        }

        Now = end;
    }

    private void Run(Action what)
    {
        what();
        while (_later.TryDequeue(out Action? next))
        {
            next();
        }
    }

    private Timer? Next(TimeSpan end)
    {
        Timer? next = null;
        foreach (Timer timer in _timers)
        {
            if (timer.Due <= end && (next is null || (timer.Due, timer.Number).CompareTo((next.Due, next.Number)) < 0))
            {
                next = timer;
            }
        }

        return next;
    }

    internal sealed record Timer(TimeSpan Due, int Number, Action What);
}
