using System.Diagnostics;

namespace Kamisama.Processes.Tests;

/// <summary>Looks again until it is so; a failure prints what was seen last. For what the kernel does not tell a test.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    internal static async Task<T> SeesAsync<T>(string what, Func<T> look, Func<T, bool> isSo)
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            T seen = look();
            if (isSo(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(begin) > Patience.Long)
            {
                Assert.Fail($"Waited {Patience.Long.TotalSeconds} s for: {what}. Last seen: {seen}");
            }

            await Task.Delay(Pause);
        }
    }
}

/// <summary>How long tests wait for what must happen: long, for the machine may be busy; a passing test never waits so long.</summary>
internal static class Patience
{
    internal static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    internal static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Long);

    internal static Task InTimeAsync(this Task task) => task.WaitAsync(Long);
}
