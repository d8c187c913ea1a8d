namespace Kamisama.Actors;

/// <summary>The one thread on which the platform keeps its timers.</summary>
internal static class TimerThread
{
    // Far away, so that it never fires; without a time the thread would not be needed.
    private static readonly TimeSpan FarAway = TimeSpan.FromDays(1);

    /// <summary>
    /// Has the platform create it now. Otherwise the first timer does, and that may be the wait for a machine that has no room
    /// for another process (EAGAIN): it has none for a thread then either, and the master would end with "Out of memory".
    /// </summary>
    public static void Ensure() => new Timer(static _ => { }, null, FarAway, Timeout.InfiniteTimeSpan).Dispose();
}
