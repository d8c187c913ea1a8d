namespace Kamisama.TestKit;

/// <summary>Runs code so that what awaits goes on here and now, on this thread.</summary>
internal static class Inline
{
    /// <remarks>
    /// With a synchronization context or a task scheduler of the caller's (test frameworks have both), the continuation of an
    /// <c>await</c> is sent to the thread pool instead: the order of things would be left to chance.
    /// </remarks>
    internal static void Run<T>(T state, Action<T> action)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        if (outer is null && TaskScheduler.Current == TaskScheduler.Default)
        {
            action(state);
            return;
        }

        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = new Task(() => action(state));
            task.RunSynchronously(TaskScheduler.Default);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
