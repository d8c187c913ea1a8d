namespace Kamisama.Actors;

/// <summary>A time in which a sink takes nothing: what was lost, and when the next try is due. Tries come with data, so nothing waits for a timer.</summary>
internal sealed class Outage(TimeProvider time)
{
    /// <summary>Between two tries: flooding workers must not become a flood of failing calls.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private long _since;
    private long _lastTry;

    public bool IsOn { get; private set; }

    /// <summary>All that was lost in it.</summary>
    public OutputLoss Loss { get; private set; }

    /// <summary>What was lost and is not said in the log itself yet.</summary>
    public OutputLoss Unsaid { get; private set; }

    /// <summary>Why it is on.</summary>
    public int Errno { get; private set; }

    public bool MayTry => !IsOn || time.GetElapsedTime(_lastTry) >= Pause;

    /// <summary>A try failed.</summary>
    /// <returns>Whether the outage begins with it.</returns>
    public bool Fail(int errno, OutputLoss loss)
    {
        bool begins = !IsOn;
        _lastTry = time.GetTimestamp();
        if (begins)
        {
            (IsOn, _since, Loss, Unsaid) = (true, _lastTry, default, default);
        }

        Errno = errno;
        Lose(loss);
        return begins;
    }

    /// <summary>Something was lost without a try.</summary>
    public void Lose(OutputLoss loss) => (Loss, Unsaid) = (Loss + loss, Unsaid + loss);

    /// <summary>The log says what was lost so far.</summary>
    public void Said() => Unsaid = default;

    /// <summary>What the log was to say did not get there.</summary>
    public void Unsay(OutputLoss loss) => Unsaid += loss;

    /// <summary>How long it has been on.</summary>
    public TimeSpan Duration => time.GetElapsedTime(_since);

    /// <summary>It is over.</summary>
    public void End() => IsOn = false;
}
