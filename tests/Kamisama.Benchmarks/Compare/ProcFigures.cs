using System.Globalization;

namespace Kamisama.Benchmarks;

/// <summary>What /proc says of a process, see proc(5).</summary>
internal static class ProcFigures
{
    /// <summary>Proportional set size in bytes.</summary>
    public static double Pss(int pid) => Number($"/proc/{pid}/smaps_rollup", "Pss:") * 1024;

    /// <summary>Resident set size in bytes.</summary>
    public static double Rss(int pid) => Number($"/proc/{pid}/smaps_rollup", "Rss:") * 1024;

    /// <summary>The largest resident set so far, in bytes; 0: the process is gone.</summary>
    public static double PeakRss(int pid)
    {
        try
        {
            return Number($"/proc/{pid}/status", "VmHWM:") * 1024;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return 0; // It has ended meanwhile, and a zombie has no memory.
        }
    }

    /// <summary>Whether a process has mapped files of a folder.</summary>
    public static bool Maps(int pid, string folder) =>
        File.ReadLines($"/proc/{pid}/maps").Any(line => line.Contains($" {folder}/", StringComparison.Ordinal));

    public static int Threads(int pid) => Directory.GetDirectories($"/proc/{pid}/task").Length;

    public static int Descriptors(int pid) => Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length;

    /// <summary>What each thread has done so far, by its id and name.</summary>
    public static Dictionary<string, (long Switches, double CpuMilliseconds)> Work(int pid) =>
        Directory.GetDirectories($"/proc/{pid}/task").ToDictionary(
            task => $"{Path.GetFileName(task)} {File.ReadAllText($"{task}/comm").Trim()}",
            task => (
                (long)(Number($"{task}/status", "voluntary_ctxt_switches:") + Number($"{task}/status", "nonvoluntary_ctxt_switches:")),
                // The scheduler counts nanoseconds; utime and stime of /proc/PID/stat are ticks of 10 ms.
                double.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e6));

    /// <summary>Processes that run a program.</summary>
    public static List<int> Running(string program)
    {
        List<int> pids = [];
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int pid) && ProgramOf(folder) == program)
            {
                pids.Add(pid);
            }
        }

        return pids;
    }

    private static string? ProgramOf(string folder)
    {
        try
        {
            return new FileInfo($"{folder}/exe").LinkTarget;
        }
        catch (IOException)
        {
            return null; // Gone meanwhile, or a kernel thread.
        }
        catch (UnauthorizedAccessException)
        {
            return null; // Somebody else's, so none of ours.
        }
    }

    // The unit, where there is one, is always kB, which here means 1,024 bytes.
    private static double Number(string file, string name)
    {
        foreach (string line in File.ReadLines(file))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidDataException($"'{file}' has no '{name}'.");
    }
}
