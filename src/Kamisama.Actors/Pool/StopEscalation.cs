namespace Kamisama.Actors;

/// <summary>How a stop in progress becomes more urgent. It is never taken back and never becomes less urgent.</summary>
internal static class StopEscalation
{
    /// <summary>
    /// <code>
    /// asked by   while stopping      earlier request     becomes
    /// a message  less urgently       any                 what was asked for
    /// a message  as or more urgently any                 (no change)
    /// SIGQUIT    any                 any                 (no change)
    /// SIGTERM    any                 none: the pool gave up by itself, and is given its grace period   (no change)
    /// SIGTERM    without time limit  one or more         Graceful
    /// SIGTERM    gracefully          one or more         Immediate
    /// </code>
    /// SIGINT is as SIGTERM.
    /// </summary>
    /// <returns><see langword="null"/>: no change.</returns>
    public static StopMode? Next(StopMode current, bool requestedBefore, StopMode asked, bool bySignal)
    {
        StopMode next = asked;
        if (bySignal && asked == StopMode.Graceful)
        {
            next = !requestedBefore ? current : current == StopMode.Drain ? StopMode.Graceful : StopMode.Immediate;
        }

        return next > current ? next : null;
    }
}
