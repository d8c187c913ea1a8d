namespace Kamisama.Cli.Run;

/// <summary>The threads of the pool, all of them from the start: their number is fixed in the project file.</summary>
internal static class MasterThreads
{
    /// <summary>Has them made. Does not wait for it: the pool makes one for each piece of work while the earlier ones hold theirs.</summary>
    public static void Prepare()
    {
        ThreadPool.GetMinThreads(out int count, out _);
        var met = new CountdownEvent(count);
        for (int i = 0; i < count; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static met =>
                {
                    met.Signal();
                    met.Wait();
                },
                met,
                preferLocal: false);
        }
    }
}
