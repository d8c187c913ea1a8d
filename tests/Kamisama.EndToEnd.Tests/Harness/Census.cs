using System.Diagnostics;
using System.Text;

namespace Kamisama.EndToEnd.Tests;

/// <summary>
/// Finds every process that a test started, directly or not, whatever its parent, session or user is now: by a marker in
/// the environment, which each process hands to its children.
/// </summary>
internal static class Census
{
    internal const string Variable = "KAMISAMA_TEST_ID";

    /// <summary>The running processes whose marker begins like this.</summary>
    internal static List<int> Of(string marker)
    {
        byte[] wanted = Encoding.UTF8.GetBytes($"{Variable}={marker}");
        return [.. ProcessFile.AllPids().Where(pid => HasMarker(pid, wanted) && ProcessFile.IsRunning(pid)).Order()];
    }

    /// <summary>Waits on pidfds until no process with the marker is left.</summary>
    /// <returns>Who is left when the time is over: nobody, if all is well.</returns>
    internal static async Task<List<int>> SurvivorsAsync(string marker, TimeSpan within)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            List<int> alive = Of(marker);
            TimeSpan left = within - Stopwatch.GetElapsedTime(start);
            if (alive.Count == 0 || left <= TimeSpan.Zero)
            {
                return alive;
            }

            // One is enough: the next look finds those that are left, and those that came since.
            await Task.Run(() => WaitForEnd(alive[0], left));
        }
    }

    /// <summary>Kills what is left of a test, each process by its own pid, and waits until it is gone.</summary>
    internal static async Task EndAsync(string marker)
    {
        foreach (int pid in Of(marker))
        {
            LibC.Kill(pid, Signals.Kill);
        }

        List<int> left = await SurvivorsAsync(marker, TimeSpan.FromSeconds(10));
        Assert.True(left.Count == 0, $"These could not even be killed:\n{Describe(left)}");
    }

    /// <summary>One line a process.</summary>
    internal static string Describe(IEnumerable<int> pids)
    {
        var text = new StringBuilder();
        foreach (int pid in pids)
        {
            text.AppendLine(FormattableString.Invariant(
                $"  pid {pid} parent {ProcessFile.ParentOf(pid)} group {ProcessFile.GroupOf(pid)} state {ProcessFile.StateOf(pid)}: {string.Join(' ', ProcessFile.ArgumentsOf(pid))}"));
        }

        return text.Length == 0 ? "  (none)\n" : text.ToString();
    }

    private static void WaitForEnd(int pid, TimeSpan within)
    {
        int descriptor = LibC.PidFdOpen(pid);
        if (descriptor >= 0)
        {
            LibC.PollIn(descriptor, within);
            LibC.Close(descriptor);
        }
    }

    private static bool HasMarker(int pid, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Gone, or another user's: none of ours.
        }
    }
}
