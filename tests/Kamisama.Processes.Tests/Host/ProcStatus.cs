namespace Kamisama.Processes.Tests;

/// <summary>/proc/PID/status as names and values, see proc_pid_status(5). Empty when there is no such process.</summary>
internal static class ProcStatus
{
    internal static Dictionary<string, string> Read(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid}/status"));
        }
        catch (IOException)
        {
            return [];
        }
    }

    internal static Dictionary<string, string> Parse(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Trim());

    /// <summary>Whether a process runs: there, and not only as an entry that nobody has collected.</summary>
    internal static bool IsRunning(int pid) => ProcFs.TryReadStat(pid, out ProcStat stat) && !stat.HasEnded;
}
