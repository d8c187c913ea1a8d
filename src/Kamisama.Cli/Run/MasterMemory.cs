namespace Kamisama.Cli.Run;

/// <summary>What the C library sets aside for the master's threads.</summary>
internal static class MasterMemory
{
    /// <summary>
    /// All threads share one heap of malloc(3), see mallopt(3). By default glibc makes one for each thread that asks while another one does,
    /// for speed that a master has no use for.
    /// </summary>
    public static void Prepare()
    {
        try
        {
            _ = LibC.MemoryAllocationOption(LibC.M_ARENA_MAX, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has one heap anyway.
        }
    }
}
