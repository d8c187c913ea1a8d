namespace Kamisama.Processes;

/// <summary>How a <see cref="LinuxProcessHost"/> behaves towards processes that it did not start.</summary>
public sealed record LinuxProcessHostOptions
{
    /// <summary>
    /// Whether this process becomes the parent of orphaned descendants, see PR_SET_CHILD_SUBREAPER(2const), and collects
    /// them when they end.
    /// </summary>
    /// <remarks>
    /// It is a property of the whole process and is not undone. As PID 1 it is always so, whatever is set here. Children
    /// that the application starts by other means are left to it, as long as they stay in its own process group.
    /// </remarks>
    /// <value>Default: <see langword="false"/>.</value>
    public bool BecomeSubreaper { get; init; }
}
