using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

/// <summary>For what no event tells: looks again until it is so. Says what was seen last.</summary>
internal static class Eventually
{
    internal static async Task<T> IsAsync<T>(Func<T> look, Func<T, bool> isSo, string what, TimeSpan? within = null)
    {
        TimeSpan patience = within ?? MasterProcess.Patience;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            T seen = look();
            if (isSo(seen))
            {
                return seen;
            }

            if (Stopwatch.GetElapsedTime(start) > patience)
            {
                string text = seen is System.Collections.IEnumerable many and not string ? string.Join(", ", many.Cast<object>()) : $"{seen}";
                throw new TimeoutException($"Awaited: {what}. Seen last, after {patience.TotalSeconds:0.#} s: {text}");
            }

            await Task.Delay(5);
        }
    }
}
