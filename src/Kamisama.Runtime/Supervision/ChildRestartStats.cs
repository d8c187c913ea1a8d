namespace Kamisama.Runtime;

/// <summary>A child and how often it has been restarted.</summary>
public class ChildRestartStats
{
    private bool _isWindowOpen;

    /// <summary>For a child; made by the runtime.</summary>
    /// <param name="child">The child.</param>
    /// <param name="maxNrOfRetriesCount">Restarts so far.</param>
    /// <param name="restartTimeWindowStartTicks">When the present window opened; 0 for not yet.</param>
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        ArgumentNullException.ThrowIfNull(child);
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
        _isWindowOpen = restartTimeWindowStartTicks != 0;
    }

    /// <summary>The uid of the child's path.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; }

    /// <summary>Restarts counted so far, in the present window if there is one.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the present window opened, in ticks of the system's monotonic clock.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    internal LocalActorRef Ref => (LocalActorRef)Child;

    /// <summary>Told to stop, not gone yet.</summary>
    internal bool IsDying { get; set; }

    /// <summary>Counts a restart and says whether it is allowed.</summary>
    /// <remarks>
    /// <code>
    ///   max  0                   never
    ///   max -1, no window        always
    ///   max  n, no window        n times in all
    ///   max  n, window           n times in a window; n = 1 if max is negative
    /// </code>
    /// The window opens at the first failure and does not slide: a failure after its end opens the next one, and is allowed.
    /// The clock is the system's <see cref="TimeProvider"/> (Akka.NET's is the machine's, also in tests).
    /// </remarks>
    /// <param name="maxNrOfRetries">How many; negative for no limit.</param>
    /// <param name="withinTimeMilliseconds">In what time; 0 or negative for all times.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
        {
            return false;
        }

        if (withinTimeMilliseconds > 0)
        {
            return IsAllowedInWindow(maxNrOfRetries > 0 ? maxNrOfRetries : 1, withinTimeMilliseconds);
        }

        return maxNrOfRetries < 0 || ++MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    private bool IsAllowedInWindow(int max, long withinMilliseconds)
    {
        TimeProvider time = (Child as InternalActorRef)?.System.TimeProvider ?? TimeProvider.System;
        long now = time.GetElapsedTime(0, time.GetTimestamp()).Ticks;
        if (!_isWindowOpen)
        {
            _isWindowOpen = true;
            RestartTimeWindowStartTicks = now;
        }

        if (now - RestartTimeWindowStartTicks <= withinMilliseconds * TimeSpan.TicksPerMillisecond)
        {
            return ++MaxNrOfRetriesCount <= max;
        }

        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
