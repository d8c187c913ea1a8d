namespace Kamisama.Actors;

/// <summary>
/// How long a start waits when the machine had no room for the process (EAGAIN, EMFILE, ENFILE, ENOMEM, ETXTBSY):
/// 0.1 s, 0.2 s, 0.4 s … at most 5 s. Such a start is neither a death nor a respawn.
/// </summary>
internal static class StartRetry
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="failures">How many starts of this incarnation have failed so far, 1 or more.</param>
    public static TimeSpan DelayAfter(int failures)
    {
        TimeSpan delay = First * Math.Pow(2, Math.Min(failures - 1, 16));
        return delay < Longest ? delay : Longest;
    }
}
