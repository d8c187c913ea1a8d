using System.Runtime.CompilerServices;

namespace Kamisama.TestKit;

// How time passes.
public sealed partial class PoolSimulation
{
    private const int LastEventsShown = 40;
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromDays(1);

    /// <summary>Does everything that can be done at this moment. All members that look at the pool do so first.</summary>
    /// <exception cref="SimulationException">A rule is broken, or the moment does not end.</exception>
    public void Settle() => RunTo(Now, null);

    /// <summary>Lets time pass.</summary>
    /// <param name="time">How much; zero or more.</param>
    /// <exception cref="SimulationException">A rule is broken, or a moment does not end.</exception>
    public void RunFor(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        RunTo(Now + time, null);
    }

    /// <summary>Lets time pass until something is so. Looked at after each thing that happens.</summary>
    /// <param name="condition">What is awaited.</param>
    /// <param name="limit">How much time at most. Default: a day.</param>
    /// <param name="what">The text of <paramref name="condition"/>; leave it to the compiler.</param>
    /// <exception cref="SimulationException">It was not so in time, a rule is broken, or a moment does not end.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        TimeSpan begin = Now;
        if (!RunTo(begin + (limit ?? DefaultLimit), condition))
        {
            throw Failure($"Awaited {what} since {RecordedEvent.Stamp(begin)}; it did not come.");
        }
    }

    /// <summary>Lets time pass until the next event of a type that fits, after the one that was expected last.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="fits">Whether it is the one. Default: any is.</param>
    /// <param name="limit">How much time at most. Default: a day.</param>
    /// <param name="what">The text of <paramref name="fits"/>; leave it to the compiler.</param>
    /// <exception cref="SimulationException">It did not come in time, a rule is broken, or a moment does not end.</exception>
    public T RunUntil<T>(Func<T, bool>? fits = null, TimeSpan? limit = null, [CallerArgumentExpression(nameof(fits))] string? what = null)
        where T : SupervisionEvent
    {
        T? found = null;
        RunUntil(() => _events.TryTake(fits, out found), limit, SimulationEvents.Name<T>(what));
        return found!;
    }

    /// <summary>Lets time pass until the pool is over.</summary>
    /// <param name="limit">How much time at most. Default: a day.</param>
    /// <returns>Why it is over.</returns>
    /// <exception cref="SimulationException">It was not over in time, a rule is broken, or a moment does not end.</exception>
    public PoolOutcome RunUntilOver(TimeSpan? limit = null)
    {
        RunUntil(() => _front.Completion.IsCompleted, limit, "the end of the pool");
        return _front.Completion.Result;
    }

    /// <summary>Lets time pass until nothing is left that time would bring about: no timer is armed, no turn waits.</summary>
    /// <param name="limit">How much time at most. Default: a day.</param>
    /// <exception cref="SimulationException">It was not quiet in time, a rule is broken, or a moment does not end.</exception>
    public void RunUntilQuiet(TimeSpan? limit = null) => RunUntil(() => _system.Time.ArmedTimers == 0, limit, "quiet");

    private bool RunTo(TimeSpan end, Func<bool>? until)
    {
        if (_isRunning)
        {
            throw new InvalidOperationException("The simulation runs: this was called from inside of it, by a script, an actor or a condition. Call it from outside.");
        }

        bool isSo = false;
        _isRunning = true;
        try
        {
            Inline.Run(this, self => isSo = self.Steps(end, until));
        }
        finally
        {
            _isRunning = false;
        }

        return isSo;
    }

    private bool Steps(TimeSpan end, Func<bool>? until)
    {
        Begin();
        TimeSpan moment = Now;
        int turns = RunTurns(0);
        while (until?.Invoke() != true)
        {
            TimeSpan? next = _system.Time.NextDue;
            if (next > moment || next is null)
            {
                Check();
                moment = next ?? end;
                turns = 0;
            }

            if (!_system.Time.FireNext(end))
            {
                _system.Time.Advance(end - Now);
                return false;
            }

            turns = RunTurns(turns);
        }

        return true;
    }

    private void Begin()
    {
        if (!_isStarted)
        {
            _isStarted = true;
            Master.Tell(new MasterMessage.StartPool(), ActorRefs.NoSender);
        }
    }

    private int RunTurns(int before)
    {
        int turns = before;
        while (_system.Turns.RunNext())
        {
            if (++turns > MostTurnsAtOnce)
            {
                throw Failure(
                    $"Time stands still: more than {MostTurnsAtOnce} turns at one moment. Does a worker end as soon as it starts, and is respawned without limit? Let it run for a while, or give the pool a limit.");
            }
        }

        return turns;
    }

    private void Check()
    {
        _invariants.Check();
        if (_invariants.Broken is { } broken)
        {
            throw Failure($"Rule broken: {broken}.");
        }
    }
}
