namespace Kamisama.Runtime.TestKit;

/// <summary>How long a test waits. On the real clock, also when the system's time is virtual: nobody would move it meanwhile.</summary>
internal readonly struct Patience
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private Patience(TimeSpan? max)
    {
        Max = max;
        Start = TimeProvider.System.GetTimestamp();
    }

    /// <summary>Null: for ever.</summary>
    internal TimeSpan? Max { get; }

    internal long Start { get; }

    internal TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(Start);

    internal bool IsOver => Max <= Elapsed;

    /// <summary>Zero or more, in whole milliseconds as all waits take them; rounded up, so that no wait ends early.</summary>
    internal TimeSpan Left
    {
        get
        {
            TimeSpan left = Max - Elapsed ?? s_longest;
            left = left < TimeSpan.Zero ? TimeSpan.Zero : left > s_longest ? s_longest : left;
            return TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        }
    }

    internal static Patience For(TimeSpan max) => new(max == Timeout.InfiniteTimeSpan ? null : max);

    /// <summary>Lets time pass. Without a thread to give back, on the caller's thread.</summary>
    internal static async Task Pause(TimeSpan time, Waiting how, CancellationToken token)
    {
        if (how == Waiting.Asynchronous)
        {
            await Task.Delay(time, TimeProvider.System, token).ConfigureAwait(false);
            return;
        }

        using var never = new ManualResetEventSlim();
        never.Wait(time, token);
    }
}
